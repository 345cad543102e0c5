#pragma once
/// @file
/// From a group of windows to what a reader sees: the exact range and form of every occurrence.
/// Fifth step of talking_points/.
///
///     LabelledGroup point = label_group(text, group);
///
/// Forms are by token alignment with the label. Where no other document repeats the words of the
/// label, or what is repeated in a few documents is a phrase too short to state anything, label and
/// reworded places are whole clauses: that is what a reader would quote. A repeated piece of a
/// clause grows to all of it where every place still repeats it.

#include "refrain/talking_points/detail/grouping.h"
#include "refrain/talking_points/detail/statement_text.h"

#include <span>
#include <vector>

namespace refrain::points {

struct Place {
  DocumentIndex document = 0;
  TokenRange tokens;
  Form form = Form::kVerbatim;
};

struct LabelledGroup {
  TokenRange label;
  DocumentIndex label_document = 0;
  std::vector<Place> places; ///< by document, then position
};

[[nodiscard]] LabelledGroup label_group(const StatementText& text, const Group& group);

/// The best local alignment of `label` with `text`, both given as surfaces.
struct Alignment {
  std::uint32_t begin = 0; ///< of the aligned part of `text`
  std::uint32_t end = 0;
  std::uint32_t matches = 0;
  double ratio = 0; ///< 2 * matches / (label + aligned part)
};
[[nodiscard]] Alignment align(std::span<const Surface> label, std::span<const Surface> text);

} // namespace refrain::points
