#include "refrain/ingest/detail/json_record.h"

#include "refrain/core/ascii.h"
#include "refrain/ingest/detail/field_roles.h"
#include "refrain/text/metadata.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <simdjson.h>

namespace refrain::detail {
namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

static_assert(kJsonPadding >= simdjson::SIMDJSON_PADDING);

// A parser that has grown for one huge record is given back after it.
constexpr std::size_t kLargeRecord = std::size_t{4} << 20;

std::string_view name_of_type(element_type type) {
  switch (type) {
  case element_type::ARRAY:
    return "an array";
  case element_type::OBJECT:
    return "an object";
  case element_type::STRING:
    return "a string";
  case element_type::BOOL:
    return "true or false";
  case element_type::NULL_VALUE:
    return "null";
  default:
    return "a number";
  }
}

JsonOutcome broken(simdjson::error_code error) {
  switch (error) {
  case simdjson::UTF8_ERROR:
    return {false, SkipReason::kInvalidUtf8, "expected UTF-8, found other bytes"};
  case simdjson::DEPTH_ERROR:
    return {false, SkipReason::kTooDeep, "JSON nested deeper than 1024 levels"};
  default:
    return {false, SkipReason::kBrokenRecord,
            std::string("expected a JSON object: ") + simdjson::error_message(error)};
  }
}

/// The four digits of "\\uXXXX" at a place; 0 where there is no such escape.
std::uint32_t escaped_unit(std::string_view json, std::size_t at) {
  constexpr std::size_t kEscape = 6;
  std::uint32_t unit = 0;
  if (at + kEscape > json.size() || json[at] != '\\' || json[at + 1] != 'u') {
    return 0;
  }
  const char* const end = json.data() + at + kEscape;
  return std::from_chars(json.data() + at + 2, end, unit, 16).ptr == end ? unit : 0;
}

/// Writes U+FFFD for escapes of half a pair, as posts that were cut have them.
/// @return bytes that were written over
std::uint64_t repair_pairs(std::string& json) {
  constexpr std::size_t kEscape = 6;
  std::uint64_t replaced = 0;
  for (std::size_t at = json.find('\\'); at < json.size(); at = json.find('\\', at)) {
    const std::uint32_t unit = escaped_unit(json, at);
    if (unit >> 11 != 0xD800 >> 11) {
      at += unit == 0 ? 2 : kEscape;
    } else if (unit < 0xDC00 && escaped_unit(json, at + kEscape) >> 10 == 0xDC00 >> 10) {
      at += 2 * kEscape;
    } else {
      json.replace(at, kEscape, "\\uFFFD");
      at += kEscape;
      replaced += kEscape;
    }
  }
  return replaced;
}

/// Where a number of JSON that begins at a place ends; the place itself where none is.
std::size_t number_end(std::string_view json, std::size_t begin) {
  std::size_t at = begin;
  const auto take = [&](std::string_view any_of) {
    const bool found = at < json.size() && any_of.find(json[at]) != std::string_view::npos;
    at += found ? 1 : 0;
    return found;
  };
  const auto digits = [&] {
    const std::size_t first = at;
    while (take("0123456789")) {
    }
    return at > first;
  };
  take("-");
  if (!take("0") && !digits()) {
    return begin;
  }
  if (take(".") && !digits()) {
    return begin;
  }
  if (take("eE")) {
    take("+-");
    if (!digits()) {
      return begin;
    }
  }
  return at;
}

/// Whether neither 64 bits nor a double hold a number as it is written.
bool is_too_large(std::string_view number) {
  const char* const end = number.data() + number.size();
  const auto outside = [&](auto value) {
    return std::from_chars(number.data(), end, value).ec == std::errc::result_out_of_range;
  };
  return number.find_first_of(".eE") != std::string_view::npos
             ? outside(double{})
             : outside(std::int64_t{}) && (number.front() == '-' || outside(std::uint64_t{}));
}

/// Makes strings of numbers that are too large to be read, as ids and hashes of other systems are.
/// @return whether there were any
bool quote_large_numbers(std::string& json) {
  std::string quoted;
  std::size_t copied = 0;
  for (std::size_t at = 0; at < json.size(); ++at) {
    if (json[at] == '"') {
      for (++at; at < json.size() && json[at] != '"'; ++at) {
        at += json[at] == '\\' ? 1 : 0;
      }
      continue;
    }
    const std::size_t end = number_end(json, at);
    if (end == at) {
      continue;
    }
    const std::string_view number = std::string_view(json).substr(at, end - at);
    if (is_too_large(number)) {
      quoted.append(json, copied, at - copied).append(1, '"').append(number).append(1, '"');
      copied = end;
    }
    at = end - 1;
  }
  json.replace(0, copied, quoted);
  return copied > 0;
}

/// Reads what simdjson refuses although others write it, too, from a copy in `repaired`.
/// @param replaced  set to the bytes of escapes that stood for half a character
simdjson::error_code parse_repaired(simdjson::dom::parser& parser, simdjson::error_code error,
                                    std::string_view json, std::string& repaired,
                                    std::uint64_t& replaced, element& root) {
  replaced = 0;
  bool quoted = false;
  repaired.assign(json);
  while (true) {
    if (error == simdjson::STRING_ERROR && replaced == 0) {
      replaced = repair_pairs(repaired);
      if (replaced == 0) {
        return error;
      }
    } else if (quoted || !quote_large_numbers(repaired)) {
      return error;
    } else {
      quoted = true;
    }
    error = parser.parse(repaired).get(root);
    if (error == simdjson::SUCCESS) {
      return error;
    }
  }
}

/// What other errors are named depends on the version of simdjson.
bool may_be_repaired(simdjson::error_code error) {
  return error != simdjson::SUCCESS && error != simdjson::UTF8_ERROR &&
         error != simdjson::DEPTH_ERROR;
}

bool is_blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) <= ' '; });
}

