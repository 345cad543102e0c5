#pragma once
/// @file
/// How much a group is worth reading: spread, specificity, likeness to a statement; and whether it
/// says anything at all. Last step of talking_points/.
///
///     Judgement j = judge(corpus, text, group, labelled);

#include "refrain/talking_points/detail/labels.h"
#include "refrain/talking_points/talking_points.h"

namespace refrain::points {

struct Judgement {
  double score = 0;
  PointKind kind = PointKind::kStatement;
  bool boilerplate = false;
};

[[nodiscard]] Judgement judge(const Corpus& corpus, const StatementText& text, const Group& group,
                              const LabelledGroup& labelled);

} // namespace refrain::points
