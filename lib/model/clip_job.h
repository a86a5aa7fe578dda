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

/// What the import asks a worker: one clip. The message carries one or two descriptors: the object, open to read, and
/// an empty file, open to append, for the frames: the bytes of each, one behind the other, `Frame::file_bytes` long.
/// Without it frames are made and measured, and not kept.
struct ClipJob {
  std::string clip;
  std::string name;  ///< the file's name, for what its extension claims; never opened
  Recipe recipe;
  /// Decode every picture, also those that no frame needs: finds all damage, and takes longer.
  bool every_picture = false;
  /// A picture over this many pixels is refused before it is decoded.
  std::int64_t max_pixels = std::int64_t{8192} * 8192;
  /// The worker stops with worker-limit when its frames take more.
  std::int64_t max_output_bytes = std::int64_t{4} << 30;
};

/// What it answers. With an Error finding there are no frames; findings' `about` is "clip".
struct ClipResult {
  std::string clip;
  HeaderMetadata header;
  ContentMetadata content;
  std::vector<Frame> frames;  ///< by picture
  std::vector<Finding> findings;
  /// Of the packets that hold the window's key pictures; sorted and distinct, at most kMaxKeyPackets.
  std::vector<PacketDigest> key_packets;
};

/// Of more, those with the smallest digests are kept: clips that share many share some of these, wherever they were
/// cut.
inline constexpr std::size_t kMaxKeyPackets = 8192;

/// JSON on the wire. The parent trusts no result: `parse_clip_result` throws Corrupt for anything that does not have
/// the form, and for numbers that cannot be.
std::string to_json(const ClipJob& job);
ClipJob parse_clip_job(std::string_view text);
std::string to_json(const ClipResult& result);
ClipResult parse_clip_result(std::string_view text);

}  // namespace model
