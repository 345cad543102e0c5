#pragma once
/// @file
/// Documents from files, folders and standard input. First stage of a run: paths -> Corpus.
///
///     const std::vector<std::string> inputs = {"speeches", "news.jsonl.zst"};
///     IngestResult in = ingest(inputs, {}, {});
///     in.corpus, in.skipped, in.counts
///
/// An input is a file, a folder (walked in sorted order, links followed once) or "-", standard
/// input. Formats are known by content first, then by name. One document per file: text, Markdown,
/// HTML, PDF, DOCX, ODT, EPUB, subtitles. One per message and per attachment: e-mail, mailboxes.
/// One per page: WARC. One per line: JSON Lines. One per row: CSV, TSV. One per element of an array
/// of objects, or of the arrays in one object, or the object itself where it has a text: JSON. Each
/// may be compressed with gzip, zstd, xz or bzip2, and may be in zip and tar archives, which are
/// streamed, never unpacked to disk.
///
/// A document's id is its id field where it has one; for a file, its path relative to the input it
/// was found under, with that input's last component in front when the input is a folder; for a
/// JSON record without an id, the id of its file, a colon and its line, or its number in a JSON
/// array; for a member of an archive, a message of a mailbox and an attachment, the id of what
/// holds it, a slash and its path; for a page of a web archive, its address. Two files that would
/// get the same id get their paths as given instead.
///
/// Quirks: an input that was named and cannot be read ends the run with IoError; a file inside a
/// folder that cannot be read is skipped with its reason, like every record that cannot be used.
/// In a JSON object that holds a key twice the last one counts. A number in file names that counts
/// the files of a folder is no year (1.txt, ..., 2017.txt). Names that are not UTF-8 are repaired,
/// and their bytes spelled as \xFF where two would look alike.

#include "refrain/core/run_control.h"
#include "refrain/core/source_files.h"
#include "refrain/ingest/skipped.h"
#include "refrain/text/corpus.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace refrain {

/// Names of the fields of a record. An empty name means the first of these that the record has:
/// text: text, body, content, article, article_text, full_text, speech, transcript, description,
/// message; id: id, _id, doc_id, docid, document_id, uuid, url; title: title, headline, name,
/// subject; source: source, speaker, author, outlet, publisher, publication, speaker_name, authors,
/// newspaper; date: date, published, published_at, publication_date, pub_date, created_at,
/// timestamp, date_published, publish_date, published_date, datetime, year. The language of a
/// record is its field language or lang. Case, "_", "-", "." and spaces make no difference.
struct FieldNames {
  std::string text = {};
  std::string id = {};
  std::string source = {};
  std::string date = {};
  std::string title = {};
};

/// Caps on what archives unpack to. Each that takes effect is reported as skipped.
struct ArchiveLimits {
  std::uint64_t member_bytes = std::uint64_t{4} << 30; ///< of one member
  std::uint64_t total_bytes = std::uint64_t{64} << 30; ///< of one file, all levels together
  std::uint64_t members = 1'000'000;                   ///< of one file, all levels together
  std::uint64_t ratio = 500; ///< unpacked to packed; takes effect from about 32 MB on
  unsigned depth = 4;        ///< archives inside archives
};

/// What the system said of a file when it was listed: another one where it was changed since.
struct FileStamp {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t size = 0;
  std::int64_t seconds = 0; ///< of its last change
  std::int64_t nanoseconds = 0;
  bool operator==(const FileStamp&) const = default;
};

/// A file that was read, to be read again.
struct InputStamp {
  std::string path; ///< as in Corpus::path; of an archive, its own
  FileStamp stamp;
  bool read = true; ///< false where the system did not let all of it be read, which was skipped
};

