#include "refrain/core/error.h"
#include "refrain/text/decode.h"

#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace refrain {
namespace {

using namespace std::string_view_literals;

struct Result {
  std::string text;
  std::string encoding;
  std::uint64_t replaced;
};

Result read(std::string_view bytes, std::string_view declared = {}) {
  std::string storage;
  const Decoded d = decode(bytes, storage, declared);
  return {std::string(d.text), d.encoding, d.replaced};
}

TEST(Decode, LeavesValidUtf8WhereItIs) {
  const std::string_view bytes = "plain, é, 水, 😀";
  std::string storage;
  const Decoded d = decode(bytes, storage);
  EXPECT_EQ(d.text.data(), bytes.data());
  EXPECT_EQ(d.text.size(), bytes.size());
  EXPECT_EQ(d.encoding, "UTF-8");
  EXPECT_EQ(d.replaced, 0U);
}

TEST(StreamDecoder, GivesTheSameWhereverPartsAreCut) {
  const std::string bytes("h\0\x3D\xD8\x00\xDE\x34\x6C\x3D\xD8!\0?",
                          13); // h😀水, half a pair, !, half
  std::string expected;
  StreamDecoder whole("UTF-16LE");
  whole.decode(bytes, true, expected);
  EXPECT_EQ(expected, "h😀水\xEF\xBF\xBD!\xEF\xBF\xBD");
  EXPECT_EQ(whole.replaced(), 3U);
  for (std::size_t a = 0; a <= bytes.size(); ++a) {
    for (std::size_t b = a; b <= bytes.size(); ++b) {
      StreamDecoder decoder("UTF-16LE");
      std::string text;
      decoder.decode(bytes.substr(0, a), false, text);
      decoder.decode(bytes.substr(a, b - a), false, text);
      decoder.decode(bytes.substr(b), true, text);
      EXPECT_EQ(text, expected) << a << ' ' << b;
      EXPECT_EQ(decoder.replaced(), 3U);
    }
  }
  EXPECT_THROW(StreamDecoder("no such encoding"), InvalidArgument);
}

TEST(Decode, ReadsLongTextsWhole) {
  std::string bytes = "\xFF\xFE";
  std::string expected;
  bytes += std::string("h\0", 2);
  expected += "h";
  while (bytes.size() < 3U << 20) { // a pair of surrogates, which a border of any size cuts
    bytes += std::string("\x3D\xD8\x00\xDE", 4);
    expected += "😀";
  }
  const Result r = read(bytes);
  EXPECT_EQ(r.text.size(), expected.size());
  EXPECT_TRUE(r.text == expected);
  EXPECT_EQ(r.replaced, 0U);
}

TEST(Decode, ObeysByteOrderMarks) {
  EXPECT_EQ(read("\xEF\xBB\xBFhi").text, "hi");
  EXPECT_EQ(read("\xFF\xFEh\0\xE9\0"sv).text, "hé");
  EXPECT_EQ(read("\xFE\xFF\0h\xD8\x3D\xDE\x00"sv).text, "h😀");
  EXPECT_EQ(read("\xFF\xFE\0\0h\0\0\0\x34\x6C\0\0"sv).text, "h水");
  EXPECT_EQ(read("\0\0\xFE\xFF\0\0\0h"sv).text, "h");
  EXPECT_EQ(read("\0\0\xFE\xFF\0\0\0h"sv).encoding, "UTF-32BE");
}

TEST(Decode, CountsWhatIsNoCharacter) {
  const Result r = read("many good ones: é é é é é é é é and one bad \xFF.");
  EXPECT_EQ(r.text, "many good ones: é é é é é é é é and one bad \uFFFD.");
  EXPECT_EQ(r.encoding, "UTF-8");
  EXPECT_EQ(r.replaced, 1U);
  EXPECT_EQ(read("\xFF\xFEh\0\0\xD8i\0"sv).text, "h\uFFFDi");
  EXPECT_EQ(read("\xFF\xFEh\0\0\xD8i\0"sv).replaced, 2U);
  EXPECT_EQ(read("\xFF\xFEh\0x"sv).replaced, 1U);
}

TEST(Decode, RecognisesOlderEncodings) {
  // "Правительство утвердило план развития железной дороги. Работы начнутся весной." in 1251.
  const Result russian =
      read("\xCF\xF0\xE0\xE2\xE8\xF2\xE5\xEB\xFC\xF1\xF2\xE2\xEE \xF3\xF2\xE2\xE5\xF0\xE4\xE8\xEB"
           "\xEE \xEF\xEB\xE0\xED \xF0\xE0\xE7\xE2\xE8\xF2\xE8\xFF \xE6\xE5\xEB\xE5\xE7\xED\xEE"
           "\xE9 \xE4\xEE\xF0\xEE\xE3\xE8. \xD0\xE0\xE1\xEE\xF2\xFB \xED\xE0\xF7\xED\xF3\xF2\xF1"
           "\xFF \xE2\xE5\xF1\xED\xEE\xE9.");
  EXPECT_EQ(russian.encoding, "windows-1251");
  EXPECT_EQ(russian.text,
            "Правительство утвердило план развития железной дороги. Работы начнутся весной.");
  const Result french = read("Le d\xE9"
                             "bat a \xE9t\xE9 ouvert par le pr\xE9sident de la "
                             "R\xE9publique, qui a salu\xE9 les d\xE9l\xE9gu\xE9s.");
  EXPECT_EQ(french.text, "Le débat a été ouvert par le président de la République, qui a salué les "
                         "délégués.");
}

TEST(Decode, PrefersTheDeclaredEncodingToAGuess) {
  EXPECT_EQ(read("\xCC\xE8\xF0", "windows-1251").text, "Мир");
  EXPECT_EQ(read("\x93\xFA\x96\x7B", "Shift_JIS").text, "日本");
  EXPECT_EQ(read("\xD6\xD0\xB9\xFA", "GB18030").text, "中国");
  EXPECT_EQ(read("already UTF-8: é", "windows-1251").text, "already UTF-8: é");
}

TEST(Decode, ValidatesByTable37) {
  const std::pair<std::string_view, std::size_t> cases[] = {{"a\x80", 1},
                                                            {"\xC0\x80", 0},
                                                            {"\xC1\xBF", 0},
                                                            {"\xE0\x9F\x80", 0},
                                                            {"\xED\xA0\x80", 0},
                                                            {"\xED\x9F\xBF", 3},
                                                            {"\xF0\x8F\x80\x80", 0},
                                                            {"\xF4\x90\x80\x80", 0},
                                                            {"\xF4\x8F\xBF\xBF", 4},
                                                            {"\xF5\x80\x80\x80", 0},
                                                            {"é\xE2\x82", 2}};
  for (const auto& [bytes, good] : cases) {
    EXPECT_EQ(valid_utf8_prefix(bytes), good) << testing::PrintToString(bytes);
  }
}

TEST(Decode, FindsABadByteAtEveryPlace) {
  for (std::size_t size = 1; size < 100; ++size) {
    for (std::size_t bad = 0; bad < size; ++bad) {
      std::string text(size, 'x');
      text[bad] = '\xFF';
      ASSERT_EQ(valid_utf8_prefix(text), bad);
    }
  }
}

TEST(Decode, ReplacesMaximalInvalidParts) {
  std::string out;
  EXPECT_EQ(append_repaired_utf8("a\xE2\x82z\xF0\x9F\x98", out), 5U);
  EXPECT_EQ(out, "a\uFFFDz\uFFFD");
}

} // namespace
} // namespace refrain
