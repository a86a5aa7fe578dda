#include "curate/split/assignment_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>

#include "base/error.h"
#include "base/text.h"
#include "curate/split/groups.h"
#include "curate/split/split.h"
#include "manifest/csv.h"
#include "model/id.h"

namespace curate {
namespace {

[[noreturn]] void refuse_line(const std::string& file, int line, const std::string& why) {
  throw base::Error(base::Code::InvalidInput, fmt::format("{}:{}: {}", file, line, why));
}

std::string_view last_part(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

/// Finds clips by id, path or file name.
class ClipFinder {
 public:
  explicit ClipFinder(const std::vector<ClipPath>& clips) {
    for (const ClipPath& one : clips) {
      clips_.insert(one.clip);
      if (one.path.empty()) continue;
      by_path_[one.path].push_back(one.clip);
      paths_of_name_[std::string(last_part(one.path))].insert(one.path);
    }
  }

  bool has(const std::string& clip) const { return clips_.contains(clip); }

  /// Empty if no clip has the path, or if several files have the name.
  std::vector<std::string> at_path(std::string_view path) const {
    while (path.starts_with("./")) path.remove_prefix(2);
    const auto found = by_path_.find(std::string(path));
    if (found != by_path_.end()) return found->second;
    if (const std::optional<std::string> clip = exported(path)) return {*clip};
    const auto name = paths_of_name_.find(std::string(last_part(path)));
    if (name != paths_of_name_.end() && name->second.size() == 1) return by_path_.at(*name->second.begin());
    return {};
  }

 private:
  // "frames/CLIP/000012.png", in any folder.
  std::optional<std::string> exported(std::string_view path) const {
    const auto file = path.rfind('/');
    if (file == std::string_view::npos) return std::nullopt;
    const std::string_view folder = path.substr(0, file);
    std::string clip(last_part(folder));
    const bool ours = folder == "frames/" + clip || folder.ends_with("/frames/" + clip);
    return ours && has(clip) ? std::optional(clip) : std::nullopt;
  }

  std::set<std::string, std::less<>> clips_;
  std::map<std::string, std::vector<std::string>> by_path_;
  std::map<std::string, std::set<std::string>> paths_of_name_;
};

struct Columns {
  std::size_t clip = 0;
  bool is_path = false;
  std::size_t fold = 0;
};

Columns columns_of(const manifest::CsvTable& table) {
  const auto find = [&](std::string_view name) -> std::optional<std::size_t> {
    for (std::size_t i = 0; i < table.header.size(); ++i) {
      if (base::same_word(table.header[i], name)) return i;
    }
    return std::nullopt;
  };
  Columns columns;
  const auto clip = find("clip");
  const auto path = find("path");
  const auto split = find("split");
  const auto fold = find("fold");
  if (!clip && !path) refuse_line(table.file, 1, "needs a column 'clip' or 'path'");
  if (!split && !fold) refuse_line(table.file, 1, "needs a column 'split' or 'fold'");
  columns.clip = clip ? *clip : *path;
  columns.is_path = !clip;
  columns.fold = split ? *split : *fold;
  return columns;
}

std::optional<int> number_in(std::string_view text) {
  int value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec != std::errc{} || result.ptr != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

struct Named {
  std::string fold;
  int line = 0;
};

std::map<std::string, Named> read_rows(const manifest::CsvTable& table, const ClipFinder& clips) {
  const Columns columns = columns_of(table);
  std::map<std::string, Named> folds;
  for (const manifest::CsvRow& row : table.rows) {
    if (!row.wrong.empty()) refuse_line(table.file, row.line, row.wrong);
    const std::string& said = row.cells[columns.clip];
    const std::string fold = base::lower(row.cells[columns.fold]);
    std::vector<std::string> named;
    if (columns.is_path) named = clips.at_path(said);
    if (!columns.is_path && clips.has(said)) named = {said};
    if (named.empty()) {
      refuse_line(table.file, row.line,
                  columns.is_path ? fmt::format("path '{}' matches no clip, or files of several clips", said)
                                  : fmt::format("no clip '{}' in the dataset", said));
    }
    if (fold.empty()) continue;
    if (!model::is_id(fold)) refuse_line(table.file, row.line, fmt::format("'{}' is not a valid fold name", fold));
    for (const std::string& clip : named) {
      const auto [first, is_new] = folds.try_emplace(clip, Named{fold, row.line});
      if (is_new || first->second.fold == fold) continue;
      refuse_line(table.file, row.line,
                  fmt::format("clip '{}' is in fold '{}' here, but in '{}' on line {}", clip, fold, first->second.fold,
                              first->second.line));
    }
  }
  return folds;
}

/// The usual names in this order, others after them.
std::size_t rank_of(const std::string& name) {
  constexpr std::array<std::string_view, 8> kUsual = {"train",      "training", "val",  "valid",
                                                      "validation", "dev",      "test", "testing"};
  return static_cast<std::size_t>(std::ranges::find(kUsual, name) - kUsual.begin());
}

std::vector<std::string> sorted_names(const std::map<std::string, Named>& folds_of) {
  std::set<std::string> names;
  for (const auto& [clip, named] : folds_of) names.insert(named.fold);
  std::vector<std::string> sorted(names.begin(), names.end());
  std::ranges::stable_sort(sorted, [](const std::string& a, const std::string& b) {
    const auto first = number_in(a);
    const auto second = number_in(b);
    if (first && second) return *first < *second;
    return rank_of(a) < rank_of(b);
  });
  return sorted;
}

bool are_numbers_from_0(const std::vector<std::string>& names) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] != std::to_string(i)) return false;
  }
  return true;
}

}  // namespace

