#pragma once

#include <string>
#include <string_view>

#include "manifest/manifest.h"

namespace manifest {

/// Whether the name of a subject or case means unknown: "unknown", "n/a", "-", "patient-unknown".
bool is_placeholder(std::string_view name);

/// Equal for names that differ only in case, leading zeros, separators, or a leading word for a person: "1" for "p01",
/// "P1", "pat-1" and "Patient 1"; "12-3" for "12_03".
std::string alike_key(std::string_view name);

/// Clears subjects and cases that mean unknown. Adds to `manifest.findings` a `subject-placeholder` for each such word
/// and a `subjects-alike` for each set of similar names that `same_as` does not join, at the first clip concerned.
void check_names(Manifest& manifest);

}  // namespace manifest
