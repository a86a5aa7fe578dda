#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "catalog/contributions/contributions.h"
#include "curate/dataset.h"
#include "model/clip.h"

namespace serve {

/// What a contributor must agree to. A change of the words needs another version.
inline constexpr std::int64_t kConsentVersion = 1;
inline constexpr std::string_view kConsent =
    "I may pass on these recordings under the licence that I chose. The people who were scanned agreed to this, or "
    "cannot be recognised. Neither the pictures nor the files hold names, dates of birth or other personal data. I "
    "know that others may copy what was accepted, so that it cannot be called back.";

/// What a person says about a file. All of it is text to show.
struct Described {
  std::string label;    ///< a value on the axis of contributions
  std::string subject;  ///< the contributor's own pseudonym; empty: unknown
  std::string probe;
  std::string source;  ///< where it was published before; empty: nowhere
  std::string page;    ///< the page of this
  std::string comment;
};

/// Replaces in `before` what an object has. Throws InvalidInput for other keys, values that are not text, control
/// characters, and texts that are too long.
Described described(const nlohmann::json& object, Described before);
nlohmann::ordered_json described_json(const Described& said);
/// What described_json wrote.
Described read_described(std::string_view text);

/// The entry of a contributed file in the manifest of contributions.
model::Clip entry_of(curate::Dataset& dataset, const catalog::Contribution& contribution,
                     const catalog::ContributedFile& file, const Described& said);

}  // namespace serve
