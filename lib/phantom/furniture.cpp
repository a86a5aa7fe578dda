#include "phantom/furniture.h"

#include <algorithm>
#include <string>

#include "phantom/drawing.h"
#include "phantom/exact_math.h"

namespace phantom {
namespace {

constexpr Colour kWhite = {235, 235, 235};
constexpr Colour kGrey = {150, 150, 150};
constexpr Colour kBlue = {30, 95, 190};
constexpr Colour kGreen = {40, 220, 70};
constexpr Colour kFrame = {198, 202, 208};
constexpr Colour kInk = {40, 44, 52};

int text_scale(const model::Picture& picture) { return std::max(1, picture.height / 300); }

/// Ticks every 10 mm, long ones every 50 mm with the depth.
void draw_ruler(model::Picture& picture, const Sector& sector, double depth_mm, bool on_the_left) {
  const int scale = text_scale(picture);
  const int side = on_the_left ? sector.bounds.x - 4 * scale : sector.bounds.x + sector.bounds.width + 4 * scale;
  const double top = sector.bounds.y + sector.bounds.height - sector.depth_px();
  for (int mm = 0; mm <= depth_mm; mm += 10) {
    const int y = static_cast<int>(top + mm / depth_mm * (sector.depth_px() - 1));
    const int length = (mm % 50 == 0 ? 6 : 3) * scale;
    fill(picture, {on_the_left ? side - length : side, y, length, scale}, kWhite);
    if (mm % 50 != 0 || mm == 0) continue;
    const std::string depth = std::to_string(mm / 10);
    const int room = static_cast<int>(depth.size()) * 6 * scale;
    draw_text(picture, on_the_left ? side - length - room - scale : side + length + 2 * scale, y - 3 * scale, scale,
              depth, kWhite);
  }
}

/// A disc next to the top of the sector, for the side of the probe's marker.
void draw_marker(model::Picture& picture, const Sector& sector) {
  const int radius = std::max(3, picture.height / 55);
  const int x = sector.bounds.x + sector.bounds.width / 4;
  const int y = std::max(radius, sector.bounds.y - radius - 2);
  for (int dy = -radius; dy <= radius; ++dy) {
    int half = 0;
    while ((half + 1) * (half + 1) + dy * dy <= radius * radius) ++half;
    fill(picture, {x - half, y + dy, 2 * half + 1, 1}, kGreen);
  }
}

void draw_logo(model::Picture& picture) {
  const int scale = text_scale(picture);
  fill(picture, {0, 0, 48 * scale, 15 * scale}, kBlue);
  draw_text(picture, 6 * scale, 4 * scale, scale, "CURVEX", kWhite);
  fill(picture, {43 * scale, 3 * scale, 3 * scale, 9 * scale}, {250, 180, 30});
}

/// A grey scale, white at the top.
void draw_grey_bar(model::Picture& picture, const Sector& sector) {
  const int width = std::max(4, picture.width / 40);
  const int height = sector.bounds.height / 2;
  for (int i = 0; i < height; ++i) {
    const auto level = static_cast<std::uint8_t>(255 - 255 * i / height);
    fill(picture, {picture.width / 14, sector.bounds.y + i, width, 1}, {level, level, level});
  }
}

void draw_lines(model::Picture& picture, int x, int y, std::uint64_t seed, double depth_mm, Colour colour) {
  Random random(mix(seed, 0x7e));
  const int scale = text_scale(picture);
  const std::string index = std::to_string(4 + random.below(5));
  const std::string frequency = std::to_string(3 + random.below(6));
  const std::string gain = std::to_string(40 + random.below(30));
  const std::string depth = std::to_string(static_cast<int>(depth_mm) / 10);
  draw_text(picture, x, y, scale, "LUNG MI 0." + index, colour);
  draw_text(picture, x, y + 9 * scale, scale, frequency + ".0MHZ D" + depth + "CM G" + gain, colour);
}

void draw_window(model::Picture& picture, const Sector& sector) {
  const model::Region& bounds = sector.bounds;
  const int margin = std::max(3, picture.width / 50);
  fill(picture, {0, 0, picture.width, picture.height}, kFrame);
  fill(picture, {picture.width / 20, bounds.y - margin, picture.width * 9 / 10, bounds.height + 2 * margin}, {0, 0, 0});
}

}  // namespace

Sector device_sector(const PhantomDevice& device, int width, int height) {
  const int left = width * device.box[0] / 1000;
  const int top = height * device.box[1] / 1000;
  const model::Region box = {left, top, width * device.box[2] / 1000 - left, height * device.box[3] / 1000 - top};
  return device.linear ? fit_linear(box) : fit_convex(box, 32 * kPi / 180, 0.38);
}

model::Picture draw_furniture(const PhantomDevice& device, const Sector& sector, double depth_mm, std::uint64_t seed,
                              int width, int height) {
  model::Picture picture(width, height, device.colour ? 3 : 1);
  const int scale = text_scale(picture);
  switch (device.style) {
    case PhantomDevice::Style::Bare:
      break;
    case PhantomDevice::Style::Plain:
      draw_lines(picture, 4 * scale, device.linear ? 4 * scale : height - 20 * scale, seed, depth_mm, kGrey);
      draw_ruler(picture, sector, depth_mm, device.linear);
      draw_marker(picture, sector);
      break;
    case PhantomDevice::Style::Logo:
      draw_logo(picture);
      draw_lines(picture, width - 112 * scale, 4 * scale, seed, depth_mm, kWhite);
      draw_ruler(picture, sector, depth_mm, false);
      draw_marker(picture, sector);
      break;
    case PhantomDevice::Style::Frame:
      draw_window(picture, sector);
      draw_grey_bar(picture, sector);
      draw_ruler(picture, sector, depth_mm, false);
      draw_text(picture, width / 20, 5 * scale, scale, "CLINIC VIEW", kInk);
      draw_lines(picture, width / 20, height - 20 * scale, seed, depth_mm, kInk);
      break;
  }
  return picture;
}

}  // namespace phantom
