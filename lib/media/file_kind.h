#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "media/refusal.h"

namespace media {

/// Recognises files that are not supported media by their first bytes: other picture and recording formats, archives,
/// documents, encrypted files, pointers (Git LFS, git-annex, DVC), web pages, text. Nothing if libavformat has to
/// decide. `start`: at least 512 bytes, or the whole file.
std::optional<Refusal> refuse_kind(std::span<const std::uint8_t> start);

}  // namespace media
