#include "model/split.h"

#include <fmt/format.h>

#include "base/names.h"

namespace model {
namespace {

constexpr auto kSplitByNames = base::names<SplitBy>({{SplitBy::Frame, "frame"},
                                                     {SplitBy::Clip, "clip"},
                                                     {SplitBy::Case, "case"},
                                                     {SplitBy::Subject, "subject"},
                                                     {SplitBy::Source, "source"}});

}  // namespace

std::string_view to_string(SplitBy by) { return base::name_of(kSplitByNames, by); }

std::optional<SplitBy> split_by_from(std::string_view text) { return base::value_of(kSplitByNames, text); }

base::Digest Split::digest() const {
  base::Hasher hasher;
  hasher.add(fmt::format("sonoset split 1\nname {}\nfolds {}\nby {}\nseed {}\naxis {}\nunknown {}\n", parameters.name,
                         parameters.folds, to_string(parameters.by), parameters.seed, parameters.axis,
                         parameters.leave_out_unknown ? "out" : "together"));
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
