#pragma once
/// @file
/// The formats and how they are told apart: by content first, then by name. Between Input and
/// the readers.
///
/// A new format is one entry of the table in format.cpp and one read function; nothing else knows
/// it.

#include "refrain/ingest/detail/byte_source.h"
#include "refrain/ingest/detail/site_furniture.h"
#include "refrain/ingest/ingest.h"
#include "refrain/text/dates.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace refrain::detail {

/// What is known of a file before it is read.
struct Sniff {
  std::string_view head; ///< its first bytes, decompressed
  std::string_view name; ///< its name in lower case, without .gz and the like
  bool whole = false;    ///< head is all there is
};

struct ArchiveState;
class MetadataTable;
struct HtmlOptions;

/// What the container of a file (a mail, a web archive) knows of it, for what it does not say
/// itself.
struct PartHints {
  std::string charset; ///< wins over what the file declares, as HTTP's does
  std::string source;
  IsoDate date;
};

/// The content of a file as UTF-8. The view lies in one of the strings, so it is not copied.
struct PlainText {
  PlainText() = default;
  PlainText(const PlainText&) = delete;
  PlainText& operator=(const PlainText&) = delete;

  std::string bytes;
  std::string converted;
  std::string_view text;
};

/// Where a reader puts what it finds.
struct ReadContext {
  const InputFile& file;
  const IngestOptions& options;
  const RunControl& control;
  Corpus& corpus;
  std::vector<Skipped>& skipped;
  IngestCounts& counts;
  const MetadataTable* metadata = nullptr;
  ArchiveState* archive = nullptr; ///< of the archive that the file is a member of
  const PartHints* hints = nullptr;
  std::vector<WebPage>* pages = nullptr;

  /// The same for a part of the file that is read as a file of its own.
  [[nodiscard]] ReadContext part(const InputFile& of) const {
    return {of, options, control, corpus, skipped, counts, metadata, archive, nullptr, pages};
  }

  /// Reads the rest of the file. False when that is over the limit, and skipped. What could be read
  /// of a damaged file counts as the whole, with a line in `skipped`.
  bool read_whole(Input& input, std::string& bytes);

  /// Reads the rest of the file as text. False when it is over the limit or binary, and skipped.
  bool read_text(Input& input, PlainText& content);

  /// Adds the one document of a file, or skips it when its text is empty or too long. What the
  /// document does not say of itself is guessed, where options allow.
  /// @param created  the file's day of creation, the last resort: it is often that of a template
  void add_whole(DocumentView document, IsoDate created = {});

  /// Reads the content of a part, whatever its format. What cannot be read is skipped.
  void read_part(std::string_view bytes);

  [[nodiscard]] HtmlOptions html_options() const;
  /// Counts the furniture of a page that went into the document; where some of the page was nested
  /// too deep to be read, that is told.
  void count_page(std::uint64_t furniture_bytes, bool too_deep);
  /// What the container says of the charset, else `declared`.
  [[nodiscard]] std::string_view charset(std::string_view declared) const {
    return hints == nullptr || hints->charset.empty() ? declared : hints->charset;
  }

  /// Adds a document that is complete but for what the user's table says of it.
  void add(DocumentView& document);

  /// @param text  the reason in words; bytes of the file in it need not be UTF-8
  void skip(std::uint64_t position, SkipReason reason, std::string_view text);
};

/// What gives back the records of a file needs.
struct RecordContext {
  const InputFile& file;
  const IngestOptions& options;
  const RunControl& control;
  const std::function<void(const RawRecord&)>& callback;
  ArchiveState* archive = nullptr;
};

struct Format {
  std::string_view name;
  bool (*by_content)(const Sniff&);
  bool (*by_name)(const Sniff&);
  /// Reads the rest of the input. May throw ReadFailed; what is in the context then stays.
  void (*read)(Input&, ReadContext&);
  bool lines = false; ///< a record a line: ingest() reads it in parallel blocks itself
  /// Gives back the records of a file that holds several; null where the file is the record.
  void (*for_each)(Input&, const RecordContext&) = nullptr;
};

/// The format of a file; every file has one (text, or one whose reader skips it).
[[nodiscard]] const Format& format_of(const Sniff& sniff);
[[nodiscard]] const Format& format_of(const Input& input, const InputFile& file);

/// Calls back for every record of one file; see for_each_record().
/// @throws ReadFailed, Cancelled, and what the callback throws
void for_each_record_of(Input& input, const RecordContext& context);

/// Name in lower case without the suffix of a compression.
[[nodiscard]] std::string plain_name(std::string_view id);

// The readers.
void read_text_file(Input& input, ReadContext& context);
void read_markdown(Input& input, ReadContext& context);
[[nodiscard]] bool has_markdown_name(const Sniff& sniff);
void read_subtitles(Input& input, ReadContext& context);
[[nodiscard]] bool looks_like_subtitles(const Sniff& sniff);
[[nodiscard]] bool has_subtitle_name(const Sniff& sniff);
void read_json(Input& input, ReadContext& context);
void for_each_in_json(Input& input, const RecordContext& context);
[[nodiscard]] bool looks_like_json(const Sniff& sniff);
void read_json_lines(Input& input, ReadContext& context);
void read_html(Input& input, ReadContext& context);
void read_docx(Input& input, ReadContext& context);
[[nodiscard]] bool looks_like_docx(const Sniff& sniff);
void read_odt(Input& input, ReadContext& context);
[[nodiscard]] bool looks_like_odt(const Sniff& sniff);
void read_epub(Input& input, ReadContext& context);
[[nodiscard]] bool looks_like_epub(const Sniff& sniff);
[[nodiscard]] bool looks_like_other_office(const Sniff& sniff);
void read_warc(Input& input, ReadContext& context);
void for_each_in_warc(Input& input, const RecordContext& context);
[[nodiscard]] bool looks_like_warc(const Sniff& sniff);
void read_mail(Input& input, ReadContext& context);
[[nodiscard]] bool looks_like_mail(const Sniff& sniff);
void read_mbox(Input& input, ReadContext& context);
void for_each_in_mbox(Input& input, const RecordContext& context);
[[nodiscard]] bool looks_like_mbox(const Sniff& sniff);
void read_zip_archive(Input& input, ReadContext& context);
void for_each_in_zip(Input& input, const RecordContext& context);
[[nodiscard]] bool looks_like_zip(const Sniff& sniff);
void read_tar_archive(Input& input, ReadContext& context);
void for_each_in_tar(Input& input, const RecordContext& context);
[[nodiscard]] bool looks_like_tar(const Sniff& sniff);
void read_pdf(Input& input, ReadContext& context);
[[nodiscard]] bool looks_like_pdf(const Sniff& sniff);
void read_table(Input& input, ReadContext& context);
void for_each_row(Input& input, const RecordContext& context);
[[nodiscard]] bool looks_like_html(const Sniff& sniff);
[[nodiscard]] bool looks_like_json_lines(const Sniff& sniff);
/// True when the bytes hold more control characters than text does: a third of valid UTF-8 (cut
/// anywhere), a twentieth or a single NUL of anything else.
[[nodiscard]] bool looks_binary(std::string_view bytes);

} // namespace refrain::detail
