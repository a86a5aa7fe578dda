#pragma once

#include <cstdint>
#include <string>

#include "serve/contribute/quarantine.h"
#include "serve/http/router.h"
#include "serve/people/rate_limit.h"

namespace serve {

struct UploadLimits {
  std::int64_t file_bytes = 2'048'000'000;     ///< that of an import
  std::int64_t person_bytes = 20'000'000'000;  ///< of a person's uploads and quarantined files
  std::int64_t all_bytes = 100'000'000'000;    ///< of all people's
  std::int64_t free_bytes = 2'000'000'000;     ///< that stay free on the disk
  std::int64_t person_uploads = 100;           ///< that are not part of a contribution
  std::int64_t keep_s = 7 * 86'400;            ///< an upload, after its last bytes
  double new_per_second = 5;                   ///< of a person
  double new_at_once = 200;
};

/// Uploads that go on where they were cut, also after a restart (tus 1.0): OPTIONS and POST /api/v1/uploads; HEAD,
/// PATCH and DELETE /api/v1/uploads/{id}. GET lists those of the person. Other people's are 404.
class Uploads {
 public:
  Uploads(Quarantine& quarantine, const UploadLimits& limits);
  /// The router must not outlive it.
  void add_routes(Router& router);
  /// Removes those that expired.
  void sweep();
  const UploadLimits& limits() const { return limits_; }

 private:
  Response options(const Request& request) const;
  Response list(const Request& request);
  Response create(const Request& request);
  Response head(const Request& request);
  Action::Opened open(const Request& request);
  Response remove(const Request& request);

  Quarantine& quarantine_;
  const UploadLimits limits_;
  RateLimit new_;
};

}  // namespace serve
