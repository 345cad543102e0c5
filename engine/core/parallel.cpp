#include "refrain/core/parallel.h"

#include <algorithm>

#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_pipeline.h>

namespace refrain {

struct ThreadLimit::Impl {
  explicit Impl(std::size_t threads)
      : control(tbb::global_control::max_allowed_parallelism, threads) {}
  tbb::global_control control;
};

ThreadLimit::ThreadLimit(unsigned threads) {
  const auto all = static_cast<unsigned>(tbb::info::default_concurrency());
  impl_ = std::make_unique<Impl>(threads == 0 ? all : threads);
}

ThreadLimit::~ThreadLimit() = default;

unsigned thread_count() {
  const auto allowed =
      tbb::global_control::active_value(tbb::global_control::max_allowed_parallelism);
  return static_cast<unsigned>(allowed);
}

void parallel_for(std::size_t n, std::size_t grain,
                  const std::function<void(std::size_t, std::size_t)>& body) {
  if (n == 0) {
    return;
  }
  const std::size_t step = std::max<std::size_t>(grain, 1);
  tbb::parallel_for(
      tbb::blocked_range<std::size_t>(0, n, step),
      [&](const tbb::blocked_range<std::size_t>& r) { body(r.begin(), r.end()); },
      tbb::simple_partitioner());
}

namespace detail {

void run_pipeline(std::size_t max_live, const std::function<std::shared_ptr<void>()>& produce,
                  const std::function<void(void*)>& work,
                  const std::function<void(void*)>& consume) {
  // The stages hand on places, not items: oneTBB loses what is under way when a stage throws.
  // Items end in the order in which they began, so that a place is free when its turn comes again.
  std::vector<std::shared_ptr<void>> live(std::max<std::size_t>(max_live, 1));
  using Place = std::shared_ptr<void>*;
  std::size_t produced = 0;
  tbb::parallel_pipeline(
      live.size(),
      tbb::make_filter<void, Place>(tbb::filter_mode::serial_in_order,
                                    [&](tbb::flow_control& flow) -> Place {
                                      Place place = &live[produced % live.size()];
                                      *place = produce();
                                      if (!*place) {
                                        flow.stop();
                                        return nullptr;
                                      }
                                      ++produced;
                                      return place;
                                    }) &
          tbb::make_filter<Place, Place>(tbb::filter_mode::parallel,
                                         [&](Place place) {
                                           work(place->get());
                                           return place;
                                         }) &
          tbb::make_filter<Place, void>(tbb::filter_mode::serial_in_order, [&](Place place) {
            consume(place->get());
            place->reset();
          }));
}

} // namespace detail
} // namespace refrain
