#include "refrain/ingest/detail/archive_reader.h"

#include "refrain/text/decode.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include <archive.h>
#include <archive_entry.h>
#include <locale.h> // NOLINT(modernize-deprecated-headers): newlocale() is POSIX

namespace refrain::detail {
namespace {

// libarchive gives names in the encoding of the thread's locale, and none that it cannot say.
class Utf8Names {
public:
  Utf8Names() : before_(::uselocale(locale())) {}
  ~Utf8Names() { ::uselocale(before_); }
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;

private:
  static locale_t locale() {
    static const locale_t utf8 = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    return utf8;
  }
  locale_t before_;
};

std::string member_path(archive_entry* entry) {
  const char* name = archive_entry_pathname_utf8(entry);
  name = name == nullptr ? archive_entry_pathname(entry) : name;
  std::string storage;
  const std::string_view whole = decode(name == nullptr ? "" : name, storage).text;
  std::string path;
  for (std::size_t at = 0; at < whole.size();) {
    const std::size_t end = std::min(whole.find_first_of("/\\", at), whole.size());
    const std::string_view part = whole.substr(at, end - at);
    if (!part.empty() && part != "." && part != "..") {
      path += (path.empty() ? "" : "/") + std::string(part);
    }
    at = end + 1;
  }
  return path;
}

} // namespace

// What libarchive calls.
struct ArchiveReader::Calls {
  static la_ssize_t read(archive* a, void* self, const void** bytes) {
    auto* r = static_cast<ArchiveReader*>(self);
    *bytes = r->buffer_.data();
    try {
      std::size_t n = 0;
      if (r->places_ != nullptr) {
        n = r->places_->read_at(r->place_, r->buffer_.data(), r->buffer_.size());
        r->place_ += n;
      } else {
        n = r->input_.read(r->buffer_.data(), r->buffer_.size());
        r->check_ratio();
      }
      r->taken_ += n;
      return static_cast<la_ssize_t>(n);
    } catch (const ReadFailed& e) {
      r->failure_ = e;
      archive_set_error(a, e.error_number, "%s", e.what());
      return ARCHIVE_FATAL;
    }
  }

  static la_int64_t seek(archive* /*a*/, void* self, la_int64_t offset, int whence) {
    auto* r = static_cast<ArchiveReader*>(self);
    const auto size = static_cast<la_int64_t>(r->size_);
    const la_int64_t base = whence == SEEK_SET   ? 0
                            : whence == SEEK_CUR ? static_cast<la_int64_t>(r->place_)
                                                 : size;
    if (offset < -base || offset > size - base) {
      return ARCHIVE_FATAL;
    }
    r->place_ = static_cast<std::uint64_t>(base + offset);
    return base + offset;
  }
};

// By blocks: archive_read_data() would fill holes, and lose what it has when the data end early.
class ArchiveReader::MemberSource : public ByteSource {
public:
  explicit MemberSource(ArchiveReader& reader) : reader_(reader) {}

  std::size_t read(char* to, std::size_t size) override {
    while (left_ == 0) {
      if (failure_) {
        throw ReadFailed(*std::exchange(failure_, std::nullopt));
      }
      if (ended_) {
        return 0;
      }
      la_int64_t offset = 0;
      const int got = archive_read_data_block(reader_.archive_.get(), &block_, &left_, &offset);
      if (got == ARCHIVE_OK) {
        continue;
      }
      ended_ = true;
      if (got == ARCHIVE_EOF) {
        left_ = 0;
        continue;
      }
      left_ = got == ARCHIVE_WARN ? left_ : 0;
      failure_ = reader_.failure(SkipReason::kDamaged);
    }
    const std::size_t n = std::min(size, left_);
    std::memcpy(to, block_, n);
    block_ = static_cast<const char*>(block_) + n;
    left_ -= n;
    offset_ += n;
    return n;
  }

  [[nodiscard]] std::uint64_t offset() const override { return offset_; }

private:
  ArchiveReader& reader_;
  const void* block_ = nullptr;
  std::size_t left_ = 0;
  std::uint64_t offset_ = 0;
  bool ended_ = false;
  std::optional<ReadFailed> failure_; // thrown once the bytes before it are delivered
};

void ArchiveReader::Close::operator()(archive* a) const {
  archive_read_free(a);
}

ArchiveReader::ArchiveReader(Input& input, ArchiveKind kind, const IngestOptions& options)
    : input_(input), options_(options), buffer_(kAhead, '\0'), archive_(archive_read_new()) {
  const Utf8Names names;
  archive* a = archive_.get();
  archive_read_support_format_empty(a);
  if (kind == ArchiveKind::kZip) {
    places_ = input.random_access();
    if (places_ == nullptr) {
      if (!input.read_all(options.max_record_bytes, whole_)) {
        throw ReadFailed(SkipReason::kTooLarge,
                         "a zip archive inside another or compressed: expected at most " +
                             std::to_string(options.max_record_bytes) + " bytes, found more",
                         0);
      }
      places_ = &memory_.emplace(whole_);
    }
    size_ = places_->size();
    archive_read_support_format_zip(a);
    archive_read_set_seek_callback(a, Calls::seek);
  } else {
    archive_read_support_format_tar(a);
  }
  if (archive_read_open(a, this, nullptr, Calls::read, nullptr) != ARCHIVE_OK) {
    throw failure(SkipReason::kDamaged);
  }
}

ArchiveReader::~ArchiveReader() = default;

ReadFailed ArchiveReader::failure(SkipReason reason) {
  if (failure_) {
    return *failure_;
  }
  const char* text = archive_error_string(archive_.get());
  return {reason, std::string("damaged archive: ") + (text == nullptr ? "" : text), 0};
}

// Behind decompression a few bytes can become a whole disk, all of it in members that are skipped.
void ArchiveReader::check_ratio() const {
  constexpr std::uint64_t kSlack = std::uint64_t{512} << 10; // read ahead by filters
  const std::uint64_t unpacked = input_.bytes_read();
  const ArchiveLimits& limits = options_.archives;
  if (unpacked / limits.ratio > input_.raw_bytes_read() + kSlack) {
    throw ReadFailed(SkipReason::kOverCap,
                     "unpacks to more than " + std::to_string(limits.ratio) + " times its size", 0);
  }
  if (unpacked > limits.total_bytes) {
    throw ReadFailed(SkipReason::kOverCap,
                     "unpacks to more than " + std::to_string(limits.total_bytes) + " bytes", 0);
  }
}

bool ArchiveReader::next(ArchiveMember& member) {
  const Utf8Names names;
  archive_entry* entry = nullptr;
  const int got = archive_read_next_header(archive_.get(), &entry);
  if (got == ARCHIVE_EOF) {
    return false;
  }
  if (got < ARCHIVE_WARN) {
    throw failure(SkipReason::kDamaged);
  }
  const auto type = archive_entry_filetype(entry);
  member.path = member_path(entry);
  member.folder = type == AE_IFDIR;
  member.link = type == AE_IFLNK || archive_entry_hardlink(entry) != nullptr;
  member.special = !member.folder && !member.link && type != AE_IFREG && type != 0;
  member.encrypted = archive_entry_is_encrypted(entry) != 0;
  return true;
}

std::unique_ptr<ByteSource> ArchiveReader::open_member() {
  return std::make_unique<MemberSource>(*this);
}

} // namespace refrain::detail
