#include "refrain/report/text_report.h"

#include "refrain/core/form.h"
#include "refrain/report/detail/json_record.h"
#include "refrain/text/display_width.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace refrain {
namespace {

constexpr std::size_t kSourceColumns = 24;
constexpr std::size_t kLeastSourceColumns = 8;

[[nodiscard]] std::string counted(std::uint64_t n, std::string_view one, std::string_view many) {
  return std::to_string(n) + " " + std::string(n == 1 ? one : many);
}

// Two places behind the point, rounded to nearest; no locale, unlike the printf family.
[[nodiscard]] std::string two_places(double x) {
  const auto hundredths = static_cast<std::uint64_t>(std::max(0.0, x) * 100 + 0.5);
  const std::string digits = std::to_string(hundredths % 100);
  return std::to_string(hundredths / 100) + (digits.size() < 2 ? ".0" : ".") + digits;
}

[[nodiscard]] std::string right_aligned(const std::string& text, std::size_t columns) {
  return text.size() < columns ? std::string(columns - text.size(), ' ') + text : text;
}

// Each document once before any of them twice, the earliest first: who began, and who followed.
[[nodiscard]] std::vector<const OccurrenceRecord*>
as_shown(std::span<const OccurrenceRecord> occurrences) {
  std::vector<std::pair<bool, const OccurrenceRecord*>> order; // again in its document
  for (const OccurrenceRecord& o : occurrences) {
    const bool again = !order.empty() && order.back().second->range.number == o.range.number;
    order.emplace_back(again, &o);
  }
  std::stable_sort(order.begin(), order.end(), [](const auto& x, const auto& y) {
    const auto key = [](const auto& entry) {
      return std::make_tuple(entry.first, entry.second->date.empty(), entry.second->date);
    };
    return key(x) < key(y);
  });
  std::vector<const OccurrenceRecord*> shown;
  for (const auto& [again, occurrence] : order) {
    shown.push_back(occurrence);
  }
  return shown;
}

} // namespace

std::string TextReport::ink(std::string text, Ink color) const {
  // Colours of the terminal's own palette, readable on light and on dark ground.
  constexpr std::array<std::string_view, 6> codes{"",         "\x1b[1m",  "\x1b[2m",
                                                  "\x1b[32m", "\x1b[33m", "\x1b[35m"};
  if (!style_.color || color == Ink::kPlain || text.empty()) {
    return text;
  }
  return std::string(codes[static_cast<std::size_t>(color)]) + text + "\x1b[0m";
}

TextReport::Ink TextReport::ink_of(Form form) {
  return form == Form::kVerbatim ? Ink::kGood : form == Form::kLight ? Ink::kMiddle : Ink::kFar;
}

std::string TextReport::known(std::string_view date, std::string_view source, std::size_t used) {
  std::string out;
  if (!date.empty()) {
    out += "  " + fit_.cut(date, kSourceColumns);
  }
  if (!source.empty()) {
    used += display_width(out) + 2;
    const std::size_t room = style_.width > used ? style_.width - used : 0;
    out += "  " + fit_.cut(source, std::clamp(room, kLeastSourceColumns, kSourceColumns));
  }
  return out;
}

std::string TextReport::place(const RangeRecord& range) const {
  return isolated(one_line(range.document)) +
         ink(" [" + std::to_string(range.begin_char) + ":" + std::to_string(range.end_char) + "]" +
                 (range.page == 0 ? "" : " p. " + std::to_string(range.page)),
             Ink::kFaint);
}

std::size_t TextReport::place_columns(const RangeRecord& range) {
  return display_width(one_line(range.document)) + std::to_string(range.begin_char).size() +
         std::to_string(range.end_char).size() + 4 +
         (range.page == 0 ? 0 : std::to_string(range.page).size() + 4);
}

void TextReport::facts(std::span<const std::pair<std::string, std::string>> lines) {
  std::size_t columns = 0;
  for (const auto& [name, value] : lines) {
    columns = std::max(columns, display_width(name));
  }
  for (const auto& [name, value] : lines) {
    put(padded(name, columns + 2) + value + "\n");
  }
}

void TextReport::heading(std::string_view title) {
  put("\n" + ink(std::string(title), Ink::kStrong) + "\n\n");
}

void TextReport::line(std::string_view text) {
  put(std::string(text) + "\n");
}

void TextReport::left_out(std::uint64_t count) {
  if (count != 0) {
    put(ink("  … and " + std::to_string(count) +
                " more; --limit 0 shows all, -o FILE.json keeps all",
            Ink::kFaint) +
        "\n");
  }
}

void TextReport::wrapped(std::string_view text, std::size_t indent, std::size_t lines, Ink color) {
  const std::size_t columns = style_.width > indent + 20 ? style_.width - indent : 20;
  // The last line is cut; what comes before it is whole lines.
  const std::string line = one_line(text, columns * 16 * lines);
  std::string_view rest = line;
  const auto broken = fit_.wrap(line, columns);
  for (std::size_t i = 0; i < broken.size() && i < lines; ++i) {
    const bool last = i + 1 == lines && i + 1 < broken.size();
    rest = std::string_view(line).substr(static_cast<std::size_t>(broken[i].data() - line.data()));
    const std::string shown = last ? fit_.cut(rest, columns) : isolated(std::string(broken[i]));
    put(std::string(indent, ' ') + ink(shown, color) + "\n");
  }
}

