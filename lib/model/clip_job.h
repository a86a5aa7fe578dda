#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/finding.h"
#include "model/frame.h"
#include "model/packet_digest.h"
#include "model/recipe.h"

namespace model {

/// The "kind" of these messages.
inline constexpr std::string_view kClipKind = "clip";

/// A request to a worker for one clip. The message carries one or two descriptors: the object, open for reading, and an
/// empty file, open for appending, for the frames: their encoded bytes, concatenated, `Frame::file_bytes` each. Without
/// the second one, frames are made and measured, but not kept.
struct ClipJob {
  std::string clip;
  std::string name;  ///< the file name, to check its extension; never opened
  Recipe recipe;
  /// Decode all pictures, also those that no frame needs. Finds all damage, but takes longer.
  bool every_picture = false;
  /// Larger pictures are refused before decoding.
  std::int64_t max_pixels = std::int64_t{8192} * 8192;
  /// The worker stops with worker-limit if its frames exceed this.
  std::int64_t max_output_bytes = std::int64_t{4} << 30;
};

/// The answer. With an Error finding there are no frames; `about` of findings is "clip".
struct ClipResult {
  std::string clip;
  HeaderMetadata header;
  ContentMetadata content;
  std::vector<Frame> frames;  ///< by picture
  std::vector<Finding> findings;
  /// The digests of the packets with the window's key pictures; sorted and distinct, at most kMaxKeyPackets.
  std::vector<PacketDigest> key_packets;
};

/// Beyond this, the smallest digests are kept, so that clips that share many key pictures also share some of these,
/// wherever they were cut.
inline constexpr std::size_t kMaxKeyPackets = 8192;

/// Messages are JSON. Results are not trusted: `parse_clip_result` throws Corrupt for invalid structure and impossible
/// numbers.
std::string to_json(const ClipJob& job);
ClipJob parse_clip_job(std::string_view text);
std::string to_json(const ClipResult& result);
ClipResult parse_clip_result(std::string_view text);

}  // namespace model
