#include "refrain/core/error.h"
#include "refrain/pipeline/engine.h"
#include "refrain/pipeline/removals.h"

#include <atomic>
#include <functional>
#include <set>
#include <stdexcept>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace refrain {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kAlpha =
    "The council of Merrow will plant four thousand lime trees along the northern canal before the "
    "end of the year, and the schools of the district will look after every one of them.";
const std::string kBeta =
    "Nobody who has waited for the ferry at dusk believes that a second bridge would change the "
    "price of bread, the minister said, and she asked the assembly to vote on the bridge alone.";

Document document(const std::string& id, const std::string& text, const std::string& date = "") {
  Document d;
  d.id = id;
  d.text = text;
  d.date = date;
  return d;
}

std::string message_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const InvalidArgument& error) {
    return error.what();
  }
  return "nothing was thrown";
}

TEST(Engine, FindsDuplicatesAndReuseOfAddedDocuments) {
  Engine engine;
  engine.add(document("b", "Überall.\n\n" + kAlpha));
  engine.add(document("a", kAlpha));
  const DuplicatesResult& found = engine.duplicates();
  ASSERT_EQ(found.pairs.size(), 1U);
  EXPECT_EQ(found.pairs[0].jaccard, 1);
  EXPECT_EQ(engine.corpus().id(0), "a");
  ASSERT_EQ(engine.reuse().spans.size(), 1U);
  EXPECT_EQ(engine.corpus().text(engine.reuse().spans[0].a).substr(0, 11), "The council");
  EXPECT_EQ(engine.run_report().documents, 2U);
  EXPECT_EQ(engine.run_report().passages, 3U);
  std::set<std::string> stages;
  for (const StageTime& time : engine.run_report().stages) {
    stages.insert(time.stage);
    EXPECT_GE(time.seconds, 0);
  }
  EXPECT_THAT(stages, ::testing::IsSupersetOf({"passages", "duplicates", "reuse"}));
}

TEST(Engine, DropsResultsWhenDocumentsAreAdded) {
  Engine engine;
  engine.add(document("a", kAlpha));
  EXPECT_TRUE(engine.duplicates().pairs.empty());
  engine.add(document("b", kAlpha));
  EXPECT_EQ(engine.duplicates().pairs.size(), 1U);
}

// Members that are not named need no value; with -Wextra this compiles without a warning.
TEST(Engine, TakesDocumentsAndOptionsThatNameTheirMembersInBraces) {
  Engine engine({.threads = 1, .duplicates = {.threshold = 0.9}}, {.on_progress = nullptr});
  engine.add({.id = "a", .text = kAlpha});
  engine.add({.id = "b", .source = "Ada", .date = "2021", .text = kAlpha});
  EXPECT_EQ(engine.duplicates().pairs.size(), 1U);
  EXPECT_EQ(engine.corpus().source(1), "Ada");
  EXPECT_EQ(engine.options().threads, 1U);
}

TEST(Engine, PassesOnWhatTheProgressCallbackThrowsAndMayBeAskedAgain) {
  bool fails = true;
  RunControl control;
  control.on_progress = [&](const Progress&) {
    if (fails) {
      throw std::length_error("enough");
    }
  };
  Engine engine({}, control);
  engine.add(document("a", kAlpha));
  engine.add(document("b", kAlpha));
  EXPECT_THROW(static_cast<void>(engine.duplicates()), std::length_error);
  fails = false;
  EXPECT_EQ(engine.duplicates().pairs.size(), 1U);
}

TEST(Engine, RefusesOptionsWithWhatWasExpectedAndFound) {
  EngineOptions options;
  options.duplicates.threshold = 1.5;
  EXPECT_THAT(
      message_of([&] { const Engine engine(options); }),
      ::testing::AllOf(HasSubstr("threshold"), HasSubstr("above 0 to 1"), HasSubstr("1.5")));
  options = {};
  options.match.top = 0;
  EXPECT_THAT(message_of([&] { const Engine engine(options); }), HasSubstr("top"));
}

TEST(Engine, RefusesTextThatIsNoUtf8) {
  Engine engine;
  EXPECT_THAT(message_of([&] { engine.add(document("bad", "abc\xFF")); }),
              ::testing::AllOf(HasSubstr("bad"), HasSubstr("byte 3")));
  EXPECT_TRUE(engine.corpus().empty());
}

