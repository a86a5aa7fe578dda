#include "curate/import/picture_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <iterator>

#include "base/text.h"
#include "curate/import/sector_checks.h"
#include "curate/privacy/identity_findings.h"

namespace curate {
namespace {

constexpr std::int64_t kLevel = 256;  // a frame's brightness is in 1/256 of a grey level

struct Range {
  std::int64_t least;
  std::int64_t most;
};

Range range_of(const std::vector<model::Frame>& frames, std::int64_t model::Frame::*measure) {
  const auto [least, most] = std::minmax_element(frames.begin(), frames.end(),
                                                 [&](const auto& a, const auto& b) { return a.*measure < b.*measure; });
  return {(*least).*measure, (*most).*measure};
}

bool is_frozen(const std::vector<model::Frame>& frames) {
  if (frames.size() < 2) return false;
  const bool alike = std::ranges::all_of(frames, [&](const model::Frame& frame) {
    return std::popcount(frame.hash ^ frames.front().hash) <= kFrozenHashBits;
  });
  const Range brightness = range_of(frames, &model::Frame::brightness);
  const Range sharpness = range_of(frames, &model::Frame::sharpness);
  return alike && brightness.most - brightness.least <= kFrozenBrightness &&
         (sharpness.most - sharpness.least) * 1000 <= sharpness.most * kFrozenSharpnessPer1000;
}

// Compares sizes as coded, before rotation.
bool is_as_in_header(const model::HeaderMetadata& header, const model::ContentMetadata& content) {
  if (header.width == 0 || header.height == 0) return true;
  const bool sideways = content.rotation_deg % 180 != 0;
  return header.width == (sideways ? content.height : content.width) &&
         header.height == (sideways ? content.width : content.height);
}

}  // namespace

std::vector<model::Finding> check_pictures(const model::ClipResult& result, const LeastWanted& least,
                                           const model::Recipe& recipe) {
  std::vector<model::Finding> findings;
  const auto find = [&](const std::string& code, const std::string& message) {
    findings.push_back({code, "clip", result.clip, message});
  };
  const std::vector<model::Frame>& frames = result.frames;
  if (frames.empty()) return findings;
  const model::ContentMetadata& content = result.content;
  if (!is_as_in_header(result.header, content)) {
    find("size-differs", fmt::format("{} x {} pixels in the header, {} x {} in the pictures", result.header.width,
                                     result.header.height, content.width, content.height));
  }
  const auto count = static_cast<std::int64_t>(frames.size());
  if (content.pictures > 1 && count < least.frames) {
    find("too-few-frames", fmt::format("{} from {} pictures, fewer than {}", base::counted(count, "frame"),
                                       content.pictures, least.frames));
  }
  const model::Frame& first = frames.front();
  if (std::min(first.width, first.height) < least.side_px) {
    find("too-small",
         fmt::format("frames of {} x {} pixels, less than {} on a side", first.width, first.height, least.side_px));
  }
  const std::int64_t brightest = range_of(frames, &model::Frame::brightness).most;
  if (brightest < kNearBlack * kLevel) {
    find("near-black",
         fmt::format("the brightest of {} has a mean grey level of {}.{} of 255", base::counted(count, "frame"),
                     brightest / kLevel, brightest % kLevel * 10 / kLevel));
  } else if (is_frozen(frames)) {
    find("frozen", fmt::format("all {} frames show the same picture", count));
  }
  if (result.sector) {
    const SeenInPictures seen{*result.sector, result.overlays, content.width, content.height};
    std::ranges::move(check_sector(result.clip, seen, recipe), std::back_inserter(findings));
  }
  if (result.texts) std::ranges::move(text_findings(result.clip, *result.texts), std::back_inserter(findings));
  return findings;
}

}  // namespace curate
