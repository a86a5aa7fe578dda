#pragma once

#include <string>

#include "manifest/manifest.h"

namespace manifest {

/// The canonical text: keys in a fixed order, defaults written out, quotes where YAML 1.1 or 1.2 would misread a word.
/// The same manifest gives the same bytes. `parse_text` reads them back as an equal manifest (except for digest, path,
/// line numbers and findings), unless a value is invalid.
std::string write(const Manifest& manifest);

}  // namespace manifest
