#pragma once
/// @file
/// Which field of a record is its text, id, source, date, title or language. Used by the readers of
/// JSON and of tables.
///
/// Quirk: names are found however they are written, "publishedAt" and "Published At" as
/// "published_at". Of two spellings in one record the chosen or known one counts.

#include "refrain/ingest/ingest.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace refrain::detail {

enum Role : std::size_t { kText, kId, kSource, kDate, kTitle, kLanguage, kRoles };

struct FieldRole {
  std::string name;
  Role role = kText;
  std::size_t rank = 0; ///< of several known names of a role, 0 is preferred
};

/// For each role the place of its column among others; kNoColumn where none has it.
using RoleColumns = std::array<std::size_t, kRoles>;
constexpr std::size_t kNoColumn = SIZE_MAX;

class FieldRoles {
public:
  /// The chosen names, and the known ones of roles without a chosen name (see FieldNames).
  explicit FieldRoles(const FieldNames& names);

  /// The role of a field, or null.
  [[nodiscard]] const FieldRole* find(std::string_view name) const;

  /// The columns of a table by what is at its head.
  [[nodiscard]] RoleColumns columns(const std::vector<std::string>& header) const;

  /// True for a text field whose name is also that of what a whole file is about, or of the answer
  /// of a service: "description", "message".
  [[nodiscard]] bool describes(std::size_t text_rank) const {
    return text_rank >= first_description_;
  }

  /// What the text field is called, for messages.
  [[nodiscard]] const std::string& text_name() const { return text_name_; }

private:
  using ByLength = std::vector<std::vector<FieldRole>>; // [length of the name]
  static void add(ByLength& names, FieldRole role);
  [[nodiscard]] static const FieldRole* find_in(const ByLength& names, std::string_view name);

  ByLength names_;
  ByLength folded_; // without case and separators
  std::string text_name_;
  std::size_t first_description_ = SIZE_MAX;
};

} // namespace refrain::detail
