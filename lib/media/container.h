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

/// An open container, the stream that was chosen, and its packets from the first to the last. Only demuxers of a white
/// list, no protocol at all: nothing but the given input is ever read.
class Container {
 public:
  /// `stream`: index among the container's streams; none: the one that libavformat thinks best. The input must outlive
  /// the result. A picture over `max_pixels` is refused before it is decoded.
  static std::variant<Container, Refusal> open(Input& input, std::optional<int> stream, std::int64_t max_pixels);

  const AVFormatContext& format() const { return *format_; }
  const AVStream& stream() const;
  model::HeaderMetadata header() const;
  /// How a still says that it is turned, where its decoder does not tell.
  const std::optional<sampling::Orientation>& orientation() const { return orientation_; }
  /// The video streams besides, without cover pictures.
  std::vector<int> other_video_streams() const;
  /// What the container itself says of how long the stream is, in microseconds, where it says so of no other stream
  /// besides; nothing where libavformat worked it out from packets.
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

/// The number of samples that a QuickTime or MP4 file has in its table, edit lists ignored; nothing for other files.
std::optional<std::int64_t> samples_without_edits(Input& input, int stream);

/// Whether `name` has an extension that goes with the container; true where either is not known.
bool extension_fits(const std::string& name, const std::string& container);

}  // namespace media
