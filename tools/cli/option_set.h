#pragma once
/// @file
/// The options of a verb, defined once: parsing, help, shell completion and the man page are all
/// made from this. The only interface to CLI11 that verbs see.
///
///     OptionSet options("duplicates", "near-duplicate passages");
///     options.number("--threshold", &threshold, "X", "least Jaccard similarity");
///     options.parse(arguments);

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace refrain::cli {

/// A wrong command line, said in one line.
class UsageError : public std::exception {
public:
  explicit UsageError(std::string what) : what_(std::move(what)) {}
  [[nodiscard]] const char* what() const noexcept override { return what_.c_str(); }

private:
  std::string what_;
};

/// What completion and the man page need to know of an option.
struct OptionInfo {
  std::vector<std::string> names; ///< "-o", "--output"; one name without dashes for an input
  std::string value;              ///< "FILE"; empty for a flag
  std::string help;
  std::string initial; ///< the value when nothing is said; empty where that says nothing
  std::vector<std::string> choices;
  bool takes_path = false;
  bool repeats = false;
  bool required = false;

  [[nodiscard]] bool positional() const { return names.front().front() != '-'; }
};

/// A line of a settings file.
struct Setting {
  std::string section; ///< a verb, or empty
  std::string name;
  std::vector<std::string> values;
};

/// @throws UsageError
[[nodiscard]] std::vector<Setting> read_settings(const std::string& file);

class OptionSet {
public:
  OptionSet(std::string verb, std::string summary, std::string examples);
  ~OptionSet();
  OptionSet(const OptionSet&) = delete;
  OptionSet& operator=(const OptionSet&) = delete;

  /// Inputs without a name; at least `least` of them.
  void inputs(std::vector<std::string>* to, const std::string& value, int least, int most,
              const std::string& help);
  /// Shows an option as one that must be given; the verb sees to it.
  void require(const std::string& name);
  void path(const std::string& names, std::string* to, const std::string& value,
            const std::string& help);
  void paths(const std::string& names, std::vector<std::string>* to, const std::string& value,
             const std::string& help);
  void text(const std::string& names, std::string* to, const std::string& value,
            const std::string& help);
  /// One whose empty value differs from none.
  void text(const std::string& names, std::optional<std::string>* to, const std::string& value,
            const std::string& help);
  void flag(const std::string& names, bool* to, const std::string& help);
  void choice(const std::string& names, std::string* to, std::vector<std::string> choices,
              const std::string& help);
  void number(const std::string& names, double* to, const std::string& value,
              const std::string& help);
  void count(const std::string& names, std::uint32_t* to, const std::string& value,
             const std::string& help);

  /// True when only help was asked for.
  /// @throws UsageError
  [[nodiscard]] bool parse(const std::vector<std::string>& arguments);

  /// Sets what a settings file says and the command line does not.
  /// @throws UsageError
  void apply_settings(const std::string& file);

  /// Whether there is an option of that name.
  [[nodiscard]] bool has(const std::string& name) const;

  [[nodiscard]] std::string help() const;
  /// "refrain dedup INPUT... -o OUTPUT [OPTION]..."
  [[nodiscard]] std::string usage() const;
  [[nodiscard]] const std::string& verb() const { return verb_; }
  [[nodiscard]] const std::string& summary() const { return summary_; }
  [[nodiscard]] const std::string& examples() const { return examples_; }
  [[nodiscard]] const std::vector<OptionInfo>& infos() const { return infos_; }

private:
  struct Parser;

  OptionInfo& remember(const std::string& names, const std::string& value, const std::string& help);
  [[nodiscard]] std::string see_help() const;
  [[nodiscard]] std::string what_is_wrong(const std::string& otherwise) const;
  void require_inputs() const;

  std::string verb_;
  std::string summary_;
  std::string examples_;
  std::vector<OptionInfo> infos_;
  std::size_t least_inputs_ = 0;
  std::size_t most_inputs_ = 0;
  std::unique_ptr<Parser> parser_;
};

} // namespace refrain::cli
