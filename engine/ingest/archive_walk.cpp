#include "refrain/ingest/detail/archive_walk.h"

#include <algorithm>
#include <unordered_set>

namespace refrain::detail {
namespace {

// Ends a member, or the file, whose content grows beyond the caps.
class MemberMeter : public ReadMeter {
public:
  MemberMeter(ArchiveState& state, const ArchiveReader& reader, const ArchiveLimits& limits)
      : state_(state), reader_(reader), limits_(limits), start_(reader.taken()) {}

  void count(std::uint64_t bytes) override {
    constexpr std::uint64_t kSmall = std::uint64_t{1} << 20;
    own_ += bytes;
    state_.bytes += bytes;
    const std::string ratio = std::to_string(limits_.ratio) + " times its size";
    if (state_.bytes > limits_.total_bytes) {
      state_.spent = "unpacks to more than " + std::to_string(limits_.total_bytes) + " bytes";
    } else if (state_.bytes / limits_.ratio > std::max(kSmall, state_.root.raw_bytes_read())) {
      // Members may share their packed bytes.
      state_.spent = "unpacks to more than " + ratio;
    }
    if (!state_.spent.empty()) {
      throw ReadFailed(SkipReason::kOverCap, "the archive " + state_.spent, 0);
    }
    if (own_ > limits_.member_bytes) {
      throw ReadFailed(SkipReason::kOverCap,
                       "expected at most " + std::to_string(limits_.member_bytes) +
                           " bytes in a member of an archive, found more",
                       0);
    }
    if (own_ / limits_.ratio > reader_.taken() - start_ + ArchiveReader::kAhead) {
      throw ReadFailed(SkipReason::kOverCap, "unpacks to more than " + ratio, 0);
    }
  }

private:
  ArchiveState& state_;
  const ArchiveReader& reader_;
  const ArchiveLimits& limits_;
  std::uint64_t start_;
  std::uint64_t own_ = 0;
};

bool has_hidden_part(const std::string& path) {
  return path.starts_with('.') || path.find("/.") != std::string::npos;
}

class Walk {
public:
  Walk(const InputFile& file, const IngestOptions& options, const RunControl& control,
       ArchiveState& state, const ArchiveVisitor& visitor)
      : file_(file), options_(options), control_(control), state_(state), visitor_(visitor) {}

  void run(Input& input, ArchiveKind kind) {
    std::uint64_t found = 0;
    try {
      ArchiveReader reader(input, kind, options_);
      ArchiveMember member;
      while (state_.spent.empty() && reader.next(member)) {
        control_.check();
        if (member.folder) {
          continue;
        }
        ++found;
        if (++state_.members > options_.archives.members) {
          state_.spent =
              "holds more than " + std::to_string(options_.archives.members) + " members";
          break;
        }
        visit(reader, member);
      }
    } catch (const ReadFailed& e) {
      visitor_.skip(file_, e.reason,
                    (found == 0 ? "the archive is not read: " : "the rest is not read: ") +
                        std::string(e.what()));
      return;
    }
    if (!state_.spent.empty() && state_.depth == 1) {
      visitor_.skip(file_, SkipReason::kOverCap, state_.spent + "; the rest is not read");
    } else if (found == 0) {
      visitor_.skip(file_, SkipReason::kEmpty, "an archive without files");
    }
  }

private:
  void visit(ArchiveReader& reader, const ArchiveMember& member) {
    const InputFile file = file_of(member);
    if (has_hidden_part(member.path) && !options_.include_hidden) {
      visitor_.skip(file, SkipReason::kHidden, "its name starts with a dot");
    } else if (member.link) {
      visitor_.skip(file, SkipReason::kSpecialFile, "a link inside an archive");
    } else if (member.special) {
      visitor_.skip(file, SkipReason::kSpecialFile, "a socket, pipe or device");
    } else if (member.encrypted) {
      visitor_.skip(file, SkipReason::kEncrypted, "encrypted");
    } else {
      try {
        MemberMeter meter(state_, reader, options_.archives);
        Input content(reader.open_member(), &meter);
        visitor_.read(content, file, state_);
      } catch (const ReadFailed& e) {
        visitor_.skip(file, e.reason, e.what());
      }
    }
  }

  InputFile file_of(const ArchiveMember& member) {
    std::string name = member.path.empty() ? "unnamed" : member.path;
    if (!names_.insert(name).second) {
      std::uint64_t number = 2;
      while (!names_.insert(name + '#' + std::to_string(number)).second) {
        ++number;
      }
      name += '#' + std::to_string(number);
    }
    InputFile file;
    file.id = file_.id + '/' + name;
    file.path = file_.path + '/' + name;
    return file;
  }

  const InputFile& file_;
  const IngestOptions& options_;
  const RunControl& control_;
  ArchiveState& state_;
  const ArchiveVisitor& visitor_;
  std::unordered_set<std::string> names_;
};

} // namespace

void walk_archive(Input& input, ArchiveKind kind, const InputFile& file,
                  const IngestOptions& options, const RunControl& control, ArchiveState* outer,
                  const ArchiveVisitor& visitor) {
  ArchiveState own{input, 0, 0, 0, {}};
  ArchiveState& state = outer == nullptr ? own : *outer;
  if (state.depth == options.archives.depth) {
    visitor.skip(file, SkipReason::kTooDeep,
                 "expected archives inside archives at most " +
                     std::to_string(options.archives.depth) + " deep, found more");
    return;
  }
  ++state.depth;
  Walk(file, options, control, state, visitor).run(input, kind);
  --state.depth;
}

} // namespace refrain::detail
