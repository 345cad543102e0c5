#include "refrain/ingest/detail/byte_source.h"

#include "refrain/core/detail/system_reason.h"
#include "refrain/text/decode.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace refrain::detail {
namespace {

// A file, pipe or terminal. A regular file is read by position, so that standard input can be read
// again from where it stands.
class FileSource : public ByteSource {
public:
  FileSource(const InputFile& file, const IngestOptions& options, const RunControl& control)
      : regular_(file.regular), size_(file.size), cancel_(control.cancel) {
    if (file.open_path.empty()) {
      fd_ = options.stdin_fd;
      begin_ = regular_ ? static_cast<std::uint64_t>(::lseek(fd_, 0, SEEK_CUR)) : 0;
      return;
    }
    fd_ = ::open(file.open_path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd_ < 0) {
      if (is_shortage(errno)) {
        throw IoError(file.path, "cannot open", errno);
      }
      throw ReadFailed(SkipReason::kUnreadable, "cannot open: " + system_reason(errno), errno);
    }
    owned_ = true;
    ::posix_fadvise(fd_, 0, 0, POSIX_FADV_SEQUENTIAL);
  }
  ~FileSource() override {
    if (owned_) {
      ::close(fd_);
    }
  }

  std::size_t read(char* to, std::size_t size) override {
    const std::size_t n = read_once(next_, to, size);
    next_ += n;
    offset_ = std::max(offset_, next_);
    return n;
  }

  std::size_t read_at(std::uint64_t place, char* to, std::size_t size) override {
    const std::size_t n = read_once(place, to, size);
    offset_ = std::max(offset_, place + n);
    return n;
  }

  [[nodiscard]] std::uint64_t offset() const override { return offset_; }
  [[nodiscard]] bool random_access() const override { return regular_; }
  [[nodiscard]] int descriptor() const override { return regular_ && begin_ == 0 ? fd_ : -1; }
  [[nodiscard]] std::uint64_t size() const override { return size_; }

private:
  // A signal may reach another thread than the one that waits, so waiting looks up now and then.
  // It ends as a failure to read does: such a one passes through C libraries, and the run stops at
  // its next RunControl::check().
  void wait() const {
    constexpr int kMilliseconds = 100;
    pollfd awaited{fd_, POLLIN, 0};
    for (int ready = 0; ready == 0 || (ready < 0 && errno == EINTR);) {
      ready = ::poll(&awaited, 1, kMilliseconds);
      if (ready <= 0 && cancel_ != nullptr && *cancel_) {
        throw ReadFailed(SkipReason::kUnreadable, "cannot read: the run was stopped", ECANCELED);
      }
    }
  }

  std::size_t read_once(std::uint64_t place, char* to, std::size_t size) const {
    while (true) {
      if (!regular_) {
        wait();
      }
      const ssize_t n = regular_ ? ::pread(fd_, to, size, static_cast<off_t>(begin_ + place))
                                 : ::read(fd_, to, size);
      if (n >= 0) {
        return static_cast<std::size_t>(n);
      }
      if (errno != EINTR) {
        throw ReadFailed(SkipReason::kUnreadable, "cannot read: " + system_reason(errno), errno);
      }
    }
  }

  int fd_ = -1;
  bool owned_ = false;
  bool regular_;
  std::uint64_t size_;
  std::uint64_t begin_ = 0; // of what is read, in the file
  const std::atomic<bool>* cancel_;
  std::uint64_t next_ = 0;
  std::uint64_t offset_ = 0; // the furthest byte that was read
};

struct ArchiveClose {
  void operator()(archive* a) const { archive_read_free(a); }
};

// Undoes the compression of `raw`, whose first bytes have been taken already.
class FilterSource : public ByteSource {
public:
  FilterSource(ByteSource& raw, std::string first)
      : raw_(raw), first_(std::move(first)), buffer_(std::size_t{256} << 10, '\0'),
        archive_(archive_read_new()) {
    archive* a = archive_.get();
    archive_read_support_filter_gzip(a);
    archive_read_support_filter_zstd(a);
    archive_read_support_filter_xz(a);
    archive_read_support_filter_bzip2(a);
    archive_read_support_format_raw(a);
    archive_read_support_format_empty(a);
    if (archive_read_open(a, this, nullptr, pull, nullptr) != ARCHIVE_OK) {
      fail();
    }
    archive_entry* entry = nullptr;
    const int got = archive_read_next_header(a, &entry);
    if (got == ARCHIVE_EOF) {
      ended_ = true;
    } else if (got < ARCHIVE_WARN) {
      fail();
    }
  }

