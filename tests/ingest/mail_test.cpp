// Messages become documents as a mail program would show them, attachments documents beside them.

#include "refrain/ingest/detail/mail_message.h"
#include "refrain/ingest/ingest.h"

#include "tests/ingest/summaries.h"
#include "tests/ingest/temporary_folder.h"
#include "tests/ingest/zip_bytes.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace refrain {
namespace {

using test::TemporaryFolder;
using testing::ElementsAre;
using testing::HasSubstr;

class Mail : public testing::Test {
protected:
  void SetUp() override {
    if (!detail::mail_is_read()) {
      GTEST_SKIP() << "built without GMime";
    }
  }
  IngestResult read(const std::string& name, const std::string& bytes) const {
    const std::vector<std::string> inputs{folder.write(name, bytes)};
    return ingest(inputs, {}, {});
  }
  TemporaryFolder folder;
};

const std::string kHead = "From: =?utf-8?Q?J=C3=A4ne?= Roe <jane@example.org>\r\n"
                          "To: all@example.org\r\n"
                          "Subject: =?iso-8859-1?Q?Fluss_f=FCr?= =?utf-8?B?IGFsbGU=?=\r\n"
                          "Date: Sat, 15 Oct 2016 08:09:10 +0200\r\n"
                          "Message-ID: <1@example.org>\r\n"
                          "MIME-Version: 1.0\r\n";

std::string part(const std::string& headers, const std::string& body) {
  return "--b\r\n" + headers + "\r\n\r\n" + body + "\r\n";
}

std::string mixed(const std::string& parts) {
  return kHead + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + parts + "--b--\r\n";
}

std::string base64(const std::string& bytes) {
  static const char* const kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t word = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      word = word << 8 | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      out += i + j > bytes.size() ? '=' : kDigits[word >> (18 - 6 * j) & 63U];
    }
    out += i % 57 == 54 ? "\r\n" : "";
  }
  return out;
}

std::vector<std::string> skips(const IngestResult& result) {
  std::vector<std::string> all;
  for (const Skipped& s : result.skipped) {
    all.push_back(s.path.substr(s.path.rfind('/') + 1) + ' ' + std::string(name_of(s.reason)));
  }
  return all;
}

TEST_F(Mail, HasDecodedHeadersAndBody) {
  const IngestResult result =
      read("saved", kHead + "Content-Type: text/plain; charset=koi8-r\r\n"
                            "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
                            "=ED=C9=D2 and =\r\nmore.\r\n\r\nSecond.\r\n-- \r\nJane\r\n");
  EXPECT_TRUE(result.skipped.empty());
  const Corpus& c = result.corpus;
  ASSERT_EQ(c.size(), 1U);
  EXPECT_EQ(c.text(0), "Мир and more.\n\nSecond.\n-- \nJane");
  EXPECT_EQ(c.title(0), "Fluss für alle");
  EXPECT_EQ(c.source(0), "Jäne Roe");
  EXPECT_EQ(c.date(0), "2016-10-15T08:09");
  EXPECT_EQ(c.title_origin(0), Origin::kMetadata);
  EXPECT_EQ(c.id(0), "saved");
  ASSERT_EQ(c.marks(0).size(), 1U);
  EXPECT_EQ(c.text({0, c.marks(0)[0].bytes}), "-- \nJane");
}

TEST_F(Mail, JoinsFlowedLines) {
  const IngestResult result =
      read("f.eml", kHead + "Content-Type: text/plain; format=flowed\r\n\r\n"
                            "A line that \r\ngoes on.\r\n>From here.\r\n");
  ASSERT_EQ(result.corpus.size(), 1U);
  EXPECT_EQ(result.corpus.text(0), "A line that goes on.\nFrom here.");
}

TEST_F(Mail, TakesThePlainFormUnlessItSaysNothing) {
  const std::string alternative = "Content-Type: multipart/alternative; boundary=b\r\n\r\n";
  const std::string html =
      part("Content-Type: text/html", "<p>The whole story of the river is told here.</p>");
  EXPECT_EQ(read("a.eml", kHead + alternative +
                              part("Content-Type: text/plain", "The story of the river.") + html +
                              "--b--\r\n")
                .corpus.text(0),
            "The story of the river.");
  EXPECT_EQ(read("b.eml",
                 kHead + alternative + part("Content-Type: text/plain", "See it.") + html + "--b--")
                .corpus.text(0),
            "The whole story of the river is told here.");
}

