#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "model/clip.h"

namespace curate {

/// What an id of a manifest permits: an SPDX id by the table, a LicenseRef- as the manifest states. Nothing for others.
using LicenceLookup = std::function<std::optional<model::Licence>(std::string_view manifest, std::string_view id)>;

/// What is known of licences: SPDX's, and those that the catalog's manifests state. The catalog must outlive it.
LicenceLookup licence_lookup(catalog::Catalog& catalog);

/// Which clips may go out.
class LicencePolicy {
 public:
  enum class Kind {
    Redistributable,  ///< may be passed on, and so may what is made from it: frames are cut out of clips
    Research,         ///< may be used for research
    Any,              ///< all, also where no licence is known
    List              ///< those that are named, whatever they permit
  };

  /// "redistributable", "research", "any", or licence ids with commas between them. Throws InvalidInput for other text
  /// and for an id that is neither known to `lookup` (with no manifest) nor a LicenseRef-: a slip would empty an
  /// export.
  static LicencePolicy parse(std::string_view text, const LicenceLookup& lookup);

  Kind kind() const { return kind_; }
  /// What parse reads: ids as SPDX writes them, sorted.
  std::string text() const;
  /// Why clips of this manifest under this licence must stay, in words; nothing: they may go. An empty licence is
  /// unknown, and refused by all but Any.
  std::optional<std::string> refusal(std::string_view manifest, std::string_view licence,
                                     const LicenceLookup& lookup) const;

 private:
  Kind kind_ = Kind::Research;
  std::vector<std::string> ids_;
};

}  // namespace curate
