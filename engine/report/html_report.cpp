#include "refrain/report/html_report.h"

#include "refrain/core/parallel.h"
#include "refrain/report/detail/html_data.h"
#include "refrain/report/detail/html_page.h"
#include "refrain/report/detail/packed_block.h"

#include <cassert>

namespace refrain {
namespace {

// Large enough for zlib to find repetition, small enough to unpack within a frame or two.
constexpr std::size_t kBlockBytes = std::size_t{512} << 10;
constexpr std::size_t kLiveBlocks = 8;

constexpr std::string_view kResultsMark = "<!--results-->";
constexpr std::string_view kTextsMark = "<!--texts-->";

void write_block(Sink& sink, std::string_view name, std::string_view packed) {
  sink.write("<script type=\"text/plain\" id=\"");
  sink.write(name);
  sink.write("\">");
  sink.write(packed);
  sink.write("</script>\n");
}

struct PackedTexts {
  std::size_t number = 0;
  std::string packed;
};

void write_texts(const Corpus& corpus, std::span<const detail::TextBlock> blocks, Sink& sink,
                 const RunControl& control) {
  std::size_t next = 0;
  ordered_pipeline<PackedTexts>(
      kLiveBlocks,
      [&](PackedTexts& item) {
        control.check();
        item.number = next++;
        return item.number < blocks.size();
      },
      [&](PackedTexts& item) {
        std::string texts;
        for (DocumentIndex d = blocks[item.number].begin; d < blocks[item.number].end; ++d) {
          texts += corpus.text(d);
        }
        item.packed = detail::packed_block(texts);
      },
      [&](PackedTexts& item) {
        write_block(sink, "texts-" + std::to_string(item.number), item.packed);
        control.report("report", item.number + 1, blocks.size());
      });
}

} // namespace

void write_html_report(const Report& report, std::span<const SkippedRecord> skipped,
                       const HtmlReportOptions& options, Sink& sink, const RunControl& control) {
  const std::string_view page = detail::html_page();
  const std::size_t results = page.find(kResultsMark);
  const std::size_t texts = page.find(kTextsMark);
  assert(results < texts && texts != std::string_view::npos);
  const auto blocks = detail::text_blocks(report.corpus, kBlockBytes);

  sink.write(page.substr(0, results));
  write_block(sink, "run",
              detail::packed_block(
                  detail::run_json(report, skipped, options.title, options.version, blocks)));
  write_block(sink, "documents", detail::packed_block(detail::documents_json(report)));
  write_block(sink, "points", detail::packed_block(detail::points_json(report)));
  write_block(sink, "reuse", detail::packed_block(detail::reuse_json(report)));
  write_block(sink, "duplicates", detail::packed_block(detail::duplicates_json(report)));
  const std::size_t after_results = results + kResultsMark.size();
  sink.write(page.substr(after_results, texts - after_results));
  write_texts(report.corpus, blocks, sink, control);
  sink.write(page.substr(texts + kTextsMark.size()));
  sink.flush();
}

} // namespace refrain