// A string, or the name of an object: of a medium, of a person.
std::string_view name_in(const element& e) {
  std::string_view s;
  if (e.get(s) == simdjson::SUCCESS || !e.is_object()) {
    return s;
  }
  for (const char* const name : {"screen_name", "name", "title"}) {
    if (e[name].get(s) == simdjson::SUCCESS && !is_blank(s)) {
      return s;
    }
  }
  return {};
}

// A text in parts, strings and objects with a text: paragraphs, or in the exports of chats, where
// both stand in one list, what is plain and what is bold or a link. False where a part is neither.
bool join_parts(simdjson::dom::array parts, std::string& text) {
  bool strings = false;
  bool objects = false;
  for (const element part : parts) {
    strings = strings || part.is_string();
    objects = objects || part.is_object();
  }
  text.clear();
  for (const element part : parts) {
    std::string_view s;
    if (part.get(s) != simdjson::SUCCESS &&
        (!part.is_object() || part["text"].get(s) != simdjson::SUCCESS)) {
      return false;
    }
    text.append(text.empty() || (strings && objects) ? "" : "\n\n").append(s);
  }
  return true;
}

// "Wed Oct 10 20:19:24 +0000 2018", "Wed Oct 10 20:19:24 2018": the year stands last, behind the
// time. Else empty.
IsoDate read_year_last(std::string_view text) {
  constexpr std::size_t kDay = 4;   // behind "Wed "
  constexpr std::size_t kTime = 11; // behind "Wed Oct 10 "
  constexpr std::size_t kYear = 4;
  const std::size_t year = text.size() - std::min(text.size(), kYear);
  if ((text.size() != 24 && text.size() != 30) || text[kTime - 1] != ' ' || text[year - 1] != ' ' ||
      !std::all_of(text.begin() + static_cast<std::ptrdiff_t>(year), text.end(), ascii::is_digit)) {
    return {};
  }
  std::string usual(text.substr(kDay, kTime - kDay));
  usual.append(text.substr(year)).append(" ").append(text.substr(kTime, year - 1 - kTime));
  return parse_date(usual);
}

} // namespace

struct JsonRecords::Impl {
  static constexpr std::size_t kPlaces = 64;
  static constexpr std::size_t kLongestName = 64;
  struct Field {
    std::string name;
    const FieldRole* role = nullptr;
  };

