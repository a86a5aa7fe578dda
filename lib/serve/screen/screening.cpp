#include "serve/screen/screening.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/names.h"
#include "model/found_sector.h"
#include "model/json_text.h"
#include "model/metadata_json.h"
#include "serve/http/json_text.h"
#include "serve/media/shown_clip.h"
#include "still/decoder.h"
#include "still/encoder.h"

namespace serve {
namespace {

using base::Code;
using base::Error;
using nlohmann::json;
using nlohmann::ordered_json;

constexpr int kFrameQuality = 90;

constexpr auto kScreenStateNames = base::names<ScreenState>({{ScreenState::Uploading, "uploading"},
                                                             {ScreenState::Queued, "queued"},
                                                             {ScreenState::Reading, "reading"},
                                                             {ScreenState::Predicting, "predicting"},
                                                             {ScreenState::Done, "done"},
                                                             {ScreenState::Failed, "failed"}});

/// The frames of the answer, with their times.
ordered_json frames_of(const Screening& screening, const json& prediction) {
  ordered_json rows = ordered_json::array();
  const json none = json::array();
  const json& said = prediction.contains("frames") && prediction["frames"].is_array() ? prediction["frames"] : none;
  for (std::size_t i = 0; i < screening.clip.frames.size(); ++i) {
    const model::Frame& frame = screening.clip.frames[i];
    ordered_json row = {{"picture", frame.picture},
                        {"time_s", seconds_of(frame.pts, screening.clip.content.time_base)}};
    if (i < said.size() && said[i].is_object()) row.update(said[i]);
    rows.push_back(std::move(row));
  }
  return rows;
}

ordered_json region_json(const model::Region& region) {
  return {{"x", region.x}, {"y", region.y}, {"width", region.width}, {"height", region.height}};
}

void add_picture(const model::ClipResult& clip, ordered_json& to) {
  to["picture"] = {{"width", clip.content.width}, {"height", clip.content.height}};
  if (!clip.sector) return;
  to["region"] = region_json(clip.sector->sector.bounds());
  to["sector"] = model::found_sector_json(*clip.sector);
  to["overlays"] = ordered_json::array();
  for (const model::Overlay& overlay : clip.overlays)
    to["overlays"].push_back(ordered_json(model::overlay_json(overlay)));
}

/// Bounds the memory for a frame, whose facts a hostile file may have chosen.
void check_size(const model::Frame& frame) {
  const std::int64_t raw = std::int64_t{frame.width} * frame.height * frame.channels;
  if (raw < 1 || frame.file_bytes > raw + raw / 8 + frame.height + 65536) {
    throw Error(Code::Corrupt, fmt::format("picture {} is larger than it can be", frame.picture));
  }
}

}  // namespace

std::string_view to_string(ScreenState state) { return base::name_of(kScreenStateNames, state); }

model::Recipe screen_recipe() {
  model::Recipe recipe;
  recipe.sectors = model::kSectorFinderVersion;
  return recipe;
}

std::string screening_json(const Screening& screening) {
  ordered_json body = {{"key", screening.key},
                       {"state", screening.why.empty() ? "done" : "failed"},
                       {"name", screening.name},
                       {"model", screening.model},
                       {"notice", "For research only, not a medical device and no diagnosis."}};
  if (!screening.why.empty()) body["why"] = screening.why;
  if (!screening.prediction.empty()) {
    json prediction = model::parse_json(screening.prediction, {.depth = 8, .values = 100'000, .fractions = true});
    add_picture(screening.clip, body);
    body["frames"] = frames_of(screening, prediction);
    for (const char* key : {"clip", "frames", "heat"}) prediction.erase(key);
    body["verdict"] = std::move(prediction);
  }
  body["findings"] = ordered_json::array();
  for (const model::Finding& finding : screening.clip.findings) {
    body["findings"].push_back(model::finding_json(finding.code, finding.message));
  }
  return json_text(body);
}

std::string state_json(const std::string& key, ScreenState state, std::size_t ahead) {
  ordered_json body = {{"key", key}, {"state", to_string(state)}};
  if (state == ScreenState::Queued) body["ahead"] = ahead;
  return json_text(body);
}

std::string screened_frame(const Screening& screening, std::size_t number) {
  const std::vector<model::Frame>& frames = screening.clip.frames;
  if (number >= frames.size()) throw Error(Code::NotFound, "no such frame");
  std::int64_t at = 0;
  for (std::size_t i = 0; i < number; ++i) at += frames[i].file_bytes;
  const model::Frame& frame = frames[number];
  check_size(frame);
  std::string bytes(static_cast<std::size_t>(frame.file_bytes), '\0');
  bytes.resize(base::read_at(screening.frames.get(), at, bytes.data(), bytes.size(), "frames"));
  if (!bytes.starts_with("\x89PNG\r\n\x1a\n")) throw Error(Code::Corrupt, "a frame is not a PNG");
  const model::Picture picture = still::decode({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()},
                                               "a frame", std::int64_t{frame.width} * frame.height);
  thread_local still::Encoder encoder;
  const auto jpeg = encoder.encode_jpeg(picture, kFrameQuality);
  return {jpeg.begin(), jpeg.end()};
}

}  // namespace serve
