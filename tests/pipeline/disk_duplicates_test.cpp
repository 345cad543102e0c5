#include "refrain/core/error.h"
#include "refrain/pipeline/disk_duplicates.h"
#include "refrain/report/record_maker.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace refrain {
namespace {

MemoryOptions memory(std::uint64_t buffer_bytes) {
  return {std::uint64_t{1} << 30, std::filesystem::temp_directory_path().string(), buffer_bytes};
}

// Documents with what is hard: families of near-duplicates, groups of copies above and below the
// limits of listing, a hub of template texts, ids that occur several times, passages without
// tokens, long paragraphs, letters of several bytes, whole documents that occur twice, furniture,
// pages, elements, and transcripts with these.
std::vector<Document> hard_documents(std::uint32_t seed) {
  std::mt19937 random(seed);
  const auto word = [&] { return "wört" + std::to_string(random() % 3000); };
  const auto words = [&](std::size_t n) {
    std::string text;
    for (std::size_t i = 0; i < n; ++i) {
      text += word() + " ";
    }
    return text;
  };
  const std::vector<std::string> dates = {"", "2004", "2004-05-06", "2004-05-06T10:00",
                                          "1999-12-31"};
  std::vector<std::string> families;
  for (int i = 0; i < 40; ++i) {
    families.push_back(words(40));
  }
  std::vector<Document> documents;
  for (std::uint32_t d = 0; d < 900; ++d) {
    Document document;
    document.id = "doc-" + std::to_string(d % 7 == 0 ? d / 70 : d);
    document.date = dates[random() % dates.size()];
    document.source = d % 5 == 0 ? "" : "source " + std::to_string(d % 11);
    document.path = "file" + std::to_string(d % 3);
    document.position = d / 3 + 1;
    document.language = d % 4 == 0 ? "de" : "";
    std::string& text = document.text;
    for (std::uint32_t p = 0; p <= d % 3; ++p) {
      switch (random() % 6) {
      case 0:
        text += words(3 + random() % 60);
        break;
      case 1: // a copy
        text += families[random() % 40];
        break;
      case 2: { // a variant
        std::string variant = families[random() % 40];
        for (std::uint32_t change = 0; change < 1 + random() % 4; ++change) {
          const std::size_t at = variant.find(' ', random() % variant.size());
          variant.insert(at == std::string::npos ? 0 : at, " " + word());
        }
        text += variant;
        break;
      }
      case 3:
        text += d % 2 == 0 ? "Paid for by the committee of " + families[0]
                           : "Page " + word() + " of two hundred and three pages of this long form";
        break;
      case 4:
        text += "- * -";
        break;
      default:
        text += words(p == 0 ? 500 : 5);
      }
      text += "\n\n";
    }
    if (d % 6 == 0) {
      document.marks.push_back({{0, 30 + d % 50}, MarkKind::kFurniture, 0});
      document.marks.push_back({{10, 10}, MarkKind::kPage, d});
    } else if (d % 6 == 1) {
      document.elements.add(d % 7, "#s" + std::to_string(d));
      document.elements.add(d % 7 + 40, "#s" + std::to_string(d) + " p[1]");
      document.elements.add(d % 7 + 500, "");
    }
    if (d % 4 == 1) {
      document.speakers.add(d % 3 * 20, "Ada " + std::to_string(d % 13));
      document.speakers.add(d % 3 * 20 + 200, d % 8 == 1 ? "" : "source 3");
      document.speakers.add(600, "Bø " + std::to_string(d % 5));
      document.speakers.add(1000, "Ada " + std::to_string(d % 13));
    }
    documents.push_back(document);
    if (d % 20 == 0) {
      documents.push_back(document);
    }
  }
  // A hub: more than a thousand texts of one shingle more or less.
  for (int i = 0; i < 1300; ++i) {
    Document document;
    document.id = "hub" + std::to_string(i);
    document.text = families[1] + families[2] + "number " + std::to_string(i);
    documents.push_back(document);
  }
  std::shuffle(documents.begin(), documents.end(), random);
  return documents;
}

std::string line(const RangeRecord& r) {
  return std::to_string(r.number) + (r.furniture ? " f" : " ") + std::to_string(r.page) + " " +
         std::string(r.document) + "[" + std::to_string(r.bytes.begin) + "," +
         std::to_string(r.bytes.end) + "," + std::to_string(r.begin_char) + "," +
         std::to_string(r.end_char) + "]" + std::string(r.element) + "|" + std::string(r.text);
}

std::string line(const FoundPassage& p) {
  return line(RangeRecord{p.document, p.bytes, p.begin_char, p.end_char, p.text, p.number, p.page,
                          p.furniture, p.element});
}

std::string number(double x) {
  return " " + std::to_string(x) + " ";
}

std::string line(const DuplicatesCounts& c) {
  std::string all;
  for (const std::uint64_t n :
       {c.passages, c.tokens, c.passages_without_tokens, c.exact_copies, c.candidates,
        c.filtered_pairs, c.capped_buckets, c.unexpanded_pairs, c.unlisted_copy_pairs,
        std::uint64_t{c.bands}, std::uint64_t{c.rows}}) {
    all += std::to_string(n) + " ";
  }
  return all;
}

// Everything that is found, in lines.
std::vector<std::string> found_in_memory(const std::vector<Document>& documents,
                                         const EngineOptions& options) {
  Engine engine(options);
  for (const Document& document : documents) {
    engine.add(document);
  }
  const DuplicatesResult& result = engine.duplicates();
  RecordMaker maker(engine.corpus(), engine.passages());
  std::vector<std::string> lines{line(result.counts)};
  for (const Pair& pair : result.pairs) {
    const PairRecord r = maker.pair(pair);
    lines.push_back(line(r.a) + " ~ " + line(r.b) + number(r.jaccard) + number(r.containment));
  }
  std::uint64_t id = 0;
  for (const Cluster& cluster : result.clusters) {
    const ClusterRecord r = maker.cluster(cluster, ++id);
    lines.push_back("cluster " + std::to_string(r.id) + " " + std::to_string(r.size));
    for (const MemberRecord& m : r.members) {
      lines.push_back(line(m.range) + number(m.jaccard) + std::string(m.source) +
                      std::string(m.date));
    }
  }
  const Corpus& corpus = engine.corpus();
  for (const Removal& r : find_removals(corpus, engine.passages(), result)) {
    lines.push_back("removed " + std::string(corpus.path(r.document)) +
                    std::to_string(corpus.position(r.document)) + " for " +
                    std::string(corpus.path(r.kept)) + std::to_string(corpus.position(r.kept)) +
                    number(r.jaccard));
  }
  return lines;
}

std::vector<std::string> found_on_disk(const std::vector<Document>& documents,
                                       const EngineOptions& options, std::uint64_t buffer_bytes,
                                       std::uint64_t* runs = nullptr) {
  DiskDuplicates search(options, memory(buffer_bytes));
  for (std::size_t first = 0; first < documents.size(); first += 100) {
    Corpus corpus;
    for (std::size_t d = first; d < std::min(documents.size(), first + 100); ++d) {
      corpus.add(documents[d]);
    }
    search.add(std::move(corpus));
  }
  search.run();
  std::vector<std::string> lines{line(search.counts())};
  search.for_each_pair([&](const FoundPair& pair) {
    lines.push_back(line(pair.a) + " ~ " + line(pair.b) + number(pair.jaccard) +
                    number(pair.containment));
  });
  EXPECT_EQ(search.pairs(), lines.size() - 1);
  std::uint64_t clusters = 0;
  search.for_each_cluster([&](const FoundCluster& cluster) {
    if (cluster.first) {
      ++clusters;
      lines.push_back("cluster " + std::to_string(cluster.id) + " " + std::to_string(cluster.size));
    }
    for (const FoundMember& m : cluster.members.subspan(cluster.first ? 0 : 1)) {
      lines.push_back(line(m.passage) + number(m.jaccard) + std::string(m.passage.source) +
                      std::string(m.passage.date));
    }
  });
  EXPECT_EQ(search.clusters(), clusters);
  search.for_each_removal(
      [&](const DocumentView& removed, const DocumentView& kept, double jaccard) {
        lines.push_back("removed " + std::string(removed.path) + std::to_string(removed.position) +
                        " for " + std::string(kept.path) + std::to_string(kept.position) +
                        number(jaccard));
      });
  if (runs != nullptr) {
    *runs = search.run_report().spilled_runs;
  }
  return lines;
}

TEST(DiskDuplicates, FindWhatIsFoundInMemoryForAnyBuffersThreadsAndOrder) {
  std::vector<Document> documents = hard_documents(1);
  const std::vector<std::string> expected = found_in_memory(documents, {});
  ASSERT_GT(expected.size(), 5000U);
  struct Way {
    unsigned threads;
    std::uint64_t buffer_bytes;
  };
  for (const Way& way : {Way{1, 100'000}, Way{2, 0}, Way{2, 1'500'000}, Way{7, 100'000}}) {
    EngineOptions options;
    options.threads = way.threads;
    std::shuffle(documents.begin(), documents.end(), std::mt19937(way.threads));
    std::uint64_t runs = 0;
    const std::vector<std::string> found =
        found_on_disk(documents, options, way.buffer_bytes, &runs);
    EXPECT_TRUE(found == expected) << way.threads << " threads, " << way.buffer_bytes << " bytes";
    EXPECT_EQ(runs > 1, way.buffer_bytes != 0);
  }
}

// Runs in order are columns from the start; those after the first that is not are merged with them.
TEST(DiskDuplicates, FindTheSameWhenTheInputIsInOrderWhollyOrUpToAPlace) {
  std::vector<Document> documents = hard_documents(4);
  const std::vector<std::string> expected = found_in_memory(documents, {});
  std::stable_sort(documents.begin(), documents.end(),
                   [](const Document& a, const Document& b) { return a.id < b.id; });
  const auto middle = documents.begin() + static_cast<std::ptrdiff_t>(documents.size() / 2);
  std::uint64_t runs = 0;
  EXPECT_TRUE(found_on_disk(documents, {}, 100'000, &runs) == expected);
  EXPECT_GT(runs, 2U);
  std::shuffle(middle, documents.end(), std::mt19937(4));
  EXPECT_TRUE(found_on_disk(documents, {}, 100'000) == expected);
  std::rotate(documents.begin(), middle, documents.end());
  EXPECT_TRUE(found_on_disk(documents, {}, 100'000) == expected);
}

TEST(DiskDuplicates, AgreeAtOtherThresholds) {
  const std::vector<Document> documents = hard_documents(2);
  for (const double threshold : {0.4, 1.0}) {
    EngineOptions options;
    options.duplicates.threshold = threshold;
    EXPECT_TRUE(found_on_disk(documents, options, 200'000) == found_in_memory(documents, options))
        << threshold;
  }
}

TEST(DiskDuplicates, TheHardDocumentsMeetEveryLimit) {
  Engine engine;
  for (const Document& document : hard_documents(1)) {
    engine.add(document);
  }
  const DuplicatesCounts& counts = engine.duplicates().counts;
  EXPECT_GT(counts.capped_buckets, 0U);
  EXPECT_GT(counts.unlisted_copy_pairs, 0U);
  EXPECT_GT(counts.passages_without_tokens, 0U);
  EXPECT_GT(counts.exact_copies, 100U);
}

TEST(DiskDuplicates, LargeClustersComeFirstBySizeAndFurnitureLast) {
  std::vector<Document> documents = hard_documents(3);
  for (std::size_t i = 0; i < documents.size(); i += 9) {
    const std::string masthead =
        "Masthead of the paper number " + std::to_string(i % 4) + ", printed daily.";
    documents[i].text.insert(0, masthead + "\n\n");
    documents[i].marks = {
        {{0, static_cast<std::uint32_t>(masthead.size())}, MarkKind::kFurniture, 0}};
  }
  Engine engine;
  DiskDuplicates search({}, memory(0));
  for (const Document& document : documents) {
    engine.add(document);
    search.add(document);
  }
  search.run();
  const std::vector<Cluster>& clusters = engine.duplicates().clusters;
  const RecordMaker maker(engine.corpus(), engine.passages());
  const auto is_furniture = [&](std::size_t i) {
    return maker.is_furniture(clusters[i].representative);
  };
  std::vector<std::size_t> expected(clusters.size());
  std::iota(expected.begin(), expected.end(), std::size_t{0});
  std::stable_sort(expected.begin(), expected.end(), [&](std::size_t a, std::size_t b) {
    return clusters[a].members.size() > clusters[b].members.size();
  });
  const auto furniture = std::stable_partition(expected.begin(), expected.end(),
                                               [&](std::size_t i) { return !is_furniture(i); });
  ASSERT_EQ(expected.end() - furniture, 4);
  ASSERT_GT(furniture - expected.begin(), 10);
  for (const std::uint64_t count : {std::uint64_t{0}, std::uint64_t{7}}) {
    std::vector<std::size_t> seen;
    search.for_each_large_cluster(count, 3, [&](const FoundCluster& cluster) {
      EXPECT_EQ(cluster.size, clusters[cluster.id - 1].members.size() + 1);
      EXPECT_EQ(cluster.members.size(), std::min<std::uint64_t>(4, cluster.size));
      seen.push_back(static_cast<std::size_t>(cluster.id) - 1);
    });
    expected.resize(count == 0 ? expected.size() : count);
    EXPECT_EQ(seen, expected);
  }
}

TEST(DiskDuplicates, CountSpeakersAmongTheSources) {
  const std::vector<Document> documents = hard_documents(5);
  std::set<std::string> sources;
  DiskDuplicates search({}, memory(100'000));
  for (const Document& document : documents) {
    search.add(document);
    sources.insert(document.source);
    for (const ElementMark& mark : document.speakers.marks) {
      sources.insert(std::string(ElementView(document.speakers).name(mark.name)));
    }
  }
  sources.erase("");
  search.run();
  EXPECT_EQ(search.corpus().sources, sources.size());
  EXPECT_TRUE(sources.contains("Ada 12"));
}

TEST(DiskDuplicates, NameWhoSpeaksWhereAPassageBegins) {
  const std::string first = "The council will plant four thousand lime trees along the canal.";
  const std::string second = "Nobody who waits for the ferry at dusk believes in a second bridge.";
  const std::string third = "Read what the assembly has decided on the price of bread today.";
  std::vector<Document> documents;
  for (const std::string id : {"b", "a"}) { // two runs, the second one in front of the first
    Document document;
    document.id = id;
    document.source = "Gazette";
    document.text = first + "\n\n" + second + "\n\n" + third;
    document.speakers.add(static_cast<std::uint32_t>(first.size()) + 2, "Ms. Øre " + id);
    document.speakers.add(static_cast<std::uint32_t>(first.size() + second.size()) + 4, "");
    documents.push_back(document);
  }
  DiskDuplicates search({}, memory(1));
  for (const Document& document : documents) {
    Corpus corpus;
    corpus.add(document);
    search.add(std::move(corpus));
  }
  search.run();
  EXPECT_EQ(search.run_report().spilled_runs, 2U);
  EXPECT_EQ(search.corpus().sources, 3U);
  std::vector<std::string> found;
  search.for_each_pair([&](const FoundPair& pair) {
    for (const FoundPassage& passage : {pair.a, pair.b}) {
      found.push_back(std::string(passage.document) + " " + std::string(passage.source) + ": " +
                      std::string(passage.text.substr(0, 6)));
    }
  });
  const std::vector<std::string> expected = {"a Gazette: The co",   "b Gazette: The co",
                                             "a Ms. Øre a: Nobody", "b Ms. Øre b: Nobody",
                                             "a Gazette: Read w",   "b Gazette: Read w"};
  EXPECT_EQ(found, expected);
}

TEST(DiskDuplicates, OfNothingAreNone) {
  for (const bool blank : {false, true}) {
    DiskDuplicates search({}, memory(0));
    if (blank) {
      Document document;
      document.id = "blank";
      document.text = "- - -";
      search.add(document);
    }
    search.run();
    EXPECT_EQ(search.pairs(), 0U);
    EXPECT_EQ(search.clusters(), 0U);
    EXPECT_EQ(search.removals(), 0U);
    search.for_each_large_cluster(5, 5, [](const FoundCluster&) { ADD_FAILURE(); });
  }
}

TEST(DiskDuplicates, RefuseALimitTooSmallAndAFolderThatTakesNoFiles) {
  MemoryOptions small = memory(0);
  small.limit_bytes = least_memory(2) - 1;
  EngineOptions options;
  options.threads = 2;
  EXPECT_THROW(DiskDuplicates(options, small), InvalidArgument);
  MemoryOptions nowhere = memory(0);
  nowhere.temp_folder = "/nonexistent/folder";
  EXPECT_THROW(DiskDuplicates(options, nowhere), IoError);
}

TEST(DiskDuplicates, RefuseToBeUsedOutOfOrder) {
  DiskDuplicates search({}, memory(0));
  const auto no_pairs = [](const FoundPair&) {};
  const auto no_documents = [](const DocumentView&) {};
  const auto no_removals = [](const DocumentView&, const DocumentView&, double) {};
  EXPECT_THROW((void)search.pairs(), InvalidArgument);
  EXPECT_THROW((void)search.clusters(), InvalidArgument);
  EXPECT_THROW((void)search.removals(), InvalidArgument);
  EXPECT_THROW(search.for_each_pair(no_pairs), InvalidArgument);
  EXPECT_THROW(search.for_each_cluster([](const FoundCluster&) {}), InvalidArgument);
  EXPECT_THROW(search.for_each_large_cluster(1, 1, [](const FoundCluster&) {}), InvalidArgument);
  EXPECT_THROW(search.for_each_removal(no_removals), InvalidArgument);
  EXPECT_THROW(search.for_each_document(no_documents), InvalidArgument);
  Document document;
  document.id = "a";
  document.text = "one two three four";
  search.add(document);
  search.run();
  EXPECT_THROW(search.add(document), InvalidArgument);
  EXPECT_THROW(search.add(Corpus()), InvalidArgument);
  EXPECT_THROW(search.run(), InvalidArgument);
  std::size_t documents = 0;
  search.for_each_document([&](const DocumentView&) { ++documents; });
  EXPECT_EQ(documents, 1U);
  EXPECT_EQ(search.pairs(), 0U);
}

TEST(DiskDuplicates, StopWhenTheCallerAsks) {
  std::atomic<bool> stop{false};
  RunControl control;
  control.cancel = &stop;
  DiskDuplicates search({}, memory(0), control);
  for (const Document& document : hard_documents(4)) {
    search.add(document);
  }
  stop = true;
  EXPECT_THROW(search.run(), Cancelled);
}

} // namespace
} // namespace refrain
