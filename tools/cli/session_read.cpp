// What a session reads, and what it says of that on standard error.

#include "session.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

namespace refrain::cli {
namespace {

constexpr std::size_t kSkippedShown = 3;

} // namespace

Corpus Session::read(std::span<const std::string> inputs) {
  const ThreadLimit limit(engine_.threads);
  IngestOptions options = ingest_;
  options.source_files = &mapped_;
  options.map_texts = true;
  IngestResult result = ingest(inputs, options, control_);
  take(std::move(result.skipped), result.counts);
  const Corpus& corpus = result.corpus;
  if (corpus.empty()) {
    tell_no_documents(inputs, result.counts.files);
  }
  std::uint64_t repeated = 0;
  std::string_view first;
  for (DocumentIndex d = 1; d < corpus.size(); ++d) {
    if (corpus.id(d) == corpus.id(d - 1) && repeated++ == 0) {
      first = corpus.id(d);
    }
  }
  tell_repeated_ids(repeated, first);
  return std::move(result.corpus);
}

void Session::read(std::span<const std::string> inputs, DiskDuplicates& search) {
  const ThreadLimit limit(engine_.threads);
  IngestOptions options = ingest_;
  options.source_files = &search.source_files();
  std::uint64_t documents = 0;
  IngestSummary result = ingest_in_batches(inputs, options, control_, [&](Corpus&& batch) {
    documents += batch.size();
    search.add(std::move(batch));
  });
  for (const Skipped& s : result.skipped) {
    if (memory_bounds_records_ && s.reason == SkipReason::kTooLarge) {
      throw InvalidArgument(s.path + (s.position == 0 ? "" : ":" + std::to_string(s.position)) +
                            ": " + s.text + "; --memory sets that limit");
    }
  }
  take(std::move(result.skipped), result.counts);
  if (documents == 0) {
    tell_no_documents(inputs, result.counts.files);
  }
}

void Session::take(std::vector<Skipped> skipped, const IngestCounts& counts) {
  std::move(skipped.begin(), skipped.end(), std::back_inserter(skipped_));
  progress_.clear();
  const auto leave_out = [&](const std::string& what, std::uint64_t count) {
    const auto known = std::find_if(read_caps_.begin(), read_caps_.end(),
                                    [&](const CapEffect& cap) { return cap.what == what; });
    if (known != read_caps_.end()) {
      known->count += count; // queries and corpus are read apart
    } else if (count > 0) {
      read_caps_.push_back({"read", what, count});
    }
  };
  leave_out("bytes of page furniture (--main-text-only)",
            ingest_.main_text_only ? counts.furniture_bytes : 0);
  leave_out("date fields that are no date", counts.unread_dates);
  tell_skipped();
}

void Session::tell_no_documents(std::span<const std::string> inputs, std::uint64_t files) {
  const std::string where =
      inputs.size() == 1 ? inputs.front() : counted(inputs.size(), "input", "inputs");
  if (files != 0) {
    // Which kinds of files are read is no matter when a file of such a kind holds nothing.
    say(where + ": found no document in " + counted(files, "file", "files") +
        (skipped_.empty() ? "" : "; see above"));
    return;
  }
  say(where + ": expected text, Markdown, JSON, tables, web pages, e-mail, PDF, office files or "
              "subtitles, found no file to read");
}

void Session::tell_repeated_ids(std::uint64_t documents, std::string_view first_id) {
  if (documents != 0) {
    progress_.clear();
    say(counted(documents, "document has", "documents have") + " the id of another one, such as '" +
        std::string(first_id) + "'; --id-field chooses a field");
  }
}

void Session::tell_skipped() {
  if (skipped_.empty()) {
    return;
  }
  say(counted(skipped_.size(), "record", "records") + " skipped:");
  for (std::size_t i = 0; i < std::min(skipped_.size(), kSkippedShown); ++i) {
    const Skipped& s = skipped_[i];
    say("  " + s.path + (s.position == 0 ? "" : ":" + std::to_string(s.position)) + ": " +
        (s.text.empty() ? std::string(name_of(s.reason)) : s.text));
  }
  if (skipped_.size() > kSkippedShown) {
    say("  and " + std::to_string(skipped_.size() - kSkippedShown) +
        " more; json and jsonl output list all");
  }
}

} // namespace refrain::cli
