// Reads a folder with refrain::ingest and says how many documents it holds.

#include "refrain/ingest/ingest.h"

#include <iostream>

int main(int argc, char** argv) {
  const std::vector<std::string> inputs(argv + 1, argv + argc);
  const refrain::IngestResult in = refrain::ingest(inputs, {}, {});
  std::cout << in.corpus.size() << '\n';
}
