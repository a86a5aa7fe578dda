#include "sector_search.h"

#include <algorithm>
#include <bit>

#include "image/luma.h"
#include "image/transform.h"
#include "vision/overlay_finder.h"
#include "vision/sector_finder.h"
#include "vision/text_reader.h"

namespace worker {
namespace {

// Areas of text beyond these are counted, not read.
constexpr int kMaxAreas = 64;
constexpr std::int64_t kMaxAreaPixels = std::int64_t{1} << 20;
// A difference of levels that coding does not make.
constexpr int kChangedLevel = 48;
constexpr int kChangedPermille = 20;

bool differs(const model::Picture& a, const model::Picture& b, const model::Region& area) {
  std::int64_t changed = 0;
  for (int y = area.y; y < area.y + area.height; ++y) {
    for (int x = area.x; x < area.x + area.width; ++x) {
      changed += std::abs(int{a.row(y)[x]} - int{b.row(y)[x]}) > kChangedLevel ? 1 : 0;
    }
  }
  return changed * 1000 > std::int64_t{area.width} * area.height * kChangedPermille;
}

bool are_in_one_line(const model::Region& a, const model::Region& b) {
  const int low = std::min(a.height, b.height);
  const int shared = std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y);
  const int gap = std::max(a.x, b.x) - std::min(a.x + a.width, b.x + b.width);
  return shared * 2 > low && gap <= std::max(a.height, b.height) && std::max(a.height, b.height) <= 2 * low;
}

model::Region joined(const model::Region& a, const model::Region& b) {
  const int x = std::min(a.x, b.x);
  const int y = std::min(a.y, b.y);
  return {x, y, std::max(a.x + a.width, b.x + b.width) - x, std::max(a.y + a.height, b.y + b.height) - y};
}

/// Areas that look like text, with the words of a line in one.
std::vector<model::Region> text_areas(const std::vector<model::Overlay>& overlays) {
  std::vector<model::Region> areas;
  for (const model::Overlay& overlay : overlays) {
    if (overlay.kind == model::Overlay::Kind::Marker || overlay.kind == model::Overlay::Kind::Ruler) continue;
    model::Region area = overlay.box;
    const auto in_line = [&](const model::Region& other) { return are_in_one_line(area, other); };
    for (auto other = std::ranges::find_if(areas, in_line); other != areas.end();
         other = std::ranges::find_if(areas, in_line)) {
      area = joined(area, *other);
      areas.erase(other);
    }
    areas.push_back(area);
  }
  return areas;
}

}  // namespace

void SectorSearch::look(const model::Picture& picture, const sampling::Orientation& orientation) {
  const bool turned = orientation != sampling::Orientation{};
  model::Picture oriented;
  if (turned) oriented = image::orient(picture, orientation.clockwise_deg, orientation.mirrored);
  const model::Picture& upright = turned ? oriented : picture;
  evidence_.add(upright);
  // Pictures 1, 2, 16: text that changes is read in at most three states.
  const auto number = static_cast<unsigned>(evidence_.pictures());
  const bool sampled = number == 1 || number == 2 || number == 16;
  if (reader_ == nullptr || !sampled) return;
  samples_.push_back(upright.channels == 1 ? upright : image::luma(upright));
}

void SectorSearch::read_texts() {
  for (const model::Region& area : text_areas(overlays_)) {
    ++texts_.areas;
    const bool too_large = std::int64_t{area.width} * area.height > kMaxAreaPixels;
    if (too_large || texts_.areas > kMaxAreas || texts_.texts.size() == model::kMaxTexts) {
      ++texts_.areas_unread;
      continue;
    }
    for (std::size_t i = 0; i < samples_.size(); ++i) {
      if (i > 0 && !differs(samples_[i - 1], samples_[i], area)) continue;
      for (std::string& line : reader_->read(samples_[i], area)) {
        const model::ReadText text{area, std::move(line)};
        const bool known = std::ranges::find(texts_.texts, text) != texts_.texts.end();
        if (!known && texts_.texts.size() < model::kMaxTexts) texts_.texts.push_back(text);
      }
    }
  }
}

std::optional<model::Region> SectorSearch::choose() {
  found_ = vision::find_sector(evidence_);
  overlays_ = vision::find_overlays(evidence_, *found_);
  evidence_ = {};  // the frames need the memory
  if (reader_ != nullptr) read_texts();
  samples_.clear();
  if (recipe_.region || !recipe_.finds_sector()) return std::nullopt;
  return found_->sector.bounds();
}

}  // namespace worker
