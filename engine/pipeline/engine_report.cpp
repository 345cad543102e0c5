#include "refrain/pipeline/detail/engine_state.h"

namespace refrain {

const TalkingPointsResult& Engine::talking_points() {
  State& s = *state_;
  if (!s.talking_points) {
    const PassageTable& table = passages();
    s.talking_points = s.stage("points", [&] {
      return find_talking_points(s.corpus, table, s.options.talking_points, s.control);
    });
    s.cap("points", "talking points below the best ones", s.talking_points->left_out);
  }
  return *s.talking_points;
}

Report Engine::report() {
  const PassageTable& table = passages();
  const auto tokens = document_tokens();
  const DuplicatesResult& found_duplicates = duplicates();
  const ReuseResult& found_reuse = reuse();
  const TalkingPointsResult& found_points = talking_points();
  return {state_->corpus, table, tokens, found_duplicates, found_reuse, found_points, state_->run};
}

} // namespace refrain
