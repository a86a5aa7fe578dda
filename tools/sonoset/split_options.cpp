#include "split_options.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/error.h"
#include "curate/split/command_line.h"

namespace {

using Options = cxxopts::ParseResult;

[[noreturn]] void refuse_option(const std::string& why) { throw base::Error(base::Code::InvalidInput, why); }

bool was_given(const Options& options, const char* name) { return options.count(name) > 0; }

int folds_from(const Options& options) {
  const int folds = options["folds"].as<int>();
  if (folds >= 2 && folds <= model::kMaxFolds) return folds;
  refuse_option(fmt::format("--folds must be a number from 2 to {}", model::kMaxFolds));
}

model::SplitBy by_from(const Options& options) {
  const auto by = model::split_by_from(options["by"].as<std::string>());
  if (!by) refuse_option("--by must be frame, clip, case, subject or source");
  return *by;
}

model::UnknownClips unknown_from(const Options& options) {
  const auto unknown = model::unknown_clips_from(options["unknown"].as<std::string>());
  if (!unknown) refuse_option("--unknown must be together, join or leave-out");
  return *unknown;
}

/// "0.2": its thousandths.
int test_share_from(const Options& options) {
  const double share = options["test"].as<double>();
  if (share >= 0 && share <= 0.5) return static_cast<int>(std::lround(1000 * share));
  refuse_option("--test must be a share from 0 (no test set) to 0.5");
}

std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    parts.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

/// The words of an option that may be repeated, and may have commas between its words.
std::vector<std::string> words_given(const Options& options, const char* name) {
  std::vector<std::string> words;
  for (const std::string& text : options[name].as<std::vector<std::string>>()) {
    for (std::string& part : parts_of(text)) {
      if (std::ranges::find(words, part) != words.end())
        refuse_option(fmt::format("--{}: '{}' is repeated", name, part));
      words.push_back(std::move(part));
    }
  }
  return words;
}

constexpr std::pair<std::string_view, int model::Balance::*> kWeights[] = {{"labels", &model::Balance::labels},
                                                                           {"clips", &model::Balance::clips},
                                                                           {"frames", &model::Balance::frames},
                                                                           {"source", &model::Balance::source},
                                                                           {"probe", &model::Balance::probe}};

/// "source,probe=2": what is not named has its default weight.
model::Balance balance_from(const Options& options) {
  model::Balance balance;
  for (const std::string& word : words_given(options, "balance")) {
    const std::size_t equals = std::min(word.find('='), word.size());
    const auto* const found = std::ranges::find(kWeights, std::string_view(word).substr(0, equals),
                                                [](const auto& weight) { return weight.first; });
    if (found == std::end(kWeights))
      refuse_option(
          fmt::format("--balance: unknown '{}'; use labels, clips, frames, source or probe", word.substr(0, equals)));
    int value = 1;
    if (equals < word.size()) {
      const char* const end = word.data() + word.size();
      const auto read = std::from_chars(word.data() + equals + 1, end, value);
      if (read.ec != std::errc{} || read.ptr != end || value < 0 || value > model::kMaxWeight) {
        refuse_option(
            fmt::format("--balance: the weight in '{}' must be a number from 0 to {}", word, model::kMaxWeight));
      }
    }
    balance.*(found->second) = value;
  }
  if (std::ranges::all_of(kWeights, [&](const auto& weight) { return balance.*weight.second == 0; })) {
    refuse_option("--balance: all weights are 0; leave one above 0");
  }
  return balance;
}

std::string text_of(const model::Balance& balance) {
  std::string text;
  for (const auto& [name, weight] : kWeights) {
    const int value = balance.*weight;
    if (value != model::Balance().*weight) text += fmt::format("{}{}={}", text.empty() ? "" : ",", name, value);
  }
  return text;
}

}  // namespace

model::SplitParameters parameters_from(const cxxopts::ParseResult& options, const model::SplitParameters& before) {
  model::SplitParameters with = before;
  if (was_given(options, "by")) with.by = by_from(options);
  if (was_given(options, "seed")) with.seed = options["seed"].as<std::uint64_t>();
  if (was_given(options, "axis")) with.axis = fmt::format("{}", fmt::join(words_given(options, "axis"), ","));
  if (was_given(options, "unknown")) with.unknown = unknown_from(options);
  if (was_given(options, "balance")) with.balance = balance_from(options);
  if (was_given(options, "test")) {
    with.test = test_share_from(options);
    with.held_out.clear();
  }
  if (was_given(options, "holdout")) {
    with.test = 0;
    with.held_out = options["holdout"].as<std::vector<std::string>>();
    std::ranges::sort(with.held_out);
  }
  const int folds = was_given(options, "folds") ? folds_from(options) : model::cross_validation_folds(before);
  return model::with_folds(std::move(with), folds);
}

namespace {

std::string test_set_in_words(const model::SplitParameters& with) {
  if (with.test > 0) return fmt::format(" and a test set ({})", with.test / 1000.0);
  return with.held_out.empty() ? "" : fmt::format(" and a test set ({})", fmt::join(with.held_out, ", "));
}

}  // namespace

std::string words_of(const model::SplitParameters& with) {
  if (!with.file.empty()) return fmt::format("folds from '{}'", with.file);
  const std::string balance = text_of(with.balance);
  return fmt::format("{} folds{} by {}, seed {}, axis {}, unknown clips {}{}", model::cross_validation_folds(with),
                     test_set_in_words(with), model::to_string(with.by), with.seed, with.axis,
                     model::to_string(with.unknown), balance.empty() ? "" : ", balance " + balance);
}

std::string typed(const cxxopts::ParseResult& options) {
  std::string text;
  const auto add = [&](const char* name, const std::string& value) {
    text += fmt::format(" --{} {}", name, curate::shell_word(value));
  };
  if (was_given(options, "folds")) add("folds", std::to_string(options["folds"].as<int>()));
  for (const char* name : {"by", "unknown", "from"}) {
    if (was_given(options, name)) add(name, options[name].as<std::string>());
  }
  if (was_given(options, "seed")) add("seed", std::to_string(options["seed"].as<std::uint64_t>()));
  if (was_given(options, "test")) add("test", fmt::format("{}", options["test"].as<double>()));
  for (const char* name : {"axis", "balance", "holdout"}) {
    if (!was_given(options, name)) continue;
    for (const std::string& value : options[name].as<std::vector<std::string>>()) add(name, value);
  }
  return text;
}
