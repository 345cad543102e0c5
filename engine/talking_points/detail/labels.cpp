#include "refrain/talking_points/detail/labels.h"

#include "refrain/core/form.h"

#include <algorithm>
#include <utility>

namespace refrain::points {
namespace {

constexpr std::uint32_t kStatementStems = 4;
constexpr std::uint32_t kStatementTokens = 6;
constexpr float kHeldByAlignment = 0.8F; ///< share of a window's weight that lies in its alignment

Place place_of(const StatementText& text, const Window& window, TokenRange label) {
  const Unit& unit = text.units[window.unit];
  Place place{unit.document, widen(text, window), Form::kHeavy};
  const std::span<const Surface> all(text.surfaces);
  const std::uint32_t size = label.end - label.begin;
  const TokenIndex first = text.document_begin[unit.document];
  const TokenIndex last = text.document_begin[unit.document + 1];
  const TokenIndex begin = window.begin - std::min(window.begin - first, size);
  const TokenIndex end = window.end + std::min(last - window.end, size);
  const Alignment a = align(all.subspan(label.begin, size), all.subspan(begin, end - begin));
  const TokenRange aligned{begin + a.begin, begin + a.end};
  // Where halves are swapped, an alignment in order misses what the window has found.
  const TokenIndex both_begin = std::max(aligned.begin, window.begin);
  const TokenIndex both_end = std::max(both_begin, std::min(aligned.end, window.end));
  const bool holds_window = weight_of(text, both_begin, both_end) >=
                            kHeldByAlignment * weight_of(text, window.begin, window.end);
  if (holds_window && form_of(a.ratio) != Form::kHeavy) {
    place.form = form_of(a.ratio);
    place.tokens = aligned;
  }
  return place;
}

/// Too short to be a statement.
bool is_phrase(const StatementText& text, TokenRange label) {
  std::uint32_t content = 0;
  for (TokenIndex t = label.begin; t < label.end; ++t) {
    content += text.weight(t) > 0 ? 1 : 0;
  }
  return content < kStatementStems || label.end - label.begin < kStatementTokens;
}

/// The places of a group against one label; those that do not repeat it as whole clauses, if asked.
LabelledGroup place_windows(const StatementText& text, const Group& group, TokenRange label,
                            bool clauses) {
  LabelledGroup result;
  result.label = label;
  result.label_document = text.units[group.label_unit].document;
  for (const Window& window : group.windows) {
    Place place = place_of(text, window, label);
    const bool is_label =
        window.unit == group.label_unit && window.begin < label.end && window.end > label.begin;
    if (is_label) {
      place = {result.label_document, label, Form::kVerbatim};
    } else if (clauses && place.form == Form::kHeavy) {
      place.tokens = whole_clause(text, place.tokens);
    }
    if (!result.places.empty()) {
      const Place& last = result.places.back();
      if (last.document == place.document && last.tokens.end > place.tokens.begin) {
        if (is_label || place.form < last.form) {
          result.places.back() = place;
        }
        continue;
      }
    }
    result.places.push_back(place);
  }
  return result;
}

/// Places that repeat the words of the label, its own included.
std::size_t repeating(const LabelledGroup& labelled) {
  return static_cast<std::size_t>(
      std::count_if(labelled.places.begin(), labelled.places.end(),
                    [](const Place& place) { return place.form != Form::kHeavy; }));
}

} // namespace

Alignment align(std::span<const Surface> label, std::span<const Surface> text) {
  // Smith-Waterman with match 2, everything else -1: a gap of two words is bridged by one match.
  struct Cell {
    std::int32_t score = 0;
    std::uint32_t begin = 0;
    std::uint32_t matches = 0;
  };
  std::vector<Cell> row(text.size() + 1);
  Cell best;
  std::uint32_t best_end = 0;
  for (const Surface wanted : label) {
    Cell diagonal = row[0];
    for (std::size_t j = 1; j <= text.size(); ++j) {
      const Cell above = row[j];
      const bool same = text[j - 1] == wanted;
      Cell cell = diagonal;
      if (cell.score == 0) {
        cell = {0, static_cast<std::uint32_t>(j - 1), 0};
      }
      cell.score += same ? 2 : -1;
      cell.matches += same ? 1 : 0;
      if (above.score - 1 > cell.score) {
        cell = above;
        --cell.score;
      }
      if (row[j - 1].score - 1 > cell.score) {
        cell = row[j - 1];
        --cell.score;
      }
      if (cell.score <= 0) {
        cell = {};
      }
      row[j] = cell;
      diagonal = above;
      if (cell.score > best.score) {
        best = cell;
        best_end = static_cast<std::uint32_t>(j);
      }
    }
  }
  Alignment result;
  if (best.score > 0) {
    result.begin = best.begin;
    result.end = best_end;
    result.matches = best.matches;
    result.ratio = 2.0 * best.matches / (static_cast<double>(label.size()) + best_end - best.begin);
  }
  return result;
}

LabelledGroup label_group(const StatementText& text, const Group& group) {
  LabelledGroup result = place_windows(text, group, group.label, false);
  const std::size_t repeated = repeating(result);
  const bool few = text.units.size() < kManyUnits;
  const bool states_nothing =
      repeated < 2 ||
      (few && (is_phrase(text, group.label) || completeness(text, group.label) < 1));
  const TokenRange whole =
      few && states_nothing ? quotable(text, group.label) : whole_clause(text, group.label);
  if ((!few || !states_nothing) && whole.begin == group.label.begin &&
      whole.end == group.label.end) {
    return result;
  }
  LabelledGroup clause = place_windows(text, group, whole, states_nothing);
  // A piece of a clause that is repeated may grow as long as all that repeat it still do.
  if (states_nothing || repeating(clause) >= repeated) {
    result = std::move(clause);
  }
  return result;
}

} // namespace refrain::points
