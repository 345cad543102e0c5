#include "refrain/text/detail/short_words.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace refrain::detail {
namespace {

using namespace std::string_view_literals;

struct ShortWord {
  std::string_view word;
  Short kind;
};

// In the order of their bytes.
constexpr ShortWord kShortWords[] = {
    {"abs"sv, Short::kBeforeAName},
    {"adm"sv, Short::kBeforeAName},
    {"al"sv, Short::kBeforeAName},
    {"ala"sv, Short::kCapitalAnywhere},
    {"ald"sv, Short::kCapitalBeforeAName},
    {"amb"sv, Short::kBeforeAName},
    {"approx"sv, Short::kBeforeAName},
    {"apr"sv, Short::kCapitalAnywhere},
    {"aprox"sv, Short::kBeforeAName},
    {"ariz"sv, Short::kCapitalAnywhere},
    {"ark"sv, Short::kCapitalAnywhere},
    {"arq"sv, Short::kBeforeAName},
    {"art"sv, Short::kBeforeAName},
    {"assn"sv, Short::kAnywhere},
    {"asst"sv, Short::kBeforeAName},
    {"aug"sv, Short::kCapitalAnywhere},
    {"avda"sv, Short::kBeforeAName},
    {"ave"sv, Short::kCapitalAnywhere},
    {"avv"sv, Short::kBeforeAName},
    {"bd"sv, Short::kBeforeAName},
    {"bijv"sv, Short::kBeforeAName},
    {"blvd"sv, Short::kAnywhere},
    {"blz"sv, Short::kBeforeAName},
    {"boul"sv, Short::kBeforeAName},
    {"brig"sv, Short::kBeforeAName},
    {"bros"sv, Short::kAnywhere},
    {"bzgl"sv, Short::kBeforeAName},
    {"bzw"sv, Short::kBeforeAName},
    {"ca"sv, Short::kBeforeAName},
    {"calif"sv, Short::kCapitalAnywhere},
    {"cap"sv, Short::kBeforeANumber},
    {"capt"sv, Short::kBeforeAName},
    {"cf"sv, Short::kBeforeAName},
    {"ch"sv, Short::kBeforeANumber},
    {"cllr"sv, Short::kBeforeAName},
    {"cmdr"sv, Short::kBeforeAName},
    {"co"sv, Short::kAnywhere},
    {"col"sv, Short::kBeforeAName},
    {"colo"sv, Short::kCapitalAnywhere},
    {"con"sv, Short::kCapitalBeforeAName},
    {"cong"sv, Short::kCapitalBeforeAName},
    {"conn"sv, Short::kCapitalAnywhere},
    {"corp"sv, Short::kAnywhere},
    {"cpl"sv, Short::kBeforeAName},
    {"dec"sv, Short::kCapitalAnywhere},
    {"del"sv, Short::kCapitalAnywhere},
    {"dep"sv, Short::kCapitalBeforeAName},
    {"dept"sv, Short::kAnywhere},
    {"dhr"sv, Short::kBeforeAName},
    {"dipl"sv, Short::kBeforeAName},
    {"dir"sv, Short::kCapitalBeforeAName},
    {"dott"sv, Short::kBeforeAName},
    {"dr"sv, Short::kBeforeAName},
    {"dra"sv, Short::kBeforeAName},
    {"drs"sv, Short::kBeforeAName},
    {"ecc"sv, Short::kAnywhere},
    {"ed"sv, Short::kCapitalBeforeAName},
    {"eds"sv, Short::kCapitalBeforeAName},
    {"eng"sv, Short::kBeforeAName},
    {"env"sv, Short::kBeforeAName},
    {"eq"sv, Short::kBeforeAName},
    {"est"sv, Short::kAnywhere},
    {"etc"sv, Short::kAnywhere},
    {"etw"sv, Short::kBeforeAName},
    {"evtl"sv, Short::kBeforeAName},
    {"exma"sv, Short::kBeforeAName},
    {"exmo"sv, Short::kBeforeAName},
    {"fa"sv, Short::kBeforeAName},
    {"feb"sv, Short::kCapitalAnywhere},
    {"fig"sv, Short::kBeforeAName},
    {"figs"sv, Short::kBeforeAName},
    {"fla"sv, Short::kCapitalAnywhere},
    {"fr"sv, Short::kBeforeAName},
    {"fri"sv, Short::kCapitalAnywhere},
    {"ft"sv, Short::kAnywhere},
    {"ga"sv, Short::kCapitalAnywhere},
    {"geb"sv, Short::kBeforeAName},
    {"gem"sv, Short::kBeforeAName},
    {"gen"sv, Short::kBeforeAName},
    {"ggf"sv, Short::kBeforeAName},
    {"gov"sv, Short::kBeforeAName},
    {"hab"sv, Short::kBeforeAName},
    {"hon"sv, Short::kBeforeAName},
    {"hr"sv, Short::kBeforeAName},
    {"hrsg"sv, Short::kBeforeAName},
    {"ill"sv, Short::kCapitalAnywhere},
    {"im"sv, Short::kBeforeAName},
    {"inc"sv, Short::kAnywhere},
    {"ind"sv, Short::kCapitalAnywhere},
    {"ing"sv, Short::kCapitalBeforeAName},
    {"inkl"sv, Short::kBeforeAName},
    {"ir"sv, Short::kBeforeAName},
    {"jan"sv, Short::kCapitalAnywhere},
    {"jr"sv, Short::kAnywhere},
    {"jul"sv, Short::kCapitalAnywhere},
    {"jun"sv, Short::kCapitalAnywhere},
    {"kan"sv, Short::kCapitalAnywhere},
    {"ky"sv, Short::kCapitalAnywhere},
    {"lic"sv, Short::kBeforeAName},
    {"lt"sv, Short::kBeforeAName},
    {"ltd"sv, Short::kAnywhere},
    {"ltda"sv, Short::kAnywhere},
    {"maj"sv, Short::kBeforeAName},
    {"mar"sv, Short::kCapitalAnywhere},
    {"mass"sv, Short::kCapitalAnywhere},
    {"max"sv, Short::kBeforeANumber},
    {"messrs"sv, Short::kBeforeAName},
    {"mevr"sv, Short::kBeforeAName},
    {"mgr"sv, Short::kBeforeAName},
    {"mich"sv, Short::kCapitalAnywhere},
    {"minn"sv, Short::kCapitalAnywhere},
    {"mio"sv, Short::kBeforeAName},
    {"miss"sv, Short::kCapitalAnywhere},
    {"mld"sv, Short::kBeforeAName},
    {"mlle"sv, Short::kBeforeAName},
    {"mme"sv, Short::kBeforeAName},
    {"mo"sv, Short::kCapitalAnywhere},
    {"mon"sv, Short::kCapitalAnywhere},
    {"mont"sv, Short::kCapitalAnywhere},
    {"mr"sv, Short::kBeforeAName},
    {"mrd"sv, Short::kBeforeAName},
    {"mrs"sv, Short::kBeforeAName},
    {"ms"sv, Short::kBeforeAName},
    {"msgr"sv, Short::kBeforeAName},
    {"mt"sv, Short::kAnywhere},
    {"mw"sv, Short::kBeforeAName},
    {"mx"sv, Short::kBeforeAName},
    {"neb"sv, Short::kCapitalAnywhere},
    {"nev"sv, Short::kCapitalAnywhere},
    {"no"sv, Short::kBeforeANumber},
    {"nos"sv, Short::kBeforeAName},
    {"nov"sv, Short::kCapitalAnywhere},
    {"np"sv, Short::kBeforeAName},
    {"nr"sv, Short::kBeforeAName},
    {"núm"sv, Short::kBeforeAName},
    {"oct"sv, Short::kCapitalAnywhere},
    {"ok"sv, Short::kBeforeANumber},
    {"okla"sv, Short::kCapitalAnywhere},
    {"ore"sv, Short::kCapitalAnywhere},
    {"p"sv, Short::kBeforeANumber},
    {"pa"sv, Short::kCapitalAnywhere},
    {"para"sv, Short::kBeforeANumber},
    {"penn"sv, Short::kCapitalAnywhere},
    {"phila"sv, Short::kCapitalAnywhere},
    {"pkt"sv, Short::kBeforeAName},
    {"pp"sv, Short::kBeforeAName},
    {"pres"sv, Short::kBeforeAName},
    {"prof"sv, Short::kBeforeAName},
    {"pub"sv, Short::kCapitalBeforeAName},
    {"pág"sv, Short::kBeforeAName},
    {"rd"sv, Short::kAnywhere},
    {"reg"sv, Short::kBeforeANumber},
    {"rep"sv, Short::kBeforeAName},
    {"reps"sv, Short::kBeforeAName},
    {"res"sv, Short::kBeforeANumber},
    {"rev"sv, Short::kBeforeAName},
    {"rys"sv, Short::kBeforeAName},
    {"sec"sv, Short::kCapitalAnywhere},
    {"sect"sv, Short::kBeforeANumber},
    {"sen"sv, Short::kBeforeAName},
    {"sens"sv, Short::kBeforeAName},
    {"sep"sv, Short::kCapitalAnywhere},
    {"sept"sv, Short::kCapitalAnywhere},
    {"sgt"sv, Short::kBeforeAName},
    {"sig"sv, Short::kBeforeAName},
    {"sigg"sv, Short::kBeforeAName},
    {"sog"sv, Short::kBeforeAName},
    {"sr"sv, Short::kAnywhere},
    {"sra"sv, Short::kBeforeAName},
    {"srta"sv, Short::kBeforeAName},
    {"st"sv, Short::kAnywhere},
    {"stat"sv, Short::kBeforeANumber},
    {"ste"sv, Short::kBeforeAName},
    {"str"sv, Short::kBeforeANumber},
    {"supp"sv, Short::kBeforeANumber},
    {"supt"sv, Short::kBeforeAName},
    {"sv"sv, Short::kBeforeAName},
    {"tel"sv, Short::kBeforeAName},
    {"tenn"sv, Short::kCapitalAnywhere},
    {"tex"sv, Short::kCapitalAnywhere},
    {"thu"sv, Short::kCapitalAnywhere},
    {"thur"sv, Short::kCapitalAnywhere},
    {"thurs"sv, Short::kCapitalAnywhere},
    {"treas"sv, Short::kCapitalBeforeAName},
    {"tue"sv, Short::kCapitalAnywhere},
    {"tues"sv, Short::kCapitalAnywhere},
    {"tys"sv, Short::kBeforeAName},
    {"tzv"sv, Short::kBeforeAName},
    {"tzw"sv, Short::kBeforeAName},
    {"ud"sv, Short::kBeforeAName},
    {"uds"sv, Short::kBeforeAName},
    {"ul"sv, Short::kBeforeAName},
    {"univ"sv, Short::kAnywhere},
    {"ust"sv, Short::kBeforeAName},
    {"usw"sv, Short::kAnywhere},
    {"va"sv, Short::kCapitalAnywhere},
    {"vgl"sv, Short::kBeforeAName},
    {"viz"sv, Short::kBeforeAName},
    {"vol"sv, Short::kBeforeAName},
    {"vols"sv, Short::kBeforeAName},
    {"vs"sv, Short::kBeforeAName},
    {"vt"sv, Short::kCapitalAnywhere},
    {"wash"sv, Short::kCapitalAnywhere},
    {"wed"sv, Short::kCapitalAnywhere},
    {"wis"sv, Short::kCapitalAnywhere},
    {"wyo"sv, Short::kCapitalAnywhere},
    {"zzgl"sv, Short::kBeforeAName},
    {"акад"sv, Short::kBeforeAName},
    {"гг"sv, Short::kBeforeAName},
    {"доц"sv, Short::kBeforeAName},
    {"др"sv, Short::kAnywhere},
    {"им"sv, Short::kBeforeAName},
    {"млн"sv, Short::kBeforeAName},
    {"млрд"sv, Short::kBeforeAName},
    {"пр"sv, Short::kAnywhere},
    {"проф"sv, Short::kBeforeAName},
    {"ред"sv, Short::kBeforeAName},
    {"руб"sv, Short::kBeforeAName},
    {"св"sv, Short::kBeforeAName},
    {"см"sv, Short::kBeforeAName},
    {"стр"sv, Short::kBeforeAName},
    {"тд"sv, Short::kAnywhere},
    {"тыс"sv, Short::kBeforeAName},
    {"ул"sv, Short::kBeforeAName},
};

// Words that often open a sentence, in the order of their bytes.
constexpr std::string_view kStarters[] = {
    "A"sv,         "After"sv,    "All"sv,    "Although"sv, "An"sv,     "And"sv,     "Another"sv,
    "Any"sv,       "As"sv,       "At"sv,     "Because"sv,  "Before"sv, "Both"sv,    "But"sv,
    "By"sv,        "Die"sv,      "During"sv, "Each"sv,     "Eine"sv,   "Even"sv,    "Every"sv,
    "Everybody"sv, "Everyone"sv, "Few"sv,    "For"sv,      "From"sv,   "He"sv,      "Her"sv,
    "Here"sv,      "His"sv,      "How"sv,    "However"sv,  "I"sv,      "Ich"sv,     "If"sv,
    "In"sv,        "Instead"sv,  "It"sv,     "Its"sv,      "Let"sv,    "Many"sv,    "Meanwhile"sv,
    "More"sv,      "Moreover"sv, "Most"sv,   "My"sv,       "No"sv,     "Nobody"sv,  "None"sv,
    "Not"sv,       "Nothing"sv,  "Now"sv,    "On"sv,       "Once"sv,   "Only"sv,    "Others"sv,
    "Our"sv,       "Perhaps"sv,  "Please"sv, "She"sv,      "Sie"sv,    "Since"sv,   "So"sv,
    "Some"sv,      "Such"sv,     "That"sv,   "The"sv,      "Their"sv,  "Then"sv,    "There"sv,
    "These"sv,     "They"sv,     "This"sv,   "Those"sv,    "Though"sv, "Through"sv, "To"sv,
    "Today"sv,     "Und"sv,      "Under"sv,  "Until"sv,    "We"sv,     "What"sv,    "When"sv,
    "Where"sv,     "Which"sv,    "While"sv,  "Who"sv,      "Why"sv,    "Wir"sv,     "With"sv,
    "Yet"sv,       "You"sv,      "Your"sv,   "В"sv,        "Все"sv,    "Всё"sv,     "Его"sv,
    "Если"sv,      "И"sv,        "Их"sv,     "Как"sv,      "Мне"sv,    "Мы"sv,      "На"sv,
    "Но"sv,        "Он"sv,       "Она"sv,    "Они"sv,      "По"sv,     "При"sv,     "Так"sv,
    "Что"sv,       "Это"sv,      "Я"sv,
};

// German nouns that a day or another ordinal number stands before.
constexpr std::string_view kBehindOrdinals[] = {
    "April"sv,        "August"sv,   "Dezember"sv, "Februar"sv,   "Jahrhundert"sv, "Jahrhunderte"sv,
    "Jahrhunderts"sv, "Januar"sv,   "Jh"sv,       "Juli"sv,      "Juni"sv,        "Mai"sv,
    "März"sv,         "November"sv, "Oktober"sv,  "September"sv,
};

// What stands between an hour with a.m. or p.m. and the rest of its sentence.
constexpr std::string_view kBehindHours[] = {
    "Apr"sv,     "April"sv,  "Aug"sv,      "August"sv,    "Central"sv,  "Dec"sv,       "December"sv,
    "Eastern"sv, "Feb"sv,    "February"sv, "Fri"sv,       "Friday"sv,   "Jan"sv,       "January"sv,
    "Jul"sv,     "July"sv,   "Jun"sv,      "June"sv,      "Mar"sv,      "March"sv,     "May"sv,
    "Mon"sv,     "Monday"sv, "Mountain"sv, "Nov"sv,       "November"sv, "Oct"sv,       "October"sv,
    "Pacific"sv, "Sat"sv,    "Saturday"sv, "Sep"sv,       "Sept"sv,     "September"sv, "Sun"sv,
    "Sunday"sv,  "Thu"sv,    "Thur"sv,     "Thurs"sv,     "Thursday"sv, "Tue"sv,       "Tues"sv,
    "Tuesday"sv, "UTC"sv,    "Wed"sv,      "Wednesday"sv,
};

static_assert(std::ranges::is_sorted(kShortWords, {}, &ShortWord::word));
static_assert(std::ranges::is_sorted(kStarters));
static_assert(std::ranges::is_sorted(kBehindOrdinals));
static_assert(std::ranges::is_sorted(kBehindHours));

template <std::size_t N> bool contains(const std::string_view (&list)[N], std::string_view word) {
  return !word.empty() && std::ranges::binary_search(list, word);
}

// EST, PT, GMT.
bool is_time_zone(std::string_view word) {
  return word.size() >= 2 && word.size() <= 4 && word.back() == 'T' &&
         std::ranges::all_of(word, [](char c) { return c >= 'A' && c <= 'Z'; });
}

} // namespace

Short short_word(std::string_view small) {
  const auto* const at = std::ranges::lower_bound(kShortWords, small, {}, &ShortWord::word);
  return at != std::end(kShortWords) && at->word == small ? at->kind : Short::kNone;
}

bool is_starter(std::string_view word) {
  return contains(kStarters, word);
}

bool follows_ordinal(std::string_view word) {
  return contains(kBehindOrdinals, word);
}

bool follows_hour(std::string_view word) {
  return contains(kBehindHours, word) || is_time_zone(word);
}

} // namespace refrain::detail