  simdjson::dom::parser parser;
  FieldRoles roles;
  std::array<Field, kPlaces> fields{};
  simdjson::dom::object object;
  std::array<element, kRoles> values;
  std::array<std::size_t, kRoles> ranks{};
  std::string id;
  std::string text;
  std::string source;
  std::string language;
  std::string repaired;
  IsoDate date;

  explicit Impl(const FieldNames& names) : roles(names) {}

  // Records of one file have the same fields in the same order, as a rule: the role of the field
  // in this place of an earlier record is looked up by comparing names.
  const FieldRole* role_of(std::size_t place, std::string_view name) {
    if (place >= kPlaces || name.size() > kLongestName) {
      return roles.find(name);
    }
    Field& field = fields[place];
    if (field.name != name) {
      field = {std::string(name), roles.find(name)};
    }
    return field.role;
  }

  // Takes of each role the field with the name that is preferred.
  void find_fields() {
    ranks.fill(SIZE_MAX);
    std::size_t place = 0;
    for (const simdjson::dom::key_value_pair field : object) {
      const FieldRole* f = role_of(place++, field.key);
      // The last of equal keys counts, as in most readers of JSON.
      if (f != nullptr && f->rank <= ranks[f->role] && !field.value.is_null()) {
        ranks[f->role] = f->rank;
        values[f->role] = field.value;
      }
    }
  }

  // Takes the field with the next name instead; false where there is none.
  bool find_next(Role role) {
    const std::size_t last = ranks[role];
    ranks[role] = SIZE_MAX;
    std::size_t place = 0;
    for (const simdjson::dom::key_value_pair field : object) {
      const FieldRole* f = role_of(place++, field.key);
      if (f != nullptr && f->role == role && f->rank > last && f->rank <= ranks[role] &&
          !field.value.is_null()) {
        ranks[role] = f->rank;
        values[role] = field.value;
      }
    }
    return ranks[role] != SIZE_MAX;
  }

  // What `read` makes of the first field of the role of which it makes anything; else empty.
  template <class Read> auto first_of(Role role, Read read) -> decltype(read(element())) {
    for (bool found = ranks[role] != SIZE_MAX; found; found = find_next(role)) {
      if (auto value = read(values[role]); !value.empty()) {
        return value;
      }
    }
    return {};
  }

  // The text, or why there is none.
  JsonOutcome find_text(std::string_view& found) {
    JsonOutcome first{false, SkipReason::kNoText, {}};
    if (ranks[kText] == SIZE_MAX) {
      first.text = "expected a field \"" + roles.text_name() + "\", found none";
      return first;
    }
    do {
      const element& value = values[kText];
      simdjson::dom::array parts;
      bool readable = value.get(found) == simdjson::SUCCESS;
      if (!readable && value.get(parts) == simdjson::SUCCESS && join_parts(parts, text)) {
        found = text;
        readable = true;
      }
      if (readable && !is_blank(found)) {
        return {true, SkipReason::kBrokenRecord, {}};
      }
      if (!first.text.empty()) {
        continue;
      }
      if (readable) {
        first = {false, SkipReason::kEmpty, "its text is empty"};
      } else {
        first = {
            false, SkipReason::kTextNotAString,
            std::string("expected a string as text, found ").append(name_of_type(value.type()))};
      }
    } while (find_next(kText));
    return first;
  }

  // A string, or a whole number written out into `storage`; else empty.
  static std::string_view short_text(const element& e, std::string& storage) {
    std::string_view s;
    if (e.get(s) == simdjson::SUCCESS) {
      return s;
    }
    std::array<char, 24> digits{};
    std::int64_t i = 0;
    std::uint64_t u = 0;
    if (e.get(i) == simdjson::SUCCESS) {
      storage.assign(digits.data(),
                     std::to_chars(digits.data(), digits.data() + digits.size(), i).ptr);
      return storage;
    }
    if (e.get(u) == simdjson::SUCCESS) {
      storage.assign(digits.data(),
                     std::to_chars(digits.data(), digits.data() + digits.size(), u).ptr);
      return storage;
    }
    return {};
  }

