#include "refrain/core/error.h"
#include "refrain/report/sink.h"
#include "refrain/text/tokenizer.h"

#include "interrupt.h"
#include "verb.h"

#include <new>

#include <unistd.h>

namespace refrain::cli {
namespace {

void print(const std::string& text) {
  FileSink sink(STDOUT_FILENO, "standard output");
  sink.write(text);
  sink.flush();
}

[[nodiscard]] std::string overview(const std::vector<std::unique_ptr<Verb>>& verbs) {
  std::string text = "Refrain finds what a pile of documents keeps saying.\n\n"
                     "Usage: refrain VERB INPUT... [OPTION]...\n\nVerbs:\n";
  for (const auto& verb : verbs) {
    std::string name = "  " + verb->options().verb();
    name.resize(14, ' ');
    text += name + verb->options().summary() + "\n";
  }
  return text + "\nAn INPUT is a file, a folder, or - for standard input.\n"
                "'refrain VERB --help' shows a verb's options and examples.\n"
                "Exit code: 0 something was found, 1 nothing was, 2 an error, 130 interrupted.\n";
}

[[nodiscard]] std::string version() {
  return "refrain " REFRAIN_VERSION " (Unicode " + unicode_version() + ")\n";
}

[[nodiscard]] int run_verb(Verb& verb, const std::vector<std::string>& arguments) {
  if (verb.options().parse(arguments)) {
    print(verb.options().help());
    return kFound;
  }
  if (const std::string config = verb.config(); !config.empty()) {
    verb.options().apply_settings(config);
  }
  try {
    return verb.run();
  } catch (...) {
    verb.progress().clear();
    throw;
  }
}

[[nodiscard]] int run(const std::vector<std::string>& arguments) {
  const std::vector<std::unique_ptr<Verb>> verbs = make_verbs();
  if (arguments.empty()) {
    throw UsageError("expected a verb; 'refrain --help' lists them");
  }
  const std::string& first = arguments.front();
  if (first == "--help" || first == "-h" || first == "help") {
    print(overview(verbs));
    return kFound;
  }
  if (first == "--version") {
    print(version());
    return kFound;
  }
  for (const auto& verb : verbs) {
    if (verb->options().verb() == first) {
      return run_verb(*verb, {arguments.begin() + 1, arguments.end()});
    }
  }
  throw UsageError("no verb '" + first + "'; 'refrain --help' lists them");
}

} // namespace

std::vector<std::unique_ptr<Verb>> make_verbs() {
  std::vector<std::unique_ptr<Verb>> verbs;
  verbs.push_back(make_report_verb());
  verbs.push_back(make_duplicates_verb());
  verbs.push_back(make_reuse_verb());
  verbs.push_back(make_points_verb());
  verbs.push_back(make_match_verb());
  return verbs;
}

} // namespace refrain::cli

int main(int argc, char** argv) {
  using namespace refrain;
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
