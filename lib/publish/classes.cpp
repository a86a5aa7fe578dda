#include "publish/classes.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "catalog/manifests.h"
#include "curate/label/taxonomies.h"
#include "model/id.h"

namespace publish {
namespace {

constexpr const char* kAbout =
    "All values of this axis in the dataset's taxonomies, in their order, with the numbers to train with. The numbers "
    "are the same in every export of the dataset, whether or not a fold or the export has clips of a class.";

}  // namespace

Classes::Classes(curate::Dataset& dataset, const Selection& selection) : axis_(selection.axis) {
  const auto add = [&](const std::string& name) {
    if (model::is_id(name) && !index(name)) names_.push_back(name);
  };
  for (const manifest::Taxonomy& taxonomy : curate::taxonomies(dataset)) {
    if (const manifest::Axis* axis = taxonomy.find_axis(axis_)) {
      for (const manifest::Value& value : axis->values) add(value.id);
    }
  }
  for (const std::string& value : selection.values) add(value);
}

std::optional<std::size_t> Classes::index(std::string_view value) const {
  const auto found = std::ranges::find(names_, value);
  if (found == names_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names_.begin());
}

std::string Classes::json() const {
  nlohmann::ordered_json json = {{"axis", axis_}, {"about", kAbout}, {"classes", names_}};
  nlohmann::ordered_json& numbers = json["class_to_idx"] = nlohmann::ordered_json::object();
  for (std::size_t i = 0; i < names_.size(); ++i) numbers[names_[i]] = i;
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace publish
