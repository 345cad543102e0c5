#include "refrain/ingest/detail/json_ld.h"

#include <simdjson.h>

namespace refrain::detail {
namespace {

using simdjson::dom::element;

// A name as schema.org writes it: a string, an object with a name, or a list of these.
void read_name(const element& value, std::string& out) {
  std::string_view s;
  simdjson::dom::array list;
  if (!out.empty()) {
    return;
  }
  if (value.get(s) == simdjson::SUCCESS || value["name"].get(s) == simdjson::SUCCESS) {
    out = s;
  } else if (value.get(list) == simdjson::SUCCESS && list.begin() != list.end()) {
    const element first = *list.begin();
    if (first.get(s) == simdjson::SUCCESS || first["name"].get(s) == simdjson::SUCCESS) {
      out = s;
    }
  }
}

void read_element(const element& value, JsonLd& out, int depth) {
  simdjson::dom::array list;
  if (depth > 4) {
    return;
  }
  if (value.get(list) == simdjson::SUCCESS) {
    for (const element item : list) {
      read_element(item, out, depth + 1);
    }
    return;
  }
  if (!value.is_object()) {
    return;
  }
  element field;
  std::string_view s;
  if (out.headline.empty() && value["headline"].get(s) == simdjson::SUCCESS) {
    out.headline = s;
  }
  if (out.date.empty() && value["datePublished"].get(s) == simdjson::SUCCESS) {
    out.date = parse_date(s);
  }
  if (out.language.empty() && value["inLanguage"].get(s) == simdjson::SUCCESS) {
    out.language = s;
  }
  if (value["publisher"].get(field) == simdjson::SUCCESS) {
    read_name(field, out.publisher);
  }
  if (value["author"].get(field) == simdjson::SUCCESS) {
    read_name(field, out.author);
  }
  if (value["@graph"].get(field) == simdjson::SUCCESS) {
    read_element(field, out, depth + 1);
  }
}

} // namespace

void read_json_ld(std::string_view json, JsonLd& out) {
  simdjson::dom::parser parser;
  element root;
  if (parser.parse(simdjson::padded_string(json)).get(root) == simdjson::SUCCESS) {
    read_element(root, out, 0);
  }
}

} // namespace refrain::detail
