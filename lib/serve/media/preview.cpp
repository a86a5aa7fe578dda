#include "serve/media/preview.h"

#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "base/digest.h"
#include "base/error.h"
#include "image/player_size.h"
#include "publish/whole_pictures.h"

namespace serve {
namespace {

using base::Code;
using base::Error;

constexpr int kWidth = 960;
constexpr std::size_t kLengthDigits = 16;
constexpr std::int64_t kMaxJsonBytes = std::int64_t{64} << 20;
constexpr const char* kFile = "a preview";

base::Rational shown_shape(const model::ContentMetadata& content) {
  const base::Rational aspect = content.sample_aspect;
  return content.rotation_deg % 180 == 0 || aspect.num() <= 0 ? aspect : base::Rational(1) / aspect;
}

/// What a player needs to step by picture and to draw on the video.
std::string json_of(const model::ClipResult& result) {
  const model::Frame& first = result.frames.front();
  const image::PlayerSize size = image::player_size(first.width, first.height, shown_shape(result.content), kWidth);
  nlohmann::ordered_json json = {{"width", size.width},
                                 {"height", size.height},
                                 {"picture_width", first.width},
                                 {"picture_height", first.height},
                                 {"scale_x", static_cast<double>(size.width) / first.width},
                                 {"scale_y", static_cast<double>(size.height) / first.height},
                                 {"count", result.frames.size()},
                                 {"pictures", nlohmann::ordered_json::array()},
                                 {"times_s", nlohmann::ordered_json::array()}};
  for (const model::Frame& frame : result.frames) {
    json["pictures"].push_back(frame.picture);
    json["times_s"].push_back(seconds_of(frame.pts - first.pts, result.content.time_base));
  }
  return json.dump() + "\n";
}

}  // namespace

model::Recipe preview_recipe(const ShownClip& clip) {
  model::Recipe recipe = publish::whole(clip.recipe);
  recipe.sampling = {.kind = model::Sampling::Kind::All, .maximum = 0};
  recipe.format = model::StillFormat::Png;
  recipe.channels = clip.set.content.grey ? model::Channels::Grey : model::Channels::Rgb;
  return recipe;
}

std::string preview_name(const ShownClip& clip) {
  base::Hasher hasher;
  hasher.add(fmt::format("preview 1 {} {} ", kWidth, clip.set.object.hex())).add(preview_recipe(clip).canonical());
  return hasher.finish().hex();
}

void make_preview(const ShownClip& clip, int object, int to, const WorkerRule& rule, const StopTime& stop) {
  model::ClipJob job;
  job.clip = clip.set.clip;
  job.recipe = preview_recipe(clip);
  job.video = model::VideoMethod::H264;
  job.video_width = kWidth;
  const model::ClipResult result = run_worker_job(rule, job, object, to, stop);
  if (const model::Finding* error = model::first_error(result.findings)) {
    throw Error(Code::Unsupported, error->message);
  }
  const std::string json = json_of(result);
  if (::lseek(to, 0, SEEK_END) < 0) base::throw_errno("cannot write", kFile);
  base::write_all(to, fmt::format("{}{:0{}x}", json, json.size(), kLengthDigits), kFile);
}

Preview read_preview(int file) {
  const std::int64_t size = base::size_of(file, kFile);
  const std::int64_t digits_at = size - static_cast<std::int64_t>(kLengthDigits);
  std::string digits(kLengthDigits, '\0');
  std::int64_t length = 0;
  if (digits_at > 0) base::read_at(file, digits_at, digits.data(), digits.size(), kFile);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length, 16);
  const bool read = error == std::errc() && end == digits.data() + digits.size();
  if (!read || length < 1 || length > kMaxJsonBytes || length >= digits_at) {
    throw Error(Code::Corrupt, "a preview in the cache is damaged");
  }
  Preview preview{digits_at - length, std::string(static_cast<std::size_t>(length), '\0')};
  base::read_at(file, preview.video_bytes, preview.json.data(), preview.json.size(), kFile);
  return preview;
}

}  // namespace serve