TEST_F(Mail, HasEachBodyOnce) {
  const std::string plain = part("Content-Type: text/plain", "The story of the river.");
  const std::string html = part("Content-Type: text/html", "<p>The story of the bridge.</p>");
  EXPECT_EQ(read("mixed.eml", mixed(plain + html)).corpus.text(0),
            "The story of the river.\n\nThe story of the bridge.");
  const IngestResult forms =
      read("forms.eml", kHead + "Content-Type: multipart/alternative; boundary=b\r\n\r\n" + plain +
                            part("Content-Type: text/x-amp-html", "<html amp4email>") + html +
                            "--b--\r\n");
  ASSERT_EQ(forms.corpus.size(), 1U);
  EXPECT_EQ(forms.corpus.text(0), "The story of the river.");
  EXPECT_TRUE(forms.skipped.empty());
}

TEST_F(Mail, SaysTheElementsOfItsHtml) {
  const auto result =
      read("a.eml", mixed(part("Content-Type: text/html", "<p>One.<h2 id=x>Two</h2><p>Three.") +
                          part("Content-Type: text/html", "<p>Four.<p>Five.") +
                          part("Content-Type: text/plain", "Six.")));
  ASSERT_EQ(result.corpus.size(), 1U);
  const std::string_view text = result.corpus.text(0);
  const auto element = [&](std::string_view word) {
    const auto at = static_cast<std::uint32_t>(text.find(word));
    return result.corpus.element({0, {at, at + 1}});
  };
  EXPECT_EQ(element("One"), "p[1]");
  EXPECT_EQ(element("Two"), "#x");
  EXPECT_EQ(element("Three"), "#x p[1]");
  EXPECT_EQ(element("Four"), "p[3]");
  EXPECT_EQ(element("Five"), "p[4]");
  EXPECT_EQ(element("Six"), "");

  // A part without text has no place either.
  const auto blank = read("b.eml", mixed(part("Content-Type: text/html", "<p>One.") +
                                         part("Content-Type: text/plain", " ")));
  ASSERT_EQ(blank.corpus.size(), 1U);
  for (const ElementMark& mark : blank.corpus.elements(0).marks) {
    EXPECT_LT(mark.begin, blank.corpus.text(0).size());
  }
}

TEST_F(Mail, GivesAttachmentsAsDocuments) {
  const std::string docx = test::zip(
      {{"[Content_Types].xml", "<Types/>"},
       {"word/document.xml", "<w:d xmlns:w='w'><w:p><w:r><w:t>In Word.</w:t></w:r></w:p></w:d>"}});
  const IngestResult result = read(
      "m.eml",
      mixed(part("Content-Type: text/plain", "See the files.") +
            part("Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
                 "Content-Disposition: attachment; filename*=utf-8''%C3%A4%2Fa.docx",
                 base64(docx)) +
            part("Content-Type: text/csv\r\nContent-Disposition: attachment; filename=t.csv",
                 "id,text\nrow,A cell.\n") +
            part("Content-Type: image/png; name=logo.png\r\nContent-Transfer-Encoding: base64",
                 "iVBORw0KGgo=") +
            part("Content-Type: message/rfc822",
                 "From: b@example.org\r\nMessage-ID: <2@x>\r\n\r\nThe inner message.\r\n")));
  std::vector<std::string> found;
  for (DocumentIndex d = 0; d < result.corpus.size(); ++d) {
    found.push_back(std::string(result.corpus.id(d)) + '|' + std::string(result.corpus.text(d)) +
                    '|' + std::string(result.corpus.source(d)));
  }
  EXPECT_THAT(found, ElementsAre("m.eml|See the files.|Jäne Roe",
                                 "m.eml/part.eml|The inner message.|b@example.org",
                                 "m.eml/ä_a.docx|In Word.|Jäne Roe", "row|A cell.|"));
  EXPECT_THAT(skips(result), ElementsAre("logo.png unsupported"));
  EXPECT_EQ(result.corpus.date(2), "2016-10-15T08:09");
}

