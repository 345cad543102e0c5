#pragma once
/// @file
/// Sorting of more records than memory holds: sorted runs on disk, merged. Used where a stage works
/// within a limit of memory.
///
///     ExternalSorter<Candidate, Less> sorter(folder, bytes, threads);
///     sorter.add(record);  sorter.sort();
///     while (sorter.next(record)) ...
///
/// Up to `bytes` of records nothing touches the disk. Records that compare equal must be equal in
/// every respect, or their order is not fixed. With kDistinct, of equal ones one is given.

#include "refrain/core/parallel.h"
#include "refrain/core/record_file.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace refrain {

enum class Repeats : std::uint8_t { kKept, kDistinct };

template <class Record, class Less> class ExternalSorter {
public:
  /// @param bytes    of records in memory, at least kLeastBytes
  /// @param threads  that sort; 1 within a parallel loop
  ExternalSorter(TempFolder& folder, std::uint64_t bytes, unsigned threads,
                 Repeats repeats = Repeats::kKept)
      : folder_(&folder), bytes_(std::max<std::uint64_t>(bytes, kLeastBytes)), threads_(threads),
        distinct_(repeats == Repeats::kDistinct), runs_(folder) {}

  static constexpr std::uint64_t kLeastBytes = std::uint64_t{16} << 10;

  /// Not thread-safe. @throws IoError
  void add(const Record& record) {
    if (buffer_.size() >= capacity()) {
      spill();
    } else if (buffer_.capacity() == 0) {
      reserve();
    }
    buffer_.push_back(record);
  }

  void add(std::span<const Record> records) {
    for (const Record& record : records) {
      add(record);
    }
  }

  /// After the last add(), before next().
  void sort() {
    if (run_ends_.empty()) {
      sort_buffer();
      open_parts();
      return;
    }
    spill();
    buffer_ = std::vector<Record>();
    while (run_ends_.size() > fan_in()) {
      merge_runs();
    }
    open_runs(runs_, 0, run_ends_.size(), bytes_ / std::max<std::size_t>(1, run_ends_.size()));
  }

  /// The next record in order; false at the end.
  bool next(Record& record) {
    while (!heap_.empty()) {
      record = pop();
      if (distinct_ && given_ && !less_(last_, record)) {
        continue;
      }
      given_ = true;
      last_ = record;
      return true;
    }
    return false;
  }

  /// Runs that were written to disk.
  [[nodiscard]] std::uint64_t runs() const { return runs_written_; }

  /// Gives memory and disk space back.
  void clear() {
    restart();
    heap_ = std::vector<Source>();
    buffer_ = std::vector<Record>();
  }

  /// Empty, for other records, in the memory that it has; disk space is given back.
  void restart() {
    heap_.clear();
    buffer_.clear();
    part_ends_.clear();
    run_ends_.clear();
    runs_.clear();
    given_ = false;
  }

private:
  // Pages that are not reached are never resident. A share that the system does not promise at once
  // may never be needed: the buffer then grows as it is filled.
  void reserve() {
    try {
      buffer_.reserve(capacity());
    } catch (const std::bad_alloc&) {
      buffer_.reserve(std::min(capacity(), kLeastRunBytes / sizeof(Record) + 1));
    }
  }

  static constexpr std::size_t kLeastRunBytes = std::size_t{16} << 10;

  // Where the merge stands in a part of the buffer or in a run.
  struct Source {
    const Record* next = nullptr; // of a part in memory
    const Record* end = nullptr;
    std::unique_ptr<RecordCursor<Record>> cursor; // of a run
    std::size_t order = 0;
    Record head{};
  };

  [[nodiscard]] std::size_t capacity() const {
    return static_cast<std::size_t>(bytes_ / sizeof(Record));
  }

  [[nodiscard]] std::size_t fan_in() const {
    return std::max<std::size_t>(4, static_cast<std::size_t>(bytes_ / kLeastRunBytes));
  }

  void sort_buffer() {
    const std::size_t parts = buffer_.size() < (std::size_t{1} << 14) ? 1 : threads_;
    part_ends_.clear();
    for (std::size_t part = 1; part <= parts; ++part) {
      part_ends_.push_back(buffer_.size() * part / parts);
    }
    const auto sort_part = [&](std::size_t part) {
      const std::size_t begin = part == 0 ? 0 : part_ends_[part - 1];
      std::sort(buffer_.begin() + static_cast<std::ptrdiff_t>(begin),
                buffer_.begin() + static_cast<std::ptrdiff_t>(part_ends_[part]), less_);
    };
    if (parts == 1) {
      sort_part(0);
    } else {
      parallel_for(parts, 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t part = begin; part < end; ++part) {
          sort_part(part);
        }
      });
    }
  }

  void open_parts() {
    heap_.clear();
    for (std::size_t part = 0; part < part_ends_.size(); ++part) {
      Source source;
      source.next = buffer_.data() + (part == 0 ? 0 : part_ends_[part - 1]);
      source.end = buffer_.data() + part_ends_[part];
      source.order = part;
      push(std::move(source));
    }
  }

  void open_runs(const RecordFile<Record>& file, std::size_t first, std::size_t last,
                 std::uint64_t buffer_bytes) {
    heap_.clear();
    for (std::size_t run = first; run < last; ++run) {
      Source source;
      source.cursor = std::make_unique<RecordCursor<Record>>(
          file, run == 0 ? 0 : run_ends_[run - 1], run_ends_[run],
          static_cast<std::size_t>(std::min<std::uint64_t>(buffer_bytes, std::uint64_t{1} << 20)));
      source.order = run;
      push(std::move(source));
    }
  }

  [[nodiscard]] bool advance(Source& source) {
    if (source.cursor != nullptr) {
      return source.cursor->next(source.head);
    }
    if (source.next == source.end) {
      return false;
    }
    source.head = *source.next++;
    return true;
  }

  [[nodiscard]] bool before(const Source& a, const Source& b) const {
    return less_(a.head, b.head) || (!less_(b.head, a.head) && a.order < b.order);
  }

  void push(Source source) {
    if (advance(source)) {
      heap_.push_back(std::move(source));
      std::push_heap(heap_.begin(), heap_.end(),
                     [this](const Source& a, const Source& b) { return before(b, a); });
    }
  }

  // Replaces the top and lets it sink: half the moves of a pop and a push.
  Record pop() {
    const Record record = heap_.front().head;
    if (!advance(heap_.front())) {
      std::swap(heap_.front(), heap_.back());
      heap_.pop_back();
    }
    std::size_t at = 0;
    while (true) {
      std::size_t child = 2 * at + 1;
      if (child >= heap_.size()) {
        break;
      }
      if (child + 1 < heap_.size() && before(heap_[child + 1], heap_[child])) {
        ++child;
      }
      if (!before(heap_[child], heap_[at])) {
        break;
      }
      std::swap(heap_[child], heap_[at]);
      at = child;
    }
    return record;
  }

  // Writes what is in the heap as one run.
  void write_run(RecordFile<Record>& to) {
    Record record;
    given_ = false;
    while (next(record)) {
      to.add(record);
    }
    given_ = false;
  }

  void spill() {
    sort_buffer();
    open_parts();
    write_run(runs_);
    run_ends_.push_back(runs_.size());
    ++runs_written_;
    buffer_.clear();
    // Cursors read what is on disk, so nothing may wait in the buffer of the file.
    runs_.finish();
  }

  // One pass over all runs that makes at least fan_in() times fewer.
  void merge_runs() {
    RecordFile<Record> merged(*folder_);
    std::vector<std::uint64_t> ends;
    for (std::size_t first = 0; first < run_ends_.size(); first += fan_in()) {
      const std::size_t last = std::min(run_ends_.size(), first + fan_in());
      open_runs(runs_, first, last, bytes_ / (last - first));
      write_run(merged);
      ends.push_back(merged.size());
      ++runs_written_;
    }
    merged.finish();
    heap_.clear();
    runs_ = std::move(merged);
    run_ends_ = std::move(ends);
  }

  TempFolder* folder_;
  std::uint64_t bytes_;
  unsigned threads_;
  bool distinct_;
  Less less_;
  std::vector<Record> buffer_;
  std::vector<std::size_t> part_ends_;
  RecordFile<Record> runs_;
  std::vector<std::uint64_t> run_ends_;
  std::uint64_t runs_written_ = 0;
  std::vector<Source> heap_;
  bool given_ = false;
  Record last_{};
};

} // namespace refrain
