#include "refrain/ingest/detail/zip.h"

#include <algorithm>
#include <memory>

#include <archive.h>
#include <archive_entry.h>

namespace refrain::detail {
namespace {

struct ArchiveClose {
  void operator()(archive* a) const { archive_read_free(a); }
};

std::string reason(archive* a) {
  const char* text = archive_error_string(a);
  return text == nullptr ? "damaged archive" : text;
}

} // namespace

std::optional<ZipHead> zip_head(std::string_view head) {
  constexpr std::size_t kFixed = 30;
  constexpr std::size_t kNameSizeAt = 26;
  using namespace std::string_view_literals;
  if (head.size() < kFixed || !head.starts_with("PK\x03\x04"sv)) {
    return std::nullopt;
  }
  const auto number = [&](std::size_t at) {
    return static_cast<std::size_t>(static_cast<unsigned char>(head[at])) |
           static_cast<std::size_t>(static_cast<unsigned char>(head[at + 1])) << 8;
  };
  const std::size_t name = number(kNameSizeAt);
  const std::size_t content = kFixed + name + number(kNameSizeAt + 2);
  return ZipHead{head.substr(kFixed, name), head.substr(std::min(content, head.size()))};
}

ZipMembers read_zip(std::string_view bytes, const ZipLimits& limits,
                    const std::function<bool(std::string_view)>& wanted) {
  constexpr std::uint64_t kSmall = std::uint64_t{1} << 20;
  ZipMembers members;
  const std::unique_ptr<archive, ArchiveClose> owner(archive_read_new());
  archive* a = owner.get();
  archive_read_support_format_zip(a);
  if (archive_read_open_memory(a, bytes.data(), bytes.size()) != ARCHIVE_OK) {
    members.problem = reason(a);
    return members;
  }
  std::uint64_t unpacked = 0;
  std::uint64_t count = 0;
  archive_entry* entry = nullptr;
  while (true) {
    const int got = archive_read_next_header(a, &entry);
    if (got == ARCHIVE_EOF) {
      return members;
    }
    if (got < ARCHIVE_WARN) {
      members.problem = reason(a);
      return members;
    }
    if (++count > limits.members) {
      members.reason = SkipReason::kOverCap;
      members.problem = "expected at most " + std::to_string(limits.members) + " members";
      return members;
    }
    const char* name = archive_entry_pathname(entry);
    if (name == nullptr || !wanted(name)) {
      continue;
    }
    std::string& file = members.files[name];
    file.clear();
    int status = ARCHIVE_OK;
    while (status == ARCHIVE_OK) {
      const void* block = nullptr;
      std::size_t size = 0;
      la_int64_t offset = 0;
      status = archive_read_data_block(a, &block, &size, &offset);
      if (status != ARCHIVE_OK && status != ARCHIVE_WARN) {
        break;
      }
      unpacked += size;
      if (unpacked > limits.bytes ||
          (unpacked > kSmall && unpacked / limits.ratio > bytes.size())) {
        members.reason = unpacked > limits.bytes ? SkipReason::kTooLarge : SkipReason::kOverCap;
        members.problem = "unpacks to more than is allowed";
        members.files.erase(name);
        return members;
      }
      file.append(static_cast<const char*>(block), size);
    }
    if (status == ARCHIVE_WARN) { // the size or the checksum is another; a last block came along
      members.problem = reason(a);
    } else if (status != ARCHIVE_EOF) {
      members.problem = reason(a);
      members.files.erase(name);
      return members;
    }
  }
}

} // namespace refrain::detail
