#include "generated_text.h"

namespace refrain::cli {
namespace {

// Text that roff takes as it is: no line begins with a control character, no minus is a hyphen.
[[nodiscard]] std::string roff(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool line_start = i == 0 || text[i - 1] == '\n';
    if (line_start && (c == '.' || c == '\'')) {
      result += "\\&";
    }
    result += c == '\\' ? "\\e" : c == '-' ? "\\-" : std::string(1, c);
  }
  return result;
}

void add_option(std::string& page, const OptionInfo& info) {
  page += ".TP\n";
  std::string names;
  for (const std::string& name : info.names) {
    names += (names.empty() ? "" : ", ") + ("\\fB" + roff(name) + "\\fR");
  }
  page += info.positional() ? "\\fI" + roff(info.value) + "\\fR" : names;
  if (!info.positional() && !info.value.empty()) {
    page += " \\fI" + roff(info.value) + "\\fR";
  }
  page += "\n" + roff(info.help) +
          (info.initial.empty() ? "" : " (initially " + roff(info.initial) + ")") + "\n";
}

} // namespace

std::string overview(const VerbList& verbs) {
  std::string text = "Refrain finds what a pile of documents keeps saying.\n\n"
                     "Usage: refrain VERB INPUT... [OPTION]...\n\nVerbs:\n";
  for (const auto& verb : verbs) {
    std::string name = "  " + verb->options().verb();
    name.resize(14, ' ');
    text += name + verb->options().summary() + "\n";
  }
  return text +
         "\nAn INPUT is a file, a folder, or - for standard input.\n"
         "'refrain VERB --help' lists the options of a verb, with examples.\n"
         "'refrain man' prints the manual page, 'refrain completion bash|zsh|fish' a\n"
         "completion script, 'refrain --version' the version.\n"
         "Exit code: 0 something was found, 1 nothing was found (files of -o are written all\n"
         "the same), 2 an error, 130 interrupted (143 by SIGTERM, 129 by SIGHUP).\n";
}

std::string man_page(const VerbList& verbs, const std::string& version) {
  std::string page =
      ".TH REFRAIN 1 \"\" \"" + roff(version) +
      "\" \"User Commands\"\n"
      ".SH NAME\n"
      "refrain \\- find what a pile of documents keeps saying\n"
      ".SH SYNOPSIS\n"
      ".B refrain\n"
      "\\fIVERB\\fR \\fIINPUT\\fR... [\\fIOPTION\\fR]...\n"
      ".SH DESCRIPTION\n"
      "Refrain reads documents and finds passages that are near\\-duplicates, spans "
      "that documents share, and talking points that are repeated: by whom, and "
      "since when. Every quote has its exact place in the text, in bytes and in "
      "code points. An \\fIINPUT\\fR is a file, a folder, or \\- for standard input. "
      "Results go to standard output, everything else to standard error.\n";
  for (const auto& verb : verbs) {
    const OptionSet& options = verb->options();
    page += ".SH REFRAIN " + roff(options.verb()) + "\n" + roff(options.summary()) + ".\n.PP\n.B " +
            roff(options.usage()) + "\n";
    for (const OptionInfo& info : options.infos()) {
      add_option(page, info);
    }
    page += ".PP\nExamples:\n.PP\n.nf\n" + roff(options.examples()) + ".fi\n";
  }
  page += ".SH EXIT STATUS\n"
          ".TP\n0\nSomething was found.\n"
          ".TP\n1\nNothing was found, or nothing removed; files of \\-o are written all the same.\n"
          ".TP\n2\nAn error; one line on standard error says which.\n"
          ".TP\n130, 143, 129\nEnded by SIGINT, SIGTERM or SIGHUP; "
          "no half\\-written file is left.\n"
          ".SH ENVIRONMENT\n"
          ".TP\nNO_COLOR\nNo colours, when it is set and not empty.\n"
          ".TP\nCOLUMNS\nWidth of text, where the terminal does not say it.\n";
  return page;
}

} // namespace refrain::cli
