#pragma once

#include <functional>

#include "serve/contribute/quarantine.h"
#include "serve/contribute/uploads.h"
#include "serve/dataset_pool.h"
#include "serve/http/router.h"
#include "serve/people/people.h"

namespace serve {

/// What contributors do, and what curators read:
///   GET /api/v1/contribute: labels, licences, words of consent, limits
///   POST /api/v1/contributions: offers uploads that are complete, with what is said about them
///   GET /api/v1/contributions, GET /api/v1/contributions/{id}: curators see all, others their own
class ContributionRoutes {
 public:
  struct Parts {
    Quarantine& quarantine;
    DatasetPool& pool;
    People& people;
    UploadLimits limits;
    std::function<void()> received;  ///< there is something to check
  };
  explicit ContributionRoutes(Parts parts) : parts_(std::move(parts)) {}
  /// The router must not outlive it.
  void add_routes(Router& router);

 private:
  Response about(const Request& request);
  Response contribute(const Request& request);
  Response list(const Request& request);
  Response one(const Request& request);

  Parts parts_;
};

}  // namespace serve
