/// Reads zip and tar archives: every member as if it were a file of its own.

#include "refrain/ingest/detail/archive_walk.h"
#include "refrain/ingest/detail/format.h"
#include "refrain/ingest/detail/zip.h"

namespace refrain::detail {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kTarBlock = 512;

void read_members(Input& input, ArchiveKind kind, ReadContext& context) {
  ArchiveVisitor visitor;
  visitor.read = [&](Input& content, const InputFile& file, ArchiveState& state) {
    ReadContext member = context.part(file);
    member.archive = &state;
    ++context.counts.files;
    format_of(content, file).read(content, member);
    context.counts.bytes += content.bytes_read();
    context.counts.replaced_bytes += content.replaced();
  };
  visitor.skip = [&](const InputFile& file, SkipReason reason, const std::string& text) {
    context.part(file).skip(0, reason, text);
  };
  walk_archive(input, kind, context.file, context.options, context.control, context.archive,
               visitor);
}

void members_as_records(Input& input, ArchiveKind kind, const RecordContext& context) {
  ArchiveVisitor visitor;
  visitor.read = [&](Input& content, const InputFile& file, ArchiveState& state) {
    for_each_record_of(content, {file, context.options, context.control, context.callback, &state});
  };
  visitor.skip = [](const InputFile&, SkipReason, const std::string&) {};
  walk_archive(input, kind, context.file, context.options, context.control, context.archive,
               visitor);
}

} // namespace

bool looks_like_zip(const Sniff& sniff) {
  return zip_head(sniff.head).has_value() || sniff.head.starts_with("PK\x05\x06"sv);
}

// Also archives of before POSIX: the header's sum of bytes is its only mark.
bool looks_like_tar(const Sniff& sniff) {
  constexpr std::size_t kSumAt = 148;
  constexpr std::size_t kSumSize = 8;
  if (sniff.head.size() < kTarBlock || sniff.head[0] == '\0') {
    return false;
  }
  unsigned written = 0;
  unsigned sum = 0;
  unsigned digits = 0;
  for (std::size_t i = 0; i < kTarBlock; ++i) {
    const bool inside = i >= kSumAt && i < kSumAt + kSumSize;
    const char c = sniff.head[i];
    sum += inside ? ' ' : static_cast<unsigned char>(c);
    if (inside && c >= '0' && c <= '7') {
      written = written * 8 + static_cast<unsigned>(c - '0');
      ++digits;
    } else if (inside && c != ' ' && c != '\0') {
      return false;
    }
  }
  return digits > 0 && written == sum;
}

void read_zip_archive(Input& input, ReadContext& context) {
  read_members(input, ArchiveKind::kZip, context);
}

void read_tar_archive(Input& input, ReadContext& context) {
  read_members(input, ArchiveKind::kTar, context);
}

void for_each_in_zip(Input& input, const RecordContext& context) {
  members_as_records(input, ArchiveKind::kZip, context);
}

void for_each_in_tar(Input& input, const RecordContext& context) {
  members_as_records(input, ArchiveKind::kTar, context);
}

} // namespace refrain::detail
