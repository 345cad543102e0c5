#include "refrain/ingest/detail/input_list.h"

#include "refrain/core/detail/system_reason.h"
#include "refrain/core/error.h"
#include "refrain/ingest/detail/numbered_names.h"
#include "refrain/text/decode.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

namespace refrain::detail {
namespace {

std::string as_utf8(const std::string& path) {
  std::string out;
  append_repaired_utf8(path, out);
  return out;
}

FileStamp stamp_of(const struct stat& s) {
  return {s.st_dev, s.st_ino, static_cast<std::uint64_t>(s.st_size), s.st_mtim.tv_sec,
          s.st_mtim.tv_nsec};
}

struct DirectoryClose {
  void operator()(DIR* d) const { closedir(d); }
};

// A file's identity on this system.
using FileKey = std::pair<dev_t, ino_t>;

struct Found {
  InputFile file;
  FileKey key;
};

class Walk {
public:
  Walk(const IngestOptions& options, const RunControl& control, std::vector<Skipped>& skipped)
      : options_(options), control_(control), skipped_(skipped) {
    for (const std::string& output : options.outputs) {
      struct stat s {};
      if (::stat(output.c_str(), &s) == 0 && S_ISREG(s.st_mode)) {
        outputs_.insert({s.st_dev, s.st_ino});
      }
    }
  }

  void add_input(const std::string& input) {
    if (input == "-") {
      add_stdin();
      return;
    }
    struct stat s {};
    if (::stat(input.c_str(), &s) != 0) {
      throw IoError(input, "cannot open", errno);
    }
    if (S_ISDIR(s.st_mode)) {
      open_folders_.clear();
      add_folder(input, last_component(input), s, true);
      return;
    }
    if (outputs_.contains({s.st_dev, s.st_ino})) {
      throw InvalidArgument(input + ": is input and output of one run");
    }
    const std::string name = std::filesystem::path(input).filename().string();
    add_file(input, name, s, true);
  }

  std::vector<Found> found;

private:
  // The name of a folder, also where it is given as ".", ".." or with a slash at its end.
  static std::string last_component(const std::string& folder) {
    std::error_code failed;
    const std::filesystem::path whole = std::filesystem::absolute(folder, failed);
    std::filesystem::path path = whole.lexically_normal();
    if (!path.has_filename()) {
      path = path.parent_path();
    }
    return failed ? folder : path.filename().string();
  }

  void add_stdin() {
    struct stat s {};
    if (::fstat(options_.stdin_fd, &s) != 0) {
      throw IoError(options_.stdin_name, "cannot read standard input", errno);
    }
    Found f;
    f.file.id = options_.stdin_name;
    f.file.named = true;
    f.file.regular = S_ISREG(s.st_mode);
    const off_t begin = f.file.regular ? ::lseek(options_.stdin_fd, 0, SEEK_CUR) : 0;
    f.file.size =
        f.file.regular ? static_cast<std::uint64_t>(std::max(s.st_size - begin, off_t{0})) : 0;
    f.file.path = options_.stdin_name;
    f.file.stamp = stamp_of(s);
    f.key = {0, 0};
    found.push_back(std::move(f));
  }

  void add_file(const std::string& path, const std::string& id, const struct stat& s, bool named) {
    Found f;
    f.file.open_path = path;
    f.file.id = as_utf8(id);
    f.file.named = named;
    f.file.regular = S_ISREG(s.st_mode);
    f.file.size = f.file.regular ? static_cast<std::uint64_t>(s.st_size) : 0;
    f.file.path = as_utf8(path);
    f.file.stamp = stamp_of(s);
    f.key = {s.st_dev, s.st_ino};
    found.push_back(std::move(f));
  }

  void skip(const std::string& path, SkipReason reason, std::string text) {
    skipped_.push_back({as_utf8(path), 0, reason, std::move(text)});
  }

  void add_folder(const std::string& path, const std::string& id, const struct stat& s,
                  bool named) {
    control_.check();
    const FileKey key{s.st_dev, s.st_ino};
    if (!open_folders_.insert(key).second) {
      skip(path, SkipReason::kSameFile, "a link to a folder that holds it or was walked already");
      return;
    }
    const std::string base = path.ends_with('/') ? path : path + '/';
    for (const std::string& name : names_in(path, named)) {
      if (name != "." && name != "..") {
        std::string entry_id = id;
        entry_id += '/';
        entry_id += name;
        add_entry(base + name, entry_id, name);
      }
    }
  }

