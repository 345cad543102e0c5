#include "option_set.h"

#include "spelling.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string_view>
#include <utility>

#include <CLI/CLI.hpp>

namespace refrain::cli {
namespace {

[[nodiscard]] std::string number_text(double x) {
  char digits[32];
  return {digits, std::to_chars(digits, digits + sizeof digits, x).ptr};
}

[[nodiscard]] std::string joined(const std::vector<std::string>& words, const char* between) {
  std::string all;
  for (const std::string& word : words) {
    all += all.empty() ? "" : between;
    all += word;
  }
  return all;
}

// "a, b or c"
[[nodiscard]] std::string enumerated(const std::vector<std::string>& words) {
  std::string all = joined({words.begin(), words.end() - 1}, ", ");
  return all + (all.empty() ? "" : " or ") + words.back();
}

// CLI11's messages may be of several lines; the first says what is wrong.
[[nodiscard]] std::string first_line(const std::string& message) {
  return message.substr(0, message.find('\n'));
}

// What this file threw as it is, what CLI11 says of the number of values in plain words.
[[nodiscard]] std::string plain(const CLI::ParseError& error) {
  std::string text = first_line(error.what());
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) { // "--limit: 1 required ..."
    return text.substr(0, text.find(':')) + (text.find("missing") != std::string::npos
                                                 ? ": expected a value, found none"
                                                 : ": expected one value, found several");
  }
  constexpr std::string_view kFlag = "Could not convert: "; // "... --main-text-only = x"
  if (text.starts_with(kFlag)) {
    const std::string rest = text.substr(kFlag.size());
    const std::size_t name = std::min(rest.find(' '), rest.size());
    return rest.substr(0, name) + ": expected no value, found one";
  }
  return text;
}

} // namespace

struct OptionSet::Parser {
  CLI::App app;

  // A value that does not parse is answered with what was expected and what was found.
  template <class Number>
  CLI::Option* number(const std::string& names, Number* to, const std::string& value,
                      const std::string& help, const char* expected) {
    CLI::Option* option = app.add_option_function<std::string>(
        names,
        [to, names, expected](const std::string& text) {
          Number parsed{};
          const char* end = text.data() + text.size();
          const auto result = std::from_chars(text.data(), end, parsed);
          if (result.ec != std::errc() || result.ptr != end) {
            throw CLI::ValidationError(names + ": expected " + expected + ", found '" + text + "'");
          }
          *to = parsed;
        },
        help);
    option->type_name(value);
    return option;
  }
};

OptionSet::OptionSet(std::string verb, std::string summary, std::string examples)
    : verb_(std::move(verb)), summary_(std::move(summary)), examples_(std::move(examples)),
      parser_(std::make_unique<Parser>()) {
  parser_->app.set_help_flag("-h,--help", "Show this help");
  remember("-h,--help", "", "Show this help");
}

OptionSet::~OptionSet() = default;

OptionInfo& OptionSet::remember(const std::string& names, const std::string& value,
                                const std::string& help) {
  OptionInfo info;
  std::size_t from = 0;
  while (from <= names.size()) {
    const std::size_t comma = std::min(names.find(',', from), names.size());
    info.names.push_back(names.substr(from, comma - from));
    from = comma + 1;
  }
  info.value = value;
  info.help = help;
  infos_.push_back(std::move(info));
  return infos_.back();
}

void OptionSet::inputs(std::vector<std::string>* to, const std::string& value, int least, int most,
                       const std::string& help) {
  OptionInfo& info = remember(value, value, help);
  info.takes_path = true;
  info.repeats = most < 0 || most > 1;
  info.required = least > 0;
  least_inputs_ = static_cast<std::size_t>(least);
  most_inputs_ = most < 0 ? SIZE_MAX : static_cast<std::size_t>(most);
  parser_->app.add_option("inputs", *to, help)
      ->required(least > 0)
      ->expected(least, CLI::detail::expected_max_vector_size);
}

void OptionSet::require_inputs() const {
  const std::size_t count = parser_->app.get_option("inputs")->results().size();
  if (count < least_inputs_ || count > most_inputs_) {
    const std::string found = count == 0 ? "none" : std::to_string(count);
    const auto inputs = std::find_if(infos_.begin(), infos_.end(),
                                     [](const OptionInfo& info) { return info.positional(); });
    throw UsageError(verb_ + ": expected " + inputs->value + ", found " + found + see_help());
  }
}

void OptionSet::require(const std::string& name) {
  for (OptionInfo& info : infos_) {
    info.required = info.required || info.names.front() == name;
  }
}

void OptionSet::path(const std::string& names, std::string* to, const std::string& value,
                     const std::string& help) {
  remember(names, value, help).takes_path = true;
  parser_->app.add_option(names, *to, help)->type_name(value);
}

void OptionSet::paths(const std::string& names, std::vector<std::string>* to,
                      const std::string& value, const std::string& help) {
  OptionInfo& info = remember(names, value, help);
  info.takes_path = true;
  info.repeats = true;
  // One value an occurrence, so that an input may follow it.
  parser_->app.add_option(names, *to, help)
      ->type_name(value)
      ->expected(1)
      ->take_all()
      ->type_size(1);
}

void OptionSet::text(const std::string& names, std::string* to, const std::string& value,
                     const std::string& help) {
  remember(names, value, help);
  parser_->app.add_option(names, *to, help)->type_name(value);
}

void OptionSet::text(const std::string& names, std::optional<std::string>* to,
                     const std::string& value, const std::string& help) {
  remember(names, value, help);
  parser_->app
      .add_option_function<std::string>(
          names, [to](const std::string& text) { *to = text; }, help)
      ->type_name(value);
}

void OptionSet::flag(const std::string& names, bool* to, const std::string& help) {
  remember(names, "", help);
  parser_->app.add_flag(names, *to, help);
}

