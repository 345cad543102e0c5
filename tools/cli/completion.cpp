#include "generated_text.h"

namespace refrain::cli {
namespace {

[[nodiscard]] std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) {
    all += (all.empty() ? "" : " ") + word;
  }
  return all;
}

// Within single quotes of a shell.
[[nodiscard]] std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char c : text) {
    result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return result + "'";
}

[[nodiscard]] std::string bash(const VerbList& verbs) {
  std::string names;
  std::string cases;
  for (const auto& verb : verbs) {
    const OptionSet& options = verb->options();
    names += (names.empty() ? "" : " ") + options.verb();
    std::string flags;
    std::string values;
    for (const OptionInfo& info : options.infos()) {
      if (info.positional()) {
        continue;
      }
      flags += (flags.empty() ? "" : " ") + joined(info.names);
      std::string patterns;
      for (const std::string& name : info.names) {
        patterns += (patterns.empty() ? "" : "|") + name;
      }
      if (!info.choices.empty()) {
        values += "        " + patterns + ") COMPREPLY=($(compgen -W '" + joined(info.choices) +
                  "' -- \"$word\")); return ;;\n";
      } else if (!info.value.empty() && !info.takes_path) {
        values += "        " + patterns + ") return ;;\n";
      } else if (info.takes_path) {
        values += "        " + patterns + ") COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n";
      }
    }
    cases += "    " + options.verb() + ")\n      case $before in\n" + values +
             "      esac\n      options='" + flags + "' ;;\n";
  }
  return "# bash completion of refrain, made by 'refrain completion bash'\n"
         "_refrain() {\n"
         "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} options=\n"
         "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
         "    COMPREPLY=($(compgen -W '" +
         names +
         " --help --version' -- \"$word\"))\n"
         "    return\n"
         "  fi\n"
         "  case ${COMP_WORDS[1]} in\n" +
         cases +
         "  esac\n"
         "  case $word in\n"
         "    -*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) ;;\n"
         "    *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n"
         "  esac\n"
         "}\n"
         "complete -o filenames -F _refrain refrain\n";
}

// In the text of an _arguments specification brackets and colons have a meaning.
[[nodiscard]] std::string zsh_text(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') {
      result += '\\';
    }
    result += c;
  }
  return result;
}

[[nodiscard]] std::string zsh(const VerbList& verbs) {
  std::string names;
  std::string cases;
  for (const auto& verb : verbs) {
    const OptionSet& options = verb->options();
    names += "    " + quoted(options.verb() + ":" + zsh_text(options.summary())) + "\n";
    cases += "    " + options.verb() + ")\n      _arguments -s";
    for (const OptionInfo& info : options.infos()) {
      std::string action;
      if (!info.choices.empty()) {
        action = ":" + std::string("value:(") + joined(info.choices) + ")";
      } else if (info.takes_path) {
        action = ":" + zsh_text(info.value) + ":_files";
      } else if (!info.value.empty()) {
        action = ":" + zsh_text(info.value) + ": ";
      }
      if (info.positional()) {
        cases += " \\\n        " + quoted("*" + action);
        continue;
      }
      for (const std::string& name : info.names) {
        cases += " \\\n        " + quoted((info.repeats ? "*" : "") + name + "[" +
                                          zsh_text(info.help) + "]" + action);
      }
    }
    cases += " ;;\n";
  }
  return "#compdef refrain\n"
         "# zsh completion of refrain, made by 'refrain completion zsh'\n"
         "_refrain() {\n"
         "  local -a verbs\n"
         "  verbs=(\n" +
         names +
         "  )\n"
         "  if (( CURRENT == 2 )); then\n"
         "    _describe verb verbs\n"
         "    return\n"
         "  fi\n"
         "  local verb=${words[2]}\n"
         "  shift words\n"
         "  (( CURRENT-- ))\n"
         "  case $verb in\n" +
         cases +
         "  esac\n"
         "}\n"
         "_refrain \"$@\"\n";
}

[[nodiscard]] std::string fish(const VerbList& verbs) {
  std::string text = "# fish completion of refrain, made by 'refrain completion fish'\n";
  for (const auto& verb : verbs) {
    const OptionSet& options = verb->options();
    text += "complete -c refrain -f -n __fish_use_subcommand -a " + options.verb() + " -d " +
            quoted(options.summary()) + "\n";
    const std::string here =
        "complete -c refrain -n '__fish_seen_subcommand_from " + options.verb() + "'";
    for (const OptionInfo& info : options.infos()) {
      if (info.positional()) {
        text += here + " -F\n";
        continue;
      }
      text += here;
      for (const std::string& name : info.names) {
        text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      }
      if (!info.choices.empty()) {
        text += " -x -a " + quoted(joined(info.choices));
      } else if (info.takes_path) {
        text += " -r -F";
      } else if (!info.value.empty()) {
        text += " -x";
      }
      text += " -d " + quoted(info.help) + "\n";
    }
  }
  return text;
}

} // namespace

std::string completion(const std::string& shell, const VerbList& verbs) {
  if (shell == "bash") {
    return bash(verbs);
  }
  if (shell == "zsh") {
    return zsh(verbs);
  }
  if (shell == "fish") {
    return fish(verbs);
  }
  throw UsageError("completion: expected bash, zsh or fish, found '" + shell + "'");
}

} // namespace refrain::cli
