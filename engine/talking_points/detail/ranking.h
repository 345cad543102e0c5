#pragma once
/// @file
/// How much a group is worth reading: spread, specificity, likeness to a statement; and whether it
/// says anything at all. Last step of talking_points/.
///
///     const Measures measures(text);              // once
///     Judgement j = judge(corpus, text, measures, group, labelled);

#include "refrain/talking_points/detail/labels.h"
#include "refrain/talking_points/detail/topics.h"
#include "refrain/talking_points/talking_points.h"

#include <vector>

namespace refrain::points {

struct Judgement {
  double score = 0;
  PointKind kind = PointKind::kStatement;
  bool boilerplate = false;
};

/// What is measured once for all groups.
struct Measures {
  explicit Measures(const StatementText& text);
  DocumentTopics topics;
  std::vector<float> evidence; ///< of stems, names raised
};

[[nodiscard]] Judgement judge(const Corpus& corpus, const StatementText& text,
                              const Measures& measures, const Group& group,
                              const LabelledGroup& labelled);

} // namespace refrain::points
