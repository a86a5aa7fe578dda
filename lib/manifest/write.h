#pragma once

#include <string>

#include "manifest/manifest.h"

namespace manifest {

/// The canonical text: fixed order of keys, defaults written out, quotes where YAML 1.1 or 1.2 would misread a word.
/// The same manifest gives the same bytes, and `parse_text` reads them back equal (but for digest, path, line
/// numbers and findings), unless a value is one that it refuses.
std::string write(const Manifest& manifest);

}  // namespace manifest
