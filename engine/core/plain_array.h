#pragma once
/// @file
/// A growing array of plain items for large tables. Used by text/ and lsh/.
///
///     PlainArray<Row> rows;  rows.push_back(row);  rows.append(more);  rows[3];
///
/// Unlike std::vector it grows by realloc: the C library moves the pages of a large array instead
/// of copying them, so that growing touches no new memory, and what is not filled yet costs none.
/// Quirk: items are not set by resize_for_overwrite().

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <span>
#include <type_traits>
#include <utility>

namespace refrain {

template <class Item> class PlainArray {
  static_assert(std::is_trivially_copyable_v<Item> && std::is_trivially_destructible_v<Item>);
  static_assert(alignof(Item) <= alignof(std::max_align_t));

public:
  PlainArray() = default;
  PlainArray(PlainArray&& other) noexcept { swap(other); }
  PlainArray& operator=(PlainArray&& other) noexcept {
    PlainArray moved(std::move(other));
    swap(moved);
    return *this;
  }

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] Item* data() { return items_.get(); }
  [[nodiscard]] const Item* data() const { return items_.get(); }
  [[nodiscard]] Item* begin() { return items_.get(); }
  [[nodiscard]] Item* end() { return items_.get() + size_; }
  [[nodiscard]] const Item* begin() const { return items_.get(); }
  [[nodiscard]] const Item* end() const { return items_.get() + size_; }
  [[nodiscard]] Item& operator[](std::size_t i) { return items_.get()[i]; }
  [[nodiscard]] const Item& operator[](std::size_t i) const { return items_.get()[i]; }
  [[nodiscard]] Item& back() { return items_.get()[size_ - 1]; }
  [[nodiscard]] const Item& back() const { return items_.get()[size_ - 1]; }

  void push_back(const Item& item) {
    const Item copy = item; // may be one of ours
    grow(size_ + 1);
    new (items_.get() + size_++) Item(copy);
  }

  /// @param more  not of this array
  void append(std::span<const Item> more) {
    grow(size_ + more.size());
    std::uninitialized_copy(more.begin(), more.end(), end());
    size_ += more.size();
  }

  /// Items behind the old size have any value.
  void resize_for_overwrite(std::size_t size) {
    grow(size);
    size_ = size;
  }

  /// Exact, where push_back() and append() grow by doubling.
  void reserve(std::size_t capacity) {
    if (capacity > capacity_) {
      move_to(capacity);
    }
  }

  void clear() { size_ = 0; }

private:
  struct Free {
    void operator()(Item* items) const { std::free(items); }
  };

  void grow(std::size_t size) {
    if (size > capacity_) {
      move_to(std::max(size, 2 * capacity_));
    }
  }

  void move_to(std::size_t capacity) {
    if (capacity > static_cast<std::size_t>(-1) / sizeof(Item)) {
      throw std::bad_alloc();
    }
    void* moved = std::realloc(static_cast<void*>(items_.get()), capacity * sizeof(Item));
    if (moved == nullptr) {
      throw std::bad_alloc();
    }
    static_cast<void>(items_.release());
    items_.reset(static_cast<Item*>(moved));
    capacity_ = capacity;
  }

  void swap(PlainArray& other) noexcept {
    std::swap(items_, other.items_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }

  std::unique_ptr<Item, Free> items_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

} // namespace refrain
