#include "refrain/ingest/detail/field_roles.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace refrain::detail {

FieldRoles::FieldRoles(const FieldNames& names)
    : text_name_(names.text.empty() ? "text" : names.text) {
  const auto add = [&](Role role, const std::string& chosen,
                       std::initializer_list<const char*> known) {
    std::size_t rank = 0;
    const auto add_name = [&](std::string name) {
      const std::size_t length = name.size();
      by_length_.resize(std::max(by_length_.size(), length + 1));
      by_length_[length].push_back({std::move(name), role, rank++});
    };
    if (!chosen.empty()) {
      add_name(chosen);
      return;
    }
    for (const char* name : known) {
      add_name(name);
    }
  };
  add(kText, names.text,
      {"text", "body", "content", "article", "article_text", "full_text", "description"});
  add(kId, names.id, {"id", "_id", "doc_id", "docid", "document_id", "uuid", "url"});
  add(kSource, names.source, {"source", "speaker", "author", "outlet", "publisher", "publication"});
  add(kDate, names.date,
      {"date", "published", "published_at", "publication_date", "pub_date", "created_at",
       "timestamp"});
  add(kTitle, names.title, {"title", "headline", "name", "subject"});
  add(kLanguage, {}, {"language", "lang"});
}

const FieldRole* FieldRoles::find(std::string_view name) const {
  if (name.size() >= by_length_.size()) {
    return nullptr;
  }
  for (const FieldRole& f : by_length_[name.size()]) {
    if (f.name == name) {
      return &f;
    }
  }
  return nullptr;
}

} // namespace refrain::detail
