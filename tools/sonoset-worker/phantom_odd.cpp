#include "phantom_odd.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "image/transform.h"
#include "media/video_writer.h"
#include "phantom/drawing.h"
#include "phantom/phantom.h"
#include "phantom_counter.h"
#include "phantom_odd_files.h"

namespace worker {
namespace {

using nlohmann::json;

/// Numbered pictures of one phantom, in display orientation.
class Pictures {
 public:
  Pictures(std::uint64_t seed, int width, int height) : phantom_(spec(seed, width, height)) {}

  model::Picture operator()(std::int64_t number) const {
    model::Picture picture = phantom_.picture(number * 40'000);
    write_counter(picture, number);
    return picture;
  }

 private:
  static phantom::PhantomSpec spec(std::uint64_t seed, int width, int height) {
    phantom::PhantomSpec result;
    result.subject_seed = seed;
    result.clip_seed = seed;
    result.device = 4;  // linear, no overlays
    result.width = width;
    result.height = height;
    return result;
  }
  phantom::Phantom phantom_;
};

/// Transparent in the lower middle, away from counter and corners.
model::Picture half_alpha(int width, int height) {
  model::Picture alpha(width, height, 1);
  phantom::fill(alpha, {0, 0, width, height}, {255, 255, 255});
  phantom::fill(alpha, {width / 4, height / 2, width / 2, height / 4}, {});
  return alpha;
}

model::Picture as_stored(const model::Picture& displayed, const media::VideoTrack& track) {
  return image::orient(image::orient(displayed, 0, track.mirrored), (360 - track.rotation_deg) % 360, false);
}

json track_truth(const media::VideoWriter& writer, int number, const media::VideoTrack& track, const Odd& odd,
                 std::int64_t first_number) {
  std::vector<std::int64_t> pts = writer.timestamps(number);
  pts.erase(pts.begin(), pts.begin() + odd.hidden);
  const bool sideways = track.rotation_deg % 180 != 0;
  json truth = {{"pictures", pts.size()},
                {"first_number", first_number + odd.hidden},
                {"width", sideways ? track.height : track.width},
                {"height", sideways ? track.width : track.height},
                {"rotation_deg", track.rotation_deg},
                {"mirrored", track.mirrored},
                {"sample_aspect", track.sample_aspect.text()},
                {"interlaced", track.interlaced},
                {"alpha", odd.alpha},
                {"bit_depth", odd.bit_depth},
                {"time_base", writer.time_base(number).text()}};
  if (odd.times_missing) {
    truth["pts"] = nullptr;
  } else {
    truth["pts"] = pts;
  }
  return truth;
}

void make_one(PhantomSet& set, const Odd& odd, std::uint64_t seed) {
  const bool sideways = odd.track.rotation_deg % 180 != 0;
  const Pictures pictures(seed, sideways ? odd.track.height : odd.track.width,
                          sideways ? odd.track.width : odd.track.height);
  const model::Picture alpha = half_alpha(odd.track.width, odd.track.height);
  media::VideoWriter writer(set.file(odd.name), odd.container, odd.muxer_options);
  const int number = writer.add_video(odd.track);
  for (std::size_t i = 0; i < odd.pts.size(); ++i) {
    const model::Picture stored = as_stored(pictures(static_cast<std::int64_t>(i)), odd.track);
    writer.write(number, stored, odd.pts[i], odd.alpha ? &alpha : nullptr);
  }
  writer.finish();
  std::string id = odd.name;
  std::ranges::replace(id, '.', '-');
  model::Clip clip = phantom_clip(id, "phantom-site-a");
  clip.subject = "odd";
  set.add(std::move(clip), odd.name, track_truth(writer, number, odd.track, odd, 0).dump());
}

/// One file with two video streams and sound; each video stream is a clip.
void make_streams(PhantomSet& set, std::uint64_t seed) {
  const std::string name = "several-streams.mkv";
  media::VideoTrack small = h264_track();
  media::VideoTrack large = h264_track();
  large.width = 256;
  const Pictures small_pictures(seed, small.width, small.height);
  const Pictures large_pictures(seed + 1, large.width, large.height);
  media::VideoWriter writer(set.file(name), "matroska");
  const int first = writer.add_video(small);
  writer.add_tone(1);
  const int second = writer.add_video(large);
  constexpr std::int64_t kSecondFrom = 1000;
  for (int i = 0; i < 25; ++i) {
    writer.write(first, small_pictures(i), i);
    writer.write(second, large_pictures(kSecondFrom + i), i);
  }
  writer.finish();
  for (const int stream : {first, second}) {
    model::Clip clip = phantom_clip("several-streams-" + std::to_string(stream), "phantom-site-a");
    clip.subject = "odd";
    clip.stream = stream;
    json truth = track_truth(writer, stream, stream == first ? small : large, Odd{}, stream == first ? 0 : kSecondFrom);
    truth["stream"] = stream;
    set.add(std::move(clip), name, truth.dump());
  }
}

}  // namespace

void make_odd(PhantomSet& set, const PhantomOptions& options) {
  set.describe("counter", counter_truth());
  std::uint64_t seed = options.seed;
  for (const Odd& odd : odd_files()) make_one(set, odd, seed++);
  make_streams(set, seed);
}

}  // namespace worker