struct IngestOptions {
  FieldNames fields = {};
  /// A longer line or file is skipped; bounds the memory of a record.
  std::uint64_t max_record_bytes = std::uint64_t{256} << 20;
  ArchiveLimits archives = {};
  /// A CSV or TSV file whose rows say title, source, date or language of documents by id or path:
  /// they win over what documents say of themselves. Empty for none.
  std::string metadata = {};
  /// Files that the run is about to write, by path. A folder that holds them is read without them;
  /// naming one as an input is an error.
  std::vector<std::string> outputs = {};
  /// Guess date, title and source of text files that do not say them.
  bool guess_metadata = true;
  /// Do not look who speaks in files that are transcripts (text/speakers.h).
  bool ignore_speakers = false;
  /// Leave the furniture of web pages (navigation, headers, side bars) out of their text; how much
  /// is counted.
  bool main_text_only = false;
  /// Count it as ordinary text. Otherwise it is marked, see MarkKind.
  bool keep_furniture = false;
  /// Web pages are held in memory until all are read, unless keep_furniture is set: what the pages
  /// of a site repeat is known only then. Where they take more, reading ends with InvalidArgument.
  std::uint64_t max_held_bytes = UINT64_MAX;
  /// Read names with a leading dot inside folders too.
  bool include_hidden = false;
  /// poppler's program that reads PDF; PDF files are skipped with their reason where it is missing.
  std::string pdftotext = "/usr/bin/pdftotext";
  /// What "-" reads. A regular file is read from where it stands, each time; a pipe once.
  int stdin_fd = 0;
  /// What "-" is called in ids and paths.
  std::string stdin_name = "-";
  /// Where texts can be read again is put into documents: those in large files of JSON Lines that
  /// are not compressed, which are added to these. Null: nowhere. Must outlive the documents.
  SourceFiles* source_files = nullptr;
  /// Instead of that, such texts with nothing escaped in them are not copied: the documents refer
  /// to those files, mapped. Ask SourceFiles::check() at the end whether the files are what they
  /// were.
  bool map_texts = false;
  /// For inputs that are read twice: ingest() notes here which files it found, by path, and
  /// for_each_record() ends the run unless it finds the same ones unchanged. Null: neither.
  std::vector<InputStamp>* stamps = nullptr;
};

struct IngestCounts {
  std::uint64_t files = 0;           ///< files opened, and members of archives
  std::uint64_t records = 0;         ///< documents made and records skipped
  std::uint64_t bytes = 0;           ///< of the files, and of members of archives, decompressed
  std::uint64_t replaced_bytes = 0;  ///< bytes that were no characters, now U+FFFD
  std::uint64_t unread_dates = 0;    ///< date fields that are no date
  std::uint64_t furniture_bytes = 0; ///< text of web pages that looks like navigation and the like

  IngestCounts& operator+=(const IngestCounts& other);
};

struct IngestResult {
  Corpus corpus;                ///< sorted
  std::vector<Skipped> skipped; ///< by path, then position
  IngestCounts counts;
};

/// Reads everything. Parallel; the result does not depend on the number of threads.
/// @throws IoError          when a named input or the table of metadata cannot be opened or read
/// @throws InvalidArgument  when there is no input, one is an output too, or the table has other
///                          columns; with options.stamps also when an input is no regular file
/// @throws Cancelled        when control says so
[[nodiscard]] IngestResult ingest(std::span<const std::string> inputs, const IngestOptions& options,
                                  const RunControl& control);

/// What ingest_in_batches() gives back beside the documents.
struct IngestSummary {
  std::vector<Skipped> skipped; ///< by path, then position
  IngestCounts counts;
};

/// Reads as ingest() does, but hands the documents on, some MB at a time, as they come: `take` is
/// called by one thread at a time, and must not keep them all for memory to be bounded. Web pages
/// come last (IngestOptions::max_held_bytes).
/// @throws  as ingest(), and what `take` throws
[[nodiscard]] IngestSummary ingest_in_batches(std::span<const std::string> inputs,
                                              const IngestOptions& options,
                                              const RunControl& control,
                                              const std::function<void(Corpus&&)>& take);

/// A record as it lies in its file, decompressed: a line without its line feed, a row of a
/// table, or a whole file.
struct RawRecord {
  std::string_view bytes; ///< valid during the call only
  std::string_view path;  ///< equals Corpus::path of the document made of it
  std::uint64_t position =
      0;               ///< equals Corpus::position: line or number from 1, 0 for a whole file
  bool header = false; ///< the row of column names of a table, which is no document
};

/// Calls back for every record of the inputs, those that ingest() skips among them, in the order of
/// the files' ids, then of lines; those of an archive in its own order; blank lines are left out.
/// Files that cannot be read and records over the limit are left out, as ingest() reports them.
/// Attachments go with their message.
/// @throws  as ingest(), and what the callback throws; with options.stamps IoError where a file
///          that ingest() has read is not what it was, is gone or is new
void for_each_record(std::span<const std::string> inputs, const IngestOptions& options,
                     const RunControl& control,
                     const std::function<void(const RawRecord&)>& callback);

} // namespace refrain
