#pragma once
/// @file
/// Tells years in names of files from numbers that count the files: "letter-2017.txt" is of 2017,
/// but not beside "letter-1.txt". Used by input_list.h.
///
///     NumberedNames names(paths);
///     names.counts("letters/letter-2017.txt")
///
/// Two names of a folder that differ in one number only count by it; when one of these numbers can
/// be no year and is no day (20170304), none of them is taken for one. Quirk: members of archives
/// are not looked at, they are known one after the other.

#include <span>
#include <string>
#include <string_view>
#include <unordered_set>

namespace refrain::detail {

class NumberedNames {
public:
  explicit NumberedNames(std::span<const std::string_view> paths);

  /// Whether all that the name says of a date is a year, and that is such a number.
  [[nodiscard]] bool counts(std::string_view path) const;

private:
  std::unordered_set<std::string> counted_; // paths without a number that is no year
};

} // namespace refrain::detail
