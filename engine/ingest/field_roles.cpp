#include "refrain/ingest/detail/field_roles.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace refrain::detail {
namespace {

constexpr std::size_t kLongestKnown = 24;

/// In lower case, without "_", "-", spaces and full stops.
std::string folded(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c != '_' && c != '-' && c != ' ' && c != '.') {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
  }
  return out;
}

} // namespace

FieldRoles::FieldRoles(const FieldNames& names)
    : text_name_(names.text.empty() ? "text" : names.text) {
  const auto add = [&](Role role, const std::string& chosen,
                       std::initializer_list<const char*> known) {
    std::size_t rank = 0;
    const auto add_name = [&](std::string name) {
      const std::size_t length = name.size();
      by_length_.resize(std::max(by_length_.size(), length + 1));
      by_length_[length].push_back({std::move(name), role, rank});
      rank += 2; // the odd ranks are those of other spellings
    };
    if (!chosen.empty()) {
      add_name(chosen);
      return;
    }
    for (const char* name : known) {
      folded_.push_back({folded(name), role, rank + 1});
      add_name(name);
    }
  };
  add(kText, names.text,
      {"text", "body", "content", "article", "article_text", "full_text", "speech", "transcript",
       "description", "message"});
  add(kId, names.id, {"id", "_id", "doc_id", "docid", "document_id", "uuid", "url"});
  add(kSource, names.source,
      {"source", "speaker", "author", "outlet", "publisher", "publication", "speaker_name",
       "authors", "newspaper"});
  add(kDate, names.date,
      {"date", "published", "published_at", "publication_date", "pub_date", "created_at",
       "timestamp", "date_published", "publish_date", "published_date", "datetime", "year"});
  add(kTitle, names.title, {"title", "headline", "name", "subject"});
  add(kLanguage, {}, {"language", "lang"});
}

const FieldRole* FieldRoles::find(std::string_view name) const {
  if (name.size() < by_length_.size()) {
    for (const FieldRole& f : by_length_[name.size()]) {
      if (f.name == name) {
        return &f;
      }
    }
  }
  if (name.size() > kLongestKnown) {
    return nullptr;
  }
  const std::string plain = folded(name);
  const auto it = std::find_if(folded_.begin(), folded_.end(),
                               [&](const FieldRole& f) { return f.name == plain; });
  return it == folded_.end() ? nullptr : &*it;
}

} // namespace refrain::detail
