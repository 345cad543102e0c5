/// Reads a file of subtitles as one document.

#include "refrain/ingest/detail/format.h"
#include "refrain/ingest/detail/subtitle_cues.h"
#include "refrain/ingest/detail/subtitle_text.h"

namespace refrain::detail {

bool looks_like_subtitles(const Sniff& sniff) {
  return begins_subtitles(sniff.head);
}

bool has_subtitle_name(const Sniff& sniff) {
  return sniff.name.ends_with(".srt") || sniff.name.ends_with(".vtt") ||
         sniff.name.ends_with(".sbv");
}

void read_subtitles(Input& input, ReadContext& context) {
  PlainText content;
  if (!context.read_text(input, content)) {
    return;
  }
  const SubtitleText spoken = extract_subtitles(content.text, context.html_options());
  DocumentView document;
  if (!spoken.any_cue) {
    document.text = content.text;
    context.add_whole(document);
    return;
  }
  context.count_page(spoken.furniture_bytes, false);
  document.text = spoken.text;
  document.marks = spoken.marks;
  document.elements = spoken.elements;
  const auto origin = [](std::string_view value) {
    return value.empty() ? Origin::kUnknown : Origin::kMetadata;
  };
  document.title = spoken.title;
  document.title_origin = origin(document.title);
  document.source = spoken.speaker;
  document.source_origin = origin(document.source);
  document.language = spoken.language;
  document.language_origin = origin(document.language);
  context.add_whole(document);
}

} // namespace refrain::detail
