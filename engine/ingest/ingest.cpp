#include "refrain/ingest/ingest.h"

#include "refrain/core/error.h"
#include "refrain/core/parallel.h"
#include "refrain/ingest/detail/byte_source.h"
#include "refrain/ingest/detail/format.h"
#include "refrain/ingest/detail/input_list.h"
#include "refrain/ingest/detail/json_lines.h"
#include "refrain/ingest/detail/metadata_table.h"
#include "refrain/text/decode.h"

#include <algorithm>
#include <cerrno>
#include <memory>
#include <mutex>
#include <optional>
#include <tuple>
#include <utility>

namespace refrain {
namespace {

using detail::Input;
using detail::InputFile;
using detail::LineBlock;
using detail::ReadContext;
using detail::ReadFailed;

// Larger files are opened in order by the first stage, which cuts those made of lines into blocks.
constexpr std::uint64_t kLargeFile = std::uint64_t{1} << 20;
constexpr std::uint64_t kBatchBytes = std::uint64_t{1} << 20;
constexpr std::size_t kBatchFiles = 64;

// What one task costs to set up and another can use again.
struct Workspace {
  explicit Workspace(const FieldNames& fields) : records(fields) {}
  detail::JsonRecords records;
  LineBlock block;
};

class Workspaces {
public:
  explicit Workspaces(const FieldNames& fields) : fields_(fields) {}
  std::unique_ptr<Workspace> take() {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (free_.empty()) {
      return std::make_unique<Workspace>(fields_);
    }
    auto w = std::move(free_.back());
    free_.pop_back();
    return w;
  }
  void give(std::unique_ptr<Workspace> w) {
    const std::lock_guard<std::mutex> lock(mutex_);
    free_.push_back(std::move(w));
  }

private:
  const FieldNames& fields_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Workspace>> free_;
};

// One step through the pipeline: some small files, one opened file, or a block of lines of one.
struct Batch {
  std::size_t first = 0; // files [first, last)
  std::size_t last = 0;
  std::unique_ptr<Input> opened;
  std::unique_ptr<Workspace> lines;
  std::uint64_t raw_bytes = 0;
  Corpus corpus;
  std::vector<detail::WebPage> pages;
  std::vector<Skipped> skipped;
  IngestCounts counts;
};

// A file the user named ends the run when the system cannot read it; all else is skipped.
void failed(const ReadFailed& e, const InputFile& file, std::vector<Skipped>& skipped,
            IngestCounts& counts) {
  if (file.named && e.reason == SkipReason::kUnreadable) {
    throw IoError(file.path, "cannot read", e.error_number);
  }
  ++counts.records;
  skipped.push_back({file.path, 0, e.reason, {}});
  append_repaired_utf8(e.what(), skipped.back().text);
}

bool by_path(const InputStamp& a, const InputStamp& b) {
  return a.path < b.path;
}

// By path.
std::vector<InputStamp> stamps_of(const std::vector<InputFile>& files) {
  std::vector<InputStamp> stamps;
  stamps.reserve(files.size());
  for (const InputFile& file : files) {
    if (!file.regular) {
      throw InvalidArgument(file.path + ": expected a file, which can be read twice, found a pipe "
                                        "or device");
    }
    stamps.push_back({file.path, file.stamp, true});
  }
  std::sort(stamps.begin(), stamps.end(), by_path);
  return stamps;
}

void mark_unread(const std::vector<Skipped>& skipped, std::vector<InputStamp>& stamps) {
  for (const Skipped& s : skipped) {
    const auto it =
        std::lower_bound(stamps.begin(), stamps.end(), InputStamp{s.path, {}, true}, by_path);
    if (s.reason == SkipReason::kUnreadable && it != stamps.end() && it->path == s.path) {
      it->read = false;
    }
  }
}

// The files that ingest() has read, against those that are read again.
class ReadBefore {
public:
  // @throws IoError  when a file is gone, new or changed
  ReadBefore(const std::vector<InputStamp>& before, const std::vector<InputFile>& files)
      : before_(before) {
    const std::vector<InputStamp> now = stamps_of(files);
    for (std::size_t i = 0; i < std::max(now.size(), before.size()); ++i) {
      if (i == now.size() || (i < before.size() && before[i].path < now[i].path)) {
        changed(before[i].path, "is gone");
      }
      if (i == before.size() || now[i].path != before[i].path) {
        changed(now[i].path, "is new");
      }
      if (now[i].stamp != before[i].stamp) {
        changed(now[i].path, "has changed");
      }
    }
  }

  // @param read  whether the system let all of it be read
  void require_same(const InputFile& file, bool read, const FileStamp& now) const {
    const auto it =
        std::lower_bound(before_.begin(), before_.end(), InputStamp{file.path, {}, true}, by_path);
    if (it->read != read) {
      changed(file.path, read ? "can be read, unlike before" : "can no longer be read");
    }
    if (it->stamp != now) {
      changed(file.path, "has changed");
    }
  }

private:
  [[noreturn]] static void changed(const std::string& path, const std::string& how) {
    throw IoError(path, how + " since it was searched; inputs are read twice", ESTALE);
  }

