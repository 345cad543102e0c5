#include "refrain/report/detail/json_record.h"
#include "refrain/report/detail/writers.h"

namespace refrain {

std::unique_ptr<RecordWriter> make_record_writer(RecordFormat format,
                                                 std::span<const RecordKind> kinds, Sink& sink) {
  switch (format) {
  case RecordFormat::kJson:
    return detail::make_json_writer(sink);
  case RecordFormat::kCsv:
    return detail::make_csv_writer(kinds, sink);
  case RecordFormat::kJsonLines:
    break;
  }
  return detail::make_json_lines_writer(sink);
}

namespace detail {
namespace {

class JsonLinesWriter final : public EachRecord<JsonLinesWriter> {
public:
  explicit JsonLinesWriter(Sink& sink) : sink_(sink) {}

  void begin(RecordKind) override {}
  void finish() override { sink_.flush(); }

  template <class Record> void put(const Record& record) {
    line_.clear();
    append_json(line_, record);
    line_ += '\n';
    sink_.write(line_);
  }

private:
  Sink& sink_;
  std::string line_;
};

// One object, an array a kind, a record a line: as easy to compare and to cut as JSON Lines.
class JsonWriter final : public EachRecord<JsonWriter> {
public:
  explicit JsonWriter(Sink& sink) : sink_(sink) {}

  void begin(RecordKind kind) override {
    line_.clear();
    open();
    close_array();
    line_ += ",\n\"";
    line_ += plural_of(kind);
    line_ += "\": [";
    sink_.write(line_);
    in_array_ = true;
    first_in_array_ = true;
  }

  void finish() override {
    line_.clear();
    open();
    close_array();
    line_ += "\n}\n";
    sink_.write(line_);
    sink_.flush();
  }

  template <class Record> void put(const Record& record) {
    line_.assign(first_in_array_ ? "\n" : ",\n");
    first_in_array_ = false;
    append_json(line_, record);
    sink_.write(line_);
  }

private:
  void open() {
    if (!opened_) {
      opened_ = true;
      line_ += "{\n\"schema\": \"";
      line_ += kRecordSchema;
      line_ += '"';
    }
  }

  void close_array() {
    if (in_array_) {
      line_ += first_in_array_ ? "]" : "\n]";
      in_array_ = false;
    }
  }

  Sink& sink_;
  std::string line_;
  bool opened_ = false;
  bool in_array_ = false;
  bool first_in_array_ = true;
};

} // namespace

std::unique_ptr<RecordWriter> make_json_lines_writer(Sink& sink) {
  return std::make_unique<JsonLinesWriter>(sink);
}

std::unique_ptr<RecordWriter> make_json_writer(Sink& sink) {
  return std::make_unique<JsonWriter>(sink);
}

} // namespace detail
} // namespace refrain
