#include "deduplicated.h"

#include "refrain/core/error.h"
#include "refrain/report/record_writer.h"

#include "atomic_folder.h"

#include <array>
#include <filesystem>
#include <set>
#include <string_view>
#include <utility>

namespace refrain::cli {
namespace {

namespace fs = std::filesystem;

[[nodiscard]] std::string without_slashes(std::string path) {
  while (path.size() > 1 && path.back() == '/') {
    path.pop_back();
  }
  return path;
}

// Whether there was anything to write.
bool write_removed(Sink& sink, RemovedRecords& removed) {
  constexpr std::array kinds{RecordKind::kRemoved};
  const auto writer = make_record_writer(RecordFormat::kJsonLines, kinds, sink);
  bool any = false;
  removed.for_each([&](const RemovedRecord& record) {
    writer->write(record);
    any = true;
  });
  writer->finish();
  return any;
}

// Where a file goes in the output folder: its path below the input that it was found under, with
// that input's last component in front, and without the name of a compression.
[[nodiscard]] fs::path path_below(std::span<const std::string> inputs, std::string_view path) {
  fs::path below = fs::path(path).filename();
  for (const std::string& input : inputs) {
    const std::string folder = without_slashes(input) + "/";
    if (path.starts_with(folder)) {
      below = fs::path(without_slashes(input)).filename() / path.substr(folder.size());
    }
  }
  for (const char* const compression : {".gz", ".zst", ".xz", ".bz2"}) {
    if (below.extension() == compression) {
      below.replace_extension();
    }
  }
  fs::path result;
  for (const fs::path& part : below.relative_path()) {
    if (part != ".." && part != ".") {
      result /= part;
    }
  }
  return result;
}

// Sees to it that records of several inputs make one file that can be read: records of JSON Lines,
// or rows of tables with the same columns, named once.
class OneShape {
public:
  explicit OneShape(const std::string& output) : output_(output) {
    const std::string extension = fs::path(output).extension().string();
    no_tables_ = extension == ".jsonl" || extension == ".ndjson" || extension == ".json";
    no_lines_ = extension == ".csv" || extension == ".tsv";
  }

  /// Whether the record is to be written.
  /// @throws UsageError  when it does not go with those before
  [[nodiscard]] bool takes(const RawRecord& record) {
    if (record.position == 0) {
      return false; // a whole file, which was skipped: no record of a line
    }
    if (record.header) {
      table_ = record.path;
      if (no_tables_) {
        refuse("records of JSON Lines", record);
      }
      if (any_ && header_ != record.bytes) {
        refuse(header_.empty() ? "records of JSON Lines" : "rows with other columns", record);
      }
      header_ = record.bytes;
      return !std::exchange(any_, true);
    }
    if (table_.empty() || record.path != table_) {
      if (no_lines_ || !header_.empty()) {
        throw UsageError("dedup: " + output_ + " would hold rows of a table, found records in " +
                         std::string(record.path) + "; expected a folder");
      }
      any_ = true;
    }
    return true;
  }

private:
  [[noreturn]] void refuse(const std::string& holds, const RawRecord& record) const {
    throw UsageError("dedup: " + output_ + " would hold " + holds + ", found the table " +
                     std::string(record.path) + "; expected a folder" +
                     (no_tables_ ? " or a name that ends in .csv" : ""));
  }

