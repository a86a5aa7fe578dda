#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "catalog/decisions.h"
#include "curate/author.h"
#include "model/region.h"
#include "model/window.h"

/// Decisions of kind "region" and "window": which part of a file's pictures, and of its time, a clip uses. They win
/// over the manifest's.
namespace curate {

nlohmann::json region_json(const model::Region& region);
/// Throws InvalidInput for what is not one.
model::Region region_from(const nlohmann::json& value);

/// Seconds as text, as in "3/2"; {} for the whole stream.
nlohmann::json window_json(const model::Window& window);
/// Throws InvalidInput for what is not one, as with both seconds and pictures, or none in it.
model::Window window_from(const nlohmann::json& value);

catalog::Decision region_decision(std::string_view clip, const model::Region& region, const Author& author);
catalog::Decision window_decision(std::string_view clip, const model::Window& window, const Author& author);

/// What a decision of these kinds, or that accepted a region, says about a clip.
struct Crop {
  std::string clip;
  std::optional<model::Region> region;
  std::optional<model::Window> window;
};
std::optional<Crop> crop_of(const catalog::Decision& decision);

/// Throws if the object of such a decision is not one.
void check_crop_line(std::string_view kind, const nlohmann::json& what);

}  // namespace curate
