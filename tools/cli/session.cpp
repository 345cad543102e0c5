#include "session.h"

#include "refrain/core/parallel.h"
#include "refrain/report/background_sink.h"
#include "refrain/report/sqlite_writer.h"

#include "interrupt.h"
#include "spool.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <string_view>

#include <malloc.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace refrain::cli {
namespace {

struct Format {
  std::string_view name;
  std::string_view extensions; // each with its dot, a space behind it
  bool pages;                  // only where a verb writes pages and graphs
};

constexpr std::array kFormats{
    Format{"text", ".txt ", false},
    Format{"json", ".json ", false},
    Format{"jsonl", ".jsonl .ndjson ", false},
    Format{"csv", ".csv ", false},
    Format{"md", ".md .markdown ", false},
    Format{"sqlite", ".sqlite .sqlite3 .db ", false},
    Format{"html", ".html .htm ", true},
    Format{"graphml", ".graphml ", true},
    Format{"gexf", ".gexf ", true},
};

// The format that a file's name says; empty where it says none.
[[nodiscard]] std::string format_of(const std::string& path, bool pages) {
  const std::string extension = std::filesystem::path(path).extension().string() + " ";
  for (const Format& format : kFormats) {
    if (extension.size() > 1 && (pages || !format.pages) &&
        format.extensions.find(extension) != std::string_view::npos) {
      return std::string(format.name);
    }
  }
  return "";
}

// ".html, .json, ... or .txt": the first extension of each.
[[nodiscard]] std::string known_extensions(bool pages) {
  std::string all;
  for (const Format& format : kFormats) {
    if (pages || !format.pages) {
      all += all.empty() ? "" : ", ";
      all += format.extensions.substr(0, format.extensions.find(' '));
    }
  }
  const std::size_t last = all.rfind(',');
  return all.substr(0, last) + " or" + all.substr(last + 1);
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

// "512M" as bytes.
[[nodiscard]] std::uint64_t parse_size(const std::string& option, const std::string& text) {
  constexpr std::string_view kUnits = "KMGT";
  std::uint64_t number = 0;
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, number);
  std::string_view unit(result.ptr, static_cast<std::size_t>(end - result.ptr));
  unsigned shift = 0;
  if (!unit.empty()) {
    const auto upper = static_cast<char>(unit.front() & ~0x20);
    if (const std::size_t at = kUnits.find(upper); at != std::string_view::npos) {
      shift = static_cast<unsigned>(10 * (at + 1));
      unit.remove_prefix(1);
    }
  }
  if (result.ec != std::errc() || !unit.empty() || number == 0 || number > UINT64_MAX >> shift) {
    throw UsageError(option + ": expected a size such as 1G, 512M or a number of bytes, found '" +
                     text + "'");
  }
  return number << shift;
}

} // namespace

void require_readable(const std::string& path) {
  if (path != "-" && ::access(path.c_str(), R_OK) != 0) {
    throw IoError(path, "cannot open", errno);
  }
}

Session::Session() {
  control_.cancel = &stop_requested();
  control_.on_progress = [this](const Progress& progress) { progress_.update(progress); };
}

void Session::define_reading(OptionSet& options) {
  options.text("--text-field", &ingest_.fields.text, "NAME",
               "Field or column that holds the text (text, body, content, ...)");
  options.text("--id-field", &ingest_.fields.id, "NAME",
               "Field or column with the id (id, url, ...)");
  options.text("--source-field", &ingest_.fields.source, "NAME",
               "Field or column with the speaker, author or outlet (source, author, ...)");
  options.text("--date-field", &ingest_.fields.date, "NAME",
               "Field or column with the date (date, ...)");
  options.text("--title-field", &ingest_.fields.title, "NAME",
               "Field or column with the title (title, ...)");
  options.flag("--main-text-only", &ingest_.main_text_only,
               "Leave out navigation, headers and side bars of web pages, and report how many "
               "bytes that is");
  options.flag("--keep-furniture", &ingest_.keep_furniture,
               "Treat them as ordinary text; by default they are marked and ranked last");
  options.flag("--ignore-speakers", &ingest_.ignore_speakers,
               "Do not detect speakers in transcripts; by default they are sources");
  options.path("--metadata", &ingest_.metadata, "FILE",
               "CSV or TSV with a column id or path, and columns title, source, date or language, "
               "which override what documents say");
}