  std::string output_;
  bool no_tables_ = false;
  bool no_lines_ = false;
  bool any_ = false;
  std::string header_; // of the tables so far; empty when there was none
  std::string table_;  // the path of the last
};

// Every kept record in a file of the name of its own; a whole file byte for byte, without its
// compression.
KeptCounts fill_folder(Session& session, std::span<const std::string> inputs,
                       RemovedRecords& removed, AtomicFolder& folder) {
  KeptCounts counts;
  std::string current;
  Sink* file = nullptr;
  std::set<fs::path> written;
  for_each_record(inputs, session.ingest_options(), session.control(),
                  [&](const RawRecord& record) {
                    if (removed.contains(record.path, record.position)) {
                      ++counts.removed;
                      return;
                    }
                    if (file == nullptr || current != record.path) {
                      current = record.path;
                      fs::path below = path_below(inputs, record.path);
                      while (!written.insert(below).second) {
                        below += "~"; // two inputs may hold a file of the same name
                      }
                      file = &folder.begin_file(below);
                    }
                    counts.kept += record.header ? 0 : 1;
                    file->write(record.bytes);
                    if (record.position != 0) {
                      file->write("\n");
                    }
                  });
  return counts;
}

} // namespace

std::string removed_list_of(const std::string& output) {
  return without_slashes(output) + ".removed.jsonl";
}

KeptAs kept_as(bool lines, bool files, const std::string& output) {
  const std::string extension = fs::path(output).extension().string();
  if (extension == ".txt") {
    if (lines) {
      throw UsageError("dedup: " + output +
                       " would list files, found records of JSON Lines; expected a .jsonl file");
    }
    return KeptAs::kList;
  }
  if (extension == ".jsonl" || extension == ".ndjson" || extension == ".json") {
    if (files) {
      throw UsageError("dedup: " + output +
                       " would hold records, found text files; expected a folder or a .txt list");
    }
    return KeptAs::kLines;
  }
  std::error_code ignored;
  const bool folder = output.back() == '/' || fs::is_directory(output, ignored);
  const auto ends_in = [&](std::string_view extensions) {
    return !folder && !extension.empty() && extensions.find(extension + " ") != extensions.npos;
  };
  if (ends_in(".gz .zst .xz .bz2 .zip .tar .tgz ")) {
    throw UsageError("dedup: " + output + ": output is written plain; expected a name without " +
                     extension);
  }
  if (files && ends_in(".csv .tsv .md .html .htm .pdf .docx .sqlite ")) {
    throw UsageError("dedup: " + output +
                     " would be a file, found text files; expected a folder or a .txt list");
  }
  return lines && !files && !folder ? KeptAs::kLines : KeptAs::kFolder;
}

void require_output(const std::string& output) {
  require_no_files_in(without_slashes(output));
  const AtomicFile list(removed_list_of(output)); // goes again
}

KeptCounts write_kept(Session& session, std::span<const std::string> inputs,
                      RemovedRecords& removed, KeptAs kept, const std::string& output,
                      bool in_place) {
  KeptCounts counts;
  const std::string target = without_slashes(output);
  AtomicFile removed_list(removed_list_of(target));
  const bool any_removed = write_removed(removed_list.sink(), removed);
  if (kept == KeptAs::kLines) {
    AtomicFile file(target);
    OneShape shape(target);
    for_each_record(inputs, session.ingest_options(), session.control(),
                    [&](const RawRecord& record) {
                      if (!shape.takes(record)) {
                        return;
                      }
                      if (removed.contains(record.path, record.position)) {
                        ++counts.removed;
                        return;
                      }
                      counts.kept += record.header ? 0 : 1;
                      file.sink().write(record.bytes);
                      file.sink().write("\n");
                    });
    session.control().check();
    file.commit();
  } else if (kept == KeptAs::kList) {
    AtomicFile file(target);
    removed.for_each_document([&](std::string_view path, std::uint64_t position) {
      if (removed.contains(path, position)) {
        ++counts.removed;
      } else {
        ++counts.kept;
        if (path.find('\n') != std::string_view::npos) {
          throw UsageError("dedup: " + output + " would list a name of two lines, found " +
                           std::string(path) + "; expected a folder");
        }
        file.sink().write(std::string(path) + "\n");
      }
    });
    file.commit();
  } else {
    AtomicFolder folder(target);
    counts = fill_folder(session, inputs, removed, folder);
    session.control().check();
    folder.commit();
  }
  std::error_code none;
  if (any_removed || !in_place || !fs::exists(removed_list_of(target), none)) {
    removed_list.commit();
  }
  return counts;
}

} // namespace refrain::cli
