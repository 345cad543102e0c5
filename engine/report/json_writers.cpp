#include "refrain/report/detail/json_record.h"
#include "refrain/report/detail/text_writer.h"
#include "refrain/report/detail/writers.h"

namespace refrain {

std::unique_ptr<RecordWriter> make_record_writer(RecordFormat format,
                                                 std::span<const RecordKind> kinds, Sink& sink) {
  switch (format) {
  case RecordFormat::kJson:
    return detail::make_json_writer(sink);
  case RecordFormat::kCsv:
    return detail::make_csv_writer(kinds, sink);
  case RecordFormat::kMarkdown:
    return detail::make_markdown_writer(kinds, sink);
  case RecordFormat::kJsonLines:
    break;
  }
  return detail::make_json_lines_writer(sink);
}

namespace detail {
namespace {

// Whether a record begins here and ends here: all do but the parts of a large cluster.
template <class Record> bool begins(const Record& /*record*/) {
  return true;
}
template <class Record> bool ends(const Record& /*record*/) {
  return true;
}
bool begins(const ClusterRecord& record) {
  return record.first;
}
bool ends(const ClusterRecord& record) {
  return record.last;
}

class JsonLinesWriter final : public TextWriter<JsonLinesWriter> {
public:
  explicit JsonLinesWriter(Sink* sink) : TextWriter(sink) {}

  [[nodiscard]] static JsonLinesWriter part() { return JsonLinesWriter(nullptr); }

  void begin(RecordKind) override {}

  template <class Record> void put(const Record& record) {
    append_json(text_, record);
    if (ends(record)) {
      text_ += '\n';
    }
    end_record();
  }
};

// One object, an array a kind, a record a line: as easy to compare and to cut as JSON Lines.
class JsonWriter final : public TextWriter<JsonWriter> {
public:
  explicit JsonWriter(Sink* sink) : TextWriter(sink) {}

  // In a part each record follows another one.
  [[nodiscard]] static JsonWriter part() { return JsonWriter(Follows{}); }

  void join(std::string& text) {
    if (first_in_array_ && !text.empty()) {
      first_in_array_ = false;
      text.erase(0, 1); // the comma
    }
  }

  void begin(RecordKind kind) override {
    open();
    close_array();
    text_ += ",\n\"";
    text_ += plural_of(kind);
    text_ += "\": [";
    in_array_ = true;
    first_in_array_ = true;
  }

  void finish() override {
    open();
    close_array();
    text_ += "\n}\n";
    TextWriter::finish();
  }

  template <class Record> void put(const Record& record) {
    if (begins(record)) {
      text_ += first_in_array_ ? "\n" : ",\n";
      first_in_array_ = false;
    }
    append_json(text_, record);
    end_record();
  }

private:
  struct Follows {};
  explicit JsonWriter(Follows) : TextWriter(nullptr), first_in_array_(false) {}

  void open() {
    if (!opened_) {
      opened_ = true;
      text_ += "{\n\"schema\": \"";
      text_ += kRecordSchema;
      text_ += '"';
    }
  }

  void close_array() {
    if (in_array_) {
      text_ += first_in_array_ ? "]" : "\n]";
      in_array_ = false;
    }
  }

  bool opened_ = false;
  bool in_array_ = false;
  bool first_in_array_ = true;
};

} // namespace

std::unique_ptr<RecordWriter> make_json_lines_writer(Sink& sink) {
  return std::make_unique<JsonLinesWriter>(&sink);
}

std::unique_ptr<RecordWriter> make_json_writer(Sink& sink) {
  return std::make_unique<JsonWriter>(&sink);
}

} // namespace detail
} // namespace refrain