void Session::define_writing(OptionSet& options, std::uint32_t limit, bool pages) {
  limit_ = limit;
  pages_ = pages;
  std::vector<std::string> formats;
  for (const Format& format : kFormats) {
    if (pages || !format.pages) {
      formats.emplace_back(format.name);
    }
  }
  options.choice("--format", &format_, formats, "Format of standard output");
  options.paths("-o,--output", &output_paths_, "FILE",
                "Write FILE in the format of its extension (" + known_extensions(pages) +
                    "); may be repeated; - is standard output");
  options.count("--limit", &limit_, "N", "Records shown per section of text output; 0 shows all");
  options.choice("--color", &color_choice_, {"auto", "always", "never"},
                 "Colour text output; auto: on a terminal, unless NO_COLOR is set");
}

void Session::define_running(OptionSet& options) {
  options.count("--threads", &engine_.threads, "N",
                "Worker threads; 0 means one for each processor");
  options.path("--config", &config_, "FILE",
               "Read settings from FILE, one a line, such as 'threshold = 0.8'; lines below [VERB] "
               "are for that verb only; the command line wins");
  options.choice("--progress", &progress_choice_, {"auto", "always", "never"},
                 "Show progress on standard error; auto: on a terminal");
}

void Session::define_memory(OptionSet& options) {
  options.text("--memory", &memory_text_, "LIMIT",
               "Use at most this much memory, such as 1G or 512M; the rest goes to temporary "
               "files, and the output stays the same");
  options.path(
      "--temp", &temp_folder_, "DIR",
      "Folder for temporary files (TMPDIR, else /tmp); they are removed when the run ends");
}

std::string Session::temp_folder() const {
  return temp_folder_.empty() ? temporary_folder() : temp_folder_;
}

// From here on the process keeps no memory that it has given back: the limit is for what is
// resident.
void Session::limit_memory() {
  memory_.temp_folder = temp_folder();
  if (!memory_text_) {
    return;
  }
  memory_.limit_bytes = parse_size("--memory", *memory_text_);
  const std::uint64_t largest = largest_record(memory_.limit_bytes);
  memory_bounds_records_ = largest < ingest_.max_record_bytes;
  ingest_.max_record_bytes = std::min(ingest_.max_record_bytes, largest);
  ingest_.max_held_bytes = memory_.limit_bytes / 8;
#ifdef __GLIBC__
  constexpr int kOwnPages = 256 << 10; // bytes from which on an allocation has pages of its own
  ::mallopt(M_MMAP_THRESHOLD, kOwnPages);
  ::mallopt(M_TRIM_THRESHOLD, kOwnPages);
#endif
}

void Session::start(bool text_always) {
  validate(engine_);
  limit_memory();
  progress_.enable(progress_choice_ == "always" ||
                   (progress_choice_ == "auto" && ::isatty(STDERR_FILENO) == 1));
  const bool says_standard_output =
      std::find(output_paths_.begin(), output_paths_.end(), "-") != output_paths_.end();
  if (output_paths_.empty() || (text_always && !says_standard_output)) {
    outputs_.push_back({"", format_, nullptr});
  }
  if (!outputs_.empty() || says_standard_output) {
    if (format_ == "sqlite" && ::isatty(STDOUT_FILENO) == 1) {
      throw UsageError("--format sqlite: a database is no text for a terminal; use -o FILE.sqlite");
    }
  }
  for (const std::string& path : output_paths_) {
    if (path == "-") {
      outputs_.push_back({"", format_, nullptr});
      continue;
    }
    std::string format = format_of(path, pages_);
    if (format.empty()) {
      throw UsageError(path + ": expected a name that ends in " + known_extensions(pages_));
    }
    outputs_.push_back({path, std::move(format), std::make_unique<AtomicFile>(path)});
    leave_out(path);
    leave_out(outputs_.back().file->temporary());
  }
}

void Session::tell_caps(std::span<const CapEffect> caps) {
  progress_.clear();
  for (const CapEffect& cap : caps) {
    say("left out: " + std::to_string(cap.count) + " " + cap.what);
  }
}