void TextReport::write(const ClusterRecord& r, std::uint64_t number) {
  const MemberRecord& first = r.members.front();
  const std::string about = counted(r.size, "passage", "passages") + " like ";
  put(ink(right_aligned(std::to_string(number), 4), Ink::kStrong) + "  " + about +
      place(first.range) +
      known(first.date, first.source, 6 + about.size() + place_columns(first.range)) + "\n");
  wrapped(first.range.text, 6, 2, Ink::kPlain);
  const auto others = r.members.subspan(1);
  const std::size_t shown = std::min(others.size(), kMembersShown);
  const std::uint64_t hidden = r.size - 1 - shown;
  for (const MemberRecord& m : others.first(shown)) {
    const Form alike = m.jaccard >= kVerbatimRatio ? Form::kVerbatim : Form::kLight;
    put("      " + ink(two_places(m.jaccard), ink_of(alike)) + "  " + place(m.range) +
        known(m.date, m.source, 12 + place_columns(m.range)) + "\n");
  }
  if (hidden > 0) {
    put(ink("      … and " + std::to_string(hidden) + " more", Ink::kFaint) + "\n");
  }
  put("\n");
}

void TextReport::write(const ReuseRecord& r, std::uint64_t number) {
  put(ink(right_aligned(std::to_string(number), 4), Ink::kStrong) + "  " +
      ink(std::string(name_of(r.form)), ink_of(r.form)) + " " + two_places(r.similarity) + ", " +
      counted(r.a.end_char - r.a.begin_char, "character", "characters") + "\n");
  put("      " + place(r.a) + "\n");
  wrapped(r.a.text, 8, 2, Ink::kPlain);
  put("      " + place(r.b) + "\n");
  if (r.form != Form::kVerbatim) {
    wrapped(r.b.text, 8, 2, Ink::kPlain);
  }
  put("\n");
}

void TextReport::write(const TalkingPointRecord& r) {
  const std::string number = right_aligned(std::to_string(r.rank), 4);
  const std::string label = one_line(r.label);
  const std::size_t columns = style_.width > 26 ? style_.width - 6 : 20;
  std::string before = ink(number, Ink::kStrong) + "  ";
  for (const std::string_view part : fit_.wrap(label, columns)) {
    put(before + ink(isolated(std::string(part)), Ink::kStrong) + "\n");
    before.assign(6, ' ');
  }
  std::string about =
      std::string(name_of(r.kind)) + ", " + counted(r.documents, "document", "documents");
  if (r.sources != 0) {
    about += ", " + counted(r.sources, "source", "sources");
  }
  if (!r.first_seen.empty()) {
    about += ", since " + one_line(r.first_seen);
  }
  if (r.boilerplate) {
    about += ", boilerplate";
  }
  put("      " + ink(about, Ink::kFaint) + "\n");
  std::vector<const OccurrenceRecord*> order = as_shown(r.occurrences);
  const std::size_t shown = std::min(order.size(), kMembersShown);
  order.resize(shown);
  std::size_t date_columns = 0;
  std::size_t source_columns = 0;
  std::size_t widest_place = 0;
  for (const OccurrenceRecord* occurrence : order) {
    const OccurrenceRecord& o = *occurrence;
    date_columns = std::max(date_columns, display_width(one_line(o.date)));
    source_columns = std::max(source_columns, display_width(one_line(o.source)));
    widest_place = std::max(widest_place, place_columns(o.range));
  }
  // Sources give way where the line would not fit.
  const std::size_t others = 6 + (date_columns == 0 ? 0 : date_columns + 2) + 12 + widest_place;
  const std::size_t room = style_.width > others ? style_.width - others : 0;
  source_columns = std::min(source_columns, std::clamp(room, kLeastSourceColumns, kSourceColumns));
  for (const OccurrenceRecord* occurrence : order) {
    const OccurrenceRecord& o = *occurrence;
    std::string line = "      ";
    if (date_columns != 0) {
      line += padded(one_line(o.date), date_columns + 2);
    }
    if (source_columns != 0) {
      line += padded(fit_.cut(o.source, source_columns), source_columns + 2);
    }
    line += ink(padded(std::string(detail::occurrence_form(o.form)), 8), ink_of(o.form)) + "  " +
            place(o.range);
    put(line + "\n");
    if (o.form != Form::kVerbatim) {
      wrapped(o.range.text, 8, 1, Ink::kPlain);
    }
  }
  if (r.occurrences.size() > shown) {
    put(ink("      … and " + std::to_string(r.occurrences.size() - shown) + " more", Ink::kFaint) +
        "\n");
  }
  put("\n");
}

void TextReport::write(const MatchRecord& r) {
  if (r.query != last_query_ || r.rank == 1) {
    last_query_ = r.query;
    put("\n" + ink(isolated(one_line(r.query)), Ink::kStrong) + "\n");
    wrapped(r.query_text, 6, 1, Ink::kFaint);
  }
  const Form alike = r.score >= 0.6   ? Form::kVerbatim
                     : r.score >= 0.3 ? Form::kLight
                                      : Form::kHeavy;
  put(right_aligned(std::to_string(r.rank), 4) + "  " + ink(two_places(r.score), ink_of(alike)) +
      "  " + isolated(one_line(r.document)) + "\n");
  wrapped(r.document_text, 12, 1, Ink::kPlain);
}

void TextReport::write(const LimitRecord& r) {
  put(ink("  left out: " + std::to_string(r.count) + " " + one_line(r.what), Ink::kMiddle) + "\n");
}

} // namespace refrain
