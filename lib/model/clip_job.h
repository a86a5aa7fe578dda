#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/file_tags.h"
#include "model/finding.h"
#include "model/found_sector.h"
#include "model/frame.h"
#include "model/overlay.h"
#include "model/packet_digest.h"
#include "model/read_text.h"
#include "model/recipe.h"
#include "model/video.h"

namespace model {

/// The "kind" of these messages.
inline constexpr std::string_view kClipKind = "clip";

/// A request to a worker for one clip. The message carries one or two descriptors: the object, open for reading, and an
/// empty file, open for appending, for the frames: their encoded bytes, concatenated, `Frame::file_bytes` each. Without
/// the second one, frames are made and measured, but not kept. With `video` the pictures become a video in the second
/// file, which must be open for writing, not for appending; then the answer's frames tell the pictures and their
/// pixels.
struct ClipJob {
  std::string clip;
  /// Not predictable; the answer repeats it, so that no answer is taken for a job that the worker has not read.
  std::uint64_t ticket = 0;
  std::string name;  ///< the file name, to check its extension; never opened
  Recipe recipe;
  /// Decode all pictures, also those that no frame needs. Finds all damage, but takes longer.
  bool every_picture = false;
  /// Larger pictures are refused before decoding.
  std::int64_t max_pixels = std::int64_t{8192} * 8192;
  /// The worker stops with worker-limit if its frames exceed this.
  std::int64_t max_output_bytes = std::int64_t{4} << 30;
  /// Make a video instead of frames. Copy: the answer's frames have no digests, as nothing is decoded.
  std::optional<VideoMethod> video = {};
  /// Above 0: an H.264 video for players: scaled down to this width, with square pixels, and its index first.
  int video_width = 0;
};

/// The answer. With an Error finding there are no frames; `about` of findings is "clip".
struct ClipResult {
  std::string clip;
  std::uint64_t ticket = 0;  ///< of the job
  HeaderMetadata header;
  ContentMetadata content;
  std::vector<Frame> frames;  ///< by picture
  std::vector<Finding> findings;
  /// The digests of the packets with the window's key pictures; sorted and distinct, at most kMaxKeyPackets.
  std::vector<PacketDigest> key_packets;
  std::optional<FoundSector> sector = {};  ///< if the recipe asks for it
  std::vector<Overlay> overlays = {};      ///< if there is a sector
  std::optional<ReadTexts> texts = {};     ///< if the recipe asks for them
  std::optional<FileTags> tags = {};       ///< unless nobody looked
};

/// Beyond this, the smallest digests are kept, so that clips that share many key pictures also share some of these,
/// wherever they were cut.
inline constexpr std::size_t kMaxKeyPackets = 8192;

/// The maximum number of frames, by the recipe or by what an answer can hold.
std::int64_t max_frames(const Sampling& sampling);
/// The maximum length of the answer to a job.
std::size_t max_answer_bytes(const Sampling& sampling);
/// Whether a picture's time in seconds can be calculated, and is within 30,000 years.
bool is_possible_time(std::int64_t pts, const base::Rational& time_base);

/// Messages are JSON. Results are not trusted: `parse_clip_result` throws Corrupt for invalid structure and for values
/// that cannot be stored and read back.
std::string to_json(const ClipJob& job);
ClipJob parse_clip_job(std::string_view text);
std::string to_json(const ClipResult& result);
ClipResult parse_clip_result(std::string_view text,
                             const Sampling& sampling = {.kind = Sampling::Kind::All, .maximum = 0});
/// Throws Corrupt unless this can be the answer to the job.
void check_answer(const ClipResult& result, const ClipJob& job);

}  // namespace model