TEST(Engine, StopsWhenAskedTo) {
  std::atomic<bool> stop{true};
  RunControl control;
  control.cancel = &stop;
  Engine engine({}, control);
  engine.add(document("a", kAlpha));
  EXPECT_THROW(static_cast<void>(engine.duplicates()), Cancelled);
  stop = false;
  EXPECT_TRUE(engine.duplicates().pairs.empty());
}

TEST(Engine, WorksOnNoDocuments) {
  Engine engine;
  const Report report = engine.report();
  EXPECT_TRUE(report.duplicates.pairs.empty());
  EXPECT_TRUE(report.reuse.spans.empty());
  EXPECT_TRUE(report.talking_points.points.empty());
  EXPECT_TRUE(report.tokens.empty());
  EXPECT_TRUE(engine.match(Corpus()).empty());
}

TEST(Engine, CountsTheTokensOfDocuments) {
  Engine engine;
  engine.add(document("a", "Don't panic, twice."));
  engine.add(document("b", "?!"));
  EXPECT_THAT(engine.document_tokens(), ::testing::ElementsAre(3, 0));
}

TEST(Compare, NamesTheWordsThatDiffer) {
  std::string other = kAlpha;
  other.replace(other.find("four thousand"), 4, "five");
  other.replace(other.find(" of the district"), 16, "");
  Engine engine;
  engine.add(document("a", kAlpha));
  engine.add(document("b", other));
  const Comparison found = engine.compare(0, 1);
  ASSERT_EQ(found.spans.size(), 1U);
  const auto& differences = found.spans[0].differences;
  ASSERT_EQ(differences.size(), 2U);
  const auto text = [&](DocumentIndex d, ByteRange r) { return engine.corpus().text({d, r}); };
  EXPECT_EQ(text(0, differences[0].a), "four");
  EXPECT_EQ(text(1, differences[0].b), "five");
  EXPECT_EQ(text(0, differences[1].a), "of the district");
  EXPECT_TRUE(differences[1].b.empty());
  EXPECT_EQ(other.substr(0, differences[1].b.begin).substr(differences[1].b.begin - 7), "schools");
  EXPECT_EQ(found.reused_a, 1);
  EXPECT_THAT(message_of([&] { static_cast<void>(engine.compare(1, 1)); }), HasSubstr("two"));
}

TEST(Compare, LaysTwoShortTextsSideBySideAsWholes) {
  const auto compared = [](const std::string& a, const std::string& b) {
    Engine engine;
    engine.add(document("a", a));
    engine.add(document("b", b));
    std::vector<std::string> spans;
    for (const ComparedSpan& s : engine.compare(0, 1).spans) {
      spans.push_back(std::string(engine.corpus().text(s.span.a)) + " | " +
                      std::string(engine.corpus().text(s.span.b)));
    }
    return spans;
  };
  EXPECT_THAT(compared("abc", "abc"), ElementsAre("abc | abc"));
  EXPECT_THAT(compared("A cat sat on the mat.", "So: a cat sat on a mat. It was late, they say."),
              ElementsAre("A cat sat on the mat | a cat sat on a mat"));
  EXPECT_THAT(compared("A cat sat on the mat.", "Rain fell for days."), IsEmpty());
  EXPECT_THAT(compared("abc", "xyz"), IsEmpty());
  EXPECT_THAT(compared("...", "abc"), IsEmpty());
}

TEST(Removals, KeepTheRepresentativeAndWhateverSaysSomethingOfItsOwn) {
  Engine engine;
  engine.add(document("a", kAlpha, "2021"));
  engine.add(document("b", kAlpha, "2020"));
  engine.add(document("c", kAlpha + "\n\n" + kBeta, "2022"));
  engine.add(document("d", kBeta, "2023"));
  engine.add(document("e", kAlpha + "\n\n?!", "2024"));
  engine.add(document("f", "***", "2025"));
  const auto removals = find_removals(engine.corpus(), engine.passages(), engine.duplicates());
  std::vector<std::pair<std::string, std::string>> found;
  for (const Removal& r : removals) {
    EXPECT_EQ(r.jaccard, 1);
    found.emplace_back(engine.corpus().id(r.document), engine.corpus().id(r.kept));
  }
  EXPECT_THAT(found, ::testing::ElementsAre(::testing::Pair("a", "b"), ::testing::Pair("d", "c"),
                                            ::testing::Pair("e", "b")));
}

} // namespace
} // namespace refrain
