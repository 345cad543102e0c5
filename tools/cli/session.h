#pragma once
/// @file
/// What the verbs share: common options, reading of inputs, progress, and the outputs.

#include "refrain/core/parallel.h"
#include "refrain/core/run_control.h"
#include "refrain/ingest/ingest.h"
#include "refrain/pipeline/disk_duplicates.h"
#include "refrain/pipeline/engine.h"
#include "refrain/report/graph_report.h"
#include "refrain/report/record_writer.h"
#include "refrain/report/text_report.h"

#include "atomic_file.h"
#include "option_set.h"
#include "progress.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace refrain::cli {

inline constexpr int kFound = 0;
inline constexpr int kNothingFound = 1;
inline constexpr int kFailed = 2;

/// What a verb prints: the kinds of record it has, and functions that write them for programs and
/// for people.
struct Results {
  std::vector<RecordKind> kinds;
  std::function<void(RecordWriter&)> records;
  std::function<void(TextReport&)> text;
  /// Records in the order in which people read them; empty where that is the order of `records`.
  std::function<void(RecordWriter&)> quotes;
  /// A page to look at, with the records that were skipped, and a graph; only where
  /// define_writing() said so.
  std::function<void(Sink&, std::span<const SkippedRecord>)> page;
  std::function<void(Sink&, GraphFormat)> graph;
};

/// For an input that is read after others: stops before those are, when it cannot be opened.
/// @throws IoError
void require_readable(const std::string& path);

class Session {
public:
  Session();

  /// Options of a verb that reads documents.
  void define_reading(OptionSet& options);
  /// Options of a verb that prints results; `limit` is how many records a section of text shows.
  /// @param pages  the verb writes HTML and graphs too
  void define_writing(OptionSet& options, std::uint32_t limit, bool pages = false);
  /// Options of how it runs: threads, settings file, progress.
  void define_running(OptionSet& options);
  /// Options of a verb that can work within a limit of memory.
  void define_memory(OptionSet& options);

  /// Checks the options and creates the output files, before any work.
  /// @param text_always  text goes to standard output also where files are written
  /// @throws UsageError, InvalidArgument, IoError
  void start(bool text_always = false);

  /// Reads the inputs, and tells of what was skipped.
  [[nodiscard]] Corpus read(std::span<const std::string> inputs);

  /// Whether there is a limit of memory.
  [[nodiscard]] bool limited() const { return memory_.limit_bytes != 0; }
  /// The limit, and the folder of temporary files.
  [[nodiscard]] const MemoryOptions& memory() const { return memory_; }
  /// Reads the inputs into a search on disk, and tells of what was skipped.
  /// @throws InvalidArgument  when a record is too large for the limit
  void read(std::span<const std::string> inputs, DiskDuplicates& search);

  /// Says on standard error that documents have the id of another one: results cannot tell them
  /// apart by it. Reading into memory has said so.
  void tell_repeated_ids(std::uint64_t documents, std::string_view first_id);

  /// To ask before results leave: whether files that documents refer to are what they were.
  /// @throws IoError
  void require_unchanged() const { mapped_.check(); }

  /// Says on standard error what limits left out, where no output does.
  void tell_caps(std::span<const CapEffect> caps);
  /// Says on standard error how much went to temporary files.
  void tell_spilled(const RunReport& run);

  /// Writes the results, then limits and skipped records, to every output, and gives the files
  /// their names.
  void write(const RunReport& run, const Results& results);

  [[nodiscard]] EngineOptions& engine_options() { return engine_; }
  /// A file that a folder among the inputs may hold, and that is none: what the verb writes.
  void leave_out(const std::string& path) { ingest_.outputs.push_back(path); }
  /// Before the inputs are read: for_each_record() will read them again, and they must be the same.
  void read_twice() { ingest_.stamps = &stamps_; }
  void set_standard_input(int descriptor) { ingest_.stdin_fd = descriptor; }
  [[nodiscard]] const IngestOptions& ingest_options() const { return ingest_; }
  [[nodiscard]] const RunControl& control() const { return control_; }
  [[nodiscard]] const std::vector<Skipped>& skipped() const { return skipped_; }
  [[nodiscard]] const std::string& config() const { return config_; }
  [[nodiscard]] ProgressLine& progress() { return progress_; }

private:
  struct Output {
    std::string path; // empty: standard output
    std::string format;
    std::unique_ptr<AtomicFile> file;
  };

  void limit_memory();
  void take(std::vector<Skipped> skipped, const IngestCounts& counts);
  void tell_no_documents(std::span<const std::string> inputs, std::uint64_t files);
  void tell_skipped();
  [[nodiscard]] std::vector<SkippedRecord> skipped_records() const;
  [[nodiscard]] std::vector<CapEffect> caps_of(const RunReport& run) const;
  [[nodiscard]] TextStyle style(bool terminal) const;
  [[nodiscard]] std::string temp_folder() const;
  void write_output(const Output& output, const RunReport& run, const Results& results);
  void write_one(const Output& output, Sink& sink, const RunReport& run, const Results& results);
  void write_text(Sink& sink, bool standard_output, const RunReport& run, const Results& results);
  void write_records(RecordFormat format, Sink& sink, const RunReport& run, const Results& results);
  void write_database(AtomicFile* file, Sink& sink, const RunReport& run, const Results& results);
  void write_limits_and_skipped(RecordWriter& writer, const RunReport& run) const;

  IngestOptions ingest_;
  SourceFiles mapped_; // files that documents refer to
  std::vector<InputStamp> stamps_;
  EngineOptions engine_;
  RunControl control_;
  ProgressLine progress_;
  std::vector<Skipped> skipped_;
  std::vector<CapEffect> read_caps_; // what reading left out, besides records
  std::vector<Output> outputs_;
  std::vector<std::string> output_paths_;
  std::string format_ = "text";
  std::uint32_t limit_ = 20;
  bool pages_ = false;
  std::string progress_choice_ = "auto";
  std::string color_choice_ = "auto";
  std::string config_;
  MemoryOptions memory_;
  bool memory_bounds_records_ = false; ///< records must be shorter than without a limit
  std::optional<std::string> memory_text_;
  std::string temp_folder_;
};

} // namespace refrain::cli
