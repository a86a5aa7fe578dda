#include "model/clip_job.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "base/error.h"
#include "model/metadata_json.h"
#include "model/whole_numbers.h"

namespace model {
namespace {

using base::Code;
using base::Error;
using nlohmann::json;

constexpr int kMaxSide = 1 << 16;

[[noreturn]] void corrupt(const std::string& what) {
  throw Error(Code::Corrupt, "invalid answer of a worker: " + what);
}

void check_kind(const json& message) {
  const auto& kind = message.at("kind").get_ref<const std::string&>();
  if (kind != kClipKind) throw Error(Code::Corrupt, fmt::format("unexpected kind of message '{}'", kind));
}

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

std::string field_order(const json& value) {
  constexpr std::array<std::string_view, 6> kNames = {"", "progressive", "tt", "bb", "tb", "bt"};
  std::string name = value.get<std::string>();
  if (std::ranges::find(kNames, name) == kNames.end()) corrupt("unknown field order");
  return name;
}

HeaderMetadata header_from(const json& value) {
  HeaderMetadata header;
  header.container = value.at("container").get<std::string>();
  header.codec = value.at("codec").get<std::string>();
  header.pixel_format = value.at("pixel_format").get<std::string>();
  header.stream = value.at("stream").get<int>();
  header.width = value.at("width").get<int>();
  header.height = value.at("height").get<int>();
  header.pictures = value.at("pictures").get<std::int64_t>();
  header.rate_hz = rational(value.at("rate_hz"));
  header.duration_s = rational(value.at("duration_s"));
  return header;
}

ContentMetadata content_from(const json& value) {
  ContentMetadata content;
  content.width = value.at("width").get<int>();
  content.height = value.at("height").get<int>();
  content.rotation_deg = value.at("rotation_deg").get<int>();
  content.mirrored = value.at("mirrored").get<bool>();
  content.sample_aspect = rational(value.at("sample_aspect"));
  content.time_base = rational(value.at("time_base"));
  content.first_pts = value.at("first_pts").get<std::int64_t>();
  content.pictures = value.at("pictures").get<std::int64_t>();
  content.pictures_counted = value.at("pictures_counted").get<bool>();
  content.interlaced = value.at("interlaced").get<bool>();
  content.field_order = field_order(value.at("field_order"));
  content.alpha = value.at("alpha").get<bool>();
  content.bit_depth = value.at("bit_depth").get<int>();
  content.grey = value.at("grey").get<bool>();
  return content;
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
  if (!source) corrupt("unknown time source");
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
  const bool possible = frame.picture >= 0 && frame.file_bytes >= 0 && frame.width > 0 && frame.width <= kMaxSide &&
                        frame.height > 0 && frame.height <= kMaxSide && (frame.channels == 1 || frame.channels == 3);
  if (!possible) corrupt(fmt::format("frame {} has impossible values", frame.picture));
  return frame;
}

std::string packets_text(const std::vector<PacketDigest>& digests) {
  const std::string bytes = to_bytes(digests);
  return base::base64({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

std::vector<PacketDigest> packets_from(const json& value) {
  const auto bytes = base::from_base64(value.get_ref<const std::string&>());
  if (!bytes) corrupt("packet digests are not base64");
  auto digests = packet_digests_from({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
  if (!digests || digests->size() > kMaxKeyPackets) corrupt("invalid packet digests");
  return *std::move(digests);
}

Finding finding_from(const json& value, const std::string& clip) {
  Finding finding{value.at("code").get<std::string>(), "clip", clip, value.at("message").get<std::string>()};
  const FindingCode* code = find_finding_code(finding.code);
  if (code == nullptr || code->origin != Origin::Media) corrupt("unexpected finding");
  return finding;
}

}  // namespace

std::string to_json(const ClipJob& job) {
  return json{{"kind", kClipKind},
              {"clip", job.clip},
              {"name", job.name},
              {"recipe", job.recipe.canonical()},
              {"every_picture", job.every_picture},
              {"max_pixels", job.max_pixels},
              {"max_output_bytes", job.max_output_bytes}}
      .dump(-1, ' ', false, json::error_handler_t::replace);
}

ClipJob parse_clip_job(std::string_view text) {
  try {
    refuse_fractions(text);
    const json value = json::parse(text);
    check_kind(value);
    ClipJob job;
    job.clip = value.at("clip").get<std::string>();
    job.name = value.at("name").get<std::string>();
    job.recipe = Recipe::parse(value.at("recipe").get<std::string>());
    job.every_picture = value.at("every_picture").get<bool>();
    job.max_pixels = value.at("max_pixels").get<std::int64_t>();
    job.max_output_bytes = value.at("max_output_bytes").get<std::int64_t>();
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
  return json{{"kind", kClipKind},
              {"clip", result.clip},
              {"header", header_json(result.header)},
              {"content", content_json(result.content)},
              {"frames", std::move(frames)},
              {"findings", std::move(findings)},
              {"key_packets", packets_text(result.key_packets)}}
      .dump(-1, ' ', false, json::error_handler_t::replace);
}

ClipResult parse_clip_result(std::string_view text) {
  try {
    refuse_fractions(text);
    const json value = json::parse(text);
    check_kind(value);
    ClipResult result;
    result.clip = value.at("clip").get<std::string>();
    result.header = header_from(value.at("header"));
    result.content = content_from(value.at("content"));
    for (const json& frame : value.at("frames")) {
      result.frames.push_back(frame_from(frame));
      const std::size_t n = result.frames.size();
      if (n > 1 && result.frames[n - 2].picture >= result.frames[n - 1].picture) corrupt("frames are not in order");
    }
    for (const json& finding : value.at("findings")) result.findings.push_back(finding_from(finding, result.clip));
    result.key_packets = packets_from(value.at("key_packets"));
    return result;
  } catch (const json::exception& error) {
    corrupt(error.what());
  }
}

}  // namespace model
