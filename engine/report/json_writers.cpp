#include "refrain/core/parallel.h"
#include "refrain/report/detail/json_record.h"
#include "refrain/report/detail/ordered_text.h"
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

// Without a sink it keeps its text, as a part of another writer's.
class JsonLinesWriter final : public EachRecord<JsonLinesWriter> {
public:
  explicit JsonLinesWriter(Sink* sink) : sink_(sink) {}

  void begin(RecordKind) override {}

  void write_parts(std::size_t parts,
                   const std::function<void(std::size_t, RecordWriter&)>& make) override {
    if (sink_ == nullptr || thread_count() == 1) {
      RecordWriter::write_parts(parts, make);
      return;
    }
    sink_->take(batch_);
    put_in_order(
        parts,
        [&](std::size_t part, std::string& text) {
          JsonLinesWriter to(nullptr);
          to.batch_.swap(text);
          make(part, to);
          to.batch_.swap(text);
        },
        [&](std::string& text) { sink_->take(text); });
  }

  void finish() override {
    sink_->take(batch_);
    sink_->flush();
  }

  template <class Record> void put(const Record& record) {
    append_json(batch_, record);
    if (ends(record)) {
      batch_ += '\n';
    }
    if (sink_ != nullptr && batch_.size() >= kBatchBytes) {
      sink_->take(batch_);
    }
  }

private:
  Sink* sink_;
  std::string batch_;
};

// One object, an array a kind, a record a line: as easy to compare and to cut as JSON Lines.
// Without a sink it keeps its text, as a part of another writer's, in which each record follows
// another one.
class JsonWriter final : public EachRecord<JsonWriter> {
public:
  explicit JsonWriter(Sink* sink) : sink_(sink) {}

  void begin(RecordKind kind) override {
    open();
    close_array();
    batch_ += ",\n\"";
    batch_ += plural_of(kind);
    batch_ += "\": [";
    in_array_ = true;
    first_in_array_ = true;
  }

  void write_parts(std::size_t parts,
                   const std::function<void(std::size_t, RecordWriter&)>& make) override {
    if (sink_ == nullptr || thread_count() == 1) {
      RecordWriter::write_parts(parts, make);
      return;
    }
    sink_->take(batch_);
    put_in_order(
        parts,
        [&](std::size_t part, std::string& text) {
          JsonWriter to(nullptr);
          to.first_in_array_ = false;
          to.batch_.swap(text);
          make(part, to);
          to.batch_.swap(text);
        },
        [&](std::string& text) {
          if (first_in_array_ && !text.empty()) {
            first_in_array_ = false;
            text.erase(0, 1); // the comma
          }
          sink_->take(text);
        });
  }

  void finish() override {
    open();
    close_array();
    batch_ += "\n}\n";
    sink_->take(batch_);
    sink_->flush();
  }

  template <class Record> void put(const Record& record) {
    if (begins(record)) {
      batch_ += first_in_array_ ? "\n" : ",\n";
      first_in_array_ = false;
    }
    append_json(batch_, record);
    if (sink_ != nullptr && batch_.size() >= kBatchBytes) {
      sink_->take(batch_);
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

  Sink* sink_;
  std::string batch_;
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
