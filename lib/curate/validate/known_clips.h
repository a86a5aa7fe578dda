#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/digest.h"
#include "catalog/catalog.h"

namespace curate {

/// What a clip is recognised by, without its pictures: the digest of its file, and for each frame the digest of its
/// pixels and its perceptual hash. A release's index holds these.
struct KnownClip {
  std::string clip;
  std::string manifest;
  base::Digest object;
  base::Digest recipe;  ///< how its frames were made: what of the file they show, which are sampled
  std::vector<base::Digest> pixels;
  std::vector<std::uint64_t> hashes;  ///< as many as `pixels`
  bool operator==(const KnownClip&) const = default;
};

/// The clips of a dataset that have the frames that are wanted now, by id.
std::vector<KnownClip> known_clips(catalog::Catalog& catalog);

}  // namespace curate