TEST_F(Mail, ReportsEncryptedAndDeepMessages) {
  const IngestResult locked =
      read("e.eml", kHead +
                        "Content-Type: multipart/encrypted; boundary=b; protocol=application/pgp-"
                        "encrypted\r\n\r\n" +
                        part("Content-Type: application/pgp-encrypted", "Version: 1") +
                        part("Content-Type: application/octet-stream", "secret") + "--b--\r\n");
  EXPECT_EQ(locked.corpus.size(), 0U);
  EXPECT_THAT(skips(locked), ElementsAre("part encrypted"));
  std::string nested = kHead + "\r\nAt the bottom.\r\n";
  for (int i = 0; i < 12; ++i) {
    nested = kHead + "Content-Type: message/rfc822\r\n\r\n" + nested;
  }
  EXPECT_THAT(skips(read("n.eml", nested)), testing::Contains(HasSubstr("too-deep")));
  std::string deep = kHead;
  for (int i = 0; i < 3000; ++i) {
    deep += "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\r\n\r\n--b" +
            std::to_string(i) + "\r\n";
  }
  const IngestResult bottom = read("d.eml", deep + "\r\nx");
  EXPECT_EQ(bottom.corpus.size(), 0U);
  EXPECT_THAT(skips(bottom), ElementsAre("d.eml too-deep"));
}

TEST_F(Mail, TellsThatPartsAreTooDeep) {
  const auto nested = [](int multiparts) {
    std::string message = kHead;
    for (int i = 0; i < multiparts; ++i) {
      const std::string boundary = "b" + std::to_string(i) + "-";
      message += "Content-Type: multipart/mixed; boundary=" + boundary + "\r\n\r\n";
      if (i == 0) {
        message += "--" + boundary + "\r\n\r\nAt the top.\r\n";
      }
      message += "--" + boundary + "\r\n";
    }
    return message + "\r\nAt the bottom.\r\n";
  };
  const IngestResult whole = read("w.eml", nested(64));
  ASSERT_EQ(whole.corpus.size(), 1U);
  EXPECT_THAT(std::string(whole.corpus.text(0)), HasSubstr("At the bottom."));
  EXPECT_THAT(skips(whole), ElementsAre());
  const IngestResult cut = read("c.eml", nested(65));
  ASSERT_EQ(cut.corpus.size(), 1U);
  EXPECT_EQ(cut.corpus.text(0), "At the top.");
  EXPECT_THAT(skips(cut), ElementsAre("c.eml too-deep"));
}

TEST_F(Mail, TellsThatHtmlIsTooDeep) {
  std::string deep = "<p>first</p>";
  for (int i = 0; i < 5000; ++i) {
    deep += "<div>\r\n";
  }
  const IngestResult result =
      read("a.eml", kHead + "Content-Type: text/html\r\n\r\n" + deep + "gone");
  ASSERT_EQ(result.corpus.size(), 1U);
  EXPECT_EQ(result.corpus.text(0), "first");
  EXPECT_THAT(skips(result), ElementsAre("a.eml too-deep"));
}

TEST_F(Mail, KeepsWhatFollowsANulInAMessageInside) {
  using namespace std::string_literals;
  const IngestResult result =
      read("a.eml", mixed(part("Content-Type: message/rfc822",
                               kHead + "Content-Type: text/plain\r\n\r\nbefore\0after"s)));
  ASSERT_EQ(result.corpus.size(), 1U);
  EXPECT_EQ(result.corpus.text(0), "before\0after"s);
}

TEST_F(Mail, CountsBytesOfItsBodyThatAreNoCharacters) {
  const IngestResult result =
      read("a.eml", kHead + "Content-Type: text/plain; charset=utf-8\r\n\r\nna\xC3\xAFve \xC3\xA9"
                            "t\xC3\xA9, \xC3\xA0 la \xC3\xA9 \xC3\xA9 \xC3\xA9 \xC3\xA9\xFF.");
  EXPECT_EQ(result.counts.replaced_bytes, 1U);
}

