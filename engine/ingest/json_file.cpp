/// Reads JSON that is not JSON Lines: an array of records, one record, or an object that holds
/// arrays of records (a chat export, a feed, the answer of a web service).

#include "refrain/ingest/detail/format.h"
#include "refrain/ingest/detail/json_items.h"
#include "refrain/ingest/detail/json_record.h"
#include "refrain/text/decode.h"

#include <memory>
#include <vector>

#include <simdjson.h>

namespace refrain::detail {
namespace {

// What is found, in the order of the file. Positions count the records from 1; 0 is the file as
// one record.
struct Visitor {
  /// kJsonPadding readable bytes follow the record.
  std::function<void(std::string_view record, std::uint64_t position)> record;
  std::function<void(std::uint64_t position, SkipReason reason, const std::string& text)> skip;
};

struct Visit {
  const IngestOptions& options;
  const RunControl& control;
  const Visitor& visitor;
};

void visit_items(Input& input, const Visit& visit, std::uint64_t& position) {
  JsonItems items(input, visit.options.max_record_bytes);
  while (true) {
    visit.control.check();
    switch (items.next()) {
    case JsonItems::Found::kItem:
      visit.visitor.record(items.item(), ++position);
      break;
    case JsonItems::Found::kTooLarge:
      visit.visitor.skip(++position, SkipReason::kTooLarge,
                         "expected at most " + std::to_string(visit.options.max_record_bytes) +
                             " bytes in a record, found more");
      break;
    case JsonItems::Found::kEnd:
      return;
    case JsonItems::Found::kBroken:
      visit.visitor.skip(position + 1, SkipReason::kBrokenRecord,
                         items.problem() + "; what follows is missing");
      return;
    }
  }
}

bool begins_records(std::string_view value) {
  value = value.empty() || value.front() != '[' ? std::string_view() : value.substr(1);
  value.remove_prefix(json_space(value));
  return value.starts_with('{');
}

// Calls back for what follows a colon in the object, which is valid JSON.
template <class Callback> void for_each_value(std::string_view object, Callback callback) {
  bool value_next = false;
  std::size_t at = object.find('{') + 1;
  while (at < object.size() && object[at] != '}') {
    if (object[at] == ',' || object[at] == ':') {
      value_next = object[at] == ':';
      ++at;
    } else if (const std::size_t space = json_space(object.substr(at)); space > 0) {
      at += space;
    } else {
      const std::string_view value = object.substr(at, JsonValueEnd().feed(object.substr(at)));
      if (value_next) {
        callback(value);
      }
      at += value.size();
    }
  }
}

// The arrays of objects that are values of the object, or of objects inside it at that depth.
void for_each_array(std::string_view object, unsigned depth,
                    const std::function<void(std::string_view)>& callback) {
  for_each_value(object, [&](std::string_view value) {
    if (depth == 0 && begins_records(value)) {
      callback(value);
    } else if (depth > 0 && value.starts_with('{')) {
      for_each_array(value, depth - 1, callback);
    }
  });
}

// The text of an object that may be no more than the envelope of its records.
struct OwnText {
  std::size_t size = 0;
  bool description = false; // of a field that may tell of all the records
};

// The arrays of the object in which records have texts, where these count for more than the
// object's own: one is longer, or two stand against a description.
std::vector<std::string_view> arrays_of_texts(std::string_view object, const OwnText& own,
                                              const Visit& visit) {
  constexpr unsigned kDepth = 4; // {"data": {"response": {"result": {"docs": [...]}}}}
  const unsigned depths = own.size == 0 || own.description ? kDepth : 1;
  JsonRecords records(visit.options.fields);
  std::vector<std::string_view> arrays;
  for (unsigned depth = 0; depth < depths && arrays.empty(); ++depth) {
    std::uint64_t texts = 0;
    bool more = false;
    for_each_array(object, depth, [&](std::string_view array) {
      visit.control.check();
      Input input(std::make_unique<MemorySource>(array));
      JsonItems items(input, visit.options.max_record_bytes);
      bool any = false;
      while (!(any && more) && items.next() == JsonItems::Found::kItem) {
        const std::string_view item = items.item();
        if (records.parse(item.data(), item.size()).ok) {
          any = true;
          more = more || records.document().text.size() > own.size ||
                 (own.description && ++texts >= 2);
        }
      }
      if (any) {
        arrays.push_back(array);
      }
    });
    if (!arrays.empty() && !more) {
      return {};
    }
  }
  return arrays;
}

std::uint64_t visit_arrays(const std::vector<std::string_view>& arrays, const Visit& visit) {
  std::uint64_t position = 0;
  for (const std::string_view array : arrays) {
    Input items(std::make_unique<MemorySource>(array));
    visit_items(items, visit, position);
  }
  return position;
}

void visit_object(Input& input, const Visit& visit) {
  const std::uint64_t limit = visit.options.max_record_bytes;
  std::string bytes;
  if (!input.read_all(limit, bytes)) {
    visit.visitor.skip(0, SkipReason::kTooLarge,
                       "expected at most " + std::to_string(limit) + " bytes, found more");
    return;
  }
  bytes.erase(0, byte_order_mark(bytes).size);
  const std::size_t size = bytes.size();
  bytes.append(kJsonPadding, '\0');
  const std::string_view object = std::string_view(bytes).substr(0, size);
  JsonRecords records(visit.options.fields);
  const JsonOutcome outcome = records.parse(object.data(), object.size());
  OwnText own;
  if (outcome.ok && !records.in_parts()) { // a list may be that of the records
    own = {records.document().text.size(), records.described()};
  }
  const bool valid = outcome.ok || outcome.reason == SkipReason::kNoText ||
                     outcome.reason == SkipReason::kEmpty ||
                     outcome.reason == SkipReason::kTextNotAString;
  std::vector<std::string_view> arrays;
  if (valid) {
    arrays = arrays_of_texts(object, own, visit);
  }
  // Records that all are without a text are told of one by one.
  if (arrays.empty() && !outcome.ok && outcome.reason == SkipReason::kNoText) {
    for_each_array(object, 0, [&](std::string_view array) { arrays.push_back(array); });
  }
  if (visit_arrays(arrays, visit) == 0) {
    visit.visitor.record(object, 0);
  }
}

void visit_json(Input& input, const Visit& visit) {
  std::string_view head = input.head();
  head.remove_prefix(byte_order_mark(head).size);
  head.remove_prefix(json_space(head));
  if (head.starts_with('{')) {
    visit_object(input, visit);
    return;
  }
  std::uint64_t position = 0;
  visit_items(input, visit, position);
}

} // namespace

bool looks_like_json(const Sniff& sniff) {
  std::string_view head = sniff.head;
  if (const ByteOrderMark mark = byte_order_mark(head); mark.encoding == "UTF-8") {
    head.remove_prefix(mark.size);
  }
  head.remove_prefix(json_space(head));
  const auto begins_object = [](std::string_view text) {
    if (!text.starts_with('{')) {
      return false;
    }
    text.remove_prefix(1);
    text.remove_prefix(json_space(text));
    return text.starts_with('"') || text.starts_with('}');
  };
  if (begins_records(head)) {
    head.remove_prefix(1);
    head.remove_prefix(json_space(head));
    return begins_object(head);
  }
  if (!sniff.name.ends_with(".json") || !begins_object(head)) {
    return false;
  }
  // Many a .json file is JSON Lines: another object follows the first, or a line is so long that
  // its end is not seen.
  JsonValueEnd end;
  const bool breaks = head.find('\n') != std::string_view::npos;
  head.remove_prefix(end.feed(head));
  return end.complete() ? json_space(head) == head.size() : breaks || sniff.whole;
}

void read_json(Input& input, ReadContext& context) {
  JsonRecords records(context.options.fields);
  std::string id;
  Visitor visitor;
  visitor.skip = [&](std::uint64_t position, SkipReason reason, const std::string& text) {
    context.skip(position, reason, text);
  };
  visitor.record = [&](std::string_view record, std::uint64_t position) {
    const JsonOutcome outcome = records.parse(record.data(), record.size());
    if (!outcome.ok) {
      context.skip(position, outcome.reason, outcome.text);
      return;
    }
    DocumentView document = records.document();
    if (document.id.empty()) {
      id = context.file.id;
      id += position == 0 ? std::string() : ':' + std::to_string(position);
      document.id = id;
    }
    document.path = context.file.path;
    document.position = position;
    context.counts.unread_dates += records.date_unread() ? 1 : 0;
    context.counts.replaced_bytes += records.replaced();
    context.add(document);
  };
  visit_json(input, {context.options, context.control, visitor});
}

// The records of an array are given back as lines, whatever line breaks are between their fields.
void for_each_in_json(Input& input, const RecordContext& context) {
  std::string line;
  Visitor visitor;
  visitor.skip = [](std::uint64_t, SkipReason, const std::string&) {};
  visitor.record = [&](std::string_view record, std::uint64_t position) {
    if (position == 0) {
      context.callback({record, context.file.path, 0, false});
      return;
    }
    line.resize(record.size() + kJsonPadding);
    std::size_t size = 0;
    if (simdjson::minify(record.data(), record.size(), line.data(), size) == simdjson::SUCCESS) {
      context.callback(
          {std::string_view(line).substr(0, size), context.file.path, position, false});
    }
  };
  visit_json(input, {context.options, context.control, visitor});
}

} // namespace refrain::detail
