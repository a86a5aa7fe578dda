#include "model/recipe.h"

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/names.h"
#include "model/json_text.h"

namespace model {
namespace {

using nlohmann::json;

// A frame is grey if at most 1 pixel in 10,000 has a chroma more than 4 from neutral (media/colour.h). A changed rule
// needs another name, which changes the digests of all recipes.
constexpr std::string_view kColourRule = "chroma-4-in-1e4";

base::Rational fraction(const json& value) {
  const auto parsed = base::Rational::parse(value.get<std::string>());
  if (!parsed) throw base::Error(base::Code::InvalidInput, "'" + value.get<std::string>() + "' is not a fraction");
  return *parsed;
}

json to_json(const Sampling& sampling) {
  json value;
  switch (sampling.kind) {
    case Sampling::Kind::Rate:
      value["rate_hz"] = sampling.rate_hz.text();
      break;
    case Sampling::Kind::Uniform:
      value["uniform"] = sampling.count;
      break;
    case Sampling::Kind::Every:
      value["every"] = sampling.step;
      break;
    case Sampling::Kind::All:
      value["all"] = true;
      break;
  }
  if (sampling.maximum > 0) value["maximum"] = sampling.maximum;
  return value;
}

Sampling sampling_from(const json& value) {
  Sampling sampling;
  if (value.contains("rate_hz")) {
    sampling.kind = Sampling::Kind::Rate;
    sampling.rate_hz = fraction(value["rate_hz"]);
  } else if (value.contains("uniform")) {
    sampling.kind = Sampling::Kind::Uniform;
    sampling.count = value["uniform"].get<std::int64_t>();
  } else if (value.contains("every")) {
    sampling.kind = Sampling::Kind::Every;
    sampling.step = value["every"].get<std::int64_t>();
  } else {
    sampling.kind = Sampling::Kind::All;
  }
  sampling.maximum = value.value("maximum", std::int64_t{0});
  if (sampling.rate_hz <= base::Rational(0) || sampling.count < 0 || sampling.step < 0 || sampling.maximum < 0 ||
      (sampling.kind == Sampling::Kind::Uniform && sampling.count == 0) ||
      (sampling.kind == Sampling::Kind::Every && sampling.step == 0)) {
    throw base::Error(base::Code::InvalidInput, "invalid sampling in a recipe");
  }
  return sampling;
}

json to_json(const Window& window) {
  json value = json::object();
  if (window.from_s) value["from_s"] = window.from_s->text();
  if (window.to_s) value["to_s"] = window.to_s->text();
  if (window.first_picture) value["first_picture"] = *window.first_picture;
  if (window.end_picture) value["end_picture"] = *window.end_picture;
  return value;
}

Window window_from(const json& value) {
  Window window;
  if (value.contains("from_s")) window.from_s = fraction(value["from_s"]);
  if (value.contains("to_s")) window.to_s = fraction(value["to_s"]);
  if (value.contains("first_picture")) window.first_picture = value["first_picture"].get<std::int64_t>();
  if (value.contains("end_picture")) window.end_picture = value["end_picture"].get<std::int64_t>();
  return window;
}

constexpr auto kChannelsNames =
    base::names<Channels>({{Channels::Auto, "auto"}, {Channels::Grey, "grey"}, {Channels::Rgb, "rgb"}});

constexpr auto kStillFormatNames =
    base::names<StillFormat>({{StillFormat::Png, "png"}, {StillFormat::Jpeg95, "jpeg95"}});

}  // namespace

std::string_view to_string(Channels channels) { return base::name_of(kChannelsNames, channels); }

std::optional<Channels> channels_from(std::string_view text) { return base::value_of(kChannelsNames, text); }

std::string_view to_string(StillFormat format) { return base::name_of(kStillFormatNames, format); }

std::optional<StillFormat> still_format_from(std::string_view text) { return base::value_of(kStillFormatNames, text); }

std::string_view extension(StillFormat format) { return format == StillFormat::Png ? ".png" : ".jpg"; }

std::string Recipe::canonical() const {
  json value = {{"sampling", to_json(sampling)},
                {"channels", to_string(channels)},
                {"colour_rule", kColourRule},
                {"format", to_string(format)}};
  if (stream) value["stream"] = *stream;
  if (!window.whole()) value["window"] = to_json(window);
  if (region) value["region"] = {region->x, region->y, region->width, region->height};
  if (auto_region > 0) value["auto_region"] = auto_region;
  if (sectors > 0) value["sectors"] = sectors;
  if (text > 0) value["text"] = text;
  if (allow_truncated) value["allow_truncated"] = true;
  return value.dump();
}

base::Digest Recipe::digest() const { return base::sha256(canonical()); }

Recipe Recipe::parse(std::string_view canonical) {
  try {
    const json value = parse_json(canonical, {4, 100});
    Recipe recipe;
    recipe.sampling = sampling_from(value.at("sampling"));
    const auto channels = channels_from(value.at("channels").get<std::string>());
    const auto format = still_format_from(value.at("format").get<std::string>());
    if (!channels || !format) throw base::Error(base::Code::InvalidInput, "unknown channels or format in a recipe");
    recipe.channels = *channels;
    recipe.format = *format;
    if (value.contains("stream")) recipe.stream = value["stream"].get<int>();
    if (value.contains("window")) recipe.window = window_from(value["window"]);
    if (value.contains("region")) {
      const auto& box = value["region"];
      recipe.region = Region{box.at(0).get<int>(), box.at(1).get<int>(), box.at(2).get<int>(), box.at(3).get<int>()};
    }
    recipe.auto_region = value.value("auto_region", 0);
    recipe.sectors = value.value("sectors", 0);
    recipe.text = value.value("text", 0);
    recipe.allow_truncated = value.value("allow_truncated", false);
    return recipe;
  } catch (const json::exception& error) {
    throw base::Error(base::Code::InvalidInput, std::string("invalid recipe: ") + error.what());
  }
}

}  // namespace model
