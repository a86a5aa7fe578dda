#include "serve/media/sprite.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>

#include "base/digest.h"
#include "base/error.h"
#include "image/letterbox.h"
#include "still/decoder.h"
#include "still/encoder.h"

namespace serve {
namespace {

constexpr std::size_t kMaxTiles = 24;
constexpr std::size_t kColumns = 6;
constexpr int kTileWidth = 160;
constexpr int kTileHeight = 120;
constexpr std::int64_t kMaxPixels = std::int64_t{64} << 20;  // as workers make frames
constexpr int kQuality = 80;                                 // a sprite of 24 tiles has some 80 kB

base::Rational displayed_shape(const model::ContentMetadata& content) {
  const base::Rational aspect = content.sample_aspect;
  if (aspect <= base::Rational(0)) return base::Rational(1);
  return content.rotation_deg % 180 == 0 ? aspect : base::Rational(1) / aspect;
}

/// In grey or colour as the first one.
void place(const model::Picture& tile, model::Picture& sheet, int left, int top) {
  for (int y = 0; y < tile.height; ++y) {
    std::uint8_t* to = sheet.row(top + y) + static_cast<std::ptrdiff_t>(left) * sheet.channels;
    if (tile.channels == sheet.channels) {
      std::memcpy(to, tile.row(y), tile.row_bytes());
      continue;
    }
    for (int x = 0; x < tile.width; ++x) {
      const std::uint8_t* from = tile.row(y) + static_cast<std::ptrdiff_t>(x) * tile.channels;
      for (int c = 0; c < sheet.channels; ++c) to[x * sheet.channels + c] = from[c % tile.channels];
    }
  }
}

model::Picture tile_of(const SpriteLayout& layout, const ShownClip& clip, const model::Frame& frame,
                       const curate::Dataset& dataset) {
  const std::string file = dataset.read_frame(clip.set, frame, clip.recipe.format).bytes;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(file.data());
  const std::string name = fmt::format("frame {} of clip '{}'", frame.picture, clip.set.clip);
  // The size that the catalog has limits the memory; both may come from anyone.
  const std::int64_t pixels = std::min(kMaxPixels, std::int64_t{frame.width} * std::int64_t{frame.height});
  const model::Picture picture = still::decode({bytes, file.size()}, name, pixels);
  return image::letterbox(picture, displayed_shape(clip.set.content), layout.tile_width, layout.tile_height);
}

}  // namespace

SpriteLayout sprite_layout(const model::FrameSet& set) {
  constexpr int kMaxSide = 1 << 16;  // rows of the catalog may have anything
  SpriteLayout layout;
  const std::size_t count = std::min(kMaxTiles, set.frames.size());
  for (std::size_t i = 0; i < count; ++i) layout.frames.push_back(i * set.frames.size() / count);
  layout.columns = static_cast<int>(std::min(kColumns, count));
  layout.rows = static_cast<int>((count + kColumns - 1) / kColumns);
  const int width = std::clamp(set.frames.front().width, 1, kMaxSide);
  const int height = std::clamp(set.frames.front().height, 1, kMaxSide);
  const model::Region tile =
      image::letterbox_area(width, height, displayed_shape(set.content), kTileWidth, kTileHeight);
  layout.tile_width = tile.width;
  layout.tile_height = tile.height;
  return layout;
}

std::string sprite_name(const SpriteLayout& layout, const model::FrameSet& set) {
  base::Hasher hasher;
  hasher.add(fmt::format("sprite 1 {} {} {}\n", layout.tile_width, layout.tile_height, kQuality));
  for (const std::size_t number : layout.frames) hasher.add(set.frames[number].file.hex());
  return hasher.finish().hex();
}

std::string make_sprite(const SpriteLayout& layout, const ShownClip& clip, const curate::Dataset& dataset) {
  model::Picture sheet;
  for (std::size_t i = 0; i < layout.frames.size(); ++i) {
    const model::Picture tile = tile_of(layout, clip, clip.set.frames[layout.frames[i]], dataset);
    if (i == 0) {
      sheet = model::Picture(layout.columns * layout.tile_width, layout.rows * layout.tile_height, tile.channels);
    }
    const int number = static_cast<int>(i);
    place(tile, sheet, number % layout.columns * layout.tile_width, number / layout.columns * layout.tile_height);
  }
  still::Encoder encoder;
  const auto jpeg = encoder.encode_jpeg(sheet, kQuality);
  return {jpeg.begin(), jpeg.end()};
}

std::string sprite_json(const SpriteLayout& layout, const model::FrameSet& set) {
  nlohmann::ordered_json json = {{"columns", layout.columns},       {"rows", layout.rows},
                                 {"tile_width", layout.tile_width}, {"tile_height", layout.tile_height},
                                 {"count", layout.frames.size()},   {"pictures", nlohmann::ordered_json::array()}};
  for (const std::size_t number : layout.frames) {
    const model::Frame& frame = set.frames[number];
    json["pictures"].push_back({{"picture", frame.picture}, {"time_s", seconds_of(frame.pts, set.content.time_base)}});
  }
  return json.dump() + "\n";
}

}  // namespace serve
