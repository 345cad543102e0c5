#pragma once
/// @file
/// From documents in any order to a PassageStore: as many as memory holds are sorted, sketched and
/// written as a run; the runs' documents are then numbered by merging. First step of the search on
/// disk.
///
/// Runs that come in order, each behind the one before it, are written as the columns of the store
/// at once. From the first one that does not on, runs are written by rows, which one cursor reads,
/// and merging them with what has come writes the columns anew.
///
/// Texts are written once, in the order of the runs, and never moved: passages name their places.
/// Those of a run whose documents came in order stay where they came from when that is known
/// (TextPlace); of others not, as reading them in canonical order would jump about in their file.

#include "refrain/core/external_sort.h"
#include "refrain/lsh/bands.h"
#include "refrain/pipeline/corpus_facts.h"
#include "refrain/pipeline/detail/disk_work.h"
#include "refrain/pipeline/detail/passage_store.h"
#include "refrain/pipeline/duplicates.h"
#include "refrain/sketch/sketcher.h"
#include "refrain/text/corpus.h"
#include "refrain/text/passages.h"

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace refrain::detail {

class DocumentRuns {
public:
  /// @param sources  that the places of documents are in
  DocumentRuns(const DiskWork& work, const SourceFiles& sources, const PassageOptions& passages,
               const DuplicatesOptions& duplicates, const BandScheme& scheme);

  void add(Corpus&& documents);

  /// After the last add().
  /// @param counts  passages and tokens are set
  [[nodiscard]] PassageStore merge(CorpusFacts& facts, DuplicatesCounts& counts);

  [[nodiscard]] std::uint64_t runs() const { return runs_written_; }

private:
  // A run that is written by rows.
  struct Run {
    std::uint64_t begin = 0; // bytes of the file of documents
    std::uint64_t end = 0;
    std::uint64_t first_row = 0; // of rows_
  };
  struct Batch;

  void write_run();
  [[nodiscard]] bool produce(Batch& batch);
  void sketch(Batch& batch) const;
  void consume(Batch& batch);
  void note(const DocumentView& document);
  void note_source(std::string_view source);
  void note_id(std::string_view id);
  void merge_runs();
  void number_passage(const DocumentHeader& header, const DateKey& date, const std::uint32_t* row);

  DiskWork work_;
  PassageOptions passages_;
  DuplicatesOptions options_;
  BandScheme scheme_;
  Sketcher sketcher_;
  std::size_t row_words_;
  Corpus pending_;
  bool read_again_ = false; // the texts of pending_ whose places are known
  std::size_t next_ = 0;    // document of pending_ that the next batch begins with
  CorpusFacts facts_;
  DuplicatesCounts counts_;
  ExternalSorter<Hash128, std::less<>> sources_;
  std::array<Hash128, 1024> recent_sources_{};
  PassageStore store_;
  std::uint64_t runs_written_ = 0;
  std::string last_id_;             // of the runs in order
  std::uint64_t ordered_end_ = 0;   // of the runs in order, in the file of documents
  std::vector<Run> runs_;           // all others
  RecordFile<std::uint32_t> rows_;  // of these, row_words_ a passage
  DocumentIndex next_document_ = 0; // to be numbered
  std::string numbered_id_;         // of the last document that was
};

} // namespace refrain::detail
