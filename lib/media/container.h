#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "media/libav_handles.h"
#include "model/finding.h"
#include "model/frame.h"

namespace media {

class Input;

/// What is wrong with a file, as a finding's code and message: an outcome to expect of any file.
struct Refusal {
  std::string code;
  std::string message;
};

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
  /// The next packet of the stream; false at the end.
  bool read(AVPacket& packet);

 private:
  Container(UniqueIo io, UniqueFormat format) : io_(std::move(io)), format_(std::move(format)) {}

  UniqueIo io_;  // outlives format_, which reads through it
  UniqueFormat format_;
  int stream_ = 0;
};

/// The number of samples that a QuickTime or MP4 file has in its table, edit lists ignored; nothing for other files.
std::optional<std::int64_t> samples_without_edits(Input& input, int stream);

/// Whether `name` has an extension that goes with the container; true where either is not known.
bool extension_fits(const std::string& name, const std::string& container);

}  // namespace media
