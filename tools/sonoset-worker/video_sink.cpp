#include "video_sink.h"

#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "base/error.h"
#include "image/letterbox.h"
#include "image/player_size.h"
#include "sampling/wide.h"
#include "upright_frame.h"

namespace worker {
namespace {

constexpr std::int64_t kTicksPerSecond = 90'000;
// A claim beyond this is not a frame rate.
constexpr int kMaxRate = 1000;

std::int64_t ticks(std::int64_t pts, const base::Rational& time_base) {
  const sampling::Wide scaled = sampling::Wide(pts) * time_base.num() * kTicksPerSecond;
  return sampling::narrow(sampling::floor_divide(2 * scaled + time_base.den(), sampling::Wide{2} * time_base.den()));
}

model::Picture padded_to_even(model::Picture picture) {
  const int width = picture.width + picture.width % 2;
  const int height = picture.height + picture.height % 2;
  if (width == picture.width && height == picture.height) return picture;
  model::Picture padded(width, height, picture.channels);
  const auto pixel = static_cast<std::size_t>(picture.channels);
  for (int y = 0; y < height; ++y) {
    const std::uint8_t* from = picture.row(std::min(y, picture.height - 1));
    std::memcpy(padded.row(y), from, picture.row_bytes());
    if (width > picture.width) {
      std::memcpy(padded.row(y) + picture.row_bytes(), from + picture.row_bytes() - pixel, pixel);
    }
  }
  return padded;
}

base::Rational shown_aspect(const sampling::SampledPicture& picture) {
  const base::Rational& aspect = picture.stream.sample_aspect;
  return picture.orientation.swaps_sides() ? base::Rational(aspect.den(), aspect.num()) : aspect;
}

}  // namespace

VideoSink::VideoSink(const model::ClipJob& job, int output) : job_(job), descriptor_(output), output_(output) {}

media::VideoTrack VideoSink::track_for(const sampling::SampledPicture& picture, const model::Picture& pixels) const {
  media::VideoTrack track;
  track.width = pixels.width;
  track.height = pixels.height;
  track.time_base = base::Rational(1, kTicksPerSecond);
  const base::Rational& rate = picture.stream.rate_hz;
  if (rate > base::Rational(0) && rate <= base::Rational(kMaxRate)) track.rate_hz = rate;
  track.sample_aspect = shown_aspect(picture);
  if (*job_.video == model::VideoMethod::Ffv1) {
    track.encoder = "ffv1";
    track.pixel_format = pixels.channels == 1 ? "gray" : "bgr0";
    track.group = 1;
    track.options = {{"level", "3"}, {"slicecrc", "1"}};
  } else {
    const bool player = job_.video_width > 0;
    if (player) track.sample_aspect = base::Rational(1);
    // Players that step by picture decode from the last intra picture each time.
    track.group = player ? 12 : 48;
    track.b_pictures = player ? 0 : 2;
    // What libswscale makes of RGB, said in the file.
    track.options = {{"crf", player ? "23" : "18"}, {"colorspace", "smpte170m"}, {"color_range", "tv"}};
    if (player) track.options.emplace_back("preset", "veryfast");
  }
  return track;
}

void VideoSink::take(sampling::SampledPicture picture) {
  too_many_ = too_many_ || static_cast<std::int64_t>(frames_.size()) == model::max_frames(job_.recipe.sampling);
  if (too_many_) return;
  auto [pixels, frame] = upright(picture);
  const bool lossy = *job_.video == model::VideoMethod::H264;
  const bool player = lossy && job_.video_width > 0;
  if (player) {
    const base::Rational aspect = shown_aspect(picture);
    const image::PlayerSize size = image::player_size(pixels.width, pixels.height, aspect, job_.video_width);
    pixels = image::letterbox(pixels, aspect, size.width, size.height);
  }
  if (lossy) pixels = padded_to_even(std::move(pixels));
  if (!writer_) {
    const media::CodecOptions index_first{{"movflags", "+faststart"}};
    writer_.emplace(output_, lossy ? "mp4" : "matroska", player ? index_first : media::CodecOptions{});
    writer_->add_video(track_for(picture, pixels));
  }
  frames_.push_back(frame);
  const std::int64_t time =
      ticks(picture.pts, picture.stream.time_base) - ticks(frames_.front().pts, picture.stream.time_base);
  last_ = std::max(time, last_ + 1);
  writer_->write(0, pixels, last_);
}

void VideoSink::start_again() {
  writer_.reset();
  frames_.clear();
  last_ = -1;
  too_many_ = false;
  if (::ftruncate(descriptor_, 0) != 0) base::throw_errno("cannot write", "the video");
}

void VideoSink::finish() {
  if (writer_) writer_->finish();
}

}  // namespace worker
