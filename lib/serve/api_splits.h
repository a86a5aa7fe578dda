#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/scratch_folder.h"
#include "serve/clip_listing.h"
#include "serve/dataset_pool.h"
#include "serve/http/router.h"
#include "serve/media/gate.h"

namespace serve {

/// Instead of why a split is stale, for who may not see everything: those words name clips.
inline constexpr const char* kChangedSince = "the dataset has changed since it was made";

/// Splits, and what can be saved of them:
///   GET /api/v1/splits/{name}               its parameters and groups, as `sonoset show` prints them
///   GET /api/v1/splits/{name}/summary       what is in its folds, what was compared, whether it is stale
///   GET /api/v1/splits/{name}/manifest.csv  its clips with folds and labels
///   GET /api/v1/report.html                 the dataset's report, for those who see everything
/// Others get only the clips that anybody may see. The last two are attachments: what browsers save cannot do anything
/// in the name of this server.
class Splits {
 public:
  /// Both must outlive it.
  Splits(DatasetPool& pool, ClipListings& listings);
  /// The router must not outlive it.
  void add_routes(Router& router);

 private:
  Response document(const Request& request);
  Response summary(const Request& request);
  Response manifest(const Request& request);
  Response report(const Request& request);
  /// Writes a file and answers with it; one at a time.
  Response download(std::string_view type, const std::string& name, const std::function<void(int to)>& write);

  DatasetPool& pool_;
  ClipListings& listings_;
  base::ScratchFolder scratch_;
  Gate gate_{1};
};

}  // namespace serve