TEST_F(Mail, OfAMailboxIsADocumentAMessage) {
  std::string box;
  for (int i = 1; i <= 3; ++i) {
    box += "From jane@example.org Sat Oct 15 08:09:10 2016\n" + kHead + "\nMessage number " +
           std::to_string(i) + ".\nFrom nowhere.\n\n";
  }
  for (const char* name : {"all.mbox", "by-content"}) {
    const IngestResult result = read(name, box);
    EXPECT_TRUE(result.skipped.empty());
    ASSERT_EQ(result.corpus.size(), 3U);
    EXPECT_EQ(result.corpus.id(2), std::string(name) + "/3.eml");
    EXPECT_EQ(result.corpus.text(2), "Message number 3.\nFrom nowhere.");
  }
  const std::vector<std::string> inputs{folder / "all.mbox"};
  std::vector<std::string> paths;
  for_each_record(inputs, {}, {}, [&](const RawRecord& r) {
    paths.emplace_back(r.path.substr(inputs[0].size()));
    EXPECT_THAT(std::string(r.bytes), testing::StartsWith("From: "));
  });
  EXPECT_THAT(paths, ElementsAre("/1.eml", "/2.eml", "/3.eml"));
  IngestOptions options;
  options.max_record_bytes = 100;
  EXPECT_EQ(ingest(inputs, options, {}).skipped.size(), 3U);
}

TEST_F(Mail, OfAMailboxGoesOnAtAParagraphThatBeginsWithFrom) {
  const std::string separator = "From jane@example.org Sat Oct 15 08:09:10 2016\n";
  const std::string first =
      kHead + "\nOne.\n\nFrom what I hear: two.\nThree.\n\nFrom 10:30 on.\n\nFour.\n";
  const std::string last = kHead + "\nFive.\n\nFrom here\n";
  const IngestResult result =
      read("all.mbox", separator + first + "\n" + separator + "\nNo headers.\n\nFrom x\n" + last);
  EXPECT_TRUE(result.skipped.empty());
  ASSERT_EQ(result.corpus.size(), 3U);
  EXPECT_EQ(result.corpus.text(0),
            "One.\n\nFrom what I hear: two.\nThree.\n\nFrom 10:30 on.\n\nFour.");
  EXPECT_EQ(result.corpus.text(1), "No headers.");
  EXPECT_EQ(result.corpus.text(2), "Five.\n\nFrom here");
  EXPECT_EQ(result.corpus.source(2), "Jäne Roe");
  const std::vector<std::string> inputs{folder / "all.mbox"};
  std::vector<std::string> raw;
  for_each_record(inputs, {}, {}, [&](const RawRecord& r) { raw.emplace_back(r.bytes); });
  EXPECT_THAT(raw, ElementsAre(first + "\n", "\nNo headers.\n\n", last));
}

TEST_F(Mail, OfAMailboxHasNoDateFromItsNumber) {
  std::string box;
  for (int i = 1; i <= 2001; ++i) {
    box += "From x\nFrom: a@example.org\n\nA word to everyone.\n\n";
  }
  const IngestResult result = read("all.mbox", box);
  ASSERT_EQ(result.corpus.size(), 2001U);
  for (DocumentIndex d = 0; d < result.corpus.size(); ++d) {
    EXPECT_EQ(result.corpus.date(d), "") << result.corpus.id(d);
  }
}

// Names were once tried one number after the other, for minutes.
TEST_F(Mail, WithManyAttachmentsOfOneNameIsReadInLinearTime) {
  const int many = 30'000;
  std::string mail = "From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n";
  for (int i = 0; i < many; ++i) {
    mail += "--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nx\n";
  }
  const IngestResult result = read("many.eml", mail + "--b--\n");
  ASSERT_EQ(result.corpus.size(), static_cast<std::size_t>(many));
  std::vector<std::string> names = test::ids(result.corpus);
  EXPECT_EQ(names.front(), "many.eml/a.txt");
  EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
}

TEST_F(Mail, IsNotSeenInTextsWithLabels) {
  const IngestResult result =
      read("a.txt", "From: the desk of Jane Roe\nDate: 2021-03-05\nSubject: The river\n\nText.");
  ASSERT_EQ(result.corpus.size(), 1U);
  EXPECT_THAT(std::string(result.corpus.text(0)), HasSubstr("From: the desk"));
}

} // namespace
} // namespace refrain