  const std::vector<InputStamp>& before_;
};

class Run {
public:
  Run(std::vector<InputFile> files, const IngestOptions& options, const RunControl& control,
      const detail::MetadataTable* metadata, const std::function<void(Corpus&&)>& take,
      IngestSummary& result)
      : files_(std::move(files)), options_(options), control_(control), metadata_(metadata),
        take_(take), result_(result), workspaces_(options.fields) {
    for (const InputFile& file : files_) {
      total_bytes_ += file.size;
      total_known_ = total_known_ && file.regular;
    }
  }

  // Serial: what the next task works on.
  bool produce(Batch& batch) {
    control_.check();
    while (true) {
      if (stream_) {
        if (next_block(batch)) {
          return true;
        }
        continue;
      }
      batch.first = next_;
      batch.last = next_;
      if (next_ == files_.size()) {
        // What the end of a stream left to be counted or reported.
        return batch.raw_bytes + batch.counts.bytes + batch.counts.files + batch.counts.records > 0;
      }
      if (!files_[next_].regular || files_[next_].size > kLargeFile) {
        const InputFile& file = files_[next_++];
        batch.last = next_;
        if (open(file, batch)) {
          return true;
        }
        continue;
      }
      std::uint64_t bytes = 0;
      while (next_ < files_.size() && files_[next_].regular && files_[next_].size <= kLargeFile &&
             next_ - batch.first < kBatchFiles && bytes < kBatchBytes) {
        bytes += files_[next_++].size;
      }
      batch.last = next_;
      return true;
    }
  }

  // Parallel.
  void work(Batch& batch) {
    control_.check();
    if (batch.lines) {
      batch.corpus = Corpus(pool_);
      ReadContext context{files_[batch.first], options_,     control_, batch.corpus,
                          batch.skipped,       batch.counts, metadata_};
      parse_block(batch.lines->block, batch.lines->records, context);
      workspaces_.give(std::move(batch.lines));
      return;
    }
    for (std::size_t i = batch.first; i < batch.last; ++i) {
      read_file(files_[i], batch);
    }
  }

  // Serial, in order.
  void consume(Batch& batch) {
    if (!batch.pages.empty() && !options_.keep_furniture) {
      hold(batch);
    } else if (!batch.corpus.empty()) {
      take_(std::move(batch.corpus));
    }
    std::move(batch.skipped.begin(), batch.skipped.end(), std::back_inserter(result_.skipped));
    result_.counts += batch.counts;
    done_bytes_ += batch.raw_bytes;
    control_.report("read", done_bytes_, total_known_ ? total_bytes_ : 0);
  }

  // After the last batch: what the pages of a site repeat is known.
  void finish() {
    detail::mark_site_furniture(pages_, options_, held_, result_.counts);
    if (!held_.empty()) {
      take_(std::move(held_));
    }
  }

private:
  void hold(Batch& batch) {
    for (detail::WebPage& page : batch.pages) {
      page.document += static_cast<DocumentIndex>(held_.size());
      pages_.push_back(std::move(page));
    }
    held_.append(std::move(batch.corpus));
    if (held_.memory_bytes() > options_.max_held_bytes) {
      throw InvalidArgument("web pages: expected at most " +
                            std::to_string(options_.max_held_bytes) +
                            " bytes of them, which wait until all are read, found more; reading "
                            "their furniture as text (keep_furniture) needs no waiting");
    }
  }

  // Opens a large file or a stream; false when it became the current stream of lines.
  bool open(const InputFile& file, Batch& batch) {
    try {
      auto input = std::make_unique<Input>(file, options_, control_);
      if (format_of(*input, file).lines) {
        stream_ = std::move(input);
        const std::uint64_t address = address_of(*stream_, file);
        const bool map = options_.map_texts && address != TextPlace::kNowhere;
        blocks_.emplace(*stream_, file, options_,
                        options_.map_texts ? TextPlace::kNowhere : address,
                        map ? options_.source_files->map(address) : nullptr);
        stream_raw_ = 0;
        ++batch.counts.files;
        return false;
      }
      batch.opened = std::move(input);
    } catch (const ReadFailed& e) {
      failed(e, file, batch.skipped, batch.counts);
      batch.first = batch.last;
    }
    return true;
  }

  // Of the first byte of a file that can be read again.
  [[nodiscard]] std::uint64_t address_of(const Input& input, const InputFile& file) const {
    const detail::ByteSource* source = input.random_access();
    if (options_.source_files == nullptr || source == nullptr || source->descriptor() < 0) {
      return TextPlace::kNowhere;
    }
    return options_.source_files->add(source->descriptor(), file.path)
        .value_or(TextPlace::kNowhere);
  }

