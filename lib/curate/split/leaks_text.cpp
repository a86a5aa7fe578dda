#include "curate/split/leaks_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"

namespace curate {
namespace {

using model::LinkKind;

constexpr int kAllOf = -1;

struct Way {
  std::string_view what;
  std::int64_t clips;  // compared in this way, or kAllOf
};

std::vector<Way> ways_of(const Compared& compared) {
  return {{"objects", kAllOf},
          {"URLs", kAllOf},
          {"subjects", kAllOf},
          {"cases", kAllOf},
          {"packets", compared.packets},
          {"pixels", compared.pixels},
          {"near-duplicates", compared.near_duplicates},
          {"re-encoded copies", compared.re_encoded}};
}

bool is_whole(const Way& way, const Leaks& leaks) { return way.clips == kAllOf || way.clips >= leaks.total_clips; }

using base::listed;

std::string what_leaks(const Leaks& leaks) {
  std::vector<std::string> kinds;
  const auto add = [&](LinkKind kind, std::string_view one, std::string_view many) {
    if (const std::int64_t count = leaks.count(kind); count > 0) kinds.push_back(base::counted(count, one, many));
  };
  add(LinkKind::Subject, "subject", "subjects");
  add(LinkKind::Case, "case", "cases");
  add(LinkKind::Object, "object", "objects");
  add(LinkKind::MediaUrl, "URL", "URLs");
  add(LinkKind::Packets, "recording (same packets)", "recordings (same packets)");
  add(LinkKind::Pixels, "picture (same pixels)", "pictures (same pixels)");
  std::string text =
      fmt::format("{} of {} {} ({} of {})", leaks.frames, base::counted(leaks.total_frames, "frame"),
                  leaks.frames == 1 ? "leaks" : "leak", leaks.clips, base::counted(leaks.total_clips, "clip"));
  // Empty for clips linked through others only, where no single key is in more than one fold.
  return text + (kinds.empty() ? "." : "; in more than one fold: " + listed(kinds) + ".");
}

std::string why_possible(const Leaks& leaks) {
  std::vector<std::string> reasons;
  if (leaks.count(LinkKind::SameSource) > 0) {
    reasons.push_back(base::counted(leaks.unknown_clips, "clip has", "clips have") +
                      " neither subject nor case and may show any person of " +
                      (leaks.unknown_clips == 1 ? "its" : "their") + " source");
  }
  if (const std::int64_t pairs = leaks.count(LinkKind::NearDuplicate); pairs > 0) {
    reasons.push_back(base::counted(pairs, "near-duplicate is", "near-duplicates are") +
                      " neither confirmed nor dismissed");
  }
  if (const std::int64_t names = leaks.count(LinkKind::AlikeName); names > 0) {
    reasons.push_back(base::counted(names, "subject or case is", "subjects or cases are") + " spelled in several ways");
  }
  return fmt::format("{}", fmt::join(reasons, "; "));
}

std::string what_may_leak(const Leaks& leaks, bool more) {
  const std::string why = why_possible(leaks);
  return fmt::format("{} ({}) may leak{}.", base::counted(leaks.possible_leak_frames, more ? "more frame" : "frame"),
                     base::counted(leaks.possible_leak_clips, "clip"), why.empty() ? "" : ": " + why);
}

}  // namespace

std::vector<std::string> looked_for(const Leaks& leaks) {
  std::vector<std::string> words;
  for (const Way& way : ways_of(leaks.compared)) {
    if (is_whole(way, leaks)) words.emplace_back(way.what);
  }
  return words;
}

std::vector<std::string> not_looked_for(const Leaks& leaks) {
  std::vector<std::string> words;
  for (const Way& way : ways_of(leaks.compared)) {
    if (is_whole(way, leaks)) continue;
    words.emplace_back(way.what);
    if (way.clips > 0) words.back() += " of " + base::counted(leaks.total_clips - way.clips, "clip");
  }
  return words;
}

std::string to_sentence(const Leaks& leaks) {
  std::string text;
  if (leaks.clips > 0) {
    text = what_leaks(leaks);
  } else {
    text = fmt::format("No {}leaks found. Checked: {}.", leaks.possible_leak_clips > 0 ? "certain " : "",
                       listed(looked_for(leaks)));
  }
  if (leaks.possible_leak_clips > 0) text += " " + what_may_leak(leaks, leaks.clips > 0);
  const std::vector<std::string> missing = not_looked_for(leaks);
  if (!missing.empty()) text += " Not checked: " + listed(missing, ", ") + ".";
  return text;
}

std::string describe(const LeakingKey& key, const model::SplitParameters& parameters) {
  std::vector<std::string> folds;
  for (const int fold : key.folds) folds.push_back(model::fold_name(parameters, fold));
  const std::string_view kind = key.kind == LinkKind::SameSource ? "source" : model::to_string(key.kind);
  return fmt::format("{} {} in folds {}: {} of {}", kind, key.key, listed(folds, ", "),
                     base::counted(key.frames, "frame"), base::counted(key.clips, "clip"));
}

}  // namespace curate
