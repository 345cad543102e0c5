#include "bench/quality/pan13_corpus.h"

#include "refrain/core/error.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <map>
#include <sstream>
#include <string_view>

namespace refrain::bench {
namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    throw IoError(path.string(), "open", errno);
  }
  std::ostringstream out;
  out << in.rdbuf();
  return std::move(out).str();
}

std::uint32_t number_of(std::string_view feature, const std::string& name) {
  const std::string key = " " + name + "=\"";
  const std::size_t at = feature.find(key);
  std::uint32_t value = 0;
  if (at != std::string_view::npos) {
    const char* begin = feature.data() + at + key.size();
    std::from_chars(begin, feature.data() + feature.size(), value);
  }
  return value;
}

std::vector<AlignedRange> read_cases(const fs::path& path) {
  const std::string xml = read_file(path);
  std::vector<AlignedRange> cases;
  for (std::size_t at = xml.find("<feature"); at != std::string::npos;
       at = xml.find("<feature", at + 1)) {
    const std::string_view feature = std::string_view(xml).substr(at, xml.find('>', at) - at);
    if (feature.find("\"plagiarism\"") == std::string_view::npos) {
      continue;
    }
    AlignedRange one;
    one.a_begin = number_of(feature, "this_offset");
    one.a_end = one.a_begin + number_of(feature, "this_length");
    one.b_begin = number_of(feature, "source_offset");
    one.b_end = one.b_begin + number_of(feature, "source_length");
    cases.push_back(one);
  }
  return cases;
}

} // namespace

Pan13 read_pan13(const fs::path& root) {
  Pan13 pan;
  std::vector<fs::path> folders;
  for (const fs::directory_entry& entry : fs::directory_iterator(root)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_directory() && name.size() > 3 && name[0] == '0' && name[2] == '-') {
      folders.push_back(entry.path());
    }
  }
  std::sort(folders.begin(), folders.end());
  std::map<std::string, DocumentIndex> documents;
  for (const fs::path& folder : folders) {
    std::istringstream lines(read_file(folder / "pairs"));
    Pan13Pair pair;
    pair.folder = folder.filename().string();
    while (lines >> pair.suspicious >> pair.source) {
      documents.emplace("susp/" + pair.suspicious, 0);
      documents.emplace("src/" + pair.source, 0);
      pair.cases = read_cases(folder / (fs::path(pair.suspicious).stem().string() + "-" +
                                        fs::path(pair.source).stem().string() + ".xml"));
      pan.pairs.push_back(pair);
    }
  }
  for (auto& [id, index] : documents) {
    Document document;
    document.id = id;
    document.text = read_file(root / id);
    index = pan.corpus.add(document);
  }
  pan.corpus.sort();
  for (Pan13Pair& pair : pan.pairs) {
    pair.a = documents.at("susp/" + pair.suspicious);
    pair.b = documents.at("src/" + pair.source);
  }
  return pan;
}

} // namespace refrain::bench
