#include "refrain/core/error.h"
#include "refrain/text/corpus.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace refrain {
namespace {

Document make(const std::string& id, const std::string& source = "", const std::string& date = "") {
  Document d;
  d.id = id;
  d.text = "text of " + id;
  d.title = "title " + id;
  d.source = source;
  d.date = date;
  d.path = "p/" + id;
  d.position = id.size();
  d.date_origin = Origin::kField;
  return d;
}

TEST(Corpus, GivesBackWhatWasAdded) {
  Corpus corpus;
  corpus.add(make("a", "S", "2021-03-05"));
  corpus.add(make("bc"));
  EXPECT_EQ(corpus.size(), 2U);
  EXPECT_EQ(corpus.text(0), "text of a");
  EXPECT_EQ(corpus.id(1), "bc");
  EXPECT_EQ(corpus.title(0), "title a");
  EXPECT_EQ(corpus.source(0), "S");
  EXPECT_EQ(corpus.source(1), "");
  EXPECT_EQ(corpus.date(0), "2021-03-05");
  EXPECT_EQ(corpus.path(1), "p/bc");
  EXPECT_EQ(corpus.position(1), 2U);
  EXPECT_EQ(corpus.date_origin(0), Origin::kField);
  EXPECT_EQ(corpus.text_bytes(), 19U);
}

TEST(Corpus, TakesADocumentInBraces) {
  Corpus corpus;
  const std::string title = "T";
  corpus.add({.id = "a", .title = title, .date = "2021-03-05", .text = "one", .position = 7});
  corpus.add({});
  Corpus other;
  other.add(corpus.document(0));
  DocumentView view;
  view.text = "two";
  other.add(view);
  EXPECT_EQ(corpus.text(0), "one");
  EXPECT_EQ(corpus.id(1), "");
  EXPECT_EQ(other.title(0), "T");
  EXPECT_EQ(other.date(0), "2021-03-05");
  EXPECT_EQ(other.position(0), 7U);
  EXPECT_EQ(other.text(1), "two");
}

TEST(Corpus, MayBeginWithADocumentOfNothing) {
  Corpus corpus;
  corpus.add(Document());
  corpus.add(make("a"));
  EXPECT_EQ(corpus.text(0), "");
  EXPECT_EQ(corpus.id(0), "");
  std::array<char, kTextPadding> behind{};
  std::memcpy(behind.data(), corpus.text(0).data(), behind.size());
  EXPECT_EQ(corpus.text(1), "text of a");
}

// For the address sanitizer: a vector load at the end of any text stays inside its block.
TEST(Corpus, HasReadableBytesBehindEveryText) {
  Corpus corpus;
  corpus.reserve(2, 20);
  for (const std::size_t size : {10U, 10U, 0U, 5U << 20U, 4U << 20U, 7U}) {
    Document d;
    d.text = std::string(size, 'x');
    corpus.add(d);
  }
  for (DocumentIndex i = 0; i < corpus.size(); ++i) {
    std::array<char, kTextPadding> behind{};
    std::memcpy(behind.data(), corpus.text(i).data() + corpus.text(i).size(), behind.size());
    EXPECT_EQ(corpus.text(i).find_first_not_of('x'), std::string_view::npos);
    EXPECT_EQ(std::count(behind.begin(), behind.end(), 'y'), 0);
  }
}

TEST(Corpus, GivesItsBlocksToTheCorporaAfterIt) {
  const auto pool = std::make_shared<BlockPool>();
  const std::size_t whole = BlockPool::kBlockBytes - kTextPadding;
  const auto filled = [&](char letter, std::size_t reserved) {
    Corpus corpus(pool);
    corpus.reserve(1, reserved);
    Document d;
    d.text = std::string(whole, letter);
    corpus.add(d);
    return corpus;
  };
  const char* place = nullptr;
  Corpus kept;
  {
    Corpus first = filled('a', whole);
    place = first.text(0).data();
    const Corpus other = filled('b', whole);
    EXPECT_NE(other.text(0).data(), place);
    kept.append(filled('c', whole));
  }
  EXPECT_EQ(kept.text(0), std::string(whole, 'c'));
  const Corpus second = filled('d', whole);
  const Corpus third = filled('e', whole);
  EXPECT_TRUE(second.text(0).data() == place || third.text(0).data() == place);
  EXPECT_EQ(kept.text(0), std::string(whole, 'c'));
  // What would leave most of a block empty takes none.
  Corpus small(pool);
  small.reserve(1, 1000);
  small.add(make("x"));
  EXPECT_EQ(small.text(0), "text of x");
}

TEST(Corpus, KeepsTheMarksOfEveryDocumentWhenAppendedAndSorted) {
  const auto with_marks = [](const std::string& id, std::vector<TextMark> marks) {
    Document d = make(id);
    d.marks = std::move(marks);
    return d;
  };
  const TextMark page{{0, 4}, MarkKind::kPage, 3};
  const TextMark furniture{{1, 2}, MarkKind::kFurniture, 0};
  Corpus a;
  a.add(with_marks("d", {page, furniture}));
  a.add(make("c"));
  Corpus b;
  b.add(make("b"));
  b.add(with_marks("a", {furniture}));
  a.append(std::move(b));
  a.sort();
  ASSERT_EQ(a.id(0), "a");
  EXPECT_EQ(a.marks(0).size(), 1U);
  EXPECT_TRUE(a.marks(1).empty());
  EXPECT_TRUE(a.marks(2).empty());
  ASSERT_EQ(a.marks(3).size(), 2U);
  EXPECT_EQ(a.marks(3)[0], page);
  EXPECT_EQ(a.document(3).marks[1], furniture);
}

TEST(Corpus, KeepsTheElementsOfEveryDocumentWhenAppendedSortedAndMarked) {
  const auto with_elements = [](const std::string& id, const std::string& name) {
    Document d = make(id);
    d.elements.add(0, name);
    d.elements.add(2, name); // holds already
    d.elements.add(4, name + " p[1]");
    return d;
  };
  Corpus a;
  a.add(with_elements("d", "#dd"));
  a.add(make("c"));
  Corpus b;
  b.add(make("b"));
  b.add(with_elements("a", "#aa"));
  a.append(std::move(b));
  a.sort();
  ASSERT_EQ(a.id(0), "a");
  EXPECT_EQ(a.elements(0).marks.size(), 2U);
  EXPECT_EQ(a.element({0, {0, 1}}), "#aa");
  EXPECT_EQ(a.element({0, {3, 9}}), "#aa");
  EXPECT_EQ(a.element({3, {4, 9}}), "#dd p[1]");
  EXPECT_EQ(a.element({1, {0, 9}}), "");
  a.set_marks(3, std::vector{TextMark{{1, 2}, MarkKind::kFurniture, 0}});
  EXPECT_EQ(a.element({3, {4, 9}}), "#dd p[1]");
  EXPECT_EQ(a.document(3).elements.at(0), "#dd");
}

TEST(Corpus, KeepsTheSpeakersOfEveryDocumentAsSources) {
  Document talk = make("d");
  talk.source = "Radio";
  talk.elements.add(0, "#top");
  talk.speakers.add(2, "Ann");
  talk.speakers.add(4, "");
  talk.speakers.add(6, "Ben");
  talk.speakers.add(8, "Ann");
  Corpus a;
  a.add(talk);
  a.add(make("c"));
  Corpus b;
  Document speech = make("a");
  speech.source = "Ben";
  b.add(speech);
  a.append(std::move(b));
  a.sort();
  ASSERT_EQ(a.id(2), "d");
  EXPECT_EQ(a.source(TextRange{2, {0, 9}}), "Radio"); // nobody known speaks there
  EXPECT_EQ(a.source(TextRange{2, {3, 9}}), "Ann");
  EXPECT_EQ(a.source(TextRange{2, {4, 9}}), "Radio");
  EXPECT_EQ(a.source(TextRange{2, {7, 9}}), "Ben");
  EXPECT_EQ(a.source_number(TextRange{2, {7, 9}}), a.source_number(0));
  EXPECT_EQ(a.source(TextRange{1, {0, 1}}), "");
  EXPECT_EQ(a.element({2, {4, 9}}), "#top");
  std::vector<std::string> names;
  for (const std::uint32_t number : a.source_numbers(2)) {
    names.emplace_back(a.source_name(number));
  }
  std::sort(names.begin(), names.end());
  EXPECT_EQ(names, (std::vector<std::string>{"Ann", "Ben", "Radio"}));
  EXPECT_TRUE(a.source_numbers(1).empty());
  a.set_marks(2, std::vector{TextMark{{1, 2}, MarkKind::kFurniture, 0}});
  EXPECT_EQ(a.document(2).speakers.at(3), "Ann");
}

TEST(ElementList, KnowsNothingBeforeItsFirstMark) {
  ElementList list;
  list.add(0, "");
  EXPECT_TRUE(list.marks.empty());
  list.add(5, "p[1]");
  list.add(9, "");
  EXPECT_EQ(ElementView(list).at(4), "");
  EXPECT_EQ(ElementView(list).at(8), "p[1]");
  EXPECT_EQ(ElementView(list).at(9), "");
}

TEST(Corpus, IsInOrderWhereverTheLastOutOfOrderDocumentCameFrom) {
  for (const auto& [first, second] : std::vector<std::pair<std::string, std::string>>{
           {"bd", "ac"}, {"ab", "dc"}, {"ba", "cd"}, {"ab", "cd"}, {"cd", "ab"}, {"", "dcba"}}) {
    Corpus a;
    Corpus b;
    for (const char id : first) {
      a.add(make(std::string(1, id)));
    }
    for (const char id : second) {
      b.add(make(std::string(1, id)));
    }
    a.append(std::move(b));
    a.sort();
    for (DocumentIndex d = 0; d < 4; ++d) {
      EXPECT_EQ(a.id(d), std::string(1, static_cast<char>('a' + d))) << first << ' ' << second;
    }
    a.add(make("A"));
    a.sort();
    EXPECT_EQ(a.id(0), "A");
  }
}

TEST(Corpus, HasOneOrderForAnyOrderOfInput) {
  const std::vector<Document> documents{make("b", "T"),
                                        make("a", "S", "2022"),
                                        make("a", "S", "2021"),
                                        make("a", "R", "2022"),
                                        make("long-prefix-0002"),
                                        make("long-prefix-0001"),
                                        make("long-prefix-00010"),
                                        make("")};
  Corpus forward;
  Corpus backward;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    forward.add(documents[i]);
    backward.add(documents[documents.size() - 1 - i]);
  }
  forward.sort();
  backward.sort();
  const std::vector<std::string> ids{
      "", "a", "a", "a", "b", "long-prefix-0001", "long-prefix-00010", "long-prefix-0002"};
  const std::vector<std::string> dates{"", "2021", "2022", "2022", "", "", "", ""};
  const std::vector<std::string> sources{"", "S", "R", "S", "T", "", "", ""};
  for (DocumentIndex d = 0; d < documents.size(); ++d) {
    EXPECT_EQ(forward.id(d), ids[d]);
    EXPECT_EQ(forward.date(d), dates[d]);
    EXPECT_EQ(forward.source(d), sources[d]);
    EXPECT_EQ(backward.id(d), ids[d]);
    EXPECT_EQ(backward.source_number(d), forward.source_number(d));
    EXPECT_EQ(backward.text(d), forward.text(d));
  }
}

