#include "refrain/core/error.h"
#include "refrain/report/sink.h"
#include "refrain/text/tokenizer.h"

#include "generated_text.h"
#include "interrupt.h"
#include "spelling.h"
#include "verb.h"

#include <algorithm>
#include <cerrno>
#include <new>

#include <fcntl.h>
#include <unistd.h>

namespace refrain::cli {
namespace {

// A standard stream that the caller closed stays unusable, but its number is taken: otherwise a
// file that is opened for results would get it, and what is printed would go into that file.
void hold_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(stream, F_GETFD) == -1 && errno == EBADF) {
      // The lowest free number is this one. Opened the wrong way round, so that use is an error.
      (void)::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
  }
}

void print(const std::string& text) {
  FileSink sink(STDOUT_FILENO, "standard output");
  sink.write(text);
  sink.flush();
}

[[nodiscard]] std::string version() {
  return "refrain " REFRAIN_VERSION " (Unicode " + unicode_version() + ")\n";
}

[[nodiscard]] Verb& require_verb(const VerbList& verbs, const std::string& name) {
  std::vector<std::string> known;
  for (const auto& verb : verbs) {
    if (verb->options().verb() == name) {
      return *verb;
    }
    known.push_back(verb->options().verb());
  }
  const std::string meant = did_you_mean(name, known);
  throw UsageError("no verb '" + name + "'" +
                   (meant.empty() ? "; 'refrain --help' lists them" : meant));
}

// A setting outside a section is for every verb that has it, but some verb must.
void check_settings(const std::string& file, const VerbList& verbs) {
  for (const Setting& setting : read_settings(file)) {
    const bool known =
        std::any_of(verbs.begin(), verbs.end(), [&](const std::unique_ptr<Verb>& verb) {
          const bool mine = setting.section.empty() || setting.section == verb->options().verb();
          return mine && verb->options().has("--" + setting.name);
        });
    if (!known) {
      throw UsageError(file + ": no setting '" + setting.name + "'" +
                       (setting.section.empty() ? "" : " in [" + setting.section + "]"));
    }
  }
}

[[nodiscard]] int run_verb(Verb& verb, const VerbList& verbs,
                           const std::vector<std::string>& arguments) {
  if (verb.options().parse(arguments)) {
    print(verb.options().help());
    return kFound;
  }
  if (const std::string config = verb.config(); !config.empty()) {
    check_settings(config, verbs);
    verb.options().apply_settings(config);
  }
  try {
    return verb.run();
  } catch (const Cancelled&) {
    verb.progress().clear();
    throw;
  } catch (...) {
    verb.progress().clear();
    verb.require_unchanged(); // a text that is not what it was may fail in any way
    throw;
  }
}

[[nodiscard]] int run(const std::vector<std::string>& arguments) {
  const VerbList verbs = make_verbs();
  if (arguments.empty()) {
    throw UsageError("expected a verb; 'refrain --help' lists them");
  }
  const std::string& first = arguments.front();
  const std::string second = arguments.size() > 1 ? arguments[1] : "";
  if (first == "--help" || first == "-h" || first == "help") {
    print(second.empty() ? overview(verbs) : require_verb(verbs, second).options().help());
  } else if (first == "--version" || first == "-V") {
    print(version());
  } else if (first == "completion") {
    print(completion(second, verbs));
  } else if (first == "man") {
    print(man_page(verbs, "refrain " REFRAIN_VERSION));
  } else {
    return run_verb(require_verb(verbs, first), verbs, {arguments.begin() + 1, arguments.end()});
  }
  return kFound;
}

} // namespace

std::vector<std::unique_ptr<Verb>> make_verbs() {
  std::vector<std::unique_ptr<Verb>> verbs;
  verbs.push_back(make_report_verb());
  verbs.push_back(make_duplicates_verb());
  verbs.push_back(make_reuse_verb());
  verbs.push_back(make_points_verb());
  verbs.push_back(make_match_verb());
  verbs.push_back(make_dedup_verb());
  verbs.push_back(make_compare_verb());
  return verbs;
}

} // namespace refrain::cli

int main(int argc, char** argv) {
  using namespace refrain;
  cli::hold_standard_streams();
  cli::handle_signals();
  try {
    return cli::run({argv + 1, argv + argc});
  } catch (const Cancelled&) {
    return cli::signal_exit_code();
  } catch (const ClosedPipe&) {
    // Whoever reads has seen enough, as `head` has: no error to tell anyone of.
    return cli::kFound;
  } catch (const std::bad_alloc&) {
    cli::say("out of memory");
  } catch (const std::exception& error) {
    // A read that a signal ended fails with an error of its own.
    if (cli::stop_requested()) {
      return cli::signal_exit_code();
    }
    cli::say(error.what());
  }
  return cli::kFailed;
}
