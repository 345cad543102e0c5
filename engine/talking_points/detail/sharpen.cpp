#include "refrain/talking_points/detail/sharpen.h"

#include "refrain/core/parallel.h"
#include "refrain/talking_points/detail/agreement.h"
#include "refrain/talking_points/detail/label_shape.h"
#include "refrain/talking_points/detail/labels.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace refrain::points {
namespace {

constexpr std::size_t kCompared = 128; ///< windows of a group among which the label is chosen

TokenRange clause_of(const StatementText& text, const Window& window) {
  return whole_clause(text, {window.begin, window.end});
}

/// Whether another place than the label has its words.
bool is_repeated(const LabelledGroup& labelled) {
  return std::count_if(labelled.places.begin(), labelled.places.end(),
                       [](const Place& place) { return place.form != Form::kHeavy; }) > 1;
}

class Sharpener {
public:
  Sharpener(const StatementText& text, const std::vector<float>& evidence,
            std::uint32_t min_documents)
      : text_(text), evidence_(evidence), min_documents_(min_documents) {}

  void label(Group& group) const {
    const OutsideEvidence evidence(text_, evidence_, {});
    double most = 0;
    const Window* best = nullptr;
    // All with all, so of a large group some, spread over it.
    const std::size_t step = (group.windows.size() + kCompared - 1) / kCompared;
    for (std::size_t i = 0; i < group.windows.size(); i += step) {
      const Window& window = group.windows[i];
      const TokenRange clause = clause_of(text_, window);
      std::map<std::uint32_t, double> voices;
      for (std::size_t j = 0; j < group.windows.size(); j += step) {
        const Window& other = group.windows[j];
        const std::uint32_t voice = voice_of(other);
        if (voice != voice_of(window)) {
          voices[voice] = std::max(voices[voice],
                                   agreement_of(text_, evidence, clause, clause_of(text_, other)));
        }
      }
      double sum = 0;
      for (const auto& [voice, agreement] : voices) {
        sum += agreement / (agreement + 1);
      }
      const TokenRange read = quotable(text_, clause);
      const double kept = weight_of(text_, window.begin, window.end) /
                          std::max(1.0F, weight_of(text_, read.begin, read.end));
      const double value =
          sum * completeness(text_, read) * statement_likeness(shape_of(text_, read)) * (2 + kept);
      if (value > most) {
        most = value;
        best = &window;
      }
    }
    if (best != nullptr) {
      group.label = clause_of(text_, *best);
      group.label_unit = best->unit;
    }
  }

  /// Drops what disagrees with the label.
  void clean(Group& group, const LabelledGroup& labelled) const {
    std::vector<Window> copies;
    std::copy_if(group.windows.begin(), group.windows.end(), std::back_inserter(copies),
                 [&](const Window& window) { return repeats(labelled, window); });
    const OutsideEvidence evidence(text_, evidence_, copies);
    const TokenRange label = whole_clause(text_, group.label);
    std::erase_if(group.windows, [&](const Window& window) {
      return window.unit != group.label_unit && !repeats(labelled, window) &&
             agreement_of(text_, evidence, label, clause_of(text_, window)) <
                 least_agreement(text_);
    });
    count_voices(text_, group);
    if (group.documents < min_documents_) {
      group.windows.clear();
    }
  }

private:
  [[nodiscard]] std::uint32_t voice_of(const Window& window) const {
    return text_.voice(window.unit);
  }

  [[nodiscard]] static bool repeats(const LabelledGroup& labelled, const Window& window) {
    return std::any_of(labelled.places.begin(), labelled.places.end(), [&](const Place& place) {
      return place.form != Form::kHeavy && place.tokens.begin < window.end &&
             place.tokens.end > window.begin;
    });
  }

  const StatementText& text_;
  const std::vector<float>& evidence_;
  std::uint32_t min_documents_;
};

/// Documents that hold a unit of both groups.
std::size_t common_documents(const StatementText& text, const Group& a, const Group& b) {
  std::size_t count = 0;
  DocumentIndex last = kNone;
  for (const Window& window : a.windows) {
    const DocumentIndex document = text.units[window.unit].document;
    if (document != last && std::any_of(b.windows.begin(), b.windows.end(),
                                        [&](const Window& w) { return w.unit == window.unit; })) {
      ++count;
      last = document;
    }
  }
  return count;
}

/// Takes the windows of a variant that lie in other units, if all of them agree with the label.
/// @return  false, and nothing is changed, where one does not
bool take_over(const StatementText& text, const std::vector<float>& all, Group& group,
               Group& variant) {
  const OutsideEvidence evidence(text, all, {});
  const TokenRange label = whole_clause(text, group.label);
  const double least = least_agreement(text);
  std::vector<Window> windows = group.windows;
  for (const Window& window : variant.windows) {
    if (std::any_of(group.windows.begin(), group.windows.end(),
                    [&](const Window& w) { return w.unit == window.unit; })) {
      continue;
    }
    if (agreement_of(text, evidence, label, clause_of(text, window)) < least) {
      return false;
    }
    windows.push_back(window);
  }
  std::sort(windows.begin(), windows.end(),
            [](const Window& x, const Window& y) { return x.begin < y.begin; });
  group.windows = std::move(windows);
  variant.windows.clear();
  count_voices(text, group);
  return true;
}

} // namespace

void sharpen_groups(const StatementText& text, const std::vector<float>& evidence,
                    std::uint32_t min_documents, std::vector<Group>& groups,
                    const RunControl& control) {
  if (text.units.size() >= kManyUnits) {
    return;
  }
  const Sharpener sharpener(text, evidence, min_documents);
  std::vector<std::uint8_t> repeated(groups.size());
  parallel_for(groups.size(), 16, [&](std::size_t begin, std::size_t end) {
    for (std::size_t g = begin; g < end; ++g) {
      control.check();
      LabelledGroup labelled = label_group(text, groups[g]);
      repeated[g] = is_repeated(labelled) ? 1 : 0;
      if (repeated[g] == 0) {
        sharpener.label(groups[g]);
        labelled = label_group(text, groups[g]);
      }
      sharpener.clean(groups[g], labelled);
    }
  });
  std::unordered_map<UnitIndex, std::vector<std::size_t>> in_unit;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    control.check();
    for (std::size_t i = 0; repeated[g] == 0 && i < groups[g].windows.size(); ++i) {
      const std::vector<std::size_t>& better = in_unit[groups[g].windows[i].unit];
      for (const std::size_t b : better) {
        if (common_documents(text, groups[b], groups[g]) > 1 &&
            take_over(text, evidence, groups[b], groups[g])) {
          break;
        }
      }
    }
    for (const Window& window : groups[g].windows) {
      in_unit[window.unit].push_back(g);
    }
  }
  std::erase_if(groups, [](const Group& group) { return group.windows.empty(); });
}

} // namespace refrain::points
