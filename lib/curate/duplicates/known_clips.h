#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/digest.h"
#include "catalog/catalog.h"
#include "model/packet_digest.h"

namespace curate {

/// What a clip is recognised by, without its pictures: the digest of its file, the digest of the pixels and the
/// perceptual hash of each frame, and the digests of its key packets. A release's index has all but the last.
struct KnownClip {
  std::string clip;
  std::string manifest;
  base::Digest object;
  base::Digest recipe;  ///< how its frames were made: which part of the file, which sampling
  std::vector<base::Digest> pixels;
  std::vector<std::uint64_t> hashes;                                 ///< as many as `pixels`
  std::optional<std::vector<model::PacketDigest>> key_packets = {};  ///< see model::FrameSet
  bool operator==(const KnownClip&) const = default;
};

/// A clip to be compared with others.
struct AskedClip {
  KnownClip clip;                 ///< for a file without a manifest, the id is its path
  std::vector<bool> informative;  ///< of each frame, whether it is compared
};

/// The clips of a dataset that are done, by id.
std::vector<AskedClip> asked_clips(catalog::Catalog& catalog);
std::vector<KnownClip> known_clips(catalog::Catalog& catalog);

}  // namespace curate
