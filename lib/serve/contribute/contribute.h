#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "curate/workers/text_ability.h"
#include "serve/contribute/api_contributions.h"
#include "serve/contribute/check_queue.h"
#include "serve/contribute/decisions.h"
#include "serve/contribute/quarantine.h"
#include "serve/contribute/quarantined_media.h"
#include "serve/contribute/uploads.h"
#include "serve/curation/write_queue.h"
#include "serve/dataset_pool.h"
#include "serve/http/router.h"
#include "serve/people/people.h"

namespace serve {

/// Clips from people: uploads, their check and quarantine, receipts, and what curators decide. Waits for a file that is
/// being checked when it ends.
class Contribute {
 public:
  struct Options {
    std::filesystem::path state;   ///< of the accounts
    std::filesystem::path worker;  ///< the program sonoset-worker
    std::string version;           ///< of this program
    UploadLimits limits = {};
    std::function<void(const std::string&)> log_error = [](const std::string&) {};
  };

  /// All must outlive it.
  Contribute(DatasetPool& pool, People& people, WriteQueue& queue, const Options& options);
  /// The router must not outlive it.
  void add_routes(Router& router);
  void stop_at(StopTime::Clock::time_point when) { media_.stop_at(when); }

 private:
  People& people_;
  curate::TextAbility text_;
  Quarantine quarantine_;
  Uploads uploads_;
  QuarantinedMedia media_;
  ContributionDecisions decisions_;
  CheckQueue checks_;  ///< its thread uses the others
  ContributionRoutes routes_;
};

}  // namespace serve
