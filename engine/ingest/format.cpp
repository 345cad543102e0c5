#include "refrain/ingest/detail/format.h"

#include "refrain/core/ascii.h"

#include <algorithm>
#include <array>

namespace refrain::detail {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::string_view bytes;
  std::size_t offset;
  std::string_view what;
};

constexpr std::array kUnsupported{
    Magic{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, 0, "an old Office document"sv},
    Magic{"{\\rtf"sv, 0, "an RTF document"sv},
    Magic{"\x89PNG\r\n"sv, 0, "a PNG image"sv},
    Magic{"\xFF\xD8\xFF"sv, 0, "a JPEG image"sv},
    Magic{"GIF8"sv, 0, "a GIF image"sv},
    Magic{"\x7F\x45LF"sv, 0, "a program"sv},
    Magic{"Rar!\x1A\x07"sv, 0, "a RAR archive"sv},
    Magic{"7z\xBC\xAF\x27\x1C"sv, 0, "a 7-Zip archive"sv},
    Magic{"SQLite format 3\0"sv, 0, "an SQLite database"sv},
    Magic{"PAR1"sv, 0, "a Parquet file"sv},
};

const Magic* unsupported(std::string_view head) {
  for (const Magic& magic : kUnsupported) {
    if (head.size() >= magic.offset && head.substr(magic.offset).starts_with(magic.bytes)) {
      return &magic;
    }
  }
  return nullptr;
}

void read_unsupported(Input& input, ReadContext& context) {
  context.skip(0, SkipReason::kUnsupported,
               std::string(unsupported(input.head())->what) + " is not read");
}

void read_binary(Input& input, ReadContext& context) {
  const std::size_t nul = input.head().find('\0');
  context.skip(0, SkipReason::kBinary,
               nul == std::string_view::npos
                   ? "expected text, found control characters"
                   : "expected text, found a NUL byte at offset " + std::to_string(nul));
}

bool never(const Sniff& /*sniff*/) {
  return false;
}

bool json_lines_name(const Sniff& s) {
  return s.name.ends_with(".jsonl") || s.name.ends_with(".ndjson");
}

constexpr std::array kFormats{
    Format{"DOCX", looks_like_docx, never, read_docx},
    Format{"ODT", looks_like_odt, never, read_odt},
    Format{"EPUB", looks_like_epub, never, read_epub},
    Format{"other Office", looks_like_other_office, never,
           [](Input& /*input*/, ReadContext& context) {
             context.skip(0, SkipReason::kUnsupported,
                          "an Office document of this kind is not read");
           }},
    Format{"zip", looks_like_zip, never, read_zip_archive, false, for_each_in_zip},
    Format{"tar", looks_like_tar, never, read_tar_archive, false, for_each_in_tar},
    Format{"WARC", looks_like_warc, never, read_warc, false, for_each_in_warc},
    Format{"mail", looks_like_mail, [](const Sniff& s) { return s.name.ends_with(".eml"); },
           read_mail},
    Format{"mailbox", looks_like_mbox, [](const Sniff& s) { return s.name.ends_with(".mbox"); },
           read_mbox, false, for_each_in_mbox},
    Format{"PDF", looks_like_pdf, never, read_pdf},
    Format{"unsupported", [](const Sniff& s) { return unsupported(s.head) != nullptr; }, never,
           read_unsupported},
    Format{"HTML", looks_like_html,
           [](const Sniff& s) {
             return s.name.ends_with(".html") || s.name.ends_with(".htm") ||
                    s.name.ends_with(".xhtml");
           },
           read_html},
    Format{"JSON", looks_like_json, never, read_json, false, for_each_in_json},
    Format{"JSON Lines", looks_like_json_lines, json_lines_name, read_json_lines, true},
    Format{"binary", [](const Sniff& s) { return !json_lines_name(s) && looks_binary(s.head); },
           never, read_binary},
    Format{"subtitles", looks_like_subtitles, has_subtitle_name, read_subtitles},
    Format{"Markdown", never, has_markdown_name, read_markdown},
    Format{"table", never,
           [](const Sniff& s) {
             return s.name.ends_with(".csv") || s.name.ends_with(".tsv") ||
                    s.name.ends_with(".tab");
           },
           read_table, false, for_each_row},
};

constexpr Format kText{"text", never, never, read_text_file};

} // namespace

const Format& format_of(const Sniff& sniff) {
  const auto content = [&](const Format& f) { return f.by_content(sniff); };
  if (const auto* f = std::find_if(kFormats.begin(), kFormats.end(), content);
      f != kFormats.end()) {
    return *f;
  }
  const auto name = [&](const Format& f) { return f.by_name(sniff); };
  const auto* f = std::find_if(kFormats.begin(), kFormats.end(), name);
  return f != kFormats.end() ? *f : kText;
}

const Format& format_of(const Input& input, const InputFile& file) {
  const std::string name = plain_name(file.name.empty() ? file.id : file.name);
  return format_of({input.head(), name, input.head().size() < kHeadBytes});
}

std::string plain_name(std::string_view id) {
  std::string name = ascii::small(id);
  for (const std::string_view suffix : {".gz"sv, ".zst"sv, ".xz"sv, ".bz2"sv}) {
    if (name.ends_with(suffix)) {
      name.resize(name.size() - suffix.size());
      break;
    }
  }
  return name;
}

} // namespace refrain::detail
