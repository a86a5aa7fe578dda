#include "publish/fold_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>

#include "base/error.h"
#include "model/id.h"

namespace publish {
namespace {

[[noreturn]] void refuse_names(const std::string& why) {
  throw base::Error(base::Code::InvalidInput, "--names: " + why + "; for example: --names train=0,1,2 val=3 test=4");
}

int fold_from(std::string_view text, const std::string& word, int folds) {
  int fold = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), fold);
  if (error != std::errc() || end != text.data() + text.size() || fold < 0) {
    refuse_names(fmt::format("'{}' in '{}' is not a fold", text, word));
  }
  if (fold >= folds) refuse_names(fmt::format("no fold {}; the split has folds 0 to {}", fold, folds - 1));
  return fold;
}

void add_name(const std::string& word, std::vector<std::string>& names) {
  const auto equals = word.find('=');
  if (equals == std::string::npos) refuse_names(fmt::format("'{}' is not NAME=FOLD,…", word));
  const std::string name = word.substr(0, equals);
  if (!model::is_id(name))
    refuse_names(fmt::format("invalid name '{}'; use lower-case letters, digits, '-' and '_'", name));
  std::string_view rest = std::string_view(word).substr(equals + 1);
  while (true) {
    const std::size_t comma = rest.find(',');
    const int fold = fold_from(rest.substr(0, comma), word, static_cast<int>(names.size()));
    std::string& of_fold = names[static_cast<std::size_t>(fold)];
    if (!of_fold.empty()) refuse_names(fmt::format("fold {} is named twice", fold));
    of_fold = name;
    if (comma == std::string_view::npos) return;
    rest.remove_prefix(comma + 1);
  }
}

}  // namespace

std::vector<std::string> fold_names(const std::vector<std::string>& words, const model::SplitParameters& split) {
  std::vector<std::string> names(static_cast<std::size_t>(split.folds));
  for (const std::string& word : words) add_name(word, names);
  if (model::has_test_set(split) && names.back().empty()) {
    const std::string& test = split.fold_names.back();
    if (std::ranges::find(names, test) != names.end()) {
      refuse_names(fmt::format("the split has a test set named '{}' already, fold {}", test, split.folds - 1));
    }
    names.back() = test;
  }
  for (std::size_t fold = 0; fold < names.size(); ++fold) {
    if (names[fold].empty()) refuse_names(fmt::format("fold {} has no name", fold));
  }
  return names;
}

}  // namespace publish
