#pragma once
/// @file
/// Archives for tests of the readers, well-behaved and not.

#include <cstdint>
#include <string>
#include <vector>

#include <archive.h>
#include <archive_entry.h>

namespace refrain::test {

struct Entry {
  std::string path;
  std::string content;
  unsigned type = AE_IFREG;
  std::string link = {}; ///< target of a symbolic link
  std::string hard = {}; ///< target of a hard link
};

/// @param format     an ARCHIVE_FORMAT_ code of libarchive
/// @param filter     an ARCHIVE_FILTER_ code
/// @param encrypted  with a password, by the old cipher of zip
inline std::string pack(int format, const std::vector<Entry>& entries,
                        int filter = ARCHIVE_FILTER_NONE, bool encrypted = false) {
  std::size_t size = std::size_t{1} << 20;
  for (const Entry& e : entries) {
    size += e.content.size() + e.path.size() * 2 + 2048;
  }
  std::string out(size, '\0');
  std::size_t used = 0;
  archive* a = archive_write_new();
  archive_write_set_format(a, format);
  archive_write_add_filter(a, filter);
  archive_write_set_bytes_in_last_block(a, 1);
  if (encrypted) {
    archive_write_set_options(a, "zip:encryption=zipcrypt");
    archive_write_set_passphrase(a, "secret");
  }
  archive_write_open_memory(a, out.data(), out.size(), &used);
  for (const Entry& e : entries) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, e.path.c_str());
    archive_entry_set_filetype(entry, e.type);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, static_cast<la_int64_t>(e.content.size()));
    if (!e.link.empty()) {
      archive_entry_set_symlink(entry, e.link.c_str());
    }
    if (!e.hard.empty()) {
      archive_entry_set_hardlink(entry, e.hard.c_str());
    }
    archive_write_header(a, entry);
    archive_write_data(a, e.content.data(), e.content.size());
    archive_entry_free(entry);
  }
  archive_write_close(a);
  archive_write_free(a);
  out.resize(used);
  return out;
}

inline std::string zip_of(const std::vector<Entry>& entries) {
  return pack(ARCHIVE_FORMAT_ZIP, entries);
}

inline std::string tar_of(const std::vector<Entry>& entries, int filter = ARCHIVE_FILTER_NONE) {
  return pack(ARCHIVE_FORMAT_TAR_PAX_RESTRICTED, entries, filter);
}

/// Overwrites little-endian numbers of 4 bytes behind every occurrence of a signature.
inline void patch(std::string& bytes, const std::string& signature, std::size_t offset,
                  std::uint32_t value) {
  for (std::size_t at = bytes.find(signature); at != std::string::npos;
       at = bytes.find(signature, at + 4)) {
    for (unsigned i = 0; i < 4 && at + offset + i < bytes.size(); ++i) {
      bytes[at + offset + i] = static_cast<char>(value >> (8 * i) & 0xFFU);
    }
  }
}

} // namespace refrain::test