  [[nodiscard]] std::uint64_t offset() const override { return raw_.offset(); }

  // By blocks: archive_read_data() would lose what it has filled when the data end too early.
  std::size_t read(char* to, std::size_t size) override {
    while (left_ == 0) {
      if (ended_) {
        return 0;
      }
      la_int64_t offset = 0;
      const int got = archive_read_data_block(archive_.get(), &block_, &left_, &offset);
      if (got == ARCHIVE_EOF) {
        ended_ = true;
        left_ = 0;
      } else if (got < ARCHIVE_WARN) {
        left_ = 0;
        fail();
      }
    }
    const std::size_t n = std::min(size, left_);
    std::memcpy(to, block_, n);
    block_ = static_cast<const char*>(block_) + n;
    left_ -= n;
    return n;
  }

private:
  static la_ssize_t pull(archive* a, void* self, const void** bytes) {
    auto* source = static_cast<FilterSource*>(self);
    *bytes = source->buffer_.data();
    if (!source->first_.empty()) {
      source->buffer_.replace(0, source->first_.size(), source->first_);
      return static_cast<la_ssize_t>(std::exchange(source->first_, {}).size());
    }
    try {
      return static_cast<la_ssize_t>(
          source->raw_.read(source->buffer_.data(), source->buffer_.size()));
    } catch (const ReadFailed& e) {
      // libarchive is C: the exception waits here until its frames are gone.
      source->failure_ = e;
      archive_set_error(a, e.error_number, "%s", e.what());
      return ARCHIVE_FATAL;
    }
  }

  [[noreturn]] void fail() {
    if (failure_) {
      throw ReadFailed(*failure_);
    }
    const char* text = archive_error_string(archive_.get());
    throw ReadFailed(SkipReason::kDamaged,
                     std::string("damaged compressed data: ") + (text == nullptr ? "" : text), 0);
  }

  ByteSource& raw_;
  std::string first_;
  std::string buffer_;
  std::optional<ReadFailed> failure_;
  const void* block_ = nullptr; // of the archive, `left_` bytes not yet given out
  std::size_t left_ = 0;
  bool ended_ = false;
  std::unique_ptr<archive, ArchiveClose> archive_;
};

/// UTF-8 of the UTF-16 or UTF-32 that another source gives.
class DecodedSource : public ByteSource {
public:
  /// @param first  what was read of `encoded`, behind its mark
  /// @param ended  nothing more is to be read of it
  DecodedSource(ByteSource& encoded, std::unique_ptr<ByteSource> owned, std::string_view encoding,
                std::string_view first, bool ended)
      : encoded_(encoded), owned_(std::move(owned)), decoder_(std::string(encoding)),
        ended_(ended) {
    decoder_.decode(first, ended, text_);
  }

  std::size_t read(char* to, std::size_t size) override {
    while (at_ == text_.size() && !ended_) {
      text_.clear();
      at_ = 0;
      buffer_.resize(kHeadBytes);
      buffer_.resize(encoded_.read(buffer_.data(), buffer_.size()));
      ended_ = buffer_.empty();
      decoder_.decode(buffer_, ended_, text_);
    }
    const std::size_t n = text_.copy(to, size, at_);
    at_ += n;
    return n;
  }

  [[nodiscard]] std::uint64_t offset() const override { return encoded_.offset(); }
  [[nodiscard]] std::uint64_t replaced() const override { return decoder_.replaced(); }

private:
  ByteSource& encoded_;
  std::unique_ptr<ByteSource> owned_;
  StreamDecoder decoder_;
  bool ended_;
  std::string buffer_;
  std::string text_; // decoded, given out up to at_
  std::size_t at_ = 0;
};

} // namespace

std::string_view compression_of(std::string_view head) {
  using namespace std::string_view_literals;
  if (head.starts_with("\x1F\x8B\x08"sv)) {
    return "gzip";
  }
  if (head.starts_with("\x28\xB5\x2F\xFD"sv)) {
    return "zstd";
  }
  if (head.starts_with("\xFD\x37\x7A\x58\x5A\0"sv)) {
    return "xz";
  }
  if (head.size() >= 10 && head.starts_with("BZh"sv) && head[3] >= '1' && head[3] <= '9' &&
      (head.substr(4, 6) == "1AY&SY"sv || head.substr(4, 6) == "\x17\x72\x45\x38\x50\x90"sv)) {
    return "bzip2";
  }
  return {};
}

