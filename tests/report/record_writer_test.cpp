#include "refrain/core/parallel.h"
#include "refrain/core/run_control.h"
#include "refrain/report/record_writer.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace refrain {
namespace {

RangeRecord range(std::string_view document, std::string_view text) {
  return {document, {2, 2 + static_cast<std::uint32_t>(text.size())}, 1, 4, text};
}

std::string written(RecordFormat format, std::vector<RecordKind> kinds,
                    const std::function<void(RecordWriter&)>& write) {
  StringSink sink;
  const auto writer = make_record_writer(format, kinds, sink);
  write(*writer);
  writer->finish();
  return sink.text();
}

const std::string kRange =
    R"({"document":"d","begin":2,"end":6,"begin_char":1,"end_char":4,"text":"éx!"})";

TEST(RecordWriter, JsonLinesHasTheFieldsOfEveryRecord) {
  const auto lines = [](const auto& record) {
    return written(RecordFormat::kJsonLines, {}, [&](RecordWriter& w) { w.write(record); });
  };
  DocumentRecord document;
  document.id = "d";
  document.source = "S";
  document.source_origin = Origin::kField;
  document.path = "p";
  document.bytes = 5;
  document.passages = 1;
  document.tokens = 2;
  EXPECT_EQ(lines(document),
            R"({"type":"document","id":"d","title":null,"source":"S","date":null,"path":"p",)"
            R"("bytes":5,"passages":1,"tokens":2,"title_origin":"unknown",)"
            R"("source_origin":"field","date_origin":"unknown",)"
            R"("language":null,"language_origin":"unknown"})"
            "\n");
  const RangeRecord r = range("d", "éx!");
  EXPECT_EQ(lines(PairRecord{r, r, 0.75, 1}), R"({"type":"pair","a":)" + kRange + R"(,"b":)" +
                                                  kRange +
                                                  R"(,"jaccard":0.75,"containment":1})"
                                                  "\n");
  const std::array members{MemberRecord{r, 1, "", ""}, MemberRecord{r, 0.9, "", ""}};
  const std::string open = kRange.substr(0, kRange.size() - 1);
  EXPECT_EQ(lines(ClusterRecord{7, 2, members}),
            R"({"type":"cluster","id":7,"size":2,"representative":)" + kRange + R"(,"members":[)" +
                open + R"(,"jaccard":1},)" + open + R"(,"jaccard":0.9}]})" + "\n");
  ReuseRecord reuse;
  reuse.a = r;
  reuse.b = r;
  reuse.form = Form::kHeavy;
  reuse.similarity = 0.5;
  EXPECT_EQ(lines(reuse), R"({"type":"reuse","a":)" + kRange + R"(,"b":)" + kRange +
                              R"(,"form":"heavy","similarity":0.5})" + "\n");
  reuse.compared = true;
  EXPECT_EQ(lines(reuse), R"({"type":"reuse","a":)" + kRange + R"(,"b":)" + kRange +
                              R"(,"form":"heavy","similarity":0.5,"differences":[]})" + "\n");
  const std::array occurrences{OccurrenceRecord{r, "S", "", Form::kHeavy}};
  const std::array keywords{std::string("one"), std::string("two")};
  TalkingPointRecord point;
  point.rank = 1;
  point.score = 2.5;
  point.label = "L";
  point.kind = PointKind::kStumpLine;
  point.documents = 3;
  point.sources = 1;
  point.keywords = keywords;
  point.occurrences = occurrences;
  EXPECT_EQ(lines(point),
            R"({"type":"talking_point","rank":1,"score":2.5,"label":"L","kind":"stump_line",)"
            R"("boilerplate":false,"documents":3,"sources":1,"first_seen":null,)"
            R"("keywords":["one","two"],"occurrences":[)" +
                open + R"(,"source":"S","date":null,"form":"reworded"}]})" + "\n");
  EXPECT_EQ(lines(MatchRecord{"q", "d", 1, 0.25, "", ""}),
            R"({"type":"match","query":"q","document":"d","rank":1,"score":0.25})"
            "\n");
  EXPECT_EQ(lines(SkippedRecord{"p", 3, "binary", "said \"so\""}),
            R"({"type":"skipped","path":"p","position":3,"reason":"binary","detail":"said \"so\""})"
            "\n");
}

