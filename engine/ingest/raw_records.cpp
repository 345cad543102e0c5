#include "refrain/ingest/detail/format.h"
#include "refrain/ingest/detail/json_lines.h"

#include <cerrno>

namespace refrain::detail {

void for_each_record_of(Input& input, const RecordContext& context) {
  const Format& format = format_of(input, context.file);
  if (format.for_each != nullptr) {
    format.for_each(input, context);
    return;
  }
  const std::uint64_t limit = context.options.max_record_bytes;
  if (!format.lines) {
    std::string whole;
    if (input.read_all(limit, whole)) {
      context.callback({whole, context.file.path, 0, false});
    }
    return;
  }
  LineBlocks blocks(input, context.file, context.options);
  LineBlock block;
  while (blocks.next(block)) {
    context.control.check();
    for_each_line(block, [&](std::string_view line, std::uint64_t number) {
      if (line.size() <= limit) {
        context.callback({line, context.file.path, number, false});
      }
    });
    for (const Skipped& s : block.skipped) {
      if (s.reason == SkipReason::kUnreadable) {
        throw ReadFailed(s.reason, s.text, EIO);
      }
    }
  }
}

} // namespace refrain::detail
