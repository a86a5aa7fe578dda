#include "publish/picture_rule.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "catalog/frame_sets.h"
#include "image/letterbox.h"
#include "image/sector_outline.h"
#include "image/sector_view.h"
#include "image/transform.h"
#include "still/decoder.h"
#include "still/encoder.h"

namespace publish {
namespace {

constexpr int kMaxSide = 8192;

int side_from(std::string_view text, const std::string& whole) {
  int side = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), side);
  if (error != std::errc() || end != text.data() + text.size() || side < 1 || side > kMaxSide) {
    throw base::Error(
        base::Code::InvalidInput,
        fmt::format("--size: invalid size '{}'; use WIDTHxHEIGHT, such as 224x224, each at most {}", whole, kMaxSide));
  }
  return side;
}

model::Picture with_channels(model::Picture picture, int channels) {
  if (channels == 0 || channels == picture.channels) return picture;
  if (channels == 1) return image::luma(picture);
  model::Picture colour(picture.width, picture.height, 3);
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) std::fill_n(colour.row(y) + std::ptrdiff_t{3} * x, 3, picture.row(y)[x]);
  }
  return colour;
}

// Boxes are rows of the catalog: they may be larger than the frame.
void blacken(model::Picture& picture, const std::vector<model::Overlay>& overlays) {
  for (const model::Overlay& overlay : model::cropped(overlays, {0, 0, picture.width, picture.height})) {
    const model::Region& box = overlay.box;
    for (int y = box.y; y < box.y + box.height; ++y) {
      std::fill_n(picture.row(y) + std::ptrdiff_t{box.x} * picture.channels, box.width * picture.channels,
                  std::uint8_t{0});
    }
  }
}

// The pixel aspect of frames after rotation; the container gives it before rotation.
base::Rational displayed_aspect(const model::ContentMetadata& content) {
  const base::Rational aspect = content.sample_aspect;
  return content.rotation_deg % 180 == 0 || aspect.num() <= 0 ? aspect : base::Rational(1) / aspect;
}

}  // namespace

void parse_size(const std::string& text, PictureRule& rule) {
  const auto by = text.find('x');
  rule.width = side_from(std::string_view(text).substr(0, by), text);
  rule.height = side_from(by == std::string::npos ? "" : std::string_view(text).substr(by + 1), text);
}

int channels_of(catalog::Catalog& catalog, const Selection& selection) {
  const bool colour = std::ranges::any_of(
      selection.units, [&](const catalog::ClipSummary& unit) { return catalog::has_colour(catalog, unit.clip); });
  return colour ? 3 : 1;
}

ExportedPicture apply(const PictureRule& rule, const std::string& file, const std::string& name,
                      const model::ContentMetadata& content, const FrameContents& contents) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(file.data());
  const std::optional<model::Sector>& sector = contents.sector;
  model::Picture picture = with_channels(still::decode({bytes, file.size()}, name), rule.channels);
  if (rule.mask_overlays) blacken(picture, contents.overlays);
  if (rule.view == model::View::Polar && sector) {
    picture = image::polar(picture, *sector, rule.width, rule.height);
  } else {
    if (rule.view == model::View::Masked && sector) picture = image::masked(picture, *sector);
    if (rule.width > 0) picture = image::letterbox(picture, displayed_aspect(content), rule.width, rule.height);
  }
  thread_local still::Encoder encoder;
  const auto png = encoder.encode(picture, model::StillFormat::Png);
  return {std::string(png.begin(), png.end()), picture.width, picture.height, picture.channels};
}

std::vector<model::Point> exported_outline(const PictureRule& rule, const model::Sector& sector,
                                           const model::Frame& frame, const model::ContentMetadata& content) {
  constexpr int k = model::kPointsPerPixel;
  if (rule.view == model::View::Polar) {
    return {{0, 0}, {rule.width * k, 0}, {rule.width * k, rule.height * k}, {0, rule.height * k}};
  }
  std::vector<model::Point> polygon = image::outline(sector);
  if (rule.width == 0) return polygon;
  constexpr int kMost = 1 << 16;  // rows of the catalog, not yet compared with the frame
  if (frame.width < 1 || frame.height < 1 || frame.width > kMost || frame.height > kMost) return {};
  const model::Region area =
      image::letterbox_area(frame.width, frame.height, displayed_aspect(content), rule.width, rule.height);
  const auto scaled = [](int at, int from, int to) {
    return static_cast<int>((std::int64_t{at} * to * 2 + from) / (std::int64_t{from} * 2));
  };
  for (model::Point& point : polygon) {
    point.x = area.x * k + scaled(point.x, frame.width, area.width);
    point.y = area.y * k + scaled(point.y, frame.height, area.height);
  }
  return image::doubled_area(polygon) > 0 ? polygon : std::vector<model::Point>();
}

model::Region exported_box(const PictureRule& rule, const model::Region& box, const model::Frame& frame,
                           const model::ContentMetadata& content) {
  constexpr int kMost = 1 << 16;
  if (rule.view == model::View::Polar || !box.fits(frame.width, frame.height)) return {};
  if (rule.width == 0) return box;
  if (frame.width > kMost || frame.height > kMost) return {};
  const model::Region area =
      image::letterbox_area(frame.width, frame.height, displayed_aspect(content), rule.width, rule.height);
  const auto down = [](int at, int from, int to) { return static_cast<int>(std::int64_t{at} * to / from); };
  const auto up = [](int at, int from, int to) { return static_cast<int>((std::int64_t{at} * to + from - 1) / from); };
  const int left = down(box.x, frame.width, area.width);
  const int top = down(box.y, frame.height, area.height);
  return {area.x + left, area.y + top, up(box.x + box.width, frame.width, area.width) - left,
          up(box.y + box.height, frame.height, area.height) - top};
}

std::string thumbnail(int width, int height, const std::string& file, const std::string& name,
                      const model::ContentMetadata& content) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(file.data());
  const model::Picture picture = still::decode({bytes, file.size()}, name);
  thread_local still::Encoder encoder;
  const auto jpeg =
      encoder.encode(image::letterbox(picture, displayed_aspect(content), width, height), model::StillFormat::Jpeg95);
  return {jpeg.begin(), jpeg.end()};
}

std::string to_json(const PictureRule& rule) {
  if (!rule.changes() && rule.view != model::View::Whole) return "null";
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  if (rule.changes()) json["format"] = "png";
  if (rule.channels > 0) json["channels"] = rule.channels;
  if (rule.view != model::View::Crop) json["view"] = model::to_string(rule.view);
  if (rule.mask_overlays) json["overlays"] = "masked";
  if (rule.width > 0) {
    json["width"] = rule.width;
    json["height"] = rule.height;
  }
  if (rule.view == model::View::Polar) {
    json["columns"] = "beams: equal steps of angle in a fan, of lateral position in other sectors, from the left side";
    json["rows"] = "equal steps of depth, from the probe";
    json["filter"] = "mean of bilinear samples about a pixel apart, in integers";
  } else if (rule.width > 0) {
    json["fit"] = "letterbox: whole picture in its displayed shape, centred, with black borders and square pixels";
    json["filter"] = "triangle, with support scaled by the reduction, in integers";
  }
  return json.dump();
}

}  // namespace publish
