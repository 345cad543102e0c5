#pragma once
/// @file
/// Which elements of a web page, a book, a Markdown text or the HTML of a mail, or which cues of
/// subtitles, the parts of a text came from. Made by readers in ingest/, kept by Corpus, shown in
/// records as `element`.
///
///     ElementList list;  list.add(0, "#history");  list.add(80, "#history p[1]");
///     ElementView(list).at(100)   // "#history p[1]"
///
/// A name is the address of the nearest anchor around or before the text, and behind it which of
/// the elements since then: "#history p[3]" is the third <p> behind the beginning of the element
/// whose id is "history"; "p[7]" the seventh of a page without anchors; "text/ch2.xhtml p[7]" that
/// of a file in a book. A cue has the time when it is shown: "00:01:23.400". Ids are data of
/// strangers: a name may hold any character but white space and control characters, and a space in
/// front of its last part.

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace refrain {

struct ElementMark {
  std::uint32_t begin = 0; ///< in the text; what follows, up to the next mark, is of the element
  std::uint32_t name = 0;  ///< where its name begins in the names
  friend bool operator==(const ElementMark&, const ElementMark&) = default;
};

/// The elements of a text whose memory is elsewhere.
struct ElementView {
  std::span<const ElementMark> marks; ///< in order
  std::string_view names;             ///< each ended by a line feed

  /// The name at an offset in `names`.
  [[nodiscard]] std::string_view name(std::uint32_t offset) const {
    const std::string_view rest = names.substr(std::min<std::size_t>(offset, names.size()));
    return rest.substr(0, rest.find('\n'));
  }
  /// The mark that holds at a byte of the text; marks.end() where none does. O(log marks).
  [[nodiscard]] std::span<const ElementMark>::iterator find(std::uint32_t byte) const {
    const auto behind =
        std::upper_bound(marks.begin(), marks.end(), byte,
                         [](std::uint32_t at, const ElementMark& mark) { return at < mark.begin; });
    return behind == marks.begin() ? marks.end() : behind - 1;
  }
  /// The name that holds at a byte; empty where none is known.
  [[nodiscard]] std::string_view at(std::uint32_t byte) const {
    const auto mark = find(byte);
    return mark == marks.end() ? std::string_view() : name(mark->name);
  }
};

struct ElementList {
  std::vector<ElementMark> marks;
  std::string names;

  /// What is at `begin` and behind is of the element `name`. In order; a name that holds already
  /// costs nothing.
  void add(std::uint32_t begin, std::string_view name) {
    if (marks.empty() ? name.empty() : ElementView(*this).name(marks.back().name) == name) {
      return;
    }
    marks.push_back({begin, static_cast<std::uint32_t>(names.size())});
    names += name;
    names += '\n';
  }

  /// Those of a text that was put behind this one, `offset` bytes from its beginning.
  void append(const ElementView& more, std::uint32_t offset) {
    for (const ElementMark& mark : more.marks) {
      add(mark.begin + offset, more.name(mark.name));
    }
  }

  operator ElementView() const { return {marks, names}; } // NOLINT(google-explicit-constructor)
};

} // namespace refrain
