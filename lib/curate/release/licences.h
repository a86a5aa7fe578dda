#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "model/clip.h"

namespace curate {

/// A licence with its permissions: SPDX ids from the table, LicenseRef- ids as the manifest states. Empty for others.
using LicenceLookup = std::function<std::optional<model::Licence>(std::string_view manifest, std::string_view id)>;

/// Looks up SPDX licences and those that the catalog's manifests state. The catalog must outlive it.
LicenceLookup licence_lookup(catalog::Catalog& catalog);

/// Which clips may be exported.
class LicencePolicy {
 public:
  enum class Kind {
    Redistributable,  ///< permits redistribution and derivatives, since frames are derived from clips
    Research,         ///< permits research
    Any,              ///< all clips, also without a known licence
    List              ///< the listed licences, whatever they permit
  };

  /// Parses "redistributable", "research", "any", or licence ids separated by commas. Throws InvalidInput for other
  /// text and for an id that is neither known to `lookup` (without a manifest) nor a LicenseRef-: a typo would silently
  /// leave clips out.
  static LicencePolicy parse(std::string_view text, const LicenceLookup& lookup);

  Kind kind() const { return kind_; }
  /// The text that parse reads, with sorted ids as SPDX writes them.
  std::string text() const;
  /// Why clips of this manifest under this licence may not be exported; empty: they may. An empty licence is unknown,
  /// and only Any permits it.
  std::optional<std::string> refusal(std::string_view manifest, std::string_view licence,
                                     const LicenceLookup& lookup) const;

 private:
  Kind kind_ = Kind::Research;
  std::vector<std::string> ids_;
};

}  // namespace curate