void Session::tell_spilled(const RunReport& run) {
  progress_.clear();
  say("spilled " + std::to_string((run.spilled_bytes + (1U << 20) - 1) >> 20) + " MB in " +
      counted(run.spilled_runs, "run", "runs") + " to " + memory_.temp_folder);
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

std::vector<CapEffect> Session::caps_of(const RunReport& run) const {
  std::vector<CapEffect> caps = read_caps_;
  caps.insert(caps.end(), run.caps.begin(), run.caps.end());
  return caps;
}

void Session::write_limits_and_skipped(RecordWriter& writer, const RunReport& run) const {
  writer.begin(RecordKind::kLimit);
  for (const CapEffect& cap : caps_of(run)) {
    writer.write(LimitRecord{cap.stage, cap.what, cap.count});
  }
  writer.begin(RecordKind::kSkipped);
  for (const SkippedRecord& record : skipped_records()) {
    writer.write(record);
  }
}

void Session::write_records(RecordFormat format, Sink& sink, const RunReport& run,
                            const Results& results) {
  std::vector<RecordKind> kinds = results.kinds;
  // A table is for the results alone: columns of limits and skipped records would be empty in it.
  const bool table = format == RecordFormat::kCsv;
  if (!table) {
    kinds.push_back(RecordKind::kLimit);
    kinds.push_back(RecordKind::kSkipped);
  }
  const auto writer = make_record_writer(format, kinds, sink);
  if (format == RecordFormat::kMarkdown && results.quotes) {
    results.quotes(*writer);
  } else {
    results.records(*writer);
  }
  if (!table) {
    write_limits_and_skipped(*writer, run);
  }
  writer->finish();
}

void Session::write_database(AtomicFile* file, Sink& sink, const RunReport& run,
                             const Results& results) {
  std::vector<RecordKind> kinds = results.kinds;
  kinds.push_back(RecordKind::kLimit);
  kinds.push_back(RecordKind::kSkipped);
  const auto fill = [&](const std::string& path, const std::string& named) {
    const auto writer = make_sqlite_writer(kinds, path, named);
    results.records(*writer);
    write_limits_and_skipped(*writer, run);
    writer->finish();
  };
  if (file != nullptr && !file->temporary().empty()) {
    fill(file->temporary(), file->path());
  } else {
    through_a_file(temp_folder(), fill, sink);
  }
}

void Session::write_text(Sink& sink, bool standard_output, const RunReport& run,
                         const Results& results) {
  TextReport text(sink, style(standard_output));
  results.text(text);
  for (const CapEffect& cap : caps_of(run)) {
    text.write(LimitRecord{cap.stage, cap.what, cap.count});
  }
  text.finish();
}

void Session::write_one(const Output& output, Sink& sink, const RunReport& run,
                        const Results& results) {
  const std::string& format = output.format;
  if (format == "html") {
    results.page(sink, skipped_records());
  } else if (format == "graphml" || format == "gexf") {
    results.graph(sink, format == "gexf" ? GraphFormat::kGexf : GraphFormat::kGraphMl);
  } else if (format == "sqlite") {
    write_database(output.file.get(), sink, run, results);
  } else if (format == "text") {
    write_text(sink, output.file == nullptr, run, results);
  } else {
    write_records(format == "json"  ? RecordFormat::kJson
                  : format == "csv" ? RecordFormat::kCsv
                  : format == "md"  ? RecordFormat::kMarkdown
                                    : RecordFormat::kJsonLines,
                  sink, run, results);
  }
}

void Session::write_output(const Output& output, const RunReport& run, const Results& results) {
  FileSink standard_output(STDOUT_FILENO, "standard output");
  Sink& sink = output.file != nullptr ? output.file->sink() : standard_output;
  if (engine_.threads == 1) {
    write_one(output, sink, run, results);
  } else {
    BackgroundSink behind(sink);
    write_one(output, behind, run, results);
    behind.flush();
  }
}

void Session::write(const RunReport& run, const Results& results) {
  progress_.clear();
  require_unchanged();
  const ThreadLimit limit(engine_.threads);
  for (Output& output : outputs_) {
    control_.check();
    try {
      write_output(output, run, results);
    } catch (const ClosedPipe&) {
      // Whoever reads standard output has seen enough, as `head` has; the files are still wanted.
      if (output.file != nullptr) {
        throw;
      }
    }
  }
  control_.check();
  require_unchanged();
  for (Output& output : outputs_) {
    if (output.file != nullptr) {
      output.file->commit();
    }
  }
  const auto tells = [](const Output& output) {
    return output.format != "csv" && output.format != "graphml" && output.format != "gexf";
  };
  if (std::none_of(outputs_.begin(), outputs_.end(), tells)) {
    tell_caps(caps_of(run));
  }
}

} // namespace refrain::cli
