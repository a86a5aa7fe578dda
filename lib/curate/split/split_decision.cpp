#include "curate/split/split_decision.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "curate/split/split.h"
#include "model/id.h"

namespace curate {
namespace {

using nlohmann::json;

[[noreturn]] void refuse_recorded(const std::string& why) {
  throw base::Error(base::Code::InvalidInput, "not a split: " + why);
}

json json_of(const model::Link& link) {
  return {{"kind", model::to_string(link.kind)}, {"key", link.key}, {"first", link.first}, {"second", link.second}};
}

json json_of(const model::Group& group, const std::map<std::string, std::string>& values) {
  json labels = json::array();
  for (const std::string& clip : group.clips) {
    const auto value = values.find(clip);
    labels.push_back(value == values.end() ? "" : value->second);
  }
  json result = {{"fold", group.fold}, {"clips", group.clips}, {"labels", labels}};
  if (group.weakest) result["link"] = json_of(*group.weakest);
  return result;
}

model::Link link_of(const json& value) {
  const auto kind = model::link_kind_from(value.at("kind").get_ref<const std::string&>());
  if (!kind) refuse_recorded("unknown kind of link '" + value.at("kind").get<std::string>() + "'");
  return {*kind, value.at("key").get<std::string>(), value.at("first").get<std::string>(),
          value.at("second").get<std::string>()};
}

model::SplitParameters parameters_of(const json& value) {
  model::SplitParameters parameters;
  parameters.name = value.at("name").get<std::string>();
  parameters.folds = value.at("folds").get<int>();
  const auto by = model::split_by_from(value.at("by").get_ref<const std::string&>());
  const auto unknown = model::unknown_clips_from(value.at("unknown").get_ref<const std::string&>());
  if (!by || !unknown) refuse_recorded("unknown value of 'by' or 'unknown'");
  parameters.by = *by;
  parameters.unknown = *unknown;
  parameters.seed = value.at("seed").get<std::uint64_t>();
  parameters.axis = value.at("axis").get<std::string>();
  parameters.file = value.value("file", "");
  parameters.fold_names = value.value("fold_names", std::vector<std::string>());
  if (value.contains("options")) model::read_options(value.at("options").dump(), parameters);
  if (!model::is_valid(parameters)) refuse_recorded("invalid split name, number of folds, fold names, axes or options");
  return parameters;
}

model::Group group_of(const json& value, int folds, std::map<std::string, std::string>& values) {
  model::Group group;
  group.fold = value.at("fold").get<int>();
  if (group.fold < 0 || group.fold >= folds) refuse_recorded(fmt::format("fold {} is not below {}", group.fold, folds));
  group.clips = value.at("clips").get<std::vector<std::string>>();
  const auto labels = value.at("labels").get<std::vector<std::string>>();
  if (group.clips.empty() || labels.size() != group.clips.size())
    refuse_recorded("a group needs clips, and one label for each");
  if (!std::ranges::is_sorted(group.clips)) refuse_recorded("the clips of a group are not sorted");
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (!values.emplace(group.clips[i], labels[i]).second)
      refuse_recorded("clip '" + group.clips[i] + "' is listed twice");
  }
  if (value.contains("link")) group.weakest = link_of(value.at("link"));
  return group;
}

}  // namespace

std::string words_of(const std::exception& error) {
  const std::string_view text = error.what();
  const std::size_t end = text.starts_with("[json.exception.") ? text.find("] ") : std::string_view::npos;
  return std::string(end == std::string_view::npos ? text : text.substr(end + 2));
}

std::string to_json(const RecordedSplit& recorded) {
  const model::SplitParameters& with = recorded.split.parameters;
  json groups = json::array();
  for (const model::Group& group : recorded.split.groups) groups.push_back(json_of(group, recorded.values));
  json result = {{"name", with.name}, {"folds", with.folds}, {"by", model::to_string(with.by)},
                 {"seed", with.seed}, {"axis", with.axis},   {"unknown", model::to_string(with.unknown)},
                 {"groups", groups}};
  if (!with.file.empty()) result["file"] = with.file;
  if (!with.fold_names.empty()) result["fold_names"] = with.fold_names;
  if (const std::string options = model::options_json(with); !options.empty()) result["options"] = json::parse(options);
  return result.dump();
}

RecordedSplit parse_recorded_split(std::string_view text) {
  try {
    const json value = json::parse(text);
    RecordedSplit recorded;
    recorded.split.parameters = parameters_of(value);
    for (const json& group : value.at("groups")) {
      recorded.split.groups.push_back(group_of(group, recorded.split.parameters.folds, recorded.values));
    }
    const auto before = [](const model::Group& a, const model::Group& b) { return a.clips.front() < b.clips.front(); };
    if (!std::ranges::is_sorted(recorded.split.groups, before)) refuse_recorded("groups are not sorted");
    return recorded;
  } catch (const json::exception& error) {
    refuse_recorded(words_of(error));
  } catch (const base::Error& error) {
    if (error.code() == base::Code::InvalidInput) throw;
    refuse_recorded(error.what());
  }
}

}  // namespace curate
