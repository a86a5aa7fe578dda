#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "base/file.h"
#include "model/frame.h"
#include "model/recipe.h"

namespace curate {

/// A new, empty file without a name in `folder`, open to read and append, for a worker's frames. Throws.
base::Descriptor make_output(const std::filesystem::path& folder);

/// Throws Corrupt unless the frames' sizes add up to the file's: workers are not trusted.
void check_output(int output, const std::vector<model::Frame>& frames);

/// Throws Io if the disk of `output` is full or cannot be written, which is not a fault of the clip.
void check_room(int output, const std::filesystem::path& folder);

/// Cuts the file into one read-only file per frame, in a new `folder`. Returns the picture number of the first frame
/// whose bytes differ from its digest, where it ends. Throws.
std::optional<std::int64_t> cut_frames(int output, const std::vector<model::Frame>& frames, model::StillFormat format,
                                       const std::filesystem::path& folder);

}  // namespace curate
