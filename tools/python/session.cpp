#include "session.h"

#include "refrain/core/error.h"
#include "refrain/core/parallel.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace refrain::python {
namespace {

constexpr std::chrono::milliseconds kBetweenLooks{50};

} // namespace

// Waits without Python's lock: who has the turn may need it.
class Session::Turn {
public:
  explicit Turn(Session& session) : session_(session) {
    if (session_.owner_ == std::this_thread::get_id()) {
      throw std::runtime_error("this Engine is at work: its progress function and signal handlers "
                               "must not call it");
    }
    bool mine = session_.busy_.try_lock();
    while (!mine) {
      {
        const py::gil_scoped_release released;
        mine = session_.busy_.try_lock_for(kBetweenLooks);
      }
      if (!mine && PyErr_CheckSignals() != 0) {
        throw py::error_already_set();
      }
    }
    session_.owner_ = std::this_thread::get_id();
  }
  ~Turn() {
    session_.owner_ = std::thread::id();
    session_.busy_.unlock();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

private:
  Session& session_;
};

Session::Session(const EngineOptions& options, py::object progress)
    : options_(options), work_(std::make_shared<Work>(std::move(progress))) {
  validate(options_);
}

void Session::add(const Fields& fields) {
  const Turn turn(*this);
  add_fields(fields, 0, pending_);
  ++documents_;
}

std::size_t Session::add_documents(const py::object& items) {
  Corpus batch;
  for (const py::handle item : iterate(items, "documents")) {
    check_signals(batch.size());
    add_item(item, documents_ + batch.size(), 0, batch);
  }
  const std::size_t count = batch.size();
  const Turn turn(*this);
  pending_.append(std::move(batch));
  documents_ += count;
  return count;
}

std::size_t Session::read(const std::vector<std::string>& inputs, const IngestOptions& options) {
  const Turn turn(*this);
  IngestResult found;
  work_->run([&] {
    const ThreadLimit limit(options_.threads);
    found = ingest(inputs, options, work_->control());
  });
  const std::size_t count = found.corpus.size();
  pending_.append(std::move(found.corpus));
  documents_ += count;
  std::move(found.skipped.begin(), found.skipped.end(), std::back_inserter(skipped_));
  unread_dates_ += found.counts.unread_dates;
  furniture_bytes_ += options.main_text_only ? found.counts.furniture_bytes : 0;
  return count;
}

std::vector<LimitItem> Session::limits() {
  const Turn turn(*this);
  std::vector<LimitItem> all;
  if (core_) {
    for (const CapEffect& cap : core_->engine().run_report().caps) {
      all.push_back({cap.stage, cap.what, cap.count});
    }
  }
  if (furniture_bytes_ != 0) {
    all.push_back({"read", "bytes of page furniture (main_text_only)", furniture_bytes_});
  }
  if (unread_dates_ != 0) {
    all.push_back({"read", "date fields that are no date", unread_dates_});
  }
  return all;
}

// In the thread of the work, without Python's lock: results may be dropped meanwhile, but none is
// made, so that a core with one owner keeps one.
void Session::settle() {
  if (core_ && pending_.empty()) {
    return;
  }
  if (core_ && core_.use_count() == 1) {
    core_->add(std::move(pending_));
  } else {
    Corpus all;
    if (core_) {
      all = core_->copy_documents();
    }
    all.append(std::move(pending_));
    core_ = std::make_shared<Core>(options_, work_, std::move(all));
  }
  pending_ = Corpus();
}

void Session::search(const std::function<void(Engine&)>& body) {
  work_->run([&] {
    settle();
    body(core_->engine());
  });
}

DocumentIndex Session::index_of(const py::handle& document) const {
  if (py::isinstance<py::str>(document)) {
    const std::string id = document.cast<std::string>();
    const Core::Found found = core_->find(id);
    if (found.last - found.first != 1) {
      throw InvalidArgument("expected one document of id '" + id + "', found " +
                            std::to_string(found.last - found.first) +
                            (found.first == found.last ? "" : "; its number tells which"));
    }
    return found.first;
  }
  if (!PyIndex_Check(document.ptr())) {
    throw py::type_error("expected the id or the number of a document, found " +
                         std::string(Py_TYPE(document.ptr())->tp_name));
  }
  const Py_ssize_t number = PyNumber_AsSsize_t(document.ptr(), PyExc_ValueError);
  if (number == -1 && PyErr_Occurred() != nullptr) {
    throw py::error_already_set();
  }
  if (number < 0 || static_cast<std::size_t>(number) >= core_->corpus().size()) {
    throw InvalidArgument("expected the number of a document, below " +
                          std::to_string(core_->corpus().size()) + ", found " +
                          std::to_string(number));
  }
  return static_cast<DocumentIndex>(number);
}

Documents Session::documents() {
  const Turn turn(*this);
  search([](Engine&) {});
  return {core_};
}

Duplicates Session::duplicates() {
  const Turn turn(*this);
  Duplicates result;
  search([&](Engine& engine) {
    result.found = &engine.duplicates();
    result.passages = &engine.passages();
  });
  result.core = core_;
  return result;
}

Removals Session::removals() {
  const Turn turn(*this);
  auto found = std::make_shared<std::vector<Removal>>();
  search([&](Engine& engine) {
    const DuplicatesResult& duplicates = engine.duplicates();
    *found = find_removals(engine.corpus(), engine.passages(), duplicates);
  });
  return {core_, std::move(found)};
}

Spans Session::reuse() {
  const Turn turn(*this);
  const ReuseResult* found = nullptr;
  search([&](Engine& engine) { found = &engine.reuse(); });
  return {core_, std::shared_ptr<const ReuseResult>(core_, found)};
}

Spans Session::reuse(const py::object& pairs) {
  const Turn turn(*this);
  search([](Engine&) {});
  std::vector<std::pair<DocumentIndex, DocumentIndex>> listed;
  for (const py::handle pair : iterate(pairs, "pairs")) {
    check_signals(listed.size());
    const py::sequence two = pair.cast<py::sequence>();
    if (py::isinstance<py::str>(two) || two.size() != 2) {
      throw py::value_error("pairs: expected two documents each, found " +
                            std::string(py::repr(pair)));
    }
    listed.emplace_back(index_of(two[0]), index_of(two[1]));
  }
  auto found = std::make_shared<ReuseResult>();
  search([&](Engine& engine) { *found = engine.reuse(listed); });
  return {core_, std::move(found)};
}

TalkingPoints Session::talking_points() {
  const Turn turn(*this);
  TalkingPoints result;
  search([&](Engine& engine) { result.found = &engine.talking_points(); });
  result.core = core_;
  return result;
}

Matches Session::match(const py::object& queries, const MatchOptions& options) {
  EngineOptions all = options_;
  all.match = options;
  validate(all);
  auto result = std::make_shared<MatchesFound>();
  for (const py::handle query : iterate(queries, "queries")) {
    const std::size_t number = result->queries.size();
    check_signals(number);
    add_item(query, number, number + 1, result->queries);
  }
  const Turn turn(*this);
  search([&](Engine& engine) {
    const ThreadLimit limit(options_.threads);
    result->queries.sort();
    result->found = refrain::match(result->queries, engine.corpus(), options, work_->control());
    // In the caller's order of queries; ranks are in order within a query.
    std::stable_sort(result->found.begin(), result->found.end(),
                     [&](const refrain::Match& a, const refrain::Match& b) {
                       return result->queries.position(a.query) < result->queries.position(b.query);
                     });
  });
  result->core = core_;
  return {std::move(result)};
}

ComparisonItem Session::compare(const py::object& a, const py::object& b) {
  const Turn turn(*this);
  search([](Engine&) {});
  const DocumentIndex first = index_of(a);
  const DocumentIndex second = index_of(b);
  ComparisonItem result;
  search([&](Engine& engine) { result.found = engine.compare(first, second); });
  result.core = core_;
  return result;
}

} // namespace refrain::python
