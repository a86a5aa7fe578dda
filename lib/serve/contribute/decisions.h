#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "catalog/contributions/contributions.h"
#include "curate/import/import.h"
#include "curate/workers/text_ability.h"
#include "serve/contribute/offer.h"
#include "serve/contribute/quarantine.h"
#include "serve/curation/write_queue.h"
#include "serve/dataset_pool.h"
#include "serve/http/router.h"
#include "serve/people/people.h"

namespace serve {

/// What curators decide about quarantined files:
///   POST /api/v1/contributions/{id}/files/{file}/accept, …/reject
/// Accepting notes the decision, imports the clip, notes that it is there, removes the file: in this order, so that
/// after a kill at any moment `finish_all` goes on.
class ContributionDecisions {
 public:
  struct Parts {
    Quarantine& quarantine;
    DatasetPool& pool;
    People& people;
    WriteQueue& queue;
    std::filesystem::path worker;  ///< the program sonoset-worker
    curate::TextAbility& text;     ///< whether it can read text
    std::string version;           ///< of this program
    std::int64_t keep_rejected_s = 7 * 86'400;
    std::function<void(const std::string&)> log_error = [](const std::string&) {};
  };
  explicit ContributionDecisions(Parts parts) : parts_(std::move(parts)) {}
  /// The router must not outlive it.
  void add_routes(Router& router);
  /// Imports what was accepted before the server ended, and removes files that were rejected long enough ago.
  void finish_all();

 private:
  Response accept(const Request& request);
  Response reject(const Request& request);
  /// Notes that a file is accepted with these words; false if it was decided on meanwhile. Throws InvalidInput for
  /// words that the manifest cannot have.
  bool begin(const catalog::ContributedFile& file, const Described& said);
  /// Imports it, if it is still to be; what became of it is in its row. A response says that the dataset could not be
  /// opened.
  std::optional<Response> import_accepted(const std::string& id);
  void import_into(curate::Dataset& dataset, const catalog::ContributedFile& file);
  void put_back(const std::string& id, const std::string& why);
  Response answer(const Request& request, int status);

  Parts parts_;
};

}  // namespace serve
