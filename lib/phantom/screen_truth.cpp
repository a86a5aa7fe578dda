#include "phantom/screen_truth.h"

#include <array>
#include <nlohmann/json.hpp>

namespace phantom {
namespace {

constexpr std::array<std::string_view, 6> kMeanings = {"device", "name", "id", "age", "date", "hospital"};
constexpr std::array<std::string_view, 7> kRoles = {"text", "ruler", "bar", "marker", "logo", "trace", "frame"};
constexpr std::array<std::string_view, 3> kWheres = {"outside", "inside", "across"};

nlohmann::json drawn_json(const Drawn& drawn) {
  const model::Region& box = drawn.overlay.box;
  nlohmann::json json = {{"role", to_string(drawn.role)},
                         {"where", to_string(drawn.where)},
                         {"box", {{"x", box.x}, {"y", box.y}, {"width", box.width}, {"height", box.height}}}};
  if (drawn.role != Drawn::Role::Trace && drawn.role != Drawn::Role::Frame) {
    json["kind"] = model::to_string(drawn.overlay.kind);
  }
  if (drawn.text.empty()) return json;
  json["text"] = drawn.text;
  json["cap_px"] = drawn.cap_px;
  json["meaning"] = to_string(drawn.meaning);
  json["identifies"] = identifies(drawn.meaning);
  return json;
}

}  // namespace

std::string_view to_string(Meaning meaning) { return kMeanings.at(static_cast<std::size_t>(meaning)); }
std::string_view to_string(Drawn::Role role) { return kRoles.at(static_cast<std::size_t>(role)); }
std::string_view to_string(Drawn::Where where) { return kWheres.at(static_cast<std::size_t>(where)); }

std::string to_json(const ScreenTruth& truth) {
  nlohmann::json json = {{"sector", model::sector_json(truth.sector)},
                         {"other_sectors", nlohmann::json::array()},
                         {"depth_mm", truth.depth_mm},
                         {"drawn", nlohmann::json::array()}};
  for (const model::Sector& other : truth.others) {
    json["other_sectors"].push_back(model::sector_json(other));
  }
  for (const Drawn& drawn : truth.drawn) json["drawn"].push_back(drawn_json(drawn));
  return json.dump();
}

}  // namespace phantom
