#include "removed_records.h"

#include "refrain/core/external_sort.h"
#include "refrain/core/hash.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace refrain::cli {
namespace {

class InMemory final : public RemovedRecords {
public:
  InMemory(const Corpus& corpus, std::span<const Removal> removals)
      : corpus_(corpus), removals_(removals) {
    for (const Removal& r : removals) {
      places_[corpus.path(r.document)].push_back(corpus.position(r.document));
    }
    for (auto& [path, positions] : places_) {
      std::sort(positions.begin(), positions.end());
    }
  }

  bool contains(std::string_view path, std::uint64_t position) override {
    const auto it = places_.find(path);
    return it != places_.end() &&
           std::binary_search(it->second.begin(), it->second.end(), position);
  }

  void for_each(const std::function<void(const RemovedRecord&)>& use) override {
    for (const Removal& r : removals_) {
      use({corpus_.id(r.document), corpus_.path(r.document), corpus_.position(r.document),
           corpus_.id(r.kept), corpus_.path(r.kept), corpus_.position(r.kept), r.jaccard});
    }
  }

  void for_each_document(const std::function<void(std::string_view, std::uint64_t)>& use) override {
    for (DocumentIndex d = 0; d < corpus_.size(); ++d) {
      use(corpus_.path(d), corpus_.position(d));
    }
  }

private:
  const Corpus& corpus_;
  std::span<const Removal> removals_;
  std::map<std::string_view, std::vector<std::uint64_t>> places_;
};

// Places sorted on disk by path and position; in memory is where the places of a path begin.
class OnDisk final : public RemovedRecords {
public:
  explicit OnDisk(DiskDuplicates& search) : search_(search), places_(search.temp_folder()) {
    constexpr std::uint64_t kSortBytes = std::uint64_t{8} << 20;
    ExternalSorter<Place, ByPathAndPosition> sorter(search.temp_folder(), kSortBytes, 1);
    search.for_each_removal([&](const DocumentView& removed, const DocumentView&, double) {
      sorter.add({hash_bytes_128(removed.path), removed.position});
    });
    sorter.sort();
    for (Place place; sorter.next(place);) {
      if (paths_.empty() || paths_.back().path != place.path) {
        paths_.push_back({place.path, places_.size(), places_.size()});
      }
      places_.add(place);
      ++paths_.back().end;
    }
    places_.finish();
    cursor_.emplace(places_);
  }

  bool contains(std::string_view path, std::uint64_t position) override {
    if (!same_path_ || path != path_ || position < last_) {
      find(path);
    }
    last_ = position;
    while (next_ < end_ && cursor_->at(next_).position < position) {
      ++next_;
    }
    return next_ < end_ && cursor_->at(next_).position == position;
  }

  void for_each(const std::function<void(const RemovedRecord&)>& use) override {
    search_.for_each_removal([&](const DocumentView& removed, const DocumentView& kept,
                                 double jaccard) {
      use({removed.id, removed.path, removed.position, kept.id, kept.path, kept.position, jaccard});
    });
  }

  void for_each_document(const std::function<void(std::string_view, std::uint64_t)>& use) override {
    search_.for_each_document(
        [&](const DocumentView& document) { use(document.path, document.position); });
  }

private:
  struct Place {
    Hash128 path;
    std::uint64_t position = 0;
  };
  struct ByPathAndPosition {
    bool operator()(const Place& a, const Place& b) const {
      return a.path != b.path ? a.path < b.path : a.position < b.position;
    }
  };
  struct Path {
    Hash128 path;
    std::uint64_t begin = 0; // of its places
    std::uint64_t end = 0;
  };

  void find(std::string_view path) {
    same_path_ = true;
    path_ = path;
    next_ = end_ = 0;
    const Hash128 hash = hash_bytes_128(path);
    const auto it = std::lower_bound(paths_.begin(), paths_.end(), hash,
                                     [](const Path& p, const Hash128& h) { return p.path < h; });
    if (it != paths_.end() && it->path == hash) {
      next_ = it->begin;
      end_ = it->end;
    }
  }

  DiskDuplicates& search_;
  RecordFile<Place> places_;
  std::vector<Path> paths_; // by hash
  std::optional<RecordCursor<Place>> cursor_;
  bool same_path_ = false;
  std::string path_;
  std::uint64_t last_ = 0;
  std::uint64_t next_ = 0;
  std::uint64_t end_ = 0;
};

} // namespace

std::unique_ptr<RemovedRecords> make_removed_records(const Corpus& corpus,
                                                     std::span<const Removal> removals) {
  return std::make_unique<InMemory>(corpus, removals);
}

std::unique_ptr<RemovedRecords> make_removed_records(DiskDuplicates& search) {
  return std::make_unique<OnDisk>(search);
}

} // namespace refrain::cli
