#pragma once
/// @file
/// What the engine throws when a run cannot go on. A record that is bad does not throw; it is
/// returned as skipped (ingest/). A broken invariant of ours is an assertion.

#include <stdexcept>
#include <string>

namespace refrain {

/// Base of all errors the engine throws on purpose.
class Error : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// An option or argument is out of its range; says which, what was expected and what was found.
class InvalidArgument : public Error {
public:
  using Error::Error;
};

/// An input or output could not be opened, read or written; says the path and the system's reason.
class IoError : public Error {
public:
  IoError(const std::string& path, const std::string& what_failed, int error_number);
  [[nodiscard]] const std::string& path() const { return path_; }
  /// The system's, as errno; 0 where the system had no reason.
  [[nodiscard]] int error_number() const { return error_number_; }

private:
  std::string path_;
  int error_number_;
};

/// The caller asked the run to stop (RunControl).
class Cancelled : public Error {
public:
  Cancelled() : Error("cancelled") {}
};

} // namespace refrain
