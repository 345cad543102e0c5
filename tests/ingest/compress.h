#pragma once
/// @file
/// Compresses bytes for tests of the readers.

#include <string>
#include <string_view>

#include <archive.h>
#include <archive_entry.h>

namespace refrain::test {

/// @param filter  an ARCHIVE_FILTER_ code of libarchive
inline std::string compress(int filter, std::string_view bytes) {
  std::string out(bytes.size() + (std::size_t{1} << 20), '\0');
  std::size_t used = 0;
  archive* a = archive_write_new();
  archive_write_add_filter(a, filter);
  archive_write_set_format_raw(a);
  archive_write_set_bytes_in_last_block(a, 1);
  archive_write_open_memory(a, out.data(), out.size(), &used);
  archive_entry* entry = archive_entry_new();
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_write_header(a, entry);
  archive_write_data(a, bytes.data(), bytes.size());
  archive_entry_free(entry);
  archive_write_close(a);
  archive_write_free(a);
  out.resize(used);
  return out;
}

} // namespace refrain::test
