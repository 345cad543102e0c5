#pragma once
/// @file
/// From documents in any order to a PassageStore: as many as memory holds are sorted, sketched and
/// written as a run; the runs' documents are then numbered by merging. First step of the search on
/// disk.
///
/// Texts are written once, in the order of the runs, and never moved: passages name their places.

#include "refrain/lsh/bands.h"
#include "refrain/pipeline/corpus_facts.h"
#include "refrain/pipeline/detail/disk_work.h"
#include "refrain/pipeline/detail/passage_store.h"
#include "refrain/pipeline/duplicates.h"
#include "refrain/sketch/sketcher.h"
#include "refrain/text/corpus.h"
#include "refrain/text/passages.h"

#include <cstdint>
#include <vector>

namespace refrain::detail {

class DocumentRuns {
public:
  DocumentRuns(const DiskWork& work, const PassageOptions& passages,
               const DuplicatesOptions& duplicates, const BandScheme& scheme);

  void add(Corpus&& documents);

  /// After the last add().
  /// @param counts  passages and tokens are set
  [[nodiscard]] PassageStore merge(CorpusFacts& facts, DuplicatesCounts& counts);

  [[nodiscard]] std::uint64_t runs() const { return runs_.size(); }

private:
  struct Run {
    std::uint64_t begin = 0; // bytes of documents_
    std::uint64_t end = 0;
    std::uint64_t first_row = 0; // of rows_
  };
  struct Batch;

  void write_run();
  [[nodiscard]] bool produce(Batch& batch);
  void sketch(Batch& batch) const;
  void consume(Batch& batch, DuplicatesCounts& counts);
  void note(const DocumentView& document, CorpusFacts& facts);

  DiskWork work_;
  PassageOptions passages_;
  DuplicatesOptions options_;
  BandScheme scheme_;
  Sketcher sketcher_;
  std::size_t row_words_;
  Corpus pending_;
  std::vector<Run> runs_;
  std::size_t next_ = 0; // document of pending_ that the next batch begins with
  DuplicatesCounts counts_;
  PassageStore store_;
  RecordFile<std::uint32_t> rows_; // row_words_ a passage
};

} // namespace refrain::detail
