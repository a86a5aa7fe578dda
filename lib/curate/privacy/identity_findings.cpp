#include "curate/privacy/identity_findings.h"

#include <fmt/format.h>

#include <algorithm>

namespace curate {
namespace {

constexpr std::size_t kPlacesNamed = 6;

bool is_beside(const model::Region& a, const model::Region& b) {
  const int gap = std::max(a.y, b.y) - std::min(a.y + a.height, b.y + b.height);
  return gap <= 3 * std::min(a.height, b.height);
}

std::string place_of(const model::Region& area) {
  return fmt::format("at {},{} ({} x {} pixels)", area.x, area.y, area.width, area.height);
}

}  // namespace

std::vector<TextMeaning> meanings_of(const std::vector<model::ReadText>& texts) {
  std::vector<TextMeaning> meanings;
  for (const model::ReadText& text : texts) meanings.push_back(meaning_of(text.text, TextPlace::Screen));
  const std::vector<TextMeaning> alone = meanings;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    for (std::size_t k = 0; k < texts.size(); ++k) {
      if (k == i || !is_about_person(alone[k].identities) || !is_beside(texts[i].area, texts[k].area)) continue;
      meanings[i] = meaning_of(texts[i].text, TextPlace::BesidePatient);
      break;
    }
  }
  return meanings;
}

std::vector<model::Finding> text_findings(const std::string& clip, const model::ReadTexts& texts) {
  const std::vector<TextMeaning> meanings = meanings_of(texts.texts);
  std::vector<std::string> places;
  std::size_t more = 0;
  for (std::size_t i = 0; i < meanings.size(); ++i) {
    if (meanings[i].identities.empty()) continue;
    if (places.size() == kPlacesNamed) {
      ++more;
    } else {
      places.push_back(fmt::format("{} {}", listed(meanings[i].identities), place_of(texts.texts[i].area)));
    }
  }
  std::vector<model::Finding> findings;
  if (!places.empty()) {
    const std::string rest = more == 0 ? "" : fmt::format("; and {} more", more);
    findings.push_back({"identifying-text", "clip", clip, fmt::format("{}{}", fmt::join(places, "; "), rest)});
  }
  if (texts.areas_unread > 0) {
    findings.push_back(
        {"text-unread", "clip", clip,
         fmt::format("{} of {} areas that look like text were not read", texts.areas_unread, texts.areas)});
  }
  return findings;
}

std::optional<int> depth_mm(const std::vector<model::ReadText>& texts) {
  std::optional<int> depth;
  for (const TextMeaning& meaning : meanings_of(texts)) {
    if (!meaning.depth_mm) continue;
    if (depth && *depth != *meaning.depth_mm) return std::nullopt;
    depth = meaning.depth_mm;
  }
  return depth;
}

std::vector<model::Finding> file_name_findings(const model::Clip& clip) {
  const std::vector<Identity> found = file_name_identities(model::file_name(clip), clip.path.empty());
  if (found.empty()) return {};
  return {{"identifying-file-name", "clip", clip.id, fmt::format("its name looks like it has {}", listed(found))}};
}

}  // namespace curate
