#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/digest.h"
#include "catalog/catalog.h"
#include "model/packet_digest.h"

namespace curate {

/// What a clip is recognised by, without its pictures: the digest of its file, for each frame the digest of its pixels
/// and its perceptual hash, and its key pictures as they are stored. A release's index holds these, but the last.
struct KnownClip {
  std::string clip;
  std::string manifest;
  base::Digest object;
  base::Digest recipe;  ///< how its frames were made: what of the file they show, which are sampled
  std::vector<base::Digest> pixels;
  std::vector<std::uint64_t> hashes;                                 ///< as many as `pixels`
  std::optional<std::vector<model::PacketDigest>> key_packets = {};  ///< see model::FrameSet
  bool operator==(const KnownClip&) const = default;
};

/// A clip that is asked about.
struct AskedClip {
  KnownClip clip;                 ///< no manifest: a file of its own, whose id is its path
  std::vector<bool> informative;  ///< of each frame, whether it is to be compared
};

/// The clips of a dataset that have the frames that are wanted now, by id.
std::vector<AskedClip> asked_clips(catalog::Catalog& catalog);
std::vector<KnownClip> known_clips(catalog::Catalog& catalog);

}  // namespace curate
