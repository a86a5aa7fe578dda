#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "media/libav_handles.h"
#include "media/refusal.h"
#include "model/finding.h"
#include "model/frame.h"
#include "sampling/orientation.h"

namespace media {

class Input;

/// An open container and the packets of its chosen stream. Uses only demuxers of an allow list and no protocols, so
/// that it reads nothing but the given input.
class Container {
 public:
  /// `stream`: index among the container's streams; none: the one that libavformat prefers. The input must outlive
  /// the result. A picture over `max_pixels` is refused before it is decoded.
  static std::variant<Container, Refusal> open(Input& input, std::optional<int> stream, std::int64_t max_pixels);

  const AVFormatContext& format() const { return *format_; }
  const AVStream& stream() const;
  model::HeaderMetadata header() const;
  /// The orientation of a still, if its decoder does not report it.
  const std::optional<sampling::Orientation>& orientation() const { return orientation_; }
  /// The other video streams, without cover pictures.
  std::vector<int> other_video_streams() const;
  /// The duration of the stream in the container's header, in microseconds, if it is about no other stream; nothing if
  /// libavformat computed it from packets.
  std::optional<std::int64_t> claimed_duration_us() const;
  /// The next packet of the stream; false at the end.
  bool read(AVPacket& packet);

 private:
  Container(UniqueIo io, UniqueFormat format) : io_(std::move(io)), format_(std::move(format)) {}

  UniqueIo io_;  // outlives format_, which reads through it
  UniqueFormat format_;
  int stream_ = 0;
  std::optional<sampling::Orientation> orientation_;
};

/// The number of samples in the table of a QuickTime or MP4 file, ignoring edit lists; nothing for other files.
std::optional<std::int64_t> samples_without_edits(Input& input, int stream);

/// Whether the extension of `name` fits the container; true if either is unknown.
bool extension_fits(const std::string& name, const std::string& container);

}  // namespace media
