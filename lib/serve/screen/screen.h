#pragma once

#include <string>

#include "serve/dataset_pool.h"
#include "serve/http/router.h"
#include "serve/media/gate.h"
#include "serve/screen/screen_queue.h"

namespace serve {

/// Looks at files that people send, with a trained model, and keeps nothing:
///   GET, POST /api/v1/screen; GET /api/v1/screen/{key}, …/events, …/frames/{n}, …/heat/{n}
class Screen {
 public:
  static constexpr std::int64_t kMaxBytes = std::int64_t{512} << 20;  ///< of a file
  static constexpr std::size_t kMaxNameBytes = 200;

  /// `model`: the name of a run or a model's folder; empty: the run that finished last. The pool must outlive it.
  Screen(DatasetPool& pool, std::string model, ScreenQueue::Options options);
  /// The router must not outlive it.
  void add_routes(Router& router);
  void stop_at(StopTime::Clock::time_point when) { queue_.stop_at(when); }

 private:
  /// Why nothing can be screened; empty: it can.
  std::string obstacle(const std::string& model) const;
  std::string model_now();
  Response about();
  Action::Opened open(const Request& request);
  Response result(const Request& request);
  Response events(const Request& request);
  Response frame(const Request& request);
  Response heat(const Request& request);
  /// The screening of the request's key, if it is done.
  std::optional<ScreenQueue::Shared> done(const Request& request);

  DatasetPool& pool_;
  std::string model_;
  ScreenQueue queue_;
  Gate gate_{4};
};

}  // namespace serve
