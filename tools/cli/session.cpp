#include "session.h"

#include "interrupt.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <string_view>

#include <sys/ioctl.h>
#include <unistd.h>

namespace refrain::cli {
namespace {

constexpr std::size_t kSkippedShown = 3;

// The format that a file's name says; empty where it says none.
[[nodiscard]] std::string format_of(const std::string& path) {
  const std::string extension = std::filesystem::path(path).extension().string();
  if (extension == ".json") {
    return "json";
  }
  if (extension == ".jsonl" || extension == ".ndjson") {
    return "jsonl";
  }
  if (extension == ".csv") {
    return "csv";
  }
  if (extension == ".txt") {
    return "text";
  }
  if (extension == ".html" || extension == ".htm") {
    return "html";
  }
  return "";
}

// Columns of the terminal that standard output is, else a width that suits files and mails.
[[nodiscard]] std::uint32_t terminal_width() {
  constexpr std::uint32_t kLeast = 40;
  constexpr std::uint32_t kMost = 160;
  std::uint32_t columns = 100;
  winsize size{};
  if (::isatty(STDOUT_FILENO) == 1 && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
      size.ws_col != 0) {
    columns = size.ws_col;
  }
  if (const char* said = std::getenv("COLUMNS")) {
    const std::string_view text(said);
    std::from_chars(text.data(), text.data() + text.size(), columns);
  }
  return std::clamp(columns, kLeast, kMost);
}

[[nodiscard]] bool terminal_has_colors() {
  const auto is_set = [](const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0';
  };
  const char* kind = std::getenv("TERM");
  return ::isatty(STDOUT_FILENO) == 1 && !is_set("NO_COLOR") && kind != nullptr &&
         std::string_view(kind) != "dumb";
}

[[nodiscard]] std::string counted(std::uint64_t n, const std::string& one,
                                  const std::string& many) {
  return std::to_string(n) + " " + (n == 1 ? one : many);
}

} // namespace

Session::Session() {
  control_.cancel = &stop_requested();
  control_.on_progress = [this](const Progress& progress) { progress_.update(progress); };
}

void Session::define_reading(OptionSet& options) {
  options.text("--text-field", &ingest_.fields.text, "NAME",
               "Field of a JSON record that holds the text (text, body, content, ...)");
  options.text("--id-field", &ingest_.fields.id, "NAME", "Field with the id (id, url, ...)");
  options.text("--source-field", &ingest_.fields.source, "NAME",
               "Field with the speaker, author or outlet (source, author, ...)");
  options.text("--date-field", &ingest_.fields.date, "NAME", "Field with the date (date, ...)");
  options.text("--title-field", &ingest_.fields.title, "NAME", "Field with the title (title, ...)");
}

void Session::define_writing(OptionSet& options, std::uint32_t limit, bool pages) {
  limit_ = limit;
  pages_ = pages;
  std::vector<std::string> formats{"text", "json", "jsonl", "csv"};
  if (pages) {
    formats.emplace_back("html");
  }
  options.choice("--format", &format_, formats, "Format of standard output");
  options.paths("-o,--output", &output_paths_, "FILE",
                "Write to FILE, in the format of its extension (" +
                    std::string(pages ? ".html, " : "") +
                    ".json, .jsonl, .csv, .txt); may be given several times; - is standard output");
  options.count("--limit", &limit_, "N", "Records that a section of text shows; 0 means all");
  options.choice("--color", &color_choice_, {"auto", "always", "never"},
                 "Colour text; auto: on a terminal, unless NO_COLOR is set");
}

void Session::define_running(OptionSet& options) {
  options.count("--threads", &engine_.threads, "N", "Worker threads; 0 means all processors");
  options.path("--config", &config_, "FILE",
               "Settings as lines 'threshold = 0.8', also under [VERB]; the command line wins");
  options.choice("--progress", &progress_choice_, {"auto", "always", "never"},
                 "Show progress on standard error; auto: on a terminal");
}

void Session::start(bool text_always) {
  validate(engine_);
  progress_.enable(progress_choice_ == "always" ||
                   (progress_choice_ == "auto" && ::isatty(STDERR_FILENO) == 1));
  const bool says_standard_output =
      std::find(output_paths_.begin(), output_paths_.end(), "-") != output_paths_.end();
  if (output_paths_.empty() || (text_always && !says_standard_output)) {
    outputs_.push_back({"", format_, nullptr});
  }
  for (const std::string& path : output_paths_) {
    if (path == "-") {
      outputs_.push_back({"", format_, nullptr});
      continue;
    }
    std::string format = format_of(path);
    if (format.empty() || (format == "html" && !pages_)) {
      throw UsageError(path + ": expected a name that ends in " + (pages_ ? ".html, " : "") +
                       ".json, .jsonl, .csv or .txt");
    }
    outputs_.push_back({path, std::move(format), std::make_unique<AtomicFile>(path)});
  }
}

Corpus Session::read(std::span<const std::string> inputs) {
  const ThreadLimit limit(engine_.threads);
  IngestResult result = ingest(inputs, ingest_, control_);
  for (Skipped& skipped : result.skipped) {
    skipped_.push_back(std::move(skipped));
  }
  progress_.clear();
  tell_skipped();
  return std::move(result.corpus);
}

void Session::tell_skipped() {
  if (skipped_.empty()) {
    return;
  }
  say(counted(skipped_.size(), "record", "records") + " skipped:");
  for (std::size_t i = 0; i < std::min(skipped_.size(), kSkippedShown); ++i) {
    const Skipped& s = skipped_[i];
    say("  " + s.path + (s.position == 0 ? "" : ":" + std::to_string(s.position)) + ": " +
        (s.text.empty() ? std::string(name_of(s.reason)) : s.text));
  }
  if (skipped_.size() > kSkippedShown) {
    say("  and " + std::to_string(skipped_.size() - kSkippedShown) +
        " more; json and jsonl output list all");
  }
}

TextStyle Session::style(bool terminal) const {
  TextStyle style;
  style.color =
      terminal && (color_choice_ == "always" || (color_choice_ == "auto" && terminal_has_colors()));
  style.width = terminal ? terminal_width() : 100;
  style.limit = limit_;
  return style;
}

std::vector<SkippedRecord> Session::skipped_records() const {
  std::vector<SkippedRecord> records;
  for (const Skipped& s : skipped_) {
    records.push_back({s.path, s.position, name_of(s.reason), s.text});
  }
  return records;
}

void Session::write_records(const std::string& format, Sink& sink, const RunReport& run,
                            const Results& results) {
  std::vector<RecordKind> kinds = results.kinds;
  kinds.push_back(RecordKind::kLimit);
  kinds.push_back(RecordKind::kSkipped);
  const RecordFormat wanted = format == "json"  ? RecordFormat::kJson
                              : format == "csv" ? RecordFormat::kCsv
                                                : RecordFormat::kJsonLines;
  // A table is for the results alone: columns of limits and skipped records would be empty in it.
  const bool table = wanted == RecordFormat::kCsv;
  const auto writer = make_record_writer(wanted, table ? results.kinds : kinds, sink);
  results.records(*writer);
  if (!table) {
    writer->begin(RecordKind::kLimit);
    for (const CapEffect& cap : run.caps) {
      writer->write(LimitRecord{cap.stage, cap.what, cap.count});
    }
    writer->begin(RecordKind::kSkipped);
    for (const SkippedRecord& record : skipped_records()) {
      writer->write(record);
    }
  }
  writer->finish();
}

void Session::write_one(const std::string& format, Sink& sink, bool standard_output,
                        const RunReport& run, const Results& results) {
  if (format == "html") {
    results.page(sink, skipped_records());
    return;
  }
  if (format != "text") {
    write_records(format, sink, run, results);
    return;
  }
  TextReport text(sink, style(standard_output));
  results.text(text);
  for (const CapEffect& cap : run.caps) {
    text.write(LimitRecord{cap.stage, cap.what, cap.count});
  }
  text.finish();
}

void Session::write(const RunReport& run, const Results& results) {
  progress_.clear();
  for (Output& output : outputs_) {
    control_.check();
    if (output.file != nullptr) {
      write_one(output.format, output.file->sink(), false, run, results);
    } else {
      FileSink sink(STDOUT_FILENO, "standard output");
      write_one(output.format, sink, true, run, results);
    }
  }
  control_.check();
  for (Output& output : outputs_) {
    if (output.file != nullptr) {
      output.file->commit();
    }
  }
}

} // namespace refrain::cli
