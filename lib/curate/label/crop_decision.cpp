#include "curate/label/crop_decision.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "model/id.h"
#include "model/json_text.h"

namespace curate {
namespace {

using base::Code;
using base::Error;
using nlohmann::json;

constexpr int kMaxSide = 1 << 16;  // larger pictures cannot be decoded
constexpr std::int64_t kMaxPictures = std::int64_t{1} << 40;
constexpr const char* kWindowKeys[] = {"from", "to", "first", "end"};

std::int64_t number_of(const json& value, const char* key, std::int64_t max) {
  try {
    return model::integer_of(value, key, 0, max);
  } catch (const Error& error) {
    throw Error(Code::InvalidInput, error.what());
  }
}

std::optional<base::Rational> seconds_of(const json& value, const char* key) {
  const auto found = value.find(key);
  if (found == value.end()) return std::nullopt;
  const auto seconds = base::Rational::parse(found->get_ref<const std::string&>());
  if (!seconds || *seconds < base::Rational(0)) {
    throw Error(Code::InvalidInput, fmt::format("'{}' of a window is a time in seconds, as text: \"2.5\"", key));
  }
  return seconds;
}

std::optional<std::int64_t> picture_of(const json& value, const char* key) {
  if (!value.contains(key)) return std::nullopt;
  return number_of(value, key, kMaxPictures);
}

std::string clip_of(const json& what, const char* key) {
  std::string clip = what.at(key).get<std::string>();
  if (!model::is_id(clip)) throw Error(Code::InvalidInput, fmt::format("'{}' is not the id of a clip", clip));
  return clip;
}

}  // namespace

json region_json(const model::Region& region) {
  return {{"x", region.x}, {"y", region.y}, {"width", region.width}, {"height", region.height}};
}

model::Region region_from(const json& value) {
  const auto number = [&](const char* key) { return static_cast<int>(number_of(value, key, kMaxSide)); };
  const model::Region region{number("x"), number("y"), number("width"), number("height")};
  if (!region.fits(kMaxSide, kMaxSide)) throw Error(Code::InvalidInput, "not a region");
  return region;
}

json window_json(const model::Window& window) {
  json value = json::object();
  if (window.from_s) value["from"] = window.from_s->text();
  if (window.to_s) value["to"] = window.to_s->text();
  if (window.first_picture) value["first"] = *window.first_picture;
  if (window.end_picture) value["end"] = *window.end_picture;
  return value;
}

model::Window window_from(const json& value) {
  if (!value.is_object()) throw Error(Code::InvalidInput, "a window is an object");
  for (const auto& [key, ignored] : value.items()) {
    if (std::ranges::find(kWindowKeys, key) == std::end(kWindowKeys)) {
      throw Error(Code::InvalidInput, fmt::format("a window has from and to, or first and end; not '{}'", key));
    }
  }
  const model::Window window{seconds_of(value, "from"), seconds_of(value, "to"), picture_of(value, "first"),
                             picture_of(value, "end")};
  if ((window.from_s || window.to_s) && (window.first_picture || window.end_picture)) {
    throw Error(Code::InvalidInput, "a window has from and to, or first and end, not both");
  }
  const bool empty = (window.to_s && *window.to_s <= window.from_s.value_or(base::Rational(0))) ||
                     (window.end_picture && *window.end_picture <= window.first_picture.value_or(0));
  if (empty) throw Error(Code::InvalidInput, "the window is empty: it ends before it begins");
  return window;
}

catalog::Decision region_decision(std::string_view clip, const model::Region& region, const Author& author) {
  return {"region", author.who, "", author.why, json{{"clip", clip}, {"region", region_json(region)}}.dump()};
}

catalog::Decision window_decision(std::string_view clip, const model::Window& window, const Author& author) {
  return {"window", author.who, "", author.why, json{{"clip", clip}, {"window", window_json(window)}}.dump()};
}

std::optional<Crop> crop_of(const catalog::Decision& decision) {
  if (decision.kind != "region" && decision.kind != "window" && decision.kind != "resolve") return std::nullopt;
  const json what = json::parse(decision.what);
  if (decision.kind == "window") return Crop{clip_of(what, "clip"), {}, window_from(what.at("window"))};
  if (!what.contains("region")) return std::nullopt;
  return Crop{clip_of(what, decision.kind == "region" ? "clip" : "id"), region_from(what.at("region")), {}};
}

void check_crop_line(std::string_view kind, const json& what) {
  clip_of(what, "clip");
  if (kind == "region") {
    region_from(what.at("region"));
  } else {
    window_from(what.at("window"));
  }
}

}  // namespace curate
