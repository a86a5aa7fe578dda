#include "phantom/screen_palette.h"

#include <array>

#include "phantom/exact_math.h"

namespace phantom {
namespace {

constexpr std::array<Colour, 6> kGrounds = {{{0, 0, 0}, {0, 0, 0}, {0, 0, 0}, {6, 6, 6}, {16, 17, 20}, {28, 31, 36}}};
constexpr std::array<Colour, 5> kBands = {{{24, 40, 62}, {44, 46, 50}, {12, 52, 60}, {58, 60, 66}, {30, 30, 34}}};
constexpr std::array<Colour, 5> kBrights = {
    {{238, 238, 238}, {255, 255, 255}, {222, 226, 230}, {250, 222, 120}, {170, 226, 240}}};
constexpr std::array<Colour, 5> kDims = {
    {{160, 164, 168}, {190, 190, 190}, {120, 190, 208}, {206, 178, 96}, {130, 190, 140}}};
constexpr std::array<Colour, 6> kAccents = {
    {{50, 210, 80}, {40, 130, 240}, {250, 150, 30}, {250, 220, 60}, {60, 210, 220}, {235, 235, 235}}};

template <std::size_t N>
Colour colour_of(Random& random, const std::array<Colour, N>& colours) {
  return colours[static_cast<std::size_t>(random.below(static_cast<int>(N)))];
}

}  // namespace

Palette choose_palette(std::uint64_t seed, bool window) {
  Random random(mix(seed, 0xc0));
  Palette palette;
  palette.ground = colour_of(random, kGrounds);
  palette.band = colour_of(random, kBands);
  palette.bright = colour_of(random, kBrights);
  palette.dim = colour_of(random, kDims);
  palette.accent = colour_of(random, kAccents);
  if (!window) return palette;
  const int grey = 176 + random.below(60);
  palette.ground = {static_cast<std::uint8_t>(grey), static_cast<std::uint8_t>(grey + 2),
                    static_cast<std::uint8_t>(grey + 5)};
  palette.bright = {24, 26, 32};
  palette.dim = {56, 60, 70};
  palette.light = true;
  return palette;
}

}  // namespace phantom
