#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>

#include "image/transform.h"
#include "media/video_writer.h"
#include "phantom/phantom.h"
#include "phantom_counter.h"
#include "phantom_set.h"

namespace worker {
namespace {

using base::Rational;
using nlohmann::json;

std::vector<std::int64_t> counted(std::int64_t pictures, std::int64_t from = 0) {
  std::vector<std::int64_t> pts(static_cast<std::size_t>(pictures));
  std::iota(pts.begin(), pts.end(), from);
  return pts;
}

/// An odd file with one video stream: how it is written, and what is true of it where that does not follow.
struct Odd {
  std::string name;  ///< with extension; the id is it with '-' for '.'
  std::string container;
  media::VideoTrack track;
  std::vector<std::int64_t> pts;
  media::CodecOptions muxer_options;
  bool times_missing = false;  ///< some packets have no timestamp
  int hidden = 0;              ///< pictures at the start that an edit list leaves out
  bool alpha = false;
  int bit_depth = 8;
};

media::VideoTrack h264() {
  media::VideoTrack track;
  track.width = kWidth;
  track.height = kHeight;
  track.options = {{"crf", "20"}, {"preset", "veryfast"}};
  return track;
}

media::VideoTrack coded(const std::string& encoder, const std::string& format, int width = kWidth,
                        int height = kHeight) {
  media::VideoTrack track;
  track.encoder = encoder;
  track.pixel_format = format;
  track.width = width;
  track.height = height;
  if (encoder == "mpeg4" || encoder == "mpeg2video" || encoder == "mjpeg") track.options = {{"b", "3000000"}};
  if (encoder.starts_with("libvpx")) {
    track.options = {{"b", "1500000"}, {"deadline", "realtime"}, {"cpu-used", "8"}, {"auto-alt-ref", "0"}};
  }
  return track;
}

media::VideoTrack with_b_pictures(media::VideoTrack track, int count, bool open) {
  track.b_pictures = count;
  if (track.encoder == "libx264") {
    // As many B-pictures as were asked for: x264 would drop them where they do not pay.
    track.options.emplace_back("x264-params", open ? "b-adapt=0:scenecut=0:open-gop=1" : "b-adapt=0:scenecut=0");
  }
  return track;
}

media::VideoTrack turned(int rotation_deg, bool mirrored) {
  media::VideoTrack track = h264();
  track.rotation_deg = rotation_deg;
  track.mirrored = mirrored;
  if (rotation_deg % 180 != 0) std::swap(track.width, track.height);
  return track;
}

std::vector<Odd> timing_files() {
  Odd variable{"variable-rate.mp4", "mp4", h264(), {}, {}};
  variable.track.time_base = Rational(1, 600);
  std::int64_t at = 0;
  for (int i = 0; i < 40; ++i) {
    variable.pts.push_back(at);
    at += 11 + (i * i * 7) % 47;
  }
  Odd late{"late-start.mkv", "matroska", h264(), counted(30, 125), {}};
  Odd edited{"edit-list.mov", "mov", h264(), counted(30, -5), {}};
  edited.hidden = 5;
  Odd empty{"empty-edit.mp4", "mp4", h264(), counted(25, 15), {}};
  Odd avi{"no-timestamps.avi", "avi", with_b_pictures(coded("mpeg4", "yuv420p"), 2, false), counted(30), {}, true};
  Odd program{"program-stream.mpg", "mpeg", with_b_pictures(coded("mpeg2video", "yuv420p"), 2, false),
              counted(40),          {},     true};
  return {variable, late, edited, empty, avi, program};
}

std::vector<Odd> coding_files() {
  Odd long_group{"long-group.mp4", "mp4", with_b_pictures(h264(), 3, false), counted(120), {}};
  long_group.track.group = 250;
  Odd deep{"ten-bit.mp4", "mp4", h264(), counted(20), {}};
  deep.track.pixel_format = "yuv420p10le";
  deep.bit_depth = 10;
  Odd interlaced{"interlaced.mpg", "mpeg", coded("mpeg2video", "yuv420p"), counted(25), {}, true};
  interlaced.track.interlaced = true;
  return {
      {"b-pictures-closed.mp4", "mp4", with_b_pictures(h264(), 3, false), counted(40), {}},
      {"b-pictures-open.mkv", "matroska", with_b_pictures(h264(), 2, true), counted(40), {}},
      long_group,
      deep,
      interlaced,
      {"single-picture.mp4", "mp4", h264(), counted(1), {}},
      {"motion-jpeg.avi", "avi", coded("mjpeg", "yuvj420p"), counted(20), {}},
  };
}

std::vector<Odd> shape_files() {
  Odd wide{"wide-pixels.mp4", "mp4", h264(), counted(20), {}};
  wide.track.sample_aspect = Rational(4, 3);
  Odd h264_odd{"odd-size.mp4", "mp4", h264(), counted(20), {}};
  h264_odd.track.pixel_format = "yuv444p";
  h264_odd.track.width = 101;
  h264_odd.track.height = 77;
  Odd png{"alpha.png", "image2", coded("png", "rgba"), counted(1), {{"update", "1"}}};
  Odd webm{"alpha.webm", "webm", coded("libvpx", "yuva420p"), counted(15), {}};
  Odd gif{"alpha.gif", "gif", coded("gif", "pal8"), counted(15), {}};
  gif.track.time_base = Rational(1, 10);
  gif.track.rate_hz = Rational(10);
  for (Odd* odd : {&png, &webm, &gif}) odd->alpha = true;
  return {
      {"odd-size.mkv", "matroska", coded("ffv1", "bgr0", 101, 77), counted(20), {}},
      h264_odd,
      wide,
      {"rotated-90.mp4", "mp4", turned(90, false), counted(15), {}},
      {"rotated-180.mov", "mov", turned(180, false), counted(15), {}},
      {"rotated-270.mp4", "mp4", turned(270, false), counted(15), {}},
      {"mirrored.mp4", "mp4", turned(0, true), counted(15), {}},
      {"rotated-90-mirrored.mp4", "mp4", turned(90, true), counted(15), {}},
      png,
      webm,
      gif,
  };
}

/// Numbered pictures of one phantom, as displayed.
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
    result.device = 4;  // linear, without furniture
    result.width = width;
    result.height = height;
    return result;
  }
  phantom::Phantom phantom_;
};

/// Transparent in the lower half of the middle, where neither counter nor corners are.
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
  std::replace(id.begin(), id.end(), '.', '-');
  model::Clip clip = phantom_clip(id, "phantom-site-a");
  clip.subject = "odd";
  set.add(std::move(clip), odd.name, track_truth(writer, number, odd.track, odd, 0).dump());
}

/// Two videos and sound in one file; each video is a clip of its own.
void make_streams(PhantomSet& set, std::uint64_t seed) {
  const std::string name = "several-streams.mkv";
  media::VideoTrack small = h264();
  media::VideoTrack large = h264();
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
  for (const auto& files : {timing_files(), coding_files(), shape_files()}) {
    for (const Odd& odd : files) make_one(set, odd, seed++);
  }
  make_streams(set, seed);
}

}  // namespace worker
