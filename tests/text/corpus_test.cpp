#include "refrain/core/error.h"
#include "refrain/text/corpus.h"

#include <algorithm>
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
  for (std::size_t i = 0; i < kTextPadding; ++i) {
    EXPECT_EQ(corpus.text(0).data()[corpus.text(0).size() + i], '\0');
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
