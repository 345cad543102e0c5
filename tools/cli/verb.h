#pragma once
/// @file
/// A verb of the tool: its options and what it does. One source file a verb.

#include "option_set.h"
#include "session.h"

#include <memory>
#include <string>
#include <vector>

namespace refrain::cli {

class Verb {
public:
  Verb() = default;
  Verb(const Verb&) = delete;
  Verb& operator=(const Verb&) = delete;
  virtual ~Verb() = default;

  [[nodiscard]] virtual OptionSet& options() = 0;
  /// After the options are parsed; returns the exit code.
  [[nodiscard]] virtual int run() = 0;
  /// Settings are read from here; empty where none were given.
  [[nodiscard]] std::string config() const { return session_.config(); }
  [[nodiscard]] ProgressLine& progress() { return session_.progress(); }
  /// @throws IoError  when an input has changed since it was read
  void require_unchanged() const { session_.require_unchanged(); }

protected:
  Session session_;
};

/// "near-duplicate search" options that several verbs share.
void define_duplicates(OptionSet& options, DuplicatesOptions& to);

[[nodiscard]] std::unique_ptr<Verb> make_report_verb();
[[nodiscard]] std::unique_ptr<Verb> make_duplicates_verb();
[[nodiscard]] std::unique_ptr<Verb> make_reuse_verb();
[[nodiscard]] std::unique_ptr<Verb> make_points_verb();
[[nodiscard]] std::unique_ptr<Verb> make_match_verb();
[[nodiscard]] std::unique_ptr<Verb> make_dedup_verb();
[[nodiscard]] std::unique_ptr<Verb> make_compare_verb();

/// All verbs, in the order of the help.
[[nodiscard]] std::vector<std::unique_ptr<Verb>> make_verbs();

} // namespace refrain::cli
