#pragma once

#include "curate/dataset.h"
#include "manifest/manifest.h"

namespace curate {

/// Writes manifests/NAME.lock in the dataset if it changed: path or URL, digest and size of each object of the
/// manifest's clips (see manifest/lock.h). The same imports give the same file.
void write_object_lock(Dataset& dataset, std::string_view manifest);

/// Copies it next to the manifest, as NAME.lock.
void copy_object_lock(const Dataset& dataset, const manifest::Manifest& manifest);

}  // namespace curate
