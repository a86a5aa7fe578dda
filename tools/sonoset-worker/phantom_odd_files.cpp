#include "phantom_odd_files.h"

#include <numeric>

#include "phantom_set.h"

namespace worker {
namespace {

using base::Rational;

std::vector<std::int64_t> counted(std::int64_t pictures, std::int64_t from = 0) {
  std::vector<std::int64_t> pts(static_cast<std::size_t>(pictures));
  std::iota(pts.begin(), pts.end(), from);
  return pts;
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
    // b-adapt=0: x264 would otherwise drop B-pictures that save no bits.
    track.options.emplace_back("x264-params", open ? "b-adapt=0:scenecut=0:open-gop=1" : "b-adapt=0:scenecut=0");
  }
  return track;
}

media::VideoTrack turned(int rotation_deg, bool mirrored) {
  media::VideoTrack track = h264_track();
  track.rotation_deg = rotation_deg;
  track.mirrored = mirrored;
  if (rotation_deg % 180 != 0) std::swap(track.width, track.height);
  return track;
}

std::vector<Odd> timing_files() {
  Odd variable{"variable-rate.mp4", "mp4", h264_track(), {}, {}};
  variable.track.time_base = Rational(1, 600);
  std::int64_t at = 0;
  for (int i = 0; i < 40; ++i) {
    variable.pts.push_back(at);
    at += 11 + (i * i * 7) % 47;
  }
  Odd late{"late-start.mkv", "matroska", h264_track(), counted(30, 125), {}};
  Odd edited{"edit-list.mov", "mov", h264_track(), counted(30, -5), {}};
  edited.hidden = 5;
  Odd empty{"empty-edit.mp4", "mp4", h264_track(), counted(25, 15), {}};
  Odd avi{"no-timestamps.avi", "avi", with_b_pictures(coded("mpeg4", "yuv420p"), 2, false), counted(30), {}, true};
  Odd program{"program-stream.mpg", "mpeg", with_b_pictures(coded("mpeg2video", "yuv420p"), 2, false),
              counted(40),          {},     true};
  return {variable, late, edited, empty, avi, program};
}

std::vector<Odd> coding_files() {
  Odd long_group{"long-group.mp4", "mp4", with_b_pictures(h264_track(), 3, false), counted(120), {}};
  long_group.track.group = 250;
  Odd deep{"ten-bit.mp4", "mp4", h264_track(), counted(20), {}};
  deep.track.pixel_format = "yuv420p10le";
  deep.bit_depth = 10;
  Odd interlaced{"interlaced.mpg", "mpeg", coded("mpeg2video", "yuv420p"), counted(25), {}, true};
  interlaced.track.interlaced = true;
  return {
      {"b-pictures-closed.mp4", "mp4", with_b_pictures(h264_track(), 3, false), counted(40), {}},
      {"b-pictures-open.mkv", "matroska", with_b_pictures(h264_track(), 2, true), counted(40), {}},
      long_group,
      deep,
      interlaced,
      {"single-picture.mp4", "mp4", h264_track(), counted(1), {}},
      {"motion-jpeg.avi", "avi", coded("mjpeg", "yuvj420p"), counted(20), {}},
  };
}

std::vector<Odd> shape_files() {
  Odd wide{"wide-pixels.mp4", "mp4", h264_track(), counted(20), {}};
  wide.track.sample_aspect = Rational(4, 3);
  Odd h264_odd{"odd-size.mp4", "mp4", h264_track(), counted(20), {}};
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

}  // namespace

media::VideoTrack h264_track() {
  media::VideoTrack track;
  track.width = kWidth;
  track.height = kHeight;
  track.options = {{"crf", "20"}, {"preset", "veryfast"}};
  return track;
}

std::vector<Odd> odd_files() {
  std::vector<Odd> all;
  for (const auto& files : {timing_files(), coding_files(), shape_files()}) {
    all.insert(all.end(), files.begin(), files.end());
  }
  return all;
}

}  // namespace worker
