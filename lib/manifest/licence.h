#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/clip.h"

namespace manifest {

/// The licence with this SPDX id (spdx.org/licenses, exact case) and what it permits; covers the common licences of
/// data, media and software. `redistribute` may require attribution, the same licence or non-commercial use; without
/// `derivatives`, a cropped frame may be made but not shared (Creative Commons ND, section 2(a)(1)(B)).
std::optional<model::Licence> spdx_licence(std::string_view id);

/// "LicenseRef-" and letters, digits, '.', '-' (SPDX 2.3, annex D): a licence that the manifest defines.
bool is_licence_ref(std::string_view text);

/// True for "None", "unknown", "n/a" and similar: the licence is not known.
bool says_no_licence(std::string_view text);

/// The SPDX ids that a text such as "CC BY-NC -SA 4.0", "cc by 4", "https://creativecommons.org/licenses/by/4.0/",
/// "Apache 2" or "CC-BY-NC" (several, as the version is missing) may mean. Compares words, not a list of misspellings.
std::vector<std::string> licence_candidates(std::string_view text);

/// For the end of an error message: "; did you mean 'CC-BY-NC-4.0'?", several candidates, or what to do instead.
std::string licence_advice(std::string_view text);

}  // namespace manifest
