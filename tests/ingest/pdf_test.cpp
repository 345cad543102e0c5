#include "refrain/ingest/detail/child.h"
#include "refrain/ingest/ingest.h"

#include "tests/ingest/temporary_folder.h"

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace refrain {
namespace {

using detail::ChildLimits;
using detail::ChildResult;
using detail::run_child;
using test::TemporaryFolder;

IngestResult read(const std::string& file, const IngestOptions& options = {}) {
  const std::vector<std::string> inputs{file};
  return ingest(inputs, options, {});
}

// One page of two paragraphs; the reader rebuilds the missing table of objects.
std::string pdf() {
  const std::string page =
      "BT /F 12 Tf 72 720 Td (It took nineteen years and three) Tj 0 -14 Td (mediators.) Tj "
      "0 -60 Td (Second paragraph.) Tj ET";
  return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
         "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
         "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<<"
         "/F 5 0 R>>>>>>endobj\n4 0 obj<</Length " +
         std::to_string(page.size()) + ">>stream\n" + page +
         "\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
         "6 0 obj<</Title(One river)/Author(Jane Roe)/CreationDate(D:20161015080000Z)>>endobj\n"
         "trailer<</Root 1 0 R/Info 6 0 R>>\n%%EOF\n";
}

TEST(Pdf, IsReadWithItsMetadata) {
  if (::access(IngestOptions().pdftotext.c_str(), X_OK) != 0) {
    GTEST_SKIP() << "needs poppler-utils";
  }
  const TemporaryFolder folder;
  const IngestResult result = read(folder.write("a.pdf", pdf()));
  ASSERT_EQ(result.corpus.size(), 1U);
  EXPECT_EQ(result.corpus.text(0),
            "It took nineteen years and three mediators.\n\nSecond paragraph.");
  EXPECT_EQ(result.corpus.title(0), "One river");
  EXPECT_EQ(result.corpus.source(0), "Jane Roe");
  EXPECT_EQ(result.corpus.date(0).substr(0, 10), "2016-10-15");
  EXPECT_EQ(result.corpus.date_origin(0), Origin::kMetadata);
}

TEST(Pdf, TextThatLooksLikeMarkupIsText) {
  if (::access(IngestOptions().pdftotext.c_str(), X_OK) != 0) {
    GTEST_SKIP() << "needs poppler-utils";
  }
  const TemporaryFolder folder;
  std::string bytes = pdf();
  const std::string old = "Second paragraph.";
  bytes.replace(bytes.find(old), old.size(), "x <b> &amp; y </p"); // of the same length
  const IngestResult result = read(folder.write("a.pdf", bytes));
  ASSERT_EQ(result.corpus.size(), 1U);
  EXPECT_THAT(std::string(result.corpus.text(0)), testing::EndsWith("x <b> &amp; y </p"));
  EXPECT_EQ(result.corpus.page({0, {0, 5}}), 1U);
}

TEST(Pdf, ThatIsDamagedOrHasNoReaderIsSkipped) {
  const TemporaryFolder folder;
  IngestOptions options;
  const std::string file = folder.write("a.pdf", "%PDF-1.4 nothing");
  if (::access(options.pdftotext.c_str(), X_OK) == 0) {
    ASSERT_EQ(read(file).skipped.size(), 1U);
    EXPECT_EQ(read(file).skipped[0].reason, SkipReason::kDamaged);
  }
  options.pdftotext = "/nowhere/pdftotext";
  ASSERT_EQ(read(file, options).skipped.size(), 1U);
  EXPECT_EQ(read(file, options).skipped[0].reason, SkipReason::kUnsupported);
}

TEST(Child, GetsItsInputAndGivesItsOutput) {
  const std::string input(300'000, 'x');
  const ChildResult result = run_child("/bin/cat", {"/dev/stdin"}, input, {});
  EXPECT_TRUE(result.started);
  EXPECT_EQ(result.problem, "");
  EXPECT_EQ(result.output, input);
  EXPECT_EQ(run_child("/bin/sh", {"-c", "exit 3"}, "", {}).problem, "exit status 3");
}

TEST(Child, IsEndedByItsLimits) {
  ChildLimits limits;
  limits.wall_seconds = 1;
  const auto start = std::chrono::steady_clock::now();
  const ChildResult late = run_child("/bin/sleep", {"60"}, "", limits);
  EXPECT_TRUE(late.over_limit);
  EXPECT_EQ(late.problem, "took longer than 1 seconds");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
  limits.wall_seconds = 20;
  limits.seconds = 1;
  const ChildResult busy = run_child("/bin/sh", {"-c", "while :; do :; done"}, "", limits);
  EXPECT_TRUE(busy.over_limit);
  EXPECT_EQ(busy.problem, "took longer than 1 seconds of processor time");
  limits.seconds = 20;
  limits.output_bytes = 1000;
  const ChildResult loud = run_child("/bin/cat", {"/dev/zero"}, "", limits);
  EXPECT_TRUE(loud.over_limit);
  EXPECT_LT(loud.output.size(), 200'000U);
}

TEST(Child, IsEndedWhenTheRunIsStopped) {
  std::atomic<bool> stop = false;
  RunControl control;
  control.cancel = &stop;
  std::thread stopper([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    stop = true;
  });
  const auto start = std::chrono::steady_clock::now();
  const ChildResult result = run_child("/bin/sleep", {"60"}, "", {}, control);
  stopper.join();
  EXPECT_FALSE(result.over_limit);
  EXPECT_EQ(result.problem, "the run was stopped");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

} // namespace
} // namespace refrain
