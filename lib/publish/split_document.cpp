#include "publish/split_document.h"

#include <nlohmann/json.hpp>

namespace publish {

using nlohmann::ordered_json;

ordered_json split_document(const model::Split& split) {
  ordered_json groups = ordered_json::array();
  for (const model::Group& group : split.groups) {
    ordered_json value = {{"fold", group.fold}, {"clips", group.clips}};
    if (group.weakest) {
      value["weakest_link"] = {{"kind", model::to_string(group.weakest->kind)}, {"key", group.weakest->key}};
    }
    groups.push_back(std::move(value));
  }
  return {{"split", split.parameters.name},
          {"folds", split.parameters.folds},
          {"by", model::to_string(split.parameters.by)},
          {"seed", split.parameters.seed},
          {"axis", model::axes_of(split.parameters).front()},
          {"unknown", model::to_string(split.parameters.unknown)},
          {"file", split.parameters.file},
          {"fold_names", split.parameters.fold_names},
          {"digest", split.digest().hex()},
          {"stale", split.stale},
          {"axes", model::axes_of(split.parameters)},
          {"test", split.parameters.test > 0 ? ordered_json(split.parameters.test / 1000.0) : ordered_json()},
          {"held_out", split.parameters.held_out},
          {"groups", std::move(groups)}};
}

}  // namespace publish
