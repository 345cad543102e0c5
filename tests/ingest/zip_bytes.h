#pragma once
/// @file
/// A zip file for tests of the readers.

#include <string>
#include <utility>
#include <vector>

#include <archive.h>
#include <archive_entry.h>

namespace refrain::test {

/// @param files  path and content of each member, in order
inline std::string zip(const std::vector<std::pair<std::string, std::string>>& files) {
  std::size_t size = std::size_t{1} << 20;
  for (const auto& [name, content] : files) {
    size += content.size() + name.size() + 1024;
  }
  std::string out(size, '\0');
  std::size_t used = 0;
  archive* a = archive_write_new();
  archive_write_set_format_zip(a);
  archive_write_set_bytes_in_last_block(a, 1);
  archive_write_open_memory(a, out.data(), out.size(), &used);
  for (const auto& [name, content] : files) {
    if (name == "mimetype") {
      archive_write_zip_set_compression_store(a);
    } else {
      archive_write_zip_set_compression_deflate(a);
    }
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
    archive_write_header(a, entry);
    archive_write_data(a, content.data(), content.size());
    archive_entry_free(entry);
  }
  archive_write_close(a);
  archive_write_free(a);
  out.resize(used);
  return out;
}

} // namespace refrain::test