TEST(Corpus, AppendMovesTextsAndRenumbersSources) {
  Corpus a;
  a.reserve(2, 100);
  a.add(make("1", "S"));
  Corpus b;
  b.add(make("2", "T"));
  b.add(make("3", "S"));
  const char* text = b.text(0).data();
  a.append(std::move(b));
  EXPECT_EQ(a.size(), 3U);
  EXPECT_EQ(a.text(1).data(), text);
  EXPECT_EQ(a.source(1), "T");
  EXPECT_EQ(a.source_number(2), a.source_number(0));
  EXPECT_EQ(a.text_bytes(), 27U);
}

TEST(Corpus, IsEmptyAndFitForUseAfterAllOfItWasMovedAway) {
  Document first = make("1", "S");
  first.marks = {{{0, 2}, MarkKind::kFurniture, 0}};
  Document second = make("2", "");
  second.text = "another text";
  Corpus a;
  a.add(first);
  Corpus b = std::move(a);
  // NOLINTBEGIN(bugprone-use-after-move): what this test is about
  EXPECT_TRUE(a.empty());
  EXPECT_EQ(a.text_bytes(), 0U);
  EXPECT_EQ(a.source_count(), 1U);
  a.add(second);
  EXPECT_EQ(a.text(0), "another text");
  EXPECT_TRUE(a.marks(0).empty());
  EXPECT_EQ(a.source(0), "");
  EXPECT_EQ(b.text(0), first.text); // not in the same block
  a.add(first);
  a.sort();
  EXPECT_EQ(a.id(0), "1");
  ASSERT_EQ(a.marks(0).size(), 1U);
  EXPECT_TRUE(a.marks(1).empty());
  EXPECT_EQ(a.source_name(a.source_number(0)), "S");
  Corpus c;
  c = std::move(a);
  a.append(std::move(c));
  c.append(std::move(b));
  EXPECT_EQ(a.size(), 2U);
  EXPECT_EQ(c.marks(0).size(), 1U);
  // NOLINTEND(bugprone-use-after-move)
}

