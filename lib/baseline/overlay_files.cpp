#include "baseline/overlay_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "baseline/overlay.h"
#include "baseline/overlay_video.h"
#include "still/encoder.h"

namespace baseline {
namespace {

namespace fs = std::filesystem;

/// Of all frames. What only one place in fifty exceeds becomes 1, since a single one, at a corner say, can stand far
/// above all others.
std::vector<Heat> heats_of(const Predictor& predictor, const OutsideClip& clip, int of_class) {
  std::vector<Heat> heats;
  std::vector<float> all;
  clip.for_each_batch([&](std::size_t, const std::vector<model::Picture>& pictures) {
    const at::Tensor heat = predictor.heat(pictures, of_class).contiguous();
    const auto height = static_cast<int>(heat.size(1));
    const auto width = static_cast<int>(heat.size(2));
    const float* values = heat.data_ptr<float>();
    for (std::int64_t i = 0; i < heat.size(0); ++i, values += width * height) {
      heats.push_back({width, height, {values, values + width * height}});
      all.insert(all.end(), values, values + width * height);
    }
  });
  const auto high = all.begin() + static_cast<std::ptrdiff_t>(all.size() * 49 / 50);
  std::ranges::nth_element(all, high);
  const float most = *high > 0 ? *high : std::max(1e-20F, std::ranges::max(all));
  for (Heat& heat : heats) {
    for (float& value : heat.values) value = std::min(1.F, value / most);
  }
  return heats;
}

/// Frames a second on average, in hundredths; what players take.
base::Rational rate_of(const OutsideClip& clip) {
  const double seconds =
      static_cast<double>(clip.frames.back().pts - clip.frames.front().pts) * clip.seen.time_base.value();
  const double rate = seconds > 0 ? static_cast<double>(clip.frames.size() - 1) / seconds : 1;
  return {std::lround(100 * std::clamp(rate, 0.1, 100.0)), 100};
}

}  // namespace

OverlayFiles write_overlays(const Predictor& predictor, const OutsideClip& clip, int of_class, const fs::path& folder,
                            const std::string& name, const fs::path& worker) {
  const std::vector<Heat> heats = heats_of(predictor, clip, of_class);
  const base::PrivateFolder private_folder(fs::temp_directory_path());
  const fs::path encoded = private_folder.path() / "overlay.mp4";
  const model::Frame& first = clip.frames.front();
  std::optional<OverlayVideo> video;
  if (clip.frames.size() > 1 && first.width > 1 && first.height > 1)
    video.emplace(worker, encoded, rate_of(clip), first.width, first.height);
  OverlayFiles files;
  still::Encoder encoder;
  for (std::size_t i = 0; i < clip.frames.size(); ++i) {
    const model::Picture picture = overlay(clip.picture(i), heats[i]);
    const auto png = encoder.encode(picture, model::StillFormat::Png);
    files.stills.push_back(
        folder / fmt::format("{}-{}", name, model::frame_name(clip.frames[i].picture, model::StillFormat::Png)));
    base::write_atomically(files.stills.back(), {reinterpret_cast<const char*>(png.data()), png.size()});
    if (video) video->add(picture);
  }
  if (video) {
    video->finish();
    files.video = folder / (name + ".mp4");
    base::write_atomically(*files.video, base::read_text(encoded));
  }
  return files;
}

}  // namespace baseline