void OptionSet::choice(const std::string& names, std::string* to, std::vector<std::string> choices,
                       const std::string& help) {
  OptionInfo& info = remember(names, joined(choices, "|"), help);
  info.initial = *to;
  info.choices = choices;
  const std::string value = info.value;
  parser_->app
      .add_option_function<std::string>(
          names,
          [to, names, choices = std::move(choices)](const std::string& text) {
            if (std::find(choices.begin(), choices.end(), text) == choices.end()) {
              throw CLI::ValidationError(names + ": expected " + enumerated(choices) + ", found '" +
                                         text + "'");
            }
            *to = text;
          },
          help)
      ->type_name(value);
}

void OptionSet::number(const std::string& names, double* to, const std::string& value,
                       const std::string& help) {
  remember(names, value, help).initial = number_text(*to);
  parser_->number(names, to, value, help, "a number");
}

void OptionSet::count(const std::string& names, std::uint32_t* to, const std::string& value,
                      const std::string& help) {
  remember(names, value, help).initial = std::to_string(*to);
  parser_->number(names, to, value, help, "a whole number");
}

bool OptionSet::parse(const std::vector<std::string>& arguments) {
  try {
    // CLI11 takes them from the back.
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    parser_->app.parse(std::move(reversed));
  } catch (const CLI::CallForHelp&) {
    return true;
  } catch (const CLI::ValidationError& error) {
    throw UsageError(first_line(error.what()));
  } catch (const CLI::ParseError& error) {
    throw UsageError(verb_ + ": " + what_is_wrong(plain(error)));
  }
  require_inputs();
  return false;
}

std::string OptionSet::see_help() const {
  return "; 'refrain " + verb_ + " --help' shows how";
}

// The first argument that no option takes, where there is one.
std::string OptionSet::what_is_wrong(const std::string& otherwise) const {
  std::vector<std::string> known;
  for (const OptionInfo& info : infos_) {
    if (!info.positional()) {
      known.insert(known.end(), info.names.begin(), info.names.end());
    }
  }
  for (const std::string& left : parser_->app.remaining()) {
    if (left.starts_with('-')) {
      const std::string name = left.substr(0, left.find('='));
      const std::string meant = did_you_mean(name, known);
      return "no option '" + name + "'" +
             (meant.empty() ? "; 'refrain " + verb_ + " --help' lists them" : meant);
    }
  }
  require_inputs(); // where they are wrong, that is what the parser refused
  return otherwise + see_help();
}

std::vector<Setting> read_settings(const std::string& file) {
  std::ifstream in(file);
  // A folder opens, and fails when it is read.
  if (!in || (in.peek(), in.bad())) {
    throw UsageError(file + ": cannot read the settings");
  }
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
      text.starts_with(kByteOrderMark)) {
    text.erase(0, kByteOrderMark.size());
  }
  std::istringstream lines(text);
  std::vector<Setting> settings;
  try {
    for (CLI::ConfigItem& item : CLI::ConfigTOML().from_config(lines)) {
      // CLI11 marks the begin and the end of a section by items of these names.
      if (item.name != "++" && item.name != "--") {
        settings.push_back({item.parents.empty() ? "" : item.parents.front(), std::move(item.name),
                            std::move(item.inputs)});
      }
    }
  } catch (const CLI::Error& error) {
    throw UsageError(file + ": " + first_line(error.what()));
  }
  return settings;
}

void OptionSet::apply_settings(const std::string& file) {
  for (const Setting& setting : read_settings(file)) {
    CLI::Option* option = parser_->app.get_option_no_throw("--" + setting.name);
    const bool mine = setting.section.empty() || setting.section == verb_;
    if (!mine || option == nullptr || option->count() != 0) {
      continue;
    }
    try {
      option->add_result(setting.values);
      option->run_callback();
    } catch (const CLI::ParseError& error) {
      throw UsageError(file + ": " + plain(error));
    }
  }
}

bool OptionSet::has(const std::string& name) const {
  return parser_->app.get_option_no_throw(name) != nullptr;
}

std::string OptionSet::usage() const {
  std::string text = "refrain " + verb_;
  for (const OptionInfo& info : infos_) {
    if (info.positional()) {
      text += " " + info.value + (most_inputs_ == SIZE_MAX ? "..." : "");
    } else if (info.required) {
      text += " " + info.names.front() + " " + info.value;
    }
  }
  return text + " [OPTION]...";
}

std::string OptionSet::help() const {
  constexpr std::size_t kColumn = 30;
  constexpr std::size_t kWidth = 100;
  std::string options;
  for (const OptionInfo& info : infos_) {
    std::string left = "  " + joined(info.names, ", ");
    if (!info.positional() && !info.value.empty()) {
      left += " " + info.value;
    }
    std::string right = info.help;
    if (!info.initial.empty()) {
      right += " (" + info.initial + ")";
    }
    if (left.size() + 2 > kColumn) {
      options += left + "\n";
      left.clear();
    }
    left.resize(kColumn, ' ');
    options += left;
    std::size_t used = kColumn;
    std::size_t from = 0;
    while (from < right.size()) {
      const std::size_t space = std::min(right.find(' ', from), right.size());
      const std::size_t length = space - from;
      if (used + length + 1 > kWidth && used > kColumn) {
        options += "\n" + std::string(kColumn, ' ');
        used = kColumn;
      }
      options += (used > kColumn ? " " : "") + right.substr(from, length);
      used += length + (used > kColumn ? 1 : 0);
      from = space + 1;
    }
    options += "\n";
  }
  return summary_ + "\n\nUsage: " + usage() + "\n\n" + options + "\nExamples:\n" + examples_;
}

} // namespace refrain::cli