TEST(RecordWriter, JsonIsOneObjectWithAnArrayAKind) {
  const auto whole = written(RecordFormat::kJson, {}, [](RecordWriter& w) {
    w.begin(RecordKind::kPair);
    w.begin(RecordKind::kMatch);
    w.write(MatchRecord{"q", "d", 1, 1, "", ""});
    w.write(MatchRecord{"q", "e", 2, 0.5, "", ""});
    w.begin(RecordKind::kSkipped);
  });
  EXPECT_EQ(whole, "{\n\"schema\": \"refrain/1\",\n\"pairs\": [],\n\"matches\": [\n"
                   R"({"type":"match","query":"q","document":"d","rank":1,"score":1},)"
                   "\n"
                   R"({"type":"match","query":"q","document":"e","rank":2,"score":0.5})"
                   "\n],\n\"skipped\": []\n}\n");
}

TEST(RecordWriter, JsonWithoutKindsIsStillAnObject) {
  EXPECT_EQ(written(RecordFormat::kJson, {}, [](RecordWriter&) {}),
            "{\n\"schema\": \"refrain/1\"\n}\n");
}

TEST(RecordWriter, CsvHasTheColumnsOfItsKindsAndQuotesWhatNeedsIt) {
  const auto table =
      written(RecordFormat::kCsv, {RecordKind::kMatch, RecordKind::kSkipped}, [](RecordWriter& w) {
        w.write(MatchRecord{"q,1", "say \"x\"", 1, 0.5, "", ""});
        w.write(SkippedRecord{"a\nb", 2, "binary", "bad\xFF"});
      });
  EXPECT_EQ(table, "type,rank,score,query,document,path,position,reason,detail\n"
                   "match,1,0.5,\"q,1\",\"say \"\"x\"\"\",,,,\n"
                   "skipped,,,,,\"a\nb\",2,binary,bad\uFFFD\n");
}

TEST(RecordWriter, CsvHasARowAMemberAndARowAnOccurrence) {
  const RangeRecord r = range("d", "éx!");
  const std::array members{MemberRecord{r, 1, "", ""}, MemberRecord{r, 0.9, "", ""},
                           MemberRecord{r, 0.8, "", ""}};
  const auto table = written(RecordFormat::kCsv, {RecordKind::kCluster}, [&](RecordWriter& w) {
    w.write(ClusterRecord{1, 3, members});
  });
  EXPECT_EQ(table, "type,id,size,a_document,a_begin,a_end,a_begin_char,a_end_char,a_text,"
                   "b_document,b_begin,b_end,b_begin_char,b_end_char,b_text,jaccard,"
                   "a_page,a_furniture,a_element,b_page,b_furniture,b_element\n"
                   "cluster,1,3,d,2,6,1,4,éx!,d,2,6,1,4,éx!,0.9,,false,,,false,\n"
                   "cluster,1,3,d,2,6,1,4,éx!,d,2,6,1,4,éx!,0.8,,false,,,false,\n");
}

TEST(RecordWriter, CsvSaysPageFurnitureAndOriginsBehindAllOtherColumns) {
  RangeRecord r = range("d", "éx!");
  r.page = 3;
  r.furniture = true;
  const std::array occurrences{OccurrenceRecord{r, "S", "", Form::kVerbatim}};
  TalkingPointRecord point;
  point.rank = 1;
  point.occurrences = occurrences;
  EXPECT_EQ(written(RecordFormat::kCsv, {RecordKind::kTalkingPoint},
                    [&](RecordWriter& w) { w.write(point); }),
            "type,rank,score,label,kind,boilerplate,documents,sources,first_seen,keywords,document,"
            "begin,end,begin_char,end_char,text,form,source,date,page,furniture,element\n"
            "talking_point,1,0,,statement,false,0,0,,,d,2,6,1,4,éx!,verbatim,S,,3,true,\n");
  EXPECT_EQ(written(RecordFormat::kCsv, {RecordKind::kPair},
                    [&](RecordWriter& w) {
                      w.write(PairRecord{r, range("e", "x"), 0.75, 1});
                    }),
            "type,a_document,a_begin,a_end,a_begin_char,a_end_char,a_text,b_document,b_begin,b_end,"
            "b_begin_char,b_end_char,b_text,jaccard,containment,a_page,a_furniture,a_element,"
            "b_page,b_furniture,b_element\n"
            "pair,d,2,6,1,4,éx!,e,2,3,1,4,x,0.75,1,3,true,,,false,\n");
  DocumentRecord document;
  document.id = "d";
  document.title = "T";
  document.title_origin = Origin::kMetadata;
  document.date_origin = Origin::kFileName;
  document.language = "pt-BR";
  document.language_origin = Origin::kTable;
  EXPECT_EQ(written(RecordFormat::kCsv, {RecordKind::kDocument},
                    [&](RecordWriter& w) { w.write(document); }),
            "type,id,title,source,date,path,bytes,passages,tokens,title_origin,source_origin,"
            "date_origin,language,language_origin,speakers\n"
            "document,d,T,,,,0,0,0,metadata,unknown,file_name,pt-BR,table,\n");
}

