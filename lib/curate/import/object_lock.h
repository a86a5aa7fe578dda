#pragma once

#include "curate/dataset.h"
#include "manifest/manifest.h"

namespace curate {

/// Writes manifests/NAME.lock in the dataset where it changed: the address, digest and size of each object that a clip
/// of the manifest has (see manifest/lock.h). Two people who import the same get the same file.
void write_object_lock(Dataset& dataset, std::string_view manifest);

/// Copies it beside the manifest, as NAME.lock.
void copy_object_lock(const Dataset& dataset, const manifest::Manifest& manifest);

}  // namespace curate
