#include "phantom_dataset.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "media/video_writer.h"
#include "phantom/exact_math.h"
#include "phantom/phantom.h"

namespace worker {
namespace {

using nlohmann::json;

struct Format {
  const char* extension;
  const char* container;
  const char* encoder;
  const char* colour_format;  ///< pixel format of colour devices
  const char* grey_format;    ///< of grey ones
  int rate_hz;                ///< 0: the device's own
  media::CodecOptions codec_options;
  media::CodecOptions muxer_options;
};

const std::vector<Format>& formats() {
  static const std::vector<Format> kFormats = {
      {"mp4",
       "mp4",
       "libx264",
       "yuv420p",
       "yuv420p",
       0,
       {{"crf", "23"}, {"preset", "veryfast"}},
       {{"movflags", "+faststart"}}},
      {"mov", "mov", "libx264", "yuv420p", "yuv420p", 0, {{"crf", "26"}, {"preset", "veryfast"}}, {}},
      {"avi", "avi", "mpeg4", "yuv420p", "yuv420p", 0, {{"b", "2000000"}}, {}},
      {"mpeg", "mpeg", "mpeg2video", "yuv420p", "yuv420p", 25, {{"b", "4000000"}}, {}},
      {"gif", "gif", "gif", "pal8", "pal8", 10, {}, {}},
      {"webm",
       "webm",
       "libvpx-vp9",
       "yuv420p",
       "yuv420p",
       0,
       {{"b", "800000"}, {"deadline", "realtime"}, {"cpu-used", "8"}},
       {}},
      {"png", "image2", "png", "rgb24", "gray", 0, {}, {{"update", "1"}}},
  };
  return kFormats;
}

/// Rounded to a thousandth, for readable JSON.
double rounded(double value) { return std::round(value * 1000) / 1000; }

json region_truth(const model::Region& region) {
  return {{"x", region.x}, {"y", region.y}, {"width", region.width}, {"height", region.height}};
}

json sector_truth(const phantom::Sector& sector) {
  json truth = {{"bounds", region_truth(sector.bounds)}};
  if (sector.kind == phantom::Sector::Kind::Linear) {
    truth["kind"] = "linear";
    return truth;
  }
  truth["kind"] = "convex";
  truth["apex_x"] = rounded(sector.apex_x);
  truth["apex_y"] = rounded(sector.apex_y);
  truth["inner_px"] = rounded(sector.inner_px);
  truth["outer_px"] = rounded(sector.outer_px);
  truth["half_angle_deg"] = rounded(sector.half_angle_rad * 180 / phantom::kPi);
  return truth;
}

json moment_truth(const phantom::Phantom::Moment& moment) {
  json b_lines = json::array();
  for (const double x : moment.b_lines_x) b_lines.push_back(rounded(x));
  return {{"slide_px", rounded(moment.slide_px)},
          {"pleura_px", rounded(moment.pleura_px)},
          {"b_lines_x", std::move(b_lines)}};
}

std::vector<model::Label> labels(phantom::LungState state, const phantom::LungFindings& findings) {
  const auto seen = [](bool there) { return std::string(there ? "present" : "absent"); };
  const std::array<std::pair<const char*, std::string>, 8> values = {{
      {"diagnosis", std::string(phantom::to_string(state))},
      {"severity", std::to_string(findings.severity)},
      {"a-lines", seen(findings.a_lines)},
      {"b-lines", seen(findings.b_lines)},
      {"consolidation", seen(findings.consolidation)},
      {"pleural-irregularity", seen(findings.pleural_irregularity)},
      {"effusion", seen(findings.effusion)},
      {"air-bronchogram", seen(findings.air_bronchogram)},
  }};
  std::vector<model::Label> result;
  for (const auto& value : values) {
    model::Label label;
    label.axis = value.first;
    label.value = value.second;
    result.push_back(label);
  }
  return result;
}

media::VideoTrack track_of(const Format& format, const phantom::Phantom& phantom, const PhantomOptions& options) {
  media::VideoTrack track;
  const int rate = format.rate_hz > 0 ? format.rate_hz : phantom.device().rate_hz;
  track.encoder = format.encoder;
  track.pixel_format = phantom.device().colour ? format.colour_format : format.grey_format;
  track.width = options.width;
  track.height = options.height;
  track.rate_hz = base::Rational(rate);
  track.time_base = base::Rational(1, rate);
  track.options = format.codec_options;
  return track;
}

/// Writes the file. Returns the ground truth of its pictures.
json write_clip(const std::filesystem::path& path, const Format& format, const phantom::Phantom& phantom,
                const PhantomOptions& options) {
  const media::VideoTrack track = track_of(format, phantom, options);
  media::VideoWriter writer(path, format.container, format.muxer_options);
  const int number = writer.add_video(track);
  const bool still = std::string_view(format.container) == "image2";
  const std::int64_t rate = track.rate_hz.num();
  const std::int64_t pictures = still ? 1 : std::max<std::int64_t>(1, options.milliseconds * rate / 1000);
  json moments = json::array();
  for (std::int64_t i = 0; i < pictures; ++i) {
    const std::int64_t time_us = i * 1'000'000 / rate;
    writer.write(number, phantom.picture(time_us), i);
    moments.push_back(moment_truth(phantom.at(time_us)));
  }
  writer.finish();
  return {{"pictures", pictures}, {"rate_hz", rate}, {"moments", std::move(moments)}};
}

/// Subjects differ in state and device, independently: a device must not reveal the state, a leak of real datasets.
phantom::PhantomSpec spec_of(const PhantomOptions& options, int subject, int clip) {
  phantom::PhantomSpec spec;
  spec.subject_seed = phantom::mix(options.seed, static_cast<std::uint64_t>(subject));
  spec.clip_seed = phantom::mix(options.seed + 1, static_cast<std::uint64_t>(clip));
  spec.state = static_cast<phantom::LungState>(subject % 4);
  spec.device = static_cast<int>(phantom::mix(spec.subject_seed, 2) % phantom::kPhantomDevices.size());
  spec.width = options.width;
  spec.height = options.height;
  return spec;
}

}  // namespace

void make_dataset(PhantomSet& set, const PhantomOptions& options) {
  for (int i = 0; i < options.clips; ++i) {
    const int subject = i % options.subjects;
    const phantom::PhantomSpec spec = spec_of(options, subject, i);
    const phantom::Phantom phantom(spec);
    // Each round over the subjects starts with another format.
    const Format& format = formats()[static_cast<std::size_t>(i + i / options.subjects * 3) % formats().size()];
    const std::string subject_id = fmt::format("s{:02}", subject + 1);
    const std::string id = fmt::format("{}-{}", subject_id, i / options.subjects + 1);
    const std::string name = id + "." + format.extension;

    json truth = write_clip(set.file(name), format, phantom, options);
    truth["state"] = phantom::to_string(spec.state);
    truth["device"] = phantom.device().name;
    truth["sector"] = sector_truth(phantom.sector());
    truth["depth_mm"] = rounded(phantom.anatomy().depth_mm);
    truth["px_per_mm"] = rounded(phantom.px_per_mm());

    model::Clip clip = phantom_clip(id, subject % 3 == 2 ? "phantom-site-b" : "phantom-site-a");
    clip.subject = subject_id;
    clip.clip_case = fmt::format("c{:02}", subject + 1);
    clip.probe = phantom.device().linear ? "linear" : "convex";
    if (phantom.device().style != phantom::PhantomDevice::Style::Bare) clip.region = phantom.sector().bounds;
    if (i + 1 == options.clips) clip.licence = "LicenseRef-Phantom-Research";
    clip.labels = labels(spec.state, phantom.findings());
    clip.attributes = {{"device", std::string(phantom.device().name)}};
    set.add(std::move(clip), name, truth.dump());
  }
}

}  // namespace worker