  // In order; the folder is open no longer when its own folders are walked.
  std::vector<std::string> names_in(const std::string& path, bool named) {
    std::vector<std::string> names;
    const std::unique_ptr<DIR, DirectoryClose> folder(::opendir(path.c_str()));
    if (!folder) {
      cannot_list(path, named, "cannot list folder", errno);
      return names;
    }
    errno = 0; // readdir() tells an error from the end by it alone
    while (const dirent* entry = ::readdir(folder.get())) {
      names.emplace_back(entry->d_name);
      errno = 0;
    }
    if (errno != 0) {
      cannot_list(path, named, "cannot list all of the folder", errno);
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  void cannot_list(const std::string& path, bool named, const std::string& what, int error) {
    if (named || is_shortage(error)) {
      throw IoError(path, what, error);
    }
    skip(path, SkipReason::kUnreadable, what + ": " + system_reason(error));
  }

  void add_entry(const std::string& path, const std::string& id, const std::string& name) {
    struct stat s {};
    const bool known = ::stat(path.c_str(), &s) == 0;
    const int error = known ? 0 : errno;
    const bool hidden = name.front() == '.' && !options_.include_hidden;
    if (known && outputs_.contains({s.st_dev, s.st_ino})) {
      if (!hidden) { // a hidden one is this run's own unfinished file
        skip(path, SkipReason::kOutput, "will be written by this run");
      }
    } else if (hidden) {
      skip(path, SkipReason::kHidden, "its name starts with a dot");
    } else if (!known) {
      skip(path, SkipReason::kUnreadable, "cannot open: " + system_reason(error));
    } else if (S_ISDIR(s.st_mode)) {
      add_folder(path, id, s, false);
    } else if (S_ISREG(s.st_mode)) {
      add_file(path, id, s, false);
    } else {
      skip(path, SkipReason::kSpecialFile, "a socket, pipe or device");
    }
  }

  const IngestOptions& options_;
  const RunControl& control_;
  std::vector<Skipped>& skipped_;
  std::set<FileKey> open_folders_;
  std::set<FileKey> outputs_;
};

// A file reached twice is read once, under the smaller id, whatever the order of the inputs.
void drop_same_files(std::vector<Found>& found, std::vector<Skipped>& skipped) {
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
    return std::tie(a.key, a.file.id, a.file.path) < std::tie(b.key, b.file.id, b.file.path);
  });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (kept > 0 && found[kept - 1].key == found[i].key) {
      found[kept - 1].file.named |= found[i].file.named;
      skipped.push_back({found[i].file.path, 0, SkipReason::kSameFile,
                         "the same file as " + found[kept - 1].file.id});
      continue;
    }
    if (kept != i) {
      found[kept] = std::move(found[i]);
    }
    ++kept;
  }
  found.resize(kept);
}

// Bytes that are no UTF-8 as \xFF each, so that names that differ in them still differ.
std::string with_bytes_spelled(std::string_view path) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string spelled;
  while (!path.empty()) {
    const std::size_t valid = valid_utf8_prefix(path);
    spelled += path.substr(0, valid);
    path.remove_prefix(valid);
    if (!path.empty()) {
      const auto byte = static_cast<unsigned char>(path.front());
      spelled += "\\x";
      spelled += kHex[byte >> 4];
      spelled += kHex[byte & 15];
      path.remove_prefix(1);
    }
  }
  return spelled;
}

// Names that are not UTF-8 may look alike when repaired.
void make_paths_distinct(std::vector<Found>& found) {
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
    return std::tie(a.file.path, a.file.open_path) < std::tie(b.file.path, b.file.open_path);
  });
  for (std::size_t i = 0; i < found.size();) {
    std::size_t end = i + 1;
    while (end < found.size() && found[end].file.path == found[i].file.path) {
      ++end;
    }
    for (std::size_t j = i; end - i > 1 && j < end; ++j) {
      found[j].file.path = with_bytes_spelled(found[j].file.open_path);
    }
    i = end;
  }
}

bool by_id(const Found& a, const Found& b) {
  return std::tie(a.file.id, a.file.path) < std::tie(b.file.id, b.file.path);
}

// Files of one id get their paths, which are distinct, as ids. These may be ids of other files,
// which then get theirs.
void make_ids_distinct(std::vector<Found>& found) {
  bool changed = true;
  while (changed) {
    changed = false;
    std::sort(found.begin(), found.end(), by_id);
    for (std::size_t i = 0; i < found.size();) {
      std::size_t end = i + 1;
      while (end < found.size() && found[end].file.id == found[i].file.id) {
        ++end;
      }
      changed |= end - i > 1;
      for (std::size_t j = i; end - i > 1 && j < end; ++j) {
        found[j].file.id = found[j].file.path;
      }
      i = end;
    }
  }
}

} // namespace

FileStamp stamp_of(const InputFile& file, const IngestOptions& options) {
  struct stat s {};
  if ((file.open_path.empty() ? ::fstat(options.stdin_fd, &s)
                              : ::stat(file.open_path.c_str(), &s)) != 0) {
    throw IoError(file.path, "cannot read again", errno);
  }
  return stamp_of(s);
}

std::vector<InputFile> list_inputs(std::span<const std::string> inputs,
                                   const IngestOptions& options, const RunControl& control,
                                   std::vector<Skipped>& skipped) {
  if (inputs.empty()) {
    throw InvalidArgument("inputs: expected at least one file, folder or -, found none");
  }
  Walk walk(options, control, skipped);
  for (const std::string& input : inputs) {
    walk.add_input(input);
  }
  drop_same_files(walk.found, skipped);
  std::vector<std::string_view> paths;
  for (const Found& f : walk.found) {
    paths.push_back(f.file.open_path);
  }
  const NumberedNames names(paths);
  for (Found& f : walk.found) {
    f.file.counted = names.counts(f.file.open_path);
  }
  make_paths_distinct(walk.found);
  make_ids_distinct(walk.found);
  std::vector<InputFile> files;
  files.reserve(walk.found.size());
  for (Found& f : walk.found) {
    files.push_back(std::move(f.file));
  }
  return files;
}

} // namespace refrain::detail
