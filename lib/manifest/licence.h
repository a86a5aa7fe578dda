#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/clip.h"

namespace manifest {

/// An SPDX id (spdx.org/licenses, exact case) with what its text permits, for the licences that data, media and
/// software usually carry. `redistribute` may ask for attribution, the same licence or no profit; where `derivatives`
/// is false, a cropped frame may be made but not shared (Creative Commons ND, section 2(a)(1)(B)).
std::optional<model::Licence> spdx_licence(std::string_view id);

/// "LicenseRef-" and letters, digits, '.', '-' (SPDX 2.3, annex D): a licence that a manifest states itself.
bool is_licence_ref(std::string_view text);

/// True for "None", "unknown", "n/a": nobody knows, which is not a licence.
bool says_no_licence(std::string_view text);

/// The ids that people mean by "CC BY-NC -SA 4.0", "cc by 4", "https://creativecommons.org/licenses/by/4.0/",
/// "Apache 2" or "CC-BY-NC" (several: it lacks a version). Found by taking the text apart, not from a list of
/// misspellings.
std::vector<std::string> licence_candidates(std::string_view text);

/// For an error message: "; did you mean 'CC-BY-NC-4.0'?", "; it lacks a version: …", or what to do instead.
std::string licence_advice(std::string_view text);

}  // namespace manifest
