#include "publish/report/pictures_section.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/error.h"
#include "base/text.h"
#include "catalog/clips.h"
#include "catalog/frame_sets.h"
#include "publish/picture_rule.h"
#include "publish/selection.h"

namespace publish {
namespace {

constexpr std::size_t kPicturesOfClass = 8;
constexpr std::size_t kClassesShown = 12;
constexpr std::size_t kMaxPictureBytes = std::size_t{3} << 20;  // of all pictures, in base64
constexpr int kPictureWidth = 192;
constexpr int kPictureHeight = 144;

/// Which clips are shown, by class, and why others are not.
struct Choice {
  std::map<std::string, std::vector<std::size_t>> units;  // as many as there are; those to show first
  std::map<std::string, std::int64_t> refused;            // clips by reason
};

// One clip of each group before the second of any.
void spread_over_groups(const ReportData& data, std::vector<std::size_t>& units) {
  std::map<std::uint32_t, std::size_t> of_group;
  std::vector<std::pair<std::size_t, std::size_t>> ranked;  // (number within its group, unit)
  ranked.reserve(units.size());
  for (const std::size_t unit : units) ranked.emplace_back(of_group[data.group[unit]]++, unit);
  std::ranges::sort(ranked);
  std::ranges::transform(ranked, units.begin(), &std::pair<std::size_t, std::size_t>::second);
}

Choice choose(const ReportData& data, const curate::LicencePolicy& policy, const curate::LicenceLookup& lookup) {
  Choice choice;
  const bool only_redistributable = policy.kind() == curate::LicencePolicy::Kind::Redistributable;
  const std::set<std::string> blocked = only_redistributable ? blocked_clips(data.catalog()) : std::set<std::string>();
  for (std::size_t i = 0; i < data.units.size(); ++i) {
    const catalog::ClipSummary& unit = data.units[i];
    if (const auto refusal = policy.refusal(unit.manifest, unit.licence, lookup)) {
      ++choice.refused["licence: " + *refusal];
    } else if (blocked.contains(unit.clip)) {
      ++choice.refused[kBlocked];
    } else {
      choice.units[unit.value].push_back(i);
    }
  }
  for (auto& [label, units] : choice.units) spread_over_groups(data, units);
  return choice;
}

// The middle frame of a clip.
ReportPictures::Picture picture_of(const ReportData& data, std::size_t unit) {
  const catalog::ClipSummary& clip = data.units[unit];
  const auto set = catalog::current_frame_set(data.catalog(), clip.clip);
  const auto recipe = set ? catalog::find_recipe(data.catalog(), set->recipe) : std::nullopt;
  if (!recipe || set->frames.empty()) throw base::Error(base::Code::Corrupt, "no frames");
  const model::Frame& frame = set->frames[set->frames.size() / 2];
  const std::string name = fmt::format("frame {} of clip '{}'", frame.picture, clip.clip);
  const std::string file = data.dataset.read_frame(*set, frame, recipe->format).bytes;
  const std::string small = thumbnail(kPictureWidth, kPictureHeight, file, name, set->content);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(small.data());
  return {html::data_uri({bytes, small.size()}).value_or(""), kPictureWidth, kPictureHeight,
          fmt::format("Picture {} of clip {}", frame.picture, clip.clip),
          fmt::format("{}, {}", clip.clip, cell(source_of(data, unit), 60))};
}

/// Adds the pictures of one class; stops when `bytes` are used up.
class Sheets {
 public:
  Sheets(const ReportData& data, ReportSection& section) : data_(data), section_(section) {}

  void add(const std::string& label, const std::vector<std::size_t>& units) {
    ReportPictures sheet;
    for (const std::size_t unit : units) {
      if (sheet.pictures.size() == kPicturesOfClass || bytes_ > kMaxPictureBytes) break;
      try {
        sheet.pictures.push_back(picture_of(data_, unit));
        bytes_ += sheet.pictures.back().data_uri.size();
      } catch (const base::Error&) {
        ++unreadable_;
      }
    }
    sheet.title = fmt::format("{} ({} of {})", label.empty() ? "no label" : cell(label), sheet.pictures.size(),
                              base::counted(units.size(), "clip"));
    if (!sheet.pictures.empty()) section_.add(std::move(sheet));
  }

  int unreadable() const { return unreadable_; }

 private:
  const ReportData& data_;
  ReportSection& section_;
  std::size_t bytes_ = 0;
  int unreadable_ = 0;
};

void say_what_is_missing(const Choice& choice, int unreadable, ReportSection& section) {
  std::vector<std::string> reasons;
  for (const auto& [reason, clips] : choice.refused) {
    reasons.push_back(fmt::format("{} ({})", base::counted(clips, "clip"), cell(reason, 120)));
  }
  if (!reasons.empty()) section.say("Not shown: " + base::some_of(reasons, 20) + ".");
  if (choice.units.size() > kClassesShown) {
    section.say(fmt::format("{} more labels are not shown.", choice.units.size() - kClassesShown));
  }
  if (unreadable > 0) {
    section.warn(fmt::format("{} could not be read; run 'sonoset fsck'.", base::counted(unreadable, "picture")));
  }
}

}  // namespace

ReportSection pictures_section(const ReportData& data) {
  ReportSection section{"pictures", "Pictures", {}};
  const curate::LicenceLookup lookup = curate::licence_lookup(data.catalog());
  const auto policy = curate::LicencePolicy::parse(data.options.licences, lookup);
  if (!data.options.pictures) {
    section.say("No pictures, as asked.");
    return section;
  }
  const Choice choice = choose(data, policy, lookup);
  section.say(
      fmt::format("The middle frame of up to {} clips of each label, of different groups first. Pictures are "
                  "shown of clips whose licence fits the policy '{}'.",
                  kPicturesOfClass, policy.text()));
  Sheets sheets(data, section);
  std::size_t classes = 0;
  for (const auto& [label, units] : choice.units) {
    if (++classes > kClassesShown) break;
    sheets.add(label, units);
  }
  say_what_is_missing(choice, sheets.unreadable(), section);
  return section;
}

}  // namespace publish
