#include "model/job.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "model/metadata_json.h"
#include "model/whole_numbers.h"

namespace model {
namespace {

using base::Code;
using base::Error;
using nlohmann::json;

constexpr int kMostSide = 1 << 16;

[[noreturn]] void corrupt(const std::string& what) { throw Error(Code::Corrupt, "a worker's answer: " + what); }

base::Rational rational(const json& value) {
  const auto parsed = base::Rational::parse(value.get_ref<const std::string&>());
  if (!parsed) corrupt("not a fraction");
  return *parsed;
}

base::Digest digest(const json& value) {
  const auto parsed = base::Digest::from_hex(value.get_ref<const std::string&>());
  if (!parsed) corrupt("not a digest");
  return *parsed;
}

Claimed claimed_from(const json& value) {
  Claimed claimed;
  claimed.container = value.at("container").get<std::string>();
  claimed.codec = value.at("codec").get<std::string>();
  claimed.pixel_format = value.at("pixel_format").get<std::string>();
  claimed.stream = value.at("stream").get<int>();
  claimed.width = value.at("width").get<int>();
  claimed.height = value.at("height").get<int>();
  claimed.pictures = value.at("pictures").get<std::int64_t>();
  claimed.rate_hz = rational(value.at("rate_hz"));
  claimed.duration_s = rational(value.at("duration_s"));
  return claimed;
}

Seen seen_from(const json& value) {
  Seen seen;
  seen.width = value.at("width").get<int>();
  seen.height = value.at("height").get<int>();
  seen.rotation_deg = value.at("rotation_deg").get<int>();
  seen.mirrored = value.at("mirrored").get<bool>();
  seen.sample_aspect = rational(value.at("sample_aspect"));
  seen.time_base = rational(value.at("time_base"));
  seen.first_pts = value.at("first_pts").get<std::int64_t>();
  seen.pictures = value.at("pictures").get<std::int64_t>();
  seen.pictures_counted = value.at("pictures_counted").get<bool>();
  seen.interlaced = value.at("interlaced").get<bool>();
  seen.alpha = value.at("alpha").get<bool>();
  seen.bit_depth = value.at("bit_depth").get<int>();
  seen.grey = value.at("grey").get<bool>();
  return seen;
}

json to_value(const Frame& frame) {
  return {{"picture", frame.picture},       {"pts", frame.pts},         {"time_source", to_string(frame.time_source)},
          {"width", frame.width},           {"height", frame.height},   {"channels", frame.channels},
          {"pixels", frame.pixels.hex()},   {"hash", frame.hash},       {"sharpness", frame.sharpness},
          {"brightness", frame.brightness}, {"file", frame.file.hex()}, {"file_bytes", frame.file_bytes}};
}

Frame frame_from(const json& value) {
  Frame frame;
  frame.picture = value.at("picture").get<std::int64_t>();
  frame.pts = value.at("pts").get<std::int64_t>();
  const auto source = time_source_from(value.at("time_source").get_ref<const std::string&>());
  if (!source) corrupt("an unknown source of a time");
  frame.time_source = *source;
  frame.width = value.at("width").get<int>();
  frame.height = value.at("height").get<int>();
  frame.channels = value.at("channels").get<int>();
  frame.pixels = digest(value.at("pixels"));
  frame.hash = value.at("hash").get<std::uint64_t>();
  frame.sharpness = value.at("sharpness").get<std::int64_t>();
  frame.brightness = value.at("brightness").get<std::int64_t>();
  frame.file = digest(value.at("file"));
  frame.file_bytes = value.at("file_bytes").get<std::int64_t>();
  const bool possible = frame.picture >= 0 && frame.file_bytes >= 0 && frame.width > 0 && frame.width <= kMostSide &&
                        frame.height > 0 && frame.height <= kMostSide && (frame.channels == 1 || frame.channels == 3);
  if (!possible) corrupt(fmt::format("frame {} cannot be", frame.picture));
  return frame;
}

Finding finding_from(const json& value, const std::string& clip) {
  Finding finding{value.at("code").get<std::string>(), "clip", clip, value.at("message").get<std::string>()};
  const auto& codes = finding_codes();
  const bool known = std::ranges::find(codes, finding.code, &FindingCode::code) != codes.end();
  if (!known) corrupt("an unknown finding");
  return finding;
}

}  // namespace

std::string to_json(const ClipJob& job) {
  return json{{"clip", job.clip},
              {"name", job.name},
              {"recipe", job.recipe.canonical()},
              {"every_picture", job.every_picture},
              {"most_pixels", job.most_pixels},
              {"most_output_bytes", job.most_output_bytes}}
      .dump(-1, ' ', false, json::error_handler_t::replace);
}

ClipJob parse_job(std::string_view text) {
  try {
    refuse_fractions(text);
    const json value = json::parse(text);
    ClipJob job;
    job.clip = value.at("clip").get<std::string>();
    job.name = value.at("name").get<std::string>();
    job.recipe = Recipe::parse(value.at("recipe").get<std::string>());
    job.every_picture = value.at("every_picture").get<bool>();
    job.most_pixels = value.at("most_pixels").get<std::int64_t>();
    job.most_output_bytes = value.at("most_output_bytes").get<std::int64_t>();
    return job;
  } catch (const json::exception& error) {
    throw Error(Code::Corrupt, std::string("not a job: ") + error.what());
  }
}

std::string to_json(const ClipResult& result) {
  json frames = json::array();
  for (const Frame& frame : result.frames) frames.push_back(to_value(frame));
  json findings = json::array();
  for (const Finding& finding : result.findings) {
    findings.push_back({{"code", finding.code}, {"message", finding.message}});
  }
  return json{{"clip", result.clip},
              {"claimed", claimed_json(result.claimed)},
              {"seen", seen_json(result.seen)},
              {"frames", std::move(frames)},
              {"findings", std::move(findings)}}
      .dump(-1, ' ', false, json::error_handler_t::replace);
}

ClipResult parse_result(std::string_view text) {
  try {
    refuse_fractions(text);
    const json value = json::parse(text);
    ClipResult result;
    result.clip = value.at("clip").get<std::string>();
    result.claimed = claimed_from(value.at("claimed"));
    result.seen = seen_from(value.at("seen"));
    for (const json& frame : value.at("frames")) {
      result.frames.push_back(frame_from(frame));
      const std::size_t n = result.frames.size();
      if (n > 1 && result.frames[n - 2].picture >= result.frames[n - 1].picture) corrupt("frames out of order");
    }
    for (const json& finding : value.at("findings")) result.findings.push_back(finding_from(finding, result.clip));
    return result;
  } catch (const json::exception& error) {
    corrupt(error.what());
  }
}

std::string frame_name(std::int64_t picture, StillFormat format) {
  return fmt::format("{:06}{}", picture, extension(format));
}

}  // namespace model
