#include "model/split.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/error.h"
#include "base/names.h"
#include "model/id.h"
#include "model/json_text.h"

namespace model {
namespace {

constexpr auto kSplitByNames = base::names<SplitBy>({{SplitBy::Frame, "frame"},
                                                     {SplitBy::Clip, "clip"},
                                                     {SplitBy::Case, "case"},
                                                     {SplitBy::Subject, "subject"},
                                                     {SplitBy::Source, "source"}});

constexpr auto kUnknownClipsNames = base::names<UnknownClips>(
    {{UnknownClips::Together, "together"}, {UnknownClips::Join, "join"}, {UnknownClips::LeaveOut, "leave-out"}});

constexpr const char* kTestSet = "test";
constexpr int kMaxTestShare = 500;  // thousandths
constexpr std::size_t kMaxHeldOut = 1000;
constexpr std::size_t kMaxHeldOutBytes = 1000;

constexpr std::array<std::pair<const char*, int Balance::*>, 5> kWeights = {{{"labels", &Balance::labels},
                                                                             {"clips", &Balance::clips},
                                                                             {"frames", &Balance::frames},
                                                                             {"source", &Balance::source},
                                                                             {"probe", &Balance::probe}}};

bool are_valid_options(const SplitParameters& parameters) {
  const Balance& balance = parameters.balance;
  const auto weight_of = [&](const auto& weight) { return balance.*weight.second; };
  return parameters.test >= 0 && parameters.test <= kMaxTestShare &&
         (parameters.test == 0 || parameters.held_out.empty()) && parameters.held_out.size() <= kMaxHeldOut &&
         std::ranges::all_of(parameters.held_out,
                             [](const std::string& one) {
                               return one.size() <= kMaxHeldOutBytes && one.find('=') != std::string::npos;
                             }) &&
         std::ranges::all_of(
             kWeights, [&](int weight) { return weight >= 0 && weight <= kMaxWeight; }, weight_of) &&
         std::ranges::any_of(
             kWeights, [](int weight) { return weight > 0; }, weight_of);
}

bool are_valid_axes(const std::vector<std::string>& axes) {
  // Of one axis, any text: older versions did not check it.
  return axes.size() == 1 || std::ranges::all_of(axes, [](const std::string& axis) { return is_id(axis); });
}

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
         std::ranges::all_of(names, [](const std::string& name) { return is_id(name); }) &&
         are_valid_axes(axes_of(parameters)) && are_valid_options(parameters) &&
         (!has_test_set(parameters) ||
          (parameters.folds >= 2 && parameters.file.empty() && parameters.by != SplitBy::Frame &&
           names == with_folds(parameters, parameters.folds - 1).fold_names));
}

bool has_test_set(const SplitParameters& parameters) { return parameters.test > 0 || !parameters.held_out.empty(); }

int cross_validation_folds(const SplitParameters& parameters) {
  return parameters.folds - (has_test_set(parameters) ? 1 : 0);
}

SplitParameters with_folds(SplitParameters parameters, int folds) {
  parameters.folds = folds;
  parameters.fold_names.clear();
  if (!has_test_set(parameters)) return parameters;
  ++parameters.folds;
  for (int fold = 0; fold < folds; ++fold) parameters.fold_names.push_back(fmt::format("fold-{}", fold));
  parameters.fold_names.emplace_back(kTestSet);
  return parameters;
}

SplitParameters without_test_set(SplitParameters parameters) {
  if (!has_test_set(parameters)) return parameters;
  const int folds = cross_validation_folds(parameters);
  parameters.test = 0;
  parameters.held_out.clear();
  return with_folds(std::move(parameters), folds);
}

std::vector<std::string> axes_of(const SplitParameters& parameters) {
  std::vector<std::string> axes;
  const std::string& text = parameters.axis;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    axes.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return axes;
}

std::string options_json(const SplitParameters& parameters) {
  nlohmann::json options = nlohmann::json::object();
  if (parameters.test > 0) options["test_thousandths"] = parameters.test;
  if (!parameters.held_out.empty()) options["held_out"] = parameters.held_out;
  if (parameters.balance != Balance()) {
    for (const auto& [name, weight] : kWeights) options["balance"][name] = parameters.balance.*weight;
  }
  return options.empty() ? "" : options.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void read_options(std::string_view json, SplitParameters& parameters) {
  if (json.empty()) return;
  nlohmann::json options = parse_json(json, {.depth = 3});
  const auto refuse = [](std::string_view what) {
    throw base::Error(base::Code::Corrupt, fmt::format("invalid options of a split: {}", what));
  };
  if (!options.is_object()) refuse("not an object");
  for (const auto& [key, value] : options.items()) {
    if (key == "test_thousandths") {
      parameters.test = static_cast<int>(integer_of(options, "test_thousandths", 0, kMaxTestShare));
    } else if (key == "held_out" && value.is_array()) {
      for (const nlohmann::json& one : value) {
        if (!one.is_string()) refuse("held_out");
        parameters.held_out.push_back(one.get<std::string>());
      }
    } else if (key == "balance" && value.is_object() && value.size() == kWeights.size()) {
      for (const auto& [name, weight] : kWeights) {
        parameters.balance.*weight = static_cast<int>(integer_of(value, name, 0, kMaxWeight));
      }
    } else {
      refuse(key);
    }
  }
}

std::string fold_name(const SplitParameters& parameters, int fold) {
  const auto index = static_cast<std::size_t>(fold);
  return index < parameters.fold_names.size() ? parameters.fold_names[index] : std::to_string(fold);
}

std::string fold_in_words(const SplitParameters& parameters, int fold) {
  const auto index = static_cast<std::size_t>(fold);
  if (has_test_set(parameters))
    return index + 1 == parameters.fold_names.size() ? "the test set" : fmt::format("fold {}", fold);
  return index < parameters.fold_names.size() ? fmt::format("fold '{}'", parameters.fold_names[index])
                                              : fmt::format("fold {}", fold);
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
  if (const std::string options = options_json(parameters); !options.empty()) hasher.add("options " + options + "\n");
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
