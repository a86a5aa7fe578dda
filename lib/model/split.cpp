#include "model/split.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/names.h"
#include "model/id.h"

namespace model {
namespace {

constexpr auto kSplitByNames = base::names<SplitBy>({{SplitBy::Frame, "frame"},
                                                     {SplitBy::Clip, "clip"},
                                                     {SplitBy::Case, "case"},
                                                     {SplitBy::Subject, "subject"},
                                                     {SplitBy::Source, "source"}});

constexpr auto kUnknownClipsNames = base::names<UnknownClips>(
    {{UnknownClips::Together, "together"}, {UnknownClips::Join, "join"}, {UnknownClips::LeaveOut, "leave-out"}});

}  // namespace

std::string_view to_string(SplitBy by) { return base::name_of(kSplitByNames, by); }

std::optional<SplitBy> split_by_from(std::string_view text) { return base::value_of(kSplitByNames, text); }

std::string_view to_string(UnknownClips unknown) { return base::name_of(kUnknownClipsNames, unknown); }

std::optional<UnknownClips> unknown_clips_from(std::string_view text) {
  return base::value_of(kUnknownClipsNames, text);
}

bool is_valid(const SplitParameters& parameters) {
  const std::vector<std::string>& names = parameters.fold_names;
  return is_id(parameters.name) && parameters.folds >= 1 && parameters.folds <= kMaxFolds &&
         (names.empty() || names.size() == static_cast<std::size_t>(parameters.folds)) &&
         std::ranges::all_of(names, [](const std::string& name) { return is_id(name); });
}

std::string fold_name(const SplitParameters& parameters, int fold) {
  const auto index = static_cast<std::size_t>(fold);
  return index < parameters.fold_names.size() ? parameters.fold_names[index] : std::to_string(fold);
}

base::Digest Split::digest() const {
  base::Hasher hasher;
  // The first format used "out".
  const bool out = parameters.unknown == UnknownClips::LeaveOut;
  hasher.add(fmt::format("sonoset split 1\nname {}\nfolds {}\nby {}\nseed {}\naxis {}\nunknown {}\n", parameters.name,
                         parameters.folds, to_string(parameters.by), parameters.seed, parameters.axis,
                         out ? "out" : to_string(parameters.unknown)));
  if (!parameters.file.empty()) hasher.add("from a file\n");
  for (const std::string& name : parameters.fold_names) hasher.add("fold ").add(name).add("\n");
  for (const Group& group : groups) {
    hasher.add(fmt::format("group {}\n", group.fold));
    for (const std::string& clip : group.clips) hasher.add(clip).add("\n");
  }
  return hasher.finish();
}

int frame_fold(const SplitParameters& parameters, std::string_view clip, std::int64_t picture) {
  const base::Digest digest = base::sha256(fmt::format("{}\n{}\n{}\n", parameters.seed, clip, picture));
  std::uint64_t value = 0;
  for (int i = 0; i < 8; ++i) value = value << 8 | digest.bytes[i];
  return static_cast<int>(value % static_cast<std::uint64_t>(parameters.folds));
}

}  // namespace model