TEST(Corpus, IsEmptyAndFitForUseAfterItWasCleared) {
  const std::array marks{TextMark{{0, 2}, MarkKind::kFurniture, 0}};
  Corpus corpus;
  corpus.add(make("b", "S", "2021-03-05"));
  corpus.add(make("a", "T"));
  corpus.set_marks(0, marks);
  corpus.clear();
  EXPECT_TRUE(corpus.empty());
  EXPECT_TRUE(corpus.in_order());
  EXPECT_EQ(corpus.text_bytes(), 0U);
  EXPECT_EQ(corpus.memory_bytes(), Corpus().memory_bytes());
  EXPECT_EQ(corpus.source_count(), 1U);
  Corpus more;
  more.add(make("c", "U"));
  corpus.append(std::move(more));
  ASSERT_EQ(corpus.size(), 1U);
  EXPECT_EQ(corpus.text(0), "text of c");
  EXPECT_EQ(corpus.source(0), "U");
  EXPECT_TRUE(corpus.marks(0).empty());
}

TEST(Corpus, SortsManyIdsLikeStrings) {
  Corpus corpus;
  std::uint64_t state = 7;
  std::vector<std::string> ids;
  for (int i = 0; i < 5000; ++i) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    std::string id = "doc/" + std::to_string((state >> 33) % 100000);
    if (i % 3 == 0) {
      id.insert(0, 1, '\xC3');
    }
    ids.push_back(id);
    corpus.add(make(id));
  }
  corpus.sort();
  std::sort(ids.begin(), ids.end());
  for (DocumentIndex d = 0; d < ids.size(); ++d) {
    ASSERT_EQ(corpus.id(d), ids[d]);
  }
}

} // namespace
} // namespace refrain
