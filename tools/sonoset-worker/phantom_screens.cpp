#include "phantom_screens.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "media/video_writer.h"
#include "phantom/exact_math.h"
#include "phantom/screen.h"

namespace worker {
namespace {

constexpr std::int64_t kScreenRate = 20;

/// Returns the number of pictures.
std::int64_t write_screen(const std::filesystem::path& path, const phantom::Screen& screen, std::int64_t milliseconds) {
  media::VideoTrack track;
  track.encoder = "libx264";
  track.pixel_format = "yuv420p";
  track.width = screen.width();
  track.height = screen.height();
  track.rate_hz = base::Rational(kScreenRate);
  track.time_base = base::Rational(1, kScreenRate);
  track.options = {{"crf", "20"}, {"preset", "veryfast"}};
  media::VideoWriter writer(path, "mp4", {{"movflags", "+faststart"}});
  const int number = writer.add_video(track);
  const std::int64_t pictures = std::max<std::int64_t>(1, milliseconds * kScreenRate / 1000);
  for (std::int64_t i = 0; i < pictures; ++i) writer.write(number, screen.picture(i * 1'000'000 / kScreenRate), i);
  writer.finish();
  return pictures;
}

phantom::ScreenSpec screen_spec_of(const PhantomOptions& options, int subject, int clip) {
  phantom::ScreenSpec spec;
  spec.seed = phantom::mix(options.seed + 2, static_cast<std::uint64_t>(clip));
  spec.subject_seed = phantom::mix(options.seed, static_cast<std::uint64_t>(subject));
  spec.clip_seed = phantom::mix(options.seed + 1, static_cast<std::uint64_t>(clip));
  spec.state = static_cast<phantom::LungState>(subject % 4);
  if (!options.size_given) return spec;
  spec.width = options.width;
  spec.height = options.height;
  return spec;
}

}  // namespace

void make_screens(PhantomSet& set, const PhantomOptions& options) {
  for (int i = 0; i < options.clips; ++i) {
    const int subject = i % options.subjects;
    const phantom::ScreenSpec spec = screen_spec_of(options, subject, i);
    const phantom::Screen screen(spec);
    const std::string id = fmt::format("screen-{:04}", i + 1);
    const std::string name = id + ".mp4";

    nlohmann::json truth = nlohmann::json::parse(phantom::to_json(screen.truth()));
    truth["pictures"] = write_screen(set.file(name), screen, options.milliseconds);
    truth["screen"] = phantom::to_string(screen.kind());
    truth["width"] = screen.width();
    truth["height"] = screen.height();
    truth["frozen"] = screen.frozen();

    model::Clip clip = phantom_clip(id, "phantom-site-a");
    clip.subject = fmt::format("s{:02}", subject + 1);
    clip.probe = screen.truth().sector.is_fan() ? "convex" : "linear";
    model::Label label;
    label.axis = "diagnosis";
    label.value = phantom::to_string(spec.state);
    clip.labels = {label};
    set.add(std::move(clip), name, truth.dump());
  }
}

}  // namespace worker
