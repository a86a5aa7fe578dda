#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "curate/duplicates/known_clips.h"

namespace publish {

/// The index of a dataset: what its clips are recognised by, without pictures, so that it can be public. JSON Lines,
/// compressed with gzip (RFC 1952) without time or name: a header, then one row per clip, by id:
///
///   {"format":"sonoset-index","version":1,"hash":"phash-dct","clips":2}
///   {"clip":"a","manifest":"m","object":"<SHA-256>","recipe":"<SHA-256>","pixels":["<SHA-256>",…],
///    "hashes":["<16 hexadecimal digits>",…]}
///
/// `pixels` and `hashes` have one entry per frame, in the order of the pictures.
std::string index_of(const std::vector<curate::KnownClip>& clips);

/// Limits for untrusted indexes.
struct IndexLimits {
  std::size_t packed_bytes = std::size_t{1} << 30;
  std::size_t bytes = std::size_t{4} << 30;
  std::size_t line_bytes = std::size_t{8} << 20;
  std::size_t clips = 2'000'000;
  std::size_t frames = 20'000'000;
};

/// Reads an index line by line, without unpacking all of it at once. Accepts exactly the format above, with clips in
/// order and without duplicates. Throws NotFound, Denied, Io, or InvalidInput with file and line.
std::vector<curate::KnownClip> read_index(const std::filesystem::path& file, const IndexLimits& limits = {});

}  // namespace publish
