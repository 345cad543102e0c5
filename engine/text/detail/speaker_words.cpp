#include "refrain/text/detail/speaker_words.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace refrain::detail {
namespace {

// Each between two bars.
// clang-format off
constexpr std::string_view kTitles =
    "|"
    "mr|mrs|ms|miss|mx|dr|prof|sen|senator|rep|gov|governor|president|secretary|sec|"
    "chairman|chairwoman|chair|vice|congressman|congresswoman|representative|"
    "professor|sir|lord|lady|dame|judge|justice|general|gen|mayor|minister|mp|hon|"
    "the|herr|frau|m|mme|mlle|sr|sra|señor|señora|signor|signora|г-н|г-жа|";

constexpr std::string_view kParts =
    "|"
    "q|a|question|answer|interviewer|interviewee|moderator|host|presenter|anchor|"
    "operator|reporter|journalist|speaker|audience|audience member|audience question|"
    "participant|participants|narrator|announcer|unidentified|unidentified male|"
    "unidentified female|unidentified speaker|unidentified participant|unknown|"
    "unknown speaker|male|female|man|woman|voice|voiceover|crowd|all|caller|witness|"
    "clerk|the clerk|chairman|the chairman|the presiding officer|presiding officer|"
    "the speaker|the acting president|frage|antwort|moderatorin|sprecher|sprecherin|"
    "réponse|journaliste|animateur|pregunta|respuesta|periodista|moderador|"
    "moderadora|domanda|risposta|pergunta|resposta|вопрос|ответ|ведущий|ведущая|"
    "корреспондент|журналист|问|答|問|主持人|記者|记者|司会|س|ج|المذيع|المذيعة|ถาม|ตอบ|";

constexpr std::string_view kFields =
    "|fact|myth|advantages|disadvantages|benefits|drawbacks|strengths|weaknesses|"
    "when|where|who|what|why|how|date|time|location|place|venue|phone|tel|telephone|"
    "fax|mobile|email|e-mail|mail|contact|contacts|from|to|cc|bcc|subject|re|fw|fwd|"
    "sent|reply-to|source|sources|note|notes|ps|p.s|update|updated|tags|topics|"
    "category|categories|author|authors|by|editor|photo|image|video|title|name|"
    "description|summary|abstract|keywords|pros|cons|verdict|rating|review|"
    "ingredients|method|directions|serves|price|cost|address|website|url|link|total|"
    "definition|example|examples|figure|table|chapter|section|article|part|step|"
    "steps|day|week|background|findings|finding|recommendation|recommendations|"
    "response|comment|comments|action|status|priority|result|results|conclusion|"
    "objective|purpose|problem|solution|issue|warning|tip|tips|caution|chorus|verse|"
    "bridge|monday|tuesday|wednesday|thursday|friday|saturday|sunday|previous|next|"
    "posts|joined|likes|followers|views|replies|mood|members|overall|before|after|"
    "original|translation|english|french|german|spanish|italian|portuguese|dutch|"
    "russian|chinese|japanese|korean|arabic|latin|greek|hebrew|swedish|input|output|"
    "error|errors|warn|info|debug|trace|fatal|critical|notice|severe|failed|failure|"
    "success|exception|todo|fixme|hint|usage|claim|truth|reality|"
    "read more|see also|related|http|https|von|an|betreff|datum|ort|zeit|de|à|objet|"
    "lieu|fecha|lugar|asunto|тема|дата|место|кому|时间|地点|来源|作者|电话|标题|編集|日時|場所|";
constexpr std::string_view kFieldBeginnings =
    "|my|your|our|their|his|her|its|this|these|that|those|no|how|what|why|when|where|"
    "error|warn|warning|info|debug|trace|fatal|critical|severe|notice|";
// clang-format on

constexpr std::size_t count_of(std::string_view table) {
  return static_cast<std::size_t>(std::count(table.begin(), table.end(), '|')) - 1;
}

template <std::size_t Count>
constexpr std::array<std::string_view, Count> words_of(std::string_view table) {
  std::array<std::string_view, Count> words;
  for (std::string_view& word : words) {
    table.remove_prefix(1);
    word = table.substr(0, table.find('|'));
    table.remove_prefix(word.size());
  }
  std::sort(words.begin(), words.end());
  return words;
}

constexpr auto kTitleWords = words_of<count_of(kTitles)>(kTitles);
constexpr auto kPartWords = words_of<count_of(kParts)>(kParts);
constexpr auto kFieldWords = words_of<count_of(kFields)>(kFields);
constexpr auto kFieldBeginningWords = words_of<count_of(kFieldBeginnings)>(kFieldBeginnings);

} // namespace

bool is_title_word(std::string_view word) {
  return std::binary_search(kTitleWords.begin(), kTitleWords.end(), word);
}

bool is_part_word(std::string_view words) {
  return std::binary_search(kPartWords.begin(), kPartWords.end(), words);
}

bool is_field_word(std::string_view words) {
  return std::binary_search(kFieldWords.begin(), kFieldWords.end(), words);
}

bool begins_field(std::string_view word) {
  return std::binary_search(kFieldBeginningWords.begin(), kFieldBeginningWords.end(), word);
}

} // namespace refrain::detail
