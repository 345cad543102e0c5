#include "refrain/ingest/detail/field_roles.h"

#include "refrain/core/ascii.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

namespace refrain::detail {
namespace {

/// In lower case, without "_", "-", spaces and full stops. Most names of a record are of no role,
/// so this takes no memory; a name that is longer than the known ones is as good as empty,
/// and one that is empty has no other spelling.
class Folded {
public:
  explicit Folded(std::string_view name) {
    for (const char c : name) {
      if (c == '_' || c == '-' || c == ' ' || c == '.') {
        continue;
      }
      if (size_ == bytes_.size()) {
        size_ = 0;
        return;
      }
      bytes_[size_++] = ascii::small(c);
    }
  }
  [[nodiscard]] std::string_view view() const { return {bytes_.data(), size_}; }

private:
  std::array<char, 24> bytes_{};
  std::size_t size_ = 0;
};

} // namespace

FieldRoles::FieldRoles(const FieldNames& names)
    : text_name_(names.text.empty() ? "text" : names.text) {
  const auto add_known = [&](Role role, const std::string& chosen,
                             std::initializer_list<const char*> known) {
    std::size_t rank = 0;
    const auto add_name = [&](const std::string& name) {
      add(names_, {name, role, rank++});
      if (const Folded folded(name); !folded.view().empty()) {
        add(folded_, {std::string(folded.view()), role, rank++});
      }
    };
    if (!chosen.empty()) {
      add_name(chosen);
      return;
    }
    for (const char* name : known) {
      add_name(name);
    }
  };
  add_known(kText, names.text,
            {"text", "body", "content", "article", "article_text", "full_text", "speech",
             "transcript", "selftext", "content_text", "description", "message"});
  if (const FieldRole* const first = find("description"); first != nullptr && names.text.empty()) {
    first_description_ = first->rank;
  }
  add_known(kId, names.id,
            {"id", "_id", "doc_id", "docid", "document_id", "uuid", "id_str", "url"});
  add_known(kSource, names.source,
            {"source", "speaker", "author", "outlet", "publisher", "publication", "speaker_name",
             "authors", "newspaper", "user", "screen_name", "from"});
  add_known(kDate, names.date,
            {"date", "published", "published_at", "publication_date", "pub_date", "created_at",
             "timestamp", "date_published", "publish_date", "published_date", "datetime",
             "created_utc", "year"});
  add_known(kTitle, names.title, {"title", "headline", "name", "subject"});
  add_known(kLanguage, {}, {"language", "lang"});
}

void FieldRoles::add(ByLength& names, FieldRole role) {
  const std::size_t length = role.name.size();
  names.resize(std::max(names.size(), length + 1));
  names[length].push_back(std::move(role));
}

const FieldRole* FieldRoles::find_in(const ByLength& names, std::string_view name) {
  if (name.size() < names.size()) {
    for (const FieldRole& f : names[name.size()]) {
      if (f.name == name) {
        return &f;
      }
    }
  }
  return nullptr;
}

const FieldRole* FieldRoles::find(std::string_view name) const {
  const FieldRole* role = find_in(names_, name);
  return role != nullptr ? role : find_in(folded_, Folded(name).view());
}

RoleColumns FieldRoles::columns(const std::vector<std::string>& header) const {
  RoleColumns columns;
  columns.fill(kNoColumn);
  std::array<std::size_t, kRoles> ranks{};
  ranks.fill(SIZE_MAX);
  for (std::size_t i = 0; i < header.size(); ++i) {
    const FieldRole* field = find(header[i]);
    if (field != nullptr && field->rank < ranks[field->role]) {
      ranks[field->role] = field->rank;
      columns[field->role] = i;
    }
  }
  return columns;
}

} // namespace refrain::detail