FileAssignment read_assignment(std::string_view text, const std::string& file, const std::vector<ClipPath>& clips) {
  const manifest::ParsedCsv parsed = manifest::read_csv(text, file);
  if (!parsed.table) throw manifest::error_of(base::Code::InvalidInput, "", parsed.problems);
  const std::map<std::string, Named> folds_of = read_rows(*parsed.table, ClipFinder(clips));
  const std::vector<std::string> names = sorted_names(folds_of);
  if (names.size() < 2 || names.size() > std::size_t{model::kMaxFolds}) {
    throw base::Error(base::Code::InvalidInput, fmt::format("{}: a split needs 2 to {} folds, but the file names {}",
                                                            file, model::kMaxFolds, names.size()));
  }
  FileAssignment assignment;
  assignment.folds = static_cast<int>(names.size());
  for (const auto& [clip, named] : folds_of) {
    assignment.folds_of[clip] = static_cast<int>(std::ranges::find(names, named.fold) - names.begin());
  }
  if (!are_numbers_from_0(names)) assignment.fold_names = names;
  return assignment;
}

MadeSplit split_as_assigned(const std::vector<catalog::ClipSummary>& units, const std::vector<model::Link>& links,
                            const model::SplitParameters& parameters, const FileAssignment& assignment) {
  MadeSplit made;
  made.split.parameters = parameters;
  made.split.parameters.folds = assignment.folds;
  made.split.parameters.fold_names = assignment.fold_names;
  const Grouping grouping = make_groups(units, links, parameters);
  std::map<std::pair<std::uint32_t, int>, model::Group> groups;
  std::vector<bool> full(static_cast<std::size_t>(assignment.folds));
  for (const std::uint32_t index : grouping.order) {
    const auto fold = assignment.folds_of.find(units[index].clip);
    if (fold == assignment.folds_of.end()) {
      made.left_out.push_back(units[index].clip);
      continue;
    }
    model::Group& group = groups[{grouping.group[index], fold->second}];
    group.clips.push_back(units[index].clip);
    group.fold = fold->second;
    full[static_cast<std::size_t>(fold->second)] = true;
  }
  for (auto& [key, group] : groups) {
    const auto parts = std::distance(groups.lower_bound({key.first, 0}), groups.upper_bound({key.first, INT32_MAX}));
    if (parts == 1 && group.clips.size() > 1) group.weakest = grouping.weakest[key.first];
    made.split.groups.push_back(std::move(group));
  }
  std::ranges::sort(made.split.groups, {}, [](const model::Group& group) { return group.clips.front(); });
  if (const auto empty = std::ranges::find(full, false); empty != full.end()) {
    const int fold = static_cast<int>(empty - full.begin());
    throw base::Error(base::Code::InvalidInput,
                      fmt::format("{}: no clip of fold '{}' has frames; import its clips first", parameters.file,
                                  fold_name(made.split.parameters, fold)));
  }
  return made;
}

}  // namespace curate
