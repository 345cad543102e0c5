// Any bytes give the tokens that ICU gives, with every instruction set.

#include "refrain/core/cpu.h"
#include "refrain/text/tokenizer.h"

#include "tests/reference/tokenizer.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using refrain::Token;
  static refrain::reference::Tokenizer oracle;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::vector<Token> expected = oracle.tokenize(text);
  for (const refrain::InstructionSet set : refrain::available_instruction_sets()) {
    refrain::Tokenizer tokenizer(set);
    std::vector<Token> tokens;
    std::vector<refrain::TokenKey> keys;
    tokenizer.tokenize(text, tokens);
    tokenizer.keys(text, keys);
    bool same = tokens.size() == expected.size() && keys.size() == expected.size();
    for (std::size_t i = 0; same && i < expected.size(); ++i) {
      same = tokens[i].key == expected[i].key && tokens[i].begin == expected[i].begin &&
             tokens[i].end == expected[i].end && keys[i] == expected[i].key;
    }
    if (!same) {
      std::fprintf(stderr, "tokens differ from ICU's with %s\n",
                   std::string(to_string(set)).c_str());
      std::abort();
    }
  }
  return 0;
}
