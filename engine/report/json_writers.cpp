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
  case RecordFormat::kMarkdown:
    return detail::make_markdown_writer(kinds, sink);
  case RecordFormat::kJsonLines:
    break;
  }
  return detail::make_json_lines_writer(sink);
}

namespace detail {
namespace {

// What is handed to the sink at once: enough for a system call, little enough for the cache.
constexpr std::size_t kBatchBytes = std::size_t{64} << 10;

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

class JsonLinesWriter final : public EachRecord<JsonLinesWriter> {
public:
  explicit JsonLinesWriter(Sink& sink) : sink_(sink) {}

  void begin(RecordKind) override {}

  void finish() override {
    sink_.write(batch_);
    batch_.clear();
    sink_.flush();
  }

  template <class Record> void put(const Record& record) {
    append_json(batch_, record);
    if (ends(record)) {
      batch_ += '\n';
    }
    if (batch_.size() >= kBatchBytes) {
      sink_.take(batch_);
    }
  }

private:
  Sink& sink_;
  std::string batch_;
};

// One object, an array a kind, a record a line: as easy to compare and to cut as JSON Lines.
class JsonWriter final : public EachRecord<JsonWriter> {
public:
  explicit JsonWriter(Sink& sink) : sink_(sink) {}

  void begin(RecordKind kind) override {
    open();
    close_array();
    batch_ += ",\n\"";
    batch_ += plural_of(kind);
    batch_ += "\": [";
    in_array_ = true;
    first_in_array_ = true;
  }

  void finish() override {
    open();
    close_array();
    batch_ += "\n}\n";
    sink_.write(batch_);
    batch_.clear();
    sink_.flush();
  }

  template <class Record> void put(const Record& record) {
    if (begins(record)) {
      batch_ += first_in_array_ ? "\n" : ",\n";
      first_in_array_ = false;
    }
    append_json(batch_, record);
    if (batch_.size() >= kBatchBytes) {
      sink_.take(batch_);
    }
  }

private:
  void open() {
    if (!opened_) {
      opened_ = true;
      batch_ += "{\n\"schema\": \"";
      batch_ += kRecordSchema;
      batch_ += '"';
    }
  }

  void close_array() {
    if (in_array_) {
      batch_ += first_in_array_ ? "]" : "\n]";
      in_array_ = false;
    }
  }

  Sink& sink_;
  std::string batch_;
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
