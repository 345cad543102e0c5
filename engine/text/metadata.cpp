#include "refrain/text/metadata.h"

namespace refrain {
namespace {

// The first full date in a file's own name.
IsoDate date_of_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool starts = i == 0 || name[i - 1] < '0' || name[i - 1] > '9';
    if (starts) {
      if (const DateAt d = date_at_start(name.substr(i)); d.size != 0) {
        return d.date;
      }
    }
  }
  return {};
}

} // namespace

GuessedMetadata guess_metadata(std::string_view /*text*/, std::string_view file_path) {
  GuessedMetadata guess;
  guess.date = date_of_name(file_path);
  if (!guess.date.empty()) {
    guess.date_origin = Origin::kFileName;
  }
  return guess;
}

} // namespace refrain
