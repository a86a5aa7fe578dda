#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "catalog/clip_texts.h"
#include "catalog/list.h"
#include "curate/dataset.h"
#include "serve/dataset_pool.h"
#include "serve/http/request.h"
#include "serve/kept.h"

namespace serve {

/// Filters, order and page of a list from an address: see add_list_routes. Throws InvalidInput.
catalog::Listing listing_of(const char* kind, const Request& request);

/// Lists of clips as a person may see them, and what is made from whole lists.
class ClipListings {
 public:
  explicit ClipListings(DatasetPool& pool);

  /// The listing of clips that a request asks for. Throws InvalidInput where visitors ask for what only curators see.
  catalog::Listing listing(const Request& request, curate::Dataset& dataset);

  /// JSON that `make`, called with a dataset, returns; it is kept until the catalog changes, for each address, and
  /// apart for those who see everything.
  std::shared_ptr<const std::string> whole(const Request& request, auto make) {
    return answers_.get(pool_.state(), key_of(request), [&] { return pool_.read(make); });
  }

 private:
  static std::string key_of(const Request& request);

  DatasetPool& pool_;
  Kept<std::string> answers_;
  Kept<catalog::ClipTexts> texts_;
};

}  // namespace serve
