#pragma once

#include <string>
#include <string_view>

#include "manifest/manifest.h"

namespace manifest {

/// Whether a subject's or case's name is a word for unknown: "unknown", "n/a", "-", "patient-unknown".
bool is_placeholder(std::string_view name);

/// What two names have in common that differ only in case, leading zeros, separators, or a word for a person in front:
/// "1" of "p01", "P1", "pat-1" and "Patient 1"; "12-3" of "12_03".
std::string alike_key(std::string_view name);

/// Takes words for unknown out of the clips, which then name nobody, and puts into `manifest.findings` a
/// `subject-placeholder` for each such word and a `subjects-alike` for each set of alike names that `same_as` does not
/// join: at the first clip where it shows.
void check_names(Manifest& manifest);

}  // namespace manifest
