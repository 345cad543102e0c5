#pragma once
/// @file
/// What the words of a label look like: a statement, or a name, a title, a date line. Used to
/// choose labels and to rank.
///
///     const double like = statement_likeness(shape_of(text, label));

#include "refrain/talking_points/detail/clauses.h"

#include <cstdint>

namespace refrain::points {

struct LabelShape {
  std::uint32_t tokens = 0;
  std::uint32_t content = 0;
  std::uint32_t stops = 0;
  std::uint32_t numbers = 0;
  std::uint32_t capitals = 0; ///< content words with a capital that a unit's start does not explain
  std::uint32_t lower = 0;    ///< content words without a capital and not a number
};

[[nodiscard]] LabelShape shape_of(const StatementText& text, TokenRange label);

/// 1 for a full statement, near 0 for a bare name, a title, a date line.
[[nodiscard]] double statement_likeness(const LabelShape& shape);

} // namespace refrain::points
