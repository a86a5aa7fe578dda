#pragma once

#include <filesystem>
#include <vector>

#include "base/file.h"
#include "model/frame.h"
#include "model/recipe.h"

namespace curate {

/// A new, empty file without a name in `folder`, open to read and to append: what a worker writes frames to. Throws.
base::Descriptor make_output(const std::filesystem::path& folder);

/// Throws Corrupt unless the frames' bytes, one behind the other, are the whole file: a worker's word is not enough.
void check_output(int output, const std::vector<model::Frame>& frames);

/// Throws Io where the disk under `output` is full or cannot be written: then it is no single clip's fault.
void check_room(int output, const std::filesystem::path& folder);

/// Cuts the file into one read-only file a frame, in a new `folder`. Throws.
void cut_frames(int output, const std::vector<model::Frame>& frames, model::StillFormat format,
                const std::filesystem::path& folder);

}  // namespace curate
