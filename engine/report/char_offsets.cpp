#include "refrain/report/char_offsets.h"

#include "refrain/core/parallel.h"

namespace refrain {

CharOffsets::CharOffsets(const Corpus& corpus) : corpus_(corpus), first_(corpus.size() + 1) {
  for (DocumentIndex d = 0; d < corpus.size(); ++d) {
    first_[d + 1] = first_[d] + corpus.text(d).size() / kStep;
  }
  at_step_.resize(first_.back());
  parallel_for(corpus.size(), 64, [&](std::size_t begin, std::size_t end) {
    for (std::size_t d = begin; d < end; ++d) {
      const std::string_view text = corpus_.text(static_cast<DocumentIndex>(d));
      std::uint32_t chars = 0;
      for (std::uint64_t step = first_[d]; step < first_[d + 1]; ++step) {
        chars +=
            static_cast<std::uint32_t>(count_chars(text.substr((step - first_[d]) * kStep, kStep)));
        at_step_[step] = chars;
      }
    }
  });
}

std::uint32_t CharOffsets::at(DocumentIndex document, std::uint32_t offset) const {
  const std::uint32_t steps = offset / kStep;
  const std::uint32_t before = steps == 0 ? 0 : at_step_[first_[document] + steps - 1];
  const std::string_view rest =
      corpus_.text(document).substr(std::size_t{steps} * kStep, offset - steps * kStep);
  return before + static_cast<std::uint32_t>(count_chars(rest));
}

} // namespace refrain
