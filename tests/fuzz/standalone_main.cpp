// Runs a fuzz target over built-in inputs, and over the files named as arguments (a crash that
// libFuzzer saved, for one), where libFuzzer itself is not linked.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void run(std::string_view input) {
  // A copy of exactly this size, so that a sanitizer sees a read past the end.
  const std::vector<std::uint8_t> copy(input.begin(), input.end());
  LLVMFuzzerTestOneInput(copy.data(), copy.size());
}

std::vector<std::string> builtin_inputs() {
  using namespace std::string_literals;
  std::vector<std::string> inputs = {
      ""s,
      "a"s,
      "\0"s,
      "\xff\xfe\xc0\x80\xed\xa0\x80\xf4\x90\x80\x80"s,
      "The cat’s “second” e.g. naïve test, 3.14 costs $1,000. Don't panic!\r\n\r\nNext line"s,
      "Привет, мир! שלום עולם صباح الخير हिन्दी में 中文分词测试 かなカナ ภาษาไทย 한국어"s,
      "👩‍👩‍👧 🇩🇪🇫🇷 e\xcc\x81\xe2\x80\x8d ﬁ ß İ ʼn ǅ"s,
      "{\"id\": 1, \"text\": \"a\\u00e9\\ud83d\\ude00\", \"n\": [null, true, 1e9]}\n{\"x\":"s,
      "<html><body><p>one</p><p>two &amp; three</body>"s,
      "# Title\n\n- item *one*\n- item `two`\n\n> quote\n"s,
  };
  const std::size_t fixed = inputs.size();
  std::mt19937_64 random(1);
  for (int i = 0; i < 300; ++i) {
    std::string s = inputs[random() % fixed] + inputs[random() % fixed];
    for (std::uint64_t n = random() % 8; n > 0 && !s.empty(); --n) {
      const std::size_t at = random() % s.size();
      if (random() % 2 == 0) {
        s[at] = static_cast<char>(random());
      } else {
        s.erase(at, random() % 9);
      }
    }
    inputs.push_back(s);
  }
  return inputs;
}

} // namespace

int main(int argc, char** argv) {
  if (argc > 1) {
    for (int i = 1; i < argc; ++i) {
      std::ifstream in(argv[i], std::ios::binary);
      if (!in) {
        std::fprintf(stderr, "cannot open %s\n", argv[i]);
        return 2;
      }
      run(std::string(std::istreambuf_iterator<char>(in), {}));
    }
    return 0;
  }
  for (const std::string& input : builtin_inputs()) {
    run(input);
  }
  return 0;
}
