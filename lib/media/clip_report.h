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

/// A clip's result while it is made, and the words for what was noticed on the way.
class ClipReport {
 public:
  explicit ClipReport(const model::ClipJob& job) : job_(job) { result.clip = job.clip; }

  void find(const std::string& code, const std::string& message) {
    result.findings.push_back({code, "clip", job_.clip, message});
  }
  /// What the container has besides what is used.
  void add_streams(const Container& container);
  /// False where nothing of the file can be used.
  bool add_ending(const Missing& missing);
  /// The container's claims against what its packets say.
  void check_claims(int object, const Container& container, const PacketStore& packets, const TimeLine& line);
  void add_times(const TimeLine& line, const DecodingSummary& decoding, const PacketStore& packets);
  void add_pictures(const DecodingSummary& decoding, const PacketStore& packets);
  /// Where every picture was decoded: does each packet that is to be shown give one?
  void check_count(const PacketStore& packets);

  model::ClipResult result;

 private:
  void check_duration(std::int64_t claimed_us, const TimeLine& line);
  void add_left_out(const DecodingSummary& decoding);
  void add_shape(const DecodingSummary& decoding);

  const model::ClipJob& job_;
};

}  // namespace media
