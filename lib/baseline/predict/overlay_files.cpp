#include "baseline/predict/overlay_files.h"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/scratch_folder.h"
#include "baseline/data/frame_view.h"
#include "baseline/predict/heat_maps.h"
#include "baseline/predict/overlay.h"
#include "baseline/predict/overlay_video.h"
#include "still/encoder.h"

namespace baseline {
namespace {

namespace fs = std::filesystem;

/// The average frame rate, rounded to hundredths and limited to what players support.
base::Rational rate_of(const ExternalClip& clip) {
  const double seconds =
      static_cast<double>(clip.frames.back().pts - clip.frames.front().pts) * clip.content.time_base.value();
  const double rate = seconds > 0 ? static_cast<double>(clip.frames.size() - 1) / seconds : 1;
  return {std::lround(100 * std::clamp(rate, 0.1, 100.0)), 100};
}

/// Refuses to replace an input file.
void refuse_input(const fs::path& path, const std::vector<fs::path>& inputs) {
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return;
  for (const fs::path& input : inputs) {
    if (!fs::equivalent(path, input, ignored)) continue;
    throw base::Error(
        base::Code::InvalidInput,
        fmt::format("the heat map would replace the input file '{}'; use another folder for --overlay", path.string()));
  }
}

/// Like write_atomically, without the content in memory.
void copy_atomically(const fs::path& from, const fs::path& to) {
  const base::ScratchFolder scratch(base::folder_of(to), "." + to.filename().string() + ".partial");
  const base::Descriptor copy = scratch.folder().create_file("copy", 0644);
  base::copy_content(base::open_to_read(from).get(), copy.get(), to);
  if (::fsync(copy.get()) != 0) base::throw_errno("cannot sync", to);
  scratch.move_beside("copy", to.filename());
}

}  // namespace

OverlayFiles write_overlays(const Predictor& predictor, const ExternalClip& clip, const Prediction& prediction,
                            const OverlayPlace& place, const fs::path& worker) {
  OverlayFiles files;
  const fs::path stem = place.folder / (place.name + "-heat");
  for (const model::Frame& frame : clip.frames) {
    files.stills.push_back(
        fmt::format("{}-{}", stem.string(), model::frame_name(frame.picture, model::StillFormat::Png)));
    refuse_input(files.stills.back(), place.inputs);
  }
  const fs::path video_file = stem.string() + ".mp4";
  refuse_input(video_file, place.inputs);
  const std::vector<HeatMap> heat_maps = heat_maps_of(predictor, clip, prediction);
  const bool found = clip.sector && clip.sector->kind != model::Sector::Kind::Whole;
  if (found) {
    const model::Frame& first = clip.frames.front();
    files.heat = heat_share(heat_maps, sector_in(predictor.info().view, first.width, first.height, clip.sector));
  }
  const base::ScratchFolder scratch(base::temporary_root(), ".sonoset-overlay");
  const fs::path encoded = scratch.path() / "overlay.mp4";
  std::optional<OverlayVideo> video;
  still::Encoder encoder;
  for (std::size_t i = 0; i < clip.frames.size(); ++i) {
    const SeenFrames seen = seen_by(predictor.info(), clip, {clip.picture(i)});
    const model::Picture picture = overlay(seen.pictures.front(), heat_maps[i]);
    if (i == 0 && clip.frames.size() > 1 && picture.width > 1 && picture.height > 1)
      video.emplace(worker, encoded, rate_of(clip), picture.width, picture.height);
    const auto png = encoder.encode(picture, model::StillFormat::Png);
    base::write_atomically(files.stills[i], {reinterpret_cast<const char*>(png.data()), png.size()});
    if (video) video->add(picture);
  }
  if (video) {
    video->finish();
    copy_atomically(encoded, video_file);
    files.video = video_file;
  }
  return files;
}

}  // namespace baseline
