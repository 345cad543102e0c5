#pragma once
/// @file
/// Near-duplicate passages of a corpus that does not fit into memory: what Engine::duplicates() and
/// find_removals() find, pair for pair, with texts, tables and results in temporary files.
///
///     DiskDuplicates search(options, {.limit_bytes = 1 << 30}, control);
///     search.add(std::move(corpus));                           // many times, in any order
///     search.run();                                            // once
///     search.for_each_pair([](const FoundPair& pair) { ... }); // as often as needed
///
/// What is compared is decided by the code that decides in memory (lsh/bucket_expander.h, verify/,
/// the limits of copies); only the order of the work differs.
///
/// Memory: one bit a passage for the passages to compare and one a text for clusters; all else are
/// buffers that fill what the limit leaves. On disk: the texts once, but for those that can be read
/// again where they came from; 64 B a document and its strings, 80 B and 4 B a band for each
/// passage, 4 B more where there are transcripts, about twice that while runs are merged. A record,
/// one document with its strings, should be at most largest_record(): it is in memory whole.
///
/// Quirks: threads above those of the options must not be running parallel work of their own, or
/// the limit does not hold. An add() after run(), a second run(), and results that are asked for
/// before it throw InvalidArgument.

#include "refrain/core/run_control.h"
#include "refrain/core/source_files.h"
#include "refrain/core/temp_file.h"
#include "refrain/pipeline/corpus_facts.h"
#include "refrain/pipeline/engine.h"
#include "refrain/pipeline/found_passage.h"
#include "refrain/pipeline/removals.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace refrain {

struct MemoryOptions {
  std::uint64_t limit_bytes = 0; ///< of resident memory of the whole process
  std::string temp_folder = "/tmp";
  /// Most bytes of buffers; 0: what the limit leaves. Fewer make more and shorter runs.
  std::uint64_t buffer_bytes = 0;
};

/// The smallest limit that is accepted. @param threads  0: all processors
[[nodiscard]] std::uint64_t least_memory(unsigned threads);

/// The largest record that a limit allows.
[[nodiscard]] std::uint64_t largest_record(std::uint64_t limit_bytes);

struct FoundPair {
  FoundPassage a;
  FoundPassage b;
  double jaccard = 0;
  double containment = 0;
};

struct FoundMember {
  FoundPassage passage;
  double jaccard = 1;
};

/// A cluster, or a part of one that is too large to be in memory at once.
struct FoundCluster {
  std::uint64_t id = 0;   ///< from 1, in the order of representatives
  std::uint64_t size = 0; ///< passages of the whole cluster, the representative among them
  /// The representative first, in every part; then members in canonical order.
  std::span<const FoundMember> members;
  bool first = true; ///< the first part
  bool last = true;  ///< the last part
};

/// Clusters that follow each other, in memory; the first and the last may be parts.
class ClusterBlock {
public:
  virtual ~ClusterBlock() = default;
  [[nodiscard]] virtual std::size_t size() const = 0;
  /// Members of the i-th, its representative among them.
  [[nodiscard]] virtual std::size_t members(std::size_t i) const = 0;
  /// Thread-safe. @param members  where the cluster's members are put
  [[nodiscard]] virtual FoundCluster cluster(std::size_t i,
                                             std::vector<FoundMember>& members) const = 0;
};

class DiskDuplicates {
public:
  /// @throws InvalidArgument  as validate(), and when the limit is below least_memory()
  /// @throws IoError          when the folder takes no files
  DiskDuplicates(const EngineOptions& options, const MemoryOptions& memory,
                 RunControl control = {});
  ~DiskDuplicates();
  DiskDuplicates(const DiskDuplicates&) = delete;
  DiskDuplicates& operator=(const DiskDuplicates&) = delete;

  /// Copies the document.
  /// @throws InvalidArgument  when the text is too long or not valid UTF-8
  void add(const Document& document);
  /// Takes documents over; some MB at a time.
  /// @throws IoError, Cancelled
  void add(Corpus&& documents);

  /// The files that texts of documents with a place (TextPlace) are read from again, when they come
  /// in canonical order. What reads the results throws IoError too when one of them has changed.
  [[nodiscard]] SourceFiles& source_files();

  /// Searches, once, after the last add().
  /// @throws IoError  when the disk is full, or a source file has changed
  /// @throws InvalidArgument  when there are 2^32 - 1 passages or more
  /// @throws Cancelled
  void run();

  [[nodiscard]] const CorpusFacts& corpus() const;
  [[nodiscard]] const DuplicatesCounts& counts() const;
  [[nodiscard]] std::uint64_t pairs() const;
  [[nodiscard]] std::uint64_t clusters() const;
  [[nodiscard]] const RunReport& run_report() const;

  /// In the order of Engine's result. May be called again.
  void for_each_pair(const std::function<void(const FoundPair&)>& use) const;
  void for_each_cluster(const std::function<void(const FoundCluster&)>& use) const;
  /// The same, as many at a time as fit into memory: what is handed over may be asked from several
  /// threads during the call.
  void for_each_block_of_pairs(
      const std::function<void(std::size_t count,
                               const std::function<FoundPair(std::size_t)>& pair)>& use) const;
  void for_each_block_of_clusters(const std::function<void(const ClusterBlock&)>& use) const;
  /// The first `count` clusters by size, equal ones in their order, with at most `members` of
  /// their passages; those whose representative is furniture behind all others. All when `count` is
  /// 0.
  void for_each_large_cluster(std::uint64_t count, std::uint64_t members,
                              const std::function<void(const FoundCluster&)>& use) const;

  /// As find_removals() finds them: works them out when first called. Views are valid during the
  /// call; texts are empty.
  void for_each_removal(const std::function<void(const DocumentView& removed,
                                                 const DocumentView& kept, double jaccard)>& use);
  [[nodiscard]] std::uint64_t removals();
  /// All documents in canonical order, without their texts.
  void for_each_document(const std::function<void(const DocumentView&)>& use) const;

  /// Where further temporary files may go.
  [[nodiscard]] TempFolder& temp_folder() const;

private:
  struct State;
  std::unique_ptr<State> state_;
};

} // namespace refrain