  // The next block of the current stream; false at its end.
  bool next_block(Batch& batch) {
    const InputFile& file = files_[next_ - 1];
    batch.first = next_ - 1;
    batch.last = next_;
    auto lines = workspaces_.take();
    const std::uint64_t before = stream_->bytes_read();
    bool more = false;
    try {
      more = blocks_->next(lines->block);
    } catch (const ReadFailed& e) {
      failed(e, file, batch.skipped, batch.counts);
    }
    batch.counts.bytes += stream_->bytes_read() - before;
    const std::uint64_t raw = stream_->raw_bytes_read();
    batch.raw_bytes += raw - std::exchange(stream_raw_, raw);
    if (more) {
      batch.lines = std::move(lines);
      return true;
    }
    workspaces_.give(std::move(lines));
    batch.counts.replaced_bytes += stream_->replaced();
    blocks_.reset();
    stream_.reset();
    return false;
  }

  void read_file(const InputFile& file, Batch& batch) {
    ReadContext context{file,          options_,     control_, batch.corpus,
                        batch.skipped, batch.counts, metadata_};
    context.pages = &batch.pages;
    try {
      if (!batch.opened) {
        batch.opened = std::make_unique<Input>(file, options_, control_);
      }
      ++batch.counts.files;
      format_of(*batch.opened, file).read(*batch.opened, context);
    } catch (const ReadFailed& e) {
      failed(e, file, batch.skipped, batch.counts);
    }
    if (batch.opened) {
      batch.counts.bytes += batch.opened->bytes_read();
      batch.counts.replaced_bytes += batch.opened->replaced();
      batch.raw_bytes += batch.opened->raw_bytes_read();
    }
    batch.opened.reset();
  }

  std::vector<InputFile> files_;
  const IngestOptions& options_;
  const RunControl& control_;
  const detail::MetadataTable* metadata_;
  const std::function<void(Corpus&&)>& take_;
  IngestSummary& result_;
  Corpus held_; // web pages, until all are read
  Workspaces workspaces_;
  std::shared_ptr<BlockPool> pool_ = std::make_shared<BlockPool>(); // of blocks of lines
  std::uint64_t total_bytes_ = 0;
  bool total_known_ = true;
  std::size_t next_ = 0;
  std::unique_ptr<Input> stream_; // of files_[next_ - 1]
  std::optional<detail::LineBlocks> blocks_;
  std::uint64_t stream_raw_ = 0;
  std::uint64_t done_bytes_ = 0;
  std::vector<detail::WebPage> pages_;
};

} // namespace

IngestCounts& IngestCounts::operator+=(const IngestCounts& other) {
  files += other.files;
  records += other.records;
  bytes += other.bytes;
  replaced_bytes += other.replaced_bytes;
  unread_dates += other.unread_dates;
  furniture_bytes += other.furniture_bytes;
  return *this;
}

IngestSummary ingest_in_batches(std::span<const std::string> inputs, const IngestOptions& options,
                                const RunControl& control,
                                const std::function<void(Corpus&&)>& take) {
  IngestSummary result;
  std::vector<InputFile> files = detail::list_inputs(inputs, options, control, result.skipped);
  if (options.stamps != nullptr) {
    *options.stamps = stamps_of(files);
  }
  std::optional<detail::MetadataTable> metadata;
  if (!options.metadata.empty()) {
    metadata.emplace(options.metadata, options, result.skipped);
  }
  Run run(std::move(files), options, control, metadata ? &*metadata : nullptr, take, result);
  ordered_pipeline<Batch>(
      std::size_t{2} * thread_count() + 1, [&](Batch& b) { return run.produce(b); },
      [&](Batch& b) { run.work(b); }, [&](Batch& b) { run.consume(b); });
  if (metadata) {
    metadata->report_unused(result.skipped);
  }
  run.finish();
  std::sort(result.skipped.begin(), result.skipped.end(), [](const Skipped& a, const Skipped& b) {
    return std::tie(a.path, a.position, a.reason, a.text) <
           std::tie(b.path, b.position, b.reason, b.text);
  });
  if (options.stamps != nullptr) {
    mark_unread(result.skipped, *options.stamps);
  }
  return result;
}

IngestResult ingest(std::span<const std::string> inputs, const IngestOptions& options,
                    const RunControl& control) {
  IngestResult result;
  IngestSummary summary = ingest_in_batches(inputs, options, control, [&](Corpus&& documents) {
    result.corpus.append(std::move(documents));
  });
  result.corpus.set_files(options.map_texts ? options.source_files : nullptr);
  result.corpus.sort();
  result.skipped = std::move(summary.skipped);
  result.counts = summary.counts;
  return result;
}

void for_each_record(std::span<const std::string> inputs, const IngestOptions& options,
                     const RunControl& control,
                     const std::function<void(const RawRecord&)>& callback) {
  std::vector<Skipped> skipped;
  const std::vector<InputFile> files = detail::list_inputs(inputs, options, control, skipped);
  std::optional<ReadBefore> before;
  if (options.stamps != nullptr) {
    before.emplace(*options.stamps, files);
  }
  for (const InputFile& file : files) {
    control.check();
    bool read = true;
    try {
      Input input(file, options, control);
      detail::for_each_record_of(input, {file, options, control, callback});
    } catch (const ReadFailed& e) {
      IngestCounts counts;
      failed(e, file, skipped, counts);
      read = e.reason != SkipReason::kUnreadable;
    }
    if (before) {
      before->require_same(file, read, detail::stamp_of(file, options));
    }
  }
}

} // namespace refrain