  // Also a list of names: several authors of one text.
  static std::string_view names(const element& e, std::string& storage) {
    simdjson::dom::array list;
    if (e.get(list) != simdjson::SUCCESS) {
      const std::string_view name = name_in(e);
      return name.empty() ? short_text(e, storage) : name;
    }
    storage.clear();
    for (const element item : list) {
      if (const std::string_view name = name_in(item); !name.empty()) {
        storage.append(storage.empty() ? "" : ", ").append(name);
      }
    }
    return storage;
  }

  static IsoDate read_date(const element& e) {
    std::string_view s;
    if (e.get(s) == simdjson::SUCCESS) {
      const IsoDate date = parse_date_field(s);
      return date.empty() ? read_year_last(s) : date;
    }
    std::int64_t i = 0;
    if (e.get(i) == simdjson::SUCCESS) {
      return date_of_number(i);
    }
    double d = 0;
    if (e.get(d) == simdjson::SUCCESS && d > 0 && d < 1e15) {
      return date_of_number(static_cast<std::int64_t>(d));
    }
    return {};
  }
};

bool is_json_object(std::string_view json) {
  simdjson::dom::parser parser;
  element root;
  std::string repaired;
  std::uint64_t replaced = 0;
  simdjson::error_code error = parser.parse(simdjson::padded_string(json)).get(root);
  if (may_be_repaired(error)) {
    error = parse_repaired(parser, error, json, repaired, replaced, root);
  }
  return error == simdjson::SUCCESS && root.is_object();
}

JsonRecords::JsonRecords(const FieldNames& names) : impl_(std::make_unique<Impl>(names)) {}

JsonRecords::~JsonRecords() = default;

JsonOutcome JsonRecords::parse(const char* bytes, std::size_t size) {
  document_ = {};
  date_unread_ = false;
  replaced_ = 0;
  if (impl_->parser.capacity() > kLargeRecord && size <= kLargeRecord) {
    impl_->parser = simdjson::dom::parser();
  }
  element root;
  simdjson::error_code error = impl_->parser.parse(bytes, size, false).get(root);
  if (may_be_repaired(error)) {
    error = parse_repaired(impl_->parser, error, {bytes, size}, impl_->repaired, replaced_, root);
  }
  if (error != simdjson::SUCCESS) {
    return broken(error);
  }
  if (root.get(impl_->object) != simdjson::SUCCESS) {
    return {false, SkipReason::kBrokenRecord,
            std::string("expected a JSON object, found ").append(name_of_type(root.type()))};
  }
  Impl& impl = *impl_;
  impl.find_fields();
  JsonOutcome outcome = impl.find_text(document_.text);
  if (!outcome.ok) {
    return outcome;
  }
  described_ = impl.roles.describes(impl.ranks[kText]);
  in_parts_ = !impl.values[kText].is_string();
  const auto string_of = [](const element& e) {
    std::string_view s;
    return e.get(s) == simdjson::SUCCESS ? s : std::string_view();
  };
  const auto origin = [](std::string_view value) {
    return value.empty() ? Origin::kUnknown : Origin::kField;
  };
  document_.id = impl.first_of(kId, [&](const element& e) { return Impl::short_text(e, impl.id); });
  document_.source =
      impl.first_of(kSource, [&](const element& e) { return Impl::names(e, impl.source); });
  document_.title = impl.first_of(kTitle, string_of);
  impl.language =
      impl.first_of(kLanguage, [&](const element& e) { return language_tag(string_of(e)); });
  document_.language = impl.language;
  const bool dated = impl.ranks[kDate] != SIZE_MAX;
  impl.date = impl.first_of(kDate, Impl::read_date);
  document_.date = impl.date.view();
  date_unread_ = dated && document_.date.empty();
  document_.source_origin = origin(document_.source);
  document_.title_origin = origin(document_.title);
  document_.language_origin = origin(document_.language);
  document_.date_origin = origin(document_.date);
  return outcome;
}

} // namespace refrain::detail
