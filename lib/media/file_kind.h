#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "media/refusal.h"

namespace media {

/// Says of a file that is plainly something else than media that are read what it is, by its first bytes: other formats
/// of pictures and recordings, archives, documents, encrypted files, pointers (Git LFS, git-annex, DVC) to files that
/// are elsewhere, web pages, text. Nothing where libavformat has to look. `start`: 512 bytes at least, or the whole
/// file.
std::optional<Refusal> refuse_kind(std::span<const std::uint8_t> start);

}  // namespace media
