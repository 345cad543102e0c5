#include "refrain/report/detail/ordered_text.h"

#include "refrain/core/parallel.h"

#include <mutex>
#include <utility>
#include <vector>

namespace refrain::detail {

void put_in_order(std::size_t pieces,
                  const std::function<void(std::size_t piece, std::string& text)>& make,
                  const std::function<void(std::string& text)>& put) {
  struct Piece {
    std::size_t number = 0;
    std::string text;
  };
  std::size_t produced = 0;
  std::mutex mutex;
  std::vector<std::string> spare;
  ordered_pipeline<Piece>(
      2 * std::size_t{thread_count()},
      [&](Piece& piece) {
        if (produced == pieces) {
          return false;
        }
        piece.number = produced++;
        const std::lock_guard lock(mutex);
        if (!spare.empty()) {
          piece.text = std::move(spare.back());
          spare.pop_back();
        }
        return true;
      },
      [&](Piece& piece) { make(piece.number, piece.text); },
      [&](Piece& piece) {
        put(piece.text);
        piece.text.clear();
        const std::lock_guard lock(mutex);
        spare.push_back(std::move(piece.text));
      });
}

} // namespace refrain::detail