std::size_t MemorySource::read(char* to, std::size_t size) {
  const std::size_t n = read_at(offset_, to, size);
  offset_ += n;
  return n;
}

std::size_t MemorySource::read_at(std::uint64_t place, char* to, std::size_t size) {
  const std::size_t from = std::min<std::uint64_t>(place, bytes_.size());
  return bytes_.copy(to, size, from);
}

Input::Input(const InputFile& file, const IngestOptions& options, const RunControl& control)
    : raw_(std::make_unique<FileSource>(file, options, control)) {
  read_head();
}

Input::Input(std::unique_ptr<ByteSource> source, ReadMeter* meter)
    : raw_(std::move(source)), meter_(meter) {
  read_head();
}

void Input::read_head() {
  head_.resize(kHeadBytes);
  std::size_t size = 0;
  const auto fill = [&](ByteSource& source) {
    size = 0;
    while (size < head_.size()) {
      const std::size_t n = source.read(head_.data() + size, head_.size() - size);
      if (n == 0) {
        break;
      }
      size += n;
    }
  };
  try {
    fill(*raw_);
  } catch (const ReadFailed& e) {
    if (size == 0 || e.reason != SkipReason::kDamaged) {
      throw;
    }
    failure_ = e;
  }
  head_.resize(size);
  if (!compression_of(head_).empty()) {
    filter_ = std::make_unique<FilterSource>(*raw_, std::move(head_));
    head_.assign(kHeadBytes, '\0');
    try {
      fill(*filter_);
    } catch (const ReadFailed& e) {
      failure_ = e;
    }
    head_.resize(size);
  }
  // Every reader is given UTF-8 where a mark says what the bytes are.
  if (const ByteOrderMark mark = byte_order_mark(head_);
      mark.size > 0 && mark.encoding != "UTF-8") {
    ByteSource& encoded = filter_ != nullptr ? *filter_ : *raw_;
    const bool ended = failure_.has_value() || head_.size() < kHeadBytes;
    filter_ = std::make_unique<DecodedSource>(encoded, std::move(filter_), mark.encoding,
                                              std::string_view(head_).substr(mark.size), ended);
    head_.assign(kHeadBytes, '\0');
    try {
      fill(*filter_);
    } catch (const ReadFailed& e) {
      failure_ = e;
    }
    head_.resize(size);
  }
  if (head_.size() < kHeadBytes) {
    head_.shrink_to_fit();
  }
}

Input::~Input() = default;

std::size_t Input::read_source(char* to, std::size_t size) {
  if (head_used_ < head_.size()) {
    const std::size_t n = std::min(size, head_.size() - head_used_);
    std::memcpy(to, head_.data() + head_used_, n);
    head_used_ += n;
    if (meter_ != nullptr) {
      meter_->count(n);
    }
    return n;
  }
  if (failure_) {
    throw ReadFailed(*failure_);
  }
  const std::size_t n = (filter_ ? filter_ : raw_)->read(to, size);
  if (meter_ != nullptr) {
    meter_->count(n);
  }
  return n;
}

std::size_t Input::read(char* to, std::size_t size) {
  std::size_t done = 0;
  try {
    while (done < size) {
      const std::size_t n = read_source(to + done, size - done);
      if (n == 0) {
        break;
      }
      done += n;
    }
  } catch (const ReadFailed& e) {
    if (done == 0) {
      throw;
    }
    failure_ = e;
  }
  bytes_read_ += done;
  return done;
}

bool Input::read_all(std::uint64_t limit, std::string& out) {
  // What fits into the head is all there is; larger content grows by steps.
  const std::size_t least = head_.size() < kHeadBytes ? head_.size() + 1 : std::size_t{256} << 10;
  out.clear();
  while (true) {
    const std::size_t size = out.size();
    const std::size_t step = std::max(least, size / 2);
    out.resize(size + step);
    std::size_t n = 0;
    try {
      n = read(out.data() + size, step);
    } catch (const ReadFailed&) {
      out.resize(size);
      throw;
    }
    out.resize(size + n);
    if (out.size() > limit) {
      return false;
    }
    if (n == 0) {
      return true;
    }
  }
}

} // namespace refrain::detail