TEST(RecordWriter, CsvListsSpeakersAsItListsKeywords) {
  DocumentRecord talk;
  talk.id = "d";
  talk.speakers = {"Anna Berg", "Tom \"T\" Hale"};
  DocumentRecord other;
  other.id = "e";
  const auto text = written(RecordFormat::kCsv, {RecordKind::kDocument}, [&](RecordWriter& w) {
    w.write(talk);
    w.write(other);
  });
  EXPECT_NE(text.find(",\"Anna Berg; Tom \"\"T\"\" Hale\"\n"), std::string::npos) << text;
  EXPECT_TRUE(text.ends_with(",unknown,\n")) << text;
}

TEST(RecordWriter, MarkdownNamesThePageOfAQuote) {
  RangeRecord r = range("d", "éx!");
  r.page = 3;
  const auto text = written(RecordFormat::kMarkdown, {RecordKind::kPair}, [&](RecordWriter& w) {
    w.begin(RecordKind::kPair);
    w.write(PairRecord{r, range("e", "x"), 0.75, 1});
  });
  EXPECT_NE(text.find("— d, page 3, characters 1–4\n"), std::string::npos) << text;
  EXPECT_NE(text.find("— e, characters 1–4\n"), std::string::npos) << text;
}

TEST(RecordWriter, SaysTheElementOfAQuoteWhateverItsIdHolds) {
  RangeRecord r = range("d", "x");
  r.element = "#\"><b>,|' p[3]";
  const PairRecord pair{r, range("e", "x"), 0.75, 1};
  const auto as = [&](RecordFormat format) {
    return written(format, {RecordKind::kPair}, [&](RecordWriter& w) {
      w.begin(RecordKind::kPair);
      w.write(pair);
    });
  };
  const auto has = [](const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
  };
  const std::string lines = as(RecordFormat::kJsonLines);
  EXPECT_TRUE(has(lines, R"("text":"x","element":"#\"><b>,|' p[3]"},"b":)")) << lines;
  EXPECT_FALSE(has(lines.substr(lines.find("\"b\":")), "element")) << lines;
  const std::string table = as(RecordFormat::kCsv);
  EXPECT_TRUE(has(table, R"(,false,"#""><b>,|' p[3]",,false,)")) << table;
  const std::string quotes = as(RecordFormat::kMarkdown);
  EXPECT_TRUE(has(quotes, R"(— d, \#"\><b\>,\|' p\[3\], characters)") ||
              has(quotes, R"(— d, \#"\>\<b\>,\|' p\[3\], characters)"))
      << quotes;
}

// Records of two kinds in parts of any size, some of them empty, and what follows them.
void write_in_parts(RecordWriter& w, std::size_t parts) {
  const auto number = [](std::size_t part, std::size_t i) {
    return "d" + std::to_string(part * 7 + i);
  };
  w.begin(RecordKind::kPair);
  w.write_parts(parts, [&](std::size_t part, RecordWriter& to) {
    for (std::size_t i = 0; i < part % 5; ++i) {
      const std::string a = number(part, i);
      const std::string text(part % 3 == 0 ? 5000 : 3, 'x');
      to.write(PairRecord{range(a, text), range("b,\"", "é\n"), 0.5, 1});
    }
  });
  w.begin(RecordKind::kCluster);
  w.write_parts(parts, [&](std::size_t part, RecordWriter& to) {
    const std::string id = number(part, 0);
    const std::array members{MemberRecord{range(id, "one"), 1, "", ""},
                             MemberRecord{range("b", "two"), 0.9, "", ""}};
    // A cluster a piece of which comes in each of three parts.
    to.write(ClusterRecord{part / 3, 4, members, part % 3 == 0, part % 3 == 2});
  });
  w.write_parts(0, [](std::size_t, RecordWriter&) { FAIL() << "there is no part"; });
  w.begin(RecordKind::kSkipped);
  w.write(SkippedRecord{"p", 1, "binary", "text"});
}

TEST(RecordWriter, PartsOfSeveralThreadsAreTheBytesOfOne) {
  for (const RecordFormat format : {RecordFormat::kJsonLines, RecordFormat::kJson,
                                    RecordFormat::kCsv, RecordFormat::kMarkdown}) {
    for (const std::size_t parts : {0, 3, 6, 300}) {
      const auto with_threads = [&](unsigned threads) {
        const ThreadLimit limit(threads);
        return written(format, {RecordKind::kPair, RecordKind::kCluster, RecordKind::kSkipped},
                       [&](RecordWriter& w) { write_in_parts(w, parts); });
      };
      const std::string serial = with_threads(1);
      EXPECT_EQ(with_threads(2), serial) << parts;
      EXPECT_EQ(with_threads(5), serial) << parts;
    }
  }
}

TEST(RecordWriter, ThrowsWhatAPartOrTheSinkThrew) {
  class FullSink final : public Sink {
  public:
    void write(std::string_view bytes) override {
      if ((written_ += bytes.size()) > 100'000) {
        throw IoError("somewhere", "cannot write", ENOSPC);
      }
    }

  private:
    std::size_t written_ = 0;
  };
  const ThreadLimit limit(3);
  for (const RecordFormat format :
       {RecordFormat::kJsonLines, RecordFormat::kJson, RecordFormat::kCsv}) {
    const std::array kinds{RecordKind::kPair};
    FullSink full;
    const auto writer = make_record_writer(format, kinds, full);
    EXPECT_THROW(write_in_parts(*writer, 300), IoError);
    StringSink sink;
    const auto other = make_record_writer(format, kinds, sink);
    other->begin(RecordKind::kPair);
    EXPECT_THROW(other->write_parts(100,
                                    [](std::size_t part, RecordWriter&) {
                                      if (part == 50) {
                                        throw Cancelled();
                                      }
                                    }),
                 Cancelled);
  }
}

TEST(RecordWriter, AClusterInPartsIsTheSameBytes) {
  const RangeRecord r = range("d", "éx!");
  const RangeRecord other = range("e", "other");
  const std::vector<MemberRecord> all{
      {r, 1, "", ""}, {r, 0.9, "", ""}, {other, 0.8, "", ""}, {r, 0.7, "", ""}, {r, 0.6, "", ""}};
  // Each part begins with the representative.
  const std::vector<MemberRecord> parts[] = {
      {all[0], all[1]}, {all[0], all[2], all[3]}, {all[0], all[4]}};
  for (const RecordFormat format : {RecordFormat::kJsonLines, RecordFormat::kJson,
                                    RecordFormat::kCsv, RecordFormat::kMarkdown}) {
    const std::vector<RecordKind> kinds{RecordKind::kCluster};
    const auto whole = written(format, kinds, [&](RecordWriter& w) {
      w.begin(RecordKind::kCluster);
      w.write(ClusterRecord{1, 5, all});
      w.write(ClusterRecord{2, 2, parts[0]});
    });
    const auto in_parts = written(format, kinds, [&](RecordWriter& w) {
      w.begin(RecordKind::kCluster);
      w.write(ClusterRecord{1, 5, parts[0], true, false});
      w.write(ClusterRecord{1, 5, parts[1], false, false});
      w.write(ClusterRecord{1, 5, parts[2], false, true});
      w.write(ClusterRecord{2, 2, parts[0]});
    });
    EXPECT_EQ(in_parts, whole);
  }
}

} // namespace
} // namespace refrain
