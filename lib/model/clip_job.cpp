#include "model/clip_job.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <climits>
#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "base/error.h"
#include "base/printable.h"
#include "model/json_text.h"
#include "model/metadata_json.h"

namespace model {
namespace {

using base::Code;
using base::Error;
using nlohmann::json;

constexpr int kMaxSide = 1 << 16;
constexpr int kMaxStreams = 1 << 16;
constexpr std::int64_t kMaxPictures = std::int64_t{1} << 32;
constexpr std::int64_t kMaxFileBytes = std::int64_t{1} << 40;
constexpr std::int64_t kMaxSharpness = std::int64_t{1} << 32;
constexpr std::size_t kMaxFindings = 64;
constexpr std::size_t kMaxMessage = 4096;
// Frames of one answer: at 400 bytes or less each they fit into a message.
constexpr std::int64_t kMaxFrames = 150'000;
constexpr std::size_t kFrameBytes = 400;

[[noreturn]] void corrupt(const std::string& what) { throw Error(Code::Corrupt, what); }

void check_kind(const json& message) {
  const auto& kind = message.at("kind").get_ref<const std::string&>();
  if (kind != kClipKind) throw Error(Code::Corrupt, fmt::format("unexpected kind of message '{}'", kind));
}

base::Rational fraction_of(const json& object, const char* key) {
  const auto parsed = base::Rational::parse(object.at(key).get_ref<const std::string&>());
  if (!parsed || *parsed < base::Rational(0)) corrupt(fmt::format("'{}' must be a fraction", key));
  return *parsed;
}

base::Digest digest_of(const json& object, const char* key) {
  const auto parsed = base::Digest::from_hex(object.at(key).get_ref<const std::string&>());
  if (!parsed) corrupt(fmt::format("'{}' must be a digest", key));
  return *parsed;
}

std::uint64_t unsigned_of(const json& object, const char* key) {
  const json& value = object.at(key);
  if (!value.is_number_unsigned()) corrupt(fmt::format("'{}' must be an unsigned integer", key));
  return value.get<std::uint64_t>();
}

bool flag_of(const json& object, const char* key) {
  const json& value = object.at(key);
  if (!value.is_boolean()) corrupt(fmt::format("'{}' must be true or false", key));
  return value.get<bool>();
}

/// A library's name of a format.
std::string name_of(const json& object, const char* key) {
  constexpr std::size_t kMaxName = 100;
  const auto& name = object.at(key).get_ref<const std::string&>();
  const bool plain = std::ranges::all_of(name, [](char c) { return c > ' ' && c < '\x7f'; });
  if (!plain || name.size() > kMaxName) corrupt(fmt::format("'{}' must be a short name", key));
  return name;
}

int small_of(const json& object, const char* key, int min, int max) {
  return static_cast<int>(integer_of(object, key, min, max));
}

std::string field_order(const json& value) {
  constexpr std::array<std::string_view, 6> kNames = {"", "progressive", "tt", "bb", "tb", "bt"};
  std::string name = value.get<std::string>();
  if (std::ranges::find(kNames, name) == kNames.end()) corrupt("unknown field order");
  return name;
}

HeaderMetadata header_from(const json& value) {
  HeaderMetadata header;
  header.container = name_of(value, "container");
  header.codec = name_of(value, "codec");
  header.pixel_format = name_of(value, "pixel_format");
  header.stream = small_of(value, "stream", 0, kMaxStreams);
  // Claims of the container, which may be absurd.
  header.width = small_of(value, "width", INT_MIN, INT_MAX);
  header.height = small_of(value, "height", INT_MIN, INT_MAX);
  header.pictures = integer_of(value, "pictures", 0, INT64_MAX);
  header.rate_hz = fraction_of(value, "rate_hz");
  header.duration_s = fraction_of(value, "duration_s");
  return header;
}

ContentMetadata content_from(const json& value) {
  ContentMetadata content;
  content.width = small_of(value, "width", 0, kMaxSide);
  content.height = small_of(value, "height", 0, kMaxSide);
  content.rotation_deg = small_of(value, "rotation_deg", 0, 270);
  if (content.rotation_deg % 90 != 0) corrupt("'rotation_deg' must be 0, 90, 180 or 270");
  content.mirrored = flag_of(value, "mirrored");
  content.sample_aspect = fraction_of(value, "sample_aspect");
  content.time_base = fraction_of(value, "time_base");
  if (content.sample_aspect == base::Rational(0) || content.time_base == base::Rational(0)) corrupt("a fraction is 0");
  content.first_pts = integer_of(value, "first_pts", INT64_MIN, INT64_MAX);
  content.pictures = integer_of(value, "pictures", 0, kMaxPictures);
  content.pictures_counted = flag_of(value, "pictures_counted");
  content.interlaced = flag_of(value, "interlaced");
  content.field_order = field_order(value.at("field_order"));
  content.alpha = flag_of(value, "alpha");
  content.bit_depth = small_of(value, "bit_depth", 0, 64);
  content.grey = flag_of(value, "grey");
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
  frame.picture = integer_of(value, "picture", 0, kMaxPictures - 1);
  frame.pts = integer_of(value, "pts", INT64_MIN, INT64_MAX);
  const auto source = time_source_from(value.at("time_source").get_ref<const std::string&>());
  if (!source) corrupt("unknown time source");
  frame.time_source = *source;
  frame.width = small_of(value, "width", 1, kMaxSide);
  frame.height = small_of(value, "height", 1, kMaxSide);
  frame.channels = small_of(value, "channels", 1, 3);
  if (frame.channels == 2) corrupt("'channels' must be 1 or 3");
  frame.pixels = digest_of(value, "pixels");
  frame.hash = unsigned_of(value, "hash");
  frame.sharpness = integer_of(value, "sharpness", 0, kMaxSharpness);
  frame.brightness = integer_of(value, "brightness", 0, 255 * 256);
  frame.file = digest_of(value, "file");
  frame.file_bytes = integer_of(value, "file_bytes", 0, kMaxFileBytes);
  return frame;
}

/// Frames are in order, of pictures that the file has, at times that can be calculated.
void check_frames(const ClipResult& result) {
  const ContentMetadata& content = result.content;
  std::int64_t next = 0;
  for (const Frame& frame : result.frames) {
    if (frame.picture < next || frame.picture >= content.pictures) {
      corrupt(
          fmt::format("picture {} is out of order, or not among the {} of the file", frame.picture, content.pictures));
    }
    if (!is_possible_time(frame.pts, content.time_base))
      corrupt(fmt::format("the time of picture {} is out of range", frame.picture));
    next = frame.picture + 1;
  }
  if (!result.frames.empty() && !is_possible_time(content.first_pts, content.time_base))
    corrupt("the first timestamp is out of range");
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

// It is inside the picture.
FoundSector sector_from_answer(const json& value, const ContentMetadata& content) {
  try {
    FoundSector found = found_sector_from(value);
    if (!found.sector.visible.fits(content.width, content.height)) corrupt("a sector outside of the picture");
    return found;
  } catch (const Error& error) {
    corrupt(error.what());
  }
}

std::vector<Overlay> overlays_from_answer(const json& value, const ContentMetadata& content) {
  try {
    return overlays_from(value, content.width, content.height);
  } catch (const Error& error) {
    corrupt(error.what());
  }
}

ReadTexts texts_from_answer(const json& value, const ContentMetadata& content) {
  try {
    return read_texts_from(value, content.width, content.height);
  } catch (const Error& error) {
    corrupt(error.what());
  }
}

FileTags tags_from_answer(const json& value) {
  try {
    return file_tags_from(value);
  } catch (const Error& error) {
    corrupt(error.what());
  }
}

Finding finding_from(const json& value, const std::string& clip) {
  Finding finding{value.at("code").get<std::string>(), "clip", clip, value.at("message").get<std::string>()};
  const auto is_control = [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; };
  if (std::ranges::any_of(finding.message, is_control)) corrupt("control characters in a message");
  const FindingCode* code = find_finding_code(finding.code);
  if (code == nullptr || code->origin != Origin::Media) corrupt("unexpected finding");
  return finding;
}

}  // namespace

std::string to_json(const ClipJob& job) {
  json message{{"kind", kClipKind},
               {"clip", job.clip},
               {"ticket", job.ticket},
               {"name", job.name},
               {"recipe", job.recipe.canonical()},
               {"every_picture", job.every_picture},
               {"max_pixels", job.max_pixels},
               {"max_output_bytes", job.max_output_bytes}};
  if (job.video) message["video"] = to_string(*job.video);
  if (job.video_width > 0) message["video_width"] = job.video_width;
  return message.dump(-1, ' ', false, json::error_handler_t::replace);
}

ClipJob parse_clip_job(std::string_view text) {
  try {
    const json value = parse_json(text, {});
    check_kind(value);
    ClipJob job;
    job.clip = value.at("clip").get<std::string>();
    if (value.contains("ticket")) job.ticket = unsigned_of(value, "ticket");
    job.name = value.at("name").get<std::string>();
    job.recipe = Recipe::parse(value.at("recipe").get<std::string>());
    job.every_picture = value.at("every_picture").get<bool>();
    job.max_pixels = value.at("max_pixels").get<std::int64_t>();
    job.max_output_bytes = value.at("max_output_bytes").get<std::int64_t>();
    if (value.contains("video")) {
      job.video = video_method_from(value["video"].get<std::string>());
      if (!job.video) corrupt("unknown video method");
    }
    if (value.contains("video_width")) job.video_width = small_of(value, "video_width", 1, kMaxSide);
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
    // FFmpeg quotes what files say.
    findings.push_back({{"code", finding.code}, {"message", base::printable(finding.message)}});
  }
  json message{{"kind", kClipKind},
               {"clip", result.clip},
               {"ticket", result.ticket},
               {"header", header_json(result.header)},
               {"content", content_json(result.content)},
               {"frames", std::move(frames)},
               {"findings", std::move(findings)},
               {"key_packets", packets_text(result.key_packets)}};
  if (result.sector) {
    message["sector"] = found_sector_json(*result.sector);
    message["overlays"] = json::array();
    for (const Overlay& overlay : result.overlays) message["overlays"].push_back(overlay_json(overlay));
  }
  if (result.texts) message["texts"] = read_texts_json(*result.texts);
  if (result.tags) message["tags"] = file_tags_json(*result.tags);
  return message.dump(-1, ' ', false, json::error_handler_t::replace);
}

ClipResult parse_clip_result(std::string_view text, const Sampling& sampling) {
  const std::int64_t most = max_frames(sampling);
  // Each frame has 13 values; objects in arrays in the answer, and a sector's places, make four levels.
  const JsonLimits limits{4, 600 + 6 * (kMaxOverlays + kMaxTexts) + 3 * kMaxTags + 13 * static_cast<std::size_t>(most)};
  try {
    const json value = parse_json(text, limits);
    check_kind(value);
    ClipResult result;
    result.clip = value.at("clip").get<std::string>();
    // Programs may ask serve-predict with answers of older versions.
    if (value.contains("ticket")) result.ticket = unsigned_of(value, "ticket");
    result.header = header_from(value.at("header"));
    result.content = content_from(value.at("content"));
    if (value.at("frames").size() > static_cast<std::size_t>(most)) corrupt(fmt::format("more than {} frames", most));
    for (const json& frame : value["frames"]) result.frames.push_back(frame_from(frame));
    check_frames(result);
    if (value.at("findings").size() > kMaxFindings) corrupt(fmt::format("more than {} findings", kMaxFindings));
    for (const json& finding : value["findings"]) result.findings.push_back(finding_from(finding, result.clip));
    result.key_packets = packets_from(value.at("key_packets"));
    if (value.contains("sector")) {
      result.sector = sector_from_answer(value["sector"], result.content);
      result.overlays = overlays_from_answer(value.at("overlays"), result.content);
    }
    if (value.contains("texts")) result.texts = texts_from_answer(value["texts"], result.content);
    if (value.contains("tags")) result.tags = tags_from_answer(value["tags"]);
    return result;
  } catch (const json::exception& error) {
    corrupt(error.what());
  }
}

std::int64_t max_frames(const Sampling& sampling) {
  std::int64_t most = kMaxFrames;
  if (sampling.maximum > 0) most = std::min(most, sampling.maximum);
  if (sampling.kind == Sampling::Kind::Uniform) most = std::min(most, sampling.count);
  return most;
}

std::size_t max_answer_bytes(const Sampling& sampling) {
  constexpr std::size_t kRest = std::size_t{1} << 20;  // findings, and the digests of kMaxKeyPackets
  return kRest + kFrameBytes * static_cast<std::size_t>(max_frames(sampling));
}

bool is_possible_time(std::int64_t pts, const base::Rational& time_base) {
  constexpr std::int64_t kMaxTicks = std::int64_t{1} << 62;  // differences of two must fit
  constexpr std::int64_t kMaxSeconds = 1'000'000'000'000;
  __extension__ using Wide = __int128;
  if (pts < -kMaxTicks || pts > kMaxTicks) return false;
  const Wide scaled = Wide(pts) * time_base.num();
  const Wide limit = std::min(Wide(kMaxSeconds) * time_base.den(), Wide(INT64_MAX));
  return scaled >= -limit && scaled <= limit;
}

void check_answer(const ClipResult& result, const ClipJob& job) {
  if (result.clip != job.clip || result.ticket != job.ticket) corrupt("it is for another job");
  if (result.frames.empty() != has_error(result.findings)) corrupt("it has both frames and an error, or neither");
  if (result.sector.has_value() != (job.recipe.finds_sector() && !result.frames.empty()))
    corrupt("it has a sector that was not asked for, or none");
  if (result.texts.has_value() != (job.recipe.text > 0 && !result.frames.empty()))
    corrupt("it has texts that were not asked for, or none");
  std::optional<Region> region = job.recipe.region;
  if (!region && result.sector) region = result.sector->sector.bounds();
  for (const Frame& frame : result.frames) {
    if (region && (frame.width != region->width || frame.height != region->height))
      corrupt("frames do not have the size of the region");
    const std::int64_t pixels = std::int64_t{frame.width} * frame.height;
    if (pixels > job.max_pixels) corrupt("frames are too large");
  }
  const auto is_long = [](const Finding& finding) { return finding.message.size() > kMaxMessage; };
  if (std::ranges::any_of(result.findings, is_long)) corrupt("a message is too long");
}

}  // namespace model
