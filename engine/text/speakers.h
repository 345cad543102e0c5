#pragma once
/// @file
/// Who says what in a text that is a transcript: an interview, a debate, a hearing, a chat. Used by
/// the readers of ingest/ for whole files.
///
///     SMITH: We will build it.        ElementView(find_speakers(text)).at(byte) == "Smith"
///     JONES: With what?               ... and "Jones" in the second line
///
/// Known are names before a colon, at the beginning of a line or alone on one, with titles, parties
/// and times around them; "Mr. SMITH of Texas. " as parliaments print it; "<nick>" and the lines of
/// chats. A surname is told as the full name that the text has for it, a part ("PRESENTER (Sunniva
/// Hale):") as the name beside it. Parts without a name (Q, Moderator, Speaker 2) are nobody.
///
/// Quirks: prefers no answer to a wrong one. A text is a transcript when several names come back,
/// and what stands behind them are sentences, or times stand before them, as in chats; so lists,
/// forms, logs, timetables and a single quoted exchange are none, nor is a text of more than 50,000
/// names. One person under two names in two texts is two: a surname alone may be anybody's.

#include "refrain/text/element_list.h"

#include <string_view>

namespace refrain {

/// From which byte on who speaks; nobody (an empty name) in labels and between speeches. Empty when
/// the text is no transcript.
/// @param text  valid UTF-8
/// O(n). Beyond the result, which is 8 bytes a mark and each name once, memory for the names alone.
[[nodiscard]] ElementList find_speakers(std::string_view text);

} // namespace refrain
