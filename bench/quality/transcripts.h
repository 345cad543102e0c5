#pragma once
/// @file
/// Transcripts whose speakers are known, texts that are none but look like them, and the measure of
/// speakers found. Used by speakers_quality.
///
///     const Transcript talk = make_transcript(TranscriptShape::kSurnames, 7);
///     const SpeakerScore score = score_speakers(talk, find_speakers(talk.text));
///
/// The same seed gives the same text on every machine. The sentences are made of a few hundred
/// words: they are no measure of anything but the labels around them.

#include "refrain/core/types.h"
#include "refrain/text/element_list.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace refrain::bench {

enum class TranscriptShape : std::uint8_t {
  kSurnames,   ///< "RUTH FALK, HOST:" once, then "FALK:"
  kIntroduced, ///< "FALK:", the names in full in the first paragraph only
  kFullNames,  ///< "Ruth Falk:", with paragraphs and quotations
  kWrapped,    ///< the same in lines of 70 columns
  kMarkdown,   ///< "**Ruth Falk:**"
  kParts,      ///< "MODERATOR (Ruth Falk):", "Q:", who is nobody
  kChat,       ///< "[12/03/2021, 10:15:32] ruth f: "
  kNicks,      ///< "10:15 <ruth> "
  kOwnLines,   ///< "Ruth Falk  0:15", the speech below
  kPrinted,    ///< "Mr. FALK of Texas. ", as parliaments print it
};
inline constexpr std::array<std::pair<TranscriptShape, std::string_view>, 10> kTranscriptShapes{{
    {TranscriptShape::kSurnames, "surnames"},
    {TranscriptShape::kIntroduced, "introduced"},
    {TranscriptShape::kFullNames, "full names"},
    {TranscriptShape::kWrapped, "wrapped"},
    {TranscriptShape::kMarkdown, "Markdown"},
    {TranscriptShape::kParts, "parts"},
    {TranscriptShape::kChat, "chat"},
    {TranscriptShape::kNicks, "nicks"},
    {TranscriptShape::kOwnLines, "own lines"},
    {TranscriptShape::kPrinted, "printed"},
}};

enum class Distractor : std::uint8_t {
  kArticle,  ///< with headings before colons and a quoted exchange
  kForm,     ///< of events: date, place
  kGlossary, ///< words and what they mean
  kLog,      ///< of a program, with times
  kForum,    ///< with what a profile says
  kSchedule,
  kQuestions, ///< "Q:", "A:"
  kReviews,   ///< pros and cons
  kVersions,  ///< a text in two languages, line by line
  kScores,    ///< names and numbers
};
inline constexpr std::array<std::pair<Distractor, std::string_view>, 10> kDistractors{{
    {Distractor::kArticle, "article"},
    {Distractor::kForm, "form"},
    {Distractor::kGlossary, "glossary"},
    {Distractor::kLog, "log"},
    {Distractor::kForum, "forum"},
    {Distractor::kSchedule, "schedule"},
    {Distractor::kQuestions, "questions"},
    {Distractor::kReviews, "reviews"},
    {Distractor::kVersions, "versions"},
    {Distractor::kScores, "scores"},
}};

struct Speech {
  ByteRange bytes;     ///< in the text, without its label
  std::string speaker; ///< as find_speakers should tell it; empty: nobody
};

struct Transcript {
  std::string text;
  std::vector<Speech> speeches; ///< in order
};

[[nodiscard]] Transcript make_transcript(TranscriptShape shape, std::uint64_t seed);
[[nodiscard]] std::string make_distractor(Distractor kind, std::uint64_t seed);

/// Words are runs of bytes that are no white space; of one, the first byte counts.
struct SpeakerScore {
  std::uint64_t spoken = 0;  ///< words of speeches
  std::uint64_t right = 0;   ///< of them, with their speaker, or nobody where nobody is known
  std::uint64_t nobodys = 0; ///< of them, with nobody, wrongly; the rest has another
  std::uint64_t others = 0;  ///< words outside of speeches: labels, prose, what is heard
  std::uint64_t given = 0;   ///< of them, given to somebody

  void add(const SpeakerScore& more);
  [[nodiscard]] double accuracy() const; ///< right of spoken; 0 without words
};
[[nodiscard]] SpeakerScore score_speakers(const Transcript& truth, const ElementView& found);

} // namespace refrain::bench
