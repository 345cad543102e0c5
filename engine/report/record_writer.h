#pragma once
/// @file
/// Streaming writers of records: JSON Lines, JSON, CSV and Markdown. The last stage of a run.
///
///     auto writer = make_record_writer(RecordFormat::kJson, kinds, sink);
///     writer->begin(RecordKind::kPair);
///     writer->write(pair);
///     writer->finish();
///
/// Kinds come in the order of RecordKind, each begun once, also when it has no record: an empty
/// array says that nothing was found, a missing one that nobody looked. Markdown, which is for
/// reading, takes kinds in any order, documents before all that quote them.

#include "refrain/report/records.h"
#include "refrain/report/sink.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <span>

namespace refrain {

enum class RecordFormat : std::uint8_t { kJsonLines, kJson, kCsv, kMarkdown };

class RecordWriter {
public:
  RecordWriter() = default;
  RecordWriter(const RecordWriter&) = delete;
  RecordWriter& operator=(const RecordWriter&) = delete;
  virtual ~RecordWriter() = default;

  virtual void begin(RecordKind kind) = 0;

  virtual void write(const DocumentRecord& record) = 0;
  virtual void write(const PairRecord& record) = 0;
  virtual void write(const ClusterRecord& record) = 0;
  virtual void write(const ReuseRecord& record) = 0;
  virtual void write(const TalkingPointRecord& record) = 0;
  virtual void write(const MatchRecord& record) = 0;
  virtual void write(const ComparisonRecord& record) = 0;
  virtual void write(const RemovedRecord& record) = 0;
  virtual void write(const LimitRecord& record) = 0;
  virtual void write(const SkippedRecord& record) = 0;

  /// Writes records [0, parts) of the kind begun last, part after part; `make(part, to)` writes
  /// those of one part to `to`. Text formats call it from several threads at once, each with a
  /// writer of its own, and hold two parts a thread as text; the bytes are those of one thread.
  virtual void write_parts(std::size_t parts,
                           const std::function<void(std::size_t part, RecordWriter& to)>& make) {
    for (std::size_t part = 0; part < parts; ++part) {
      make(part, *this);
    }
  }

  /// Closes what is open and flushes the sink.
  virtual void finish() = 0;
};

/// @param kinds  the kinds that will be begun; CSV makes its columns from them
/// SQLite is written by sqlite_writer.h: it needs a file.
[[nodiscard]] std::unique_ptr<RecordWriter>
make_record_writer(RecordFormat format, std::span<const RecordKind> kinds, Sink& sink);

} // namespace refrain
