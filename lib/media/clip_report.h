#pragma once

#include <cstdint>
#include <string>

#include "media/ending.h"
#include "model/clip_job.h"

namespace media {

class Container;
class PacketStore;
struct DecodingSummary;
struct TimeLine;

/// Collects a clip's result and writes the messages of its findings.
class ClipReport {
 public:
  explicit ClipReport(const model::ClipJob& job) : job_(job) { result.clip = job.clip; }

  void find(const std::string& code, const std::string& message) {
    result.findings.push_back({code, "clip", job_.clip, message});
  }
  /// Reports streams that are not used.
  void add_streams(const Container& container);
  /// Reports a missing end. False if the file cannot be used.
  bool add_ending(const Missing& missing);
  /// Compares the claims of the container with its packets.
  void check_claims(int object, const Container& container, const PacketStore& packets, const TimeLine& line);
  /// Reports a timestamp out of range. False if there is one.
  bool check_timestamps(const PacketStore& packets);
  void add_times(const TimeLine& line, const DecodingSummary& decoding, const PacketStore& packets);
  void add_pictures(const DecodingSummary& decoding, const PacketStore& packets);
  /// If every picture was decoded, reports packets that gave no picture.
  void check_count(const PacketStore& packets);

  model::ClipResult result;

 private:
  void check_duration(std::int64_t claimed_us, const TimeLine& line);
  void add_left_out(const DecodingSummary& decoding);
  void add_shape(const DecodingSummary& decoding);

  const model::ClipJob& job_;
};

}  // namespace media
