#pragma once

#include <array>
#include <optional>

#include "media/libav_handles.h"
#include "model/picture.h"
#include "model/region.h"

namespace media {

/// Converts decoded pictures to 8-bit grey or RGB, byte for byte like ffmpeg's scale filter with
/// flags=bitexact+accurate_rnd+full_chroma_int+bicubic. Converts the whole picture and then crops, so that chroma at
/// the region's edge uses its neighbours. Grey palette colours keep their levels; alpha is dropped. Throws Unsupported
/// for a format that swscale cannot read.
class PixelConverter {
 public:
  model::Picture grey(const AVFrame& frame, const model::Region& region);
  model::Picture rgb(const AVFrame& frame, const model::Region& region);

 private:
  /// The parameters of a scaler.
  struct Key {
    int width = 0;
    int height = 0;
    int format = -1;
    int range = 0;
    int matrix = 0;
    bool operator==(const Key&) const = default;
  };
  struct Scaler {
    Key key;
    UniqueScaler context;
  };
  struct GreyLevels {
    Key key;
    bool same = false;  ///< levels do not change
    std::array<std::uint8_t, 256> level{};
  };

  static Key key_of(const AVFrame& frame);
  // `into` is an AVPixelFormat.
  static UniqueScaler make_scaler(const Key& key, int into);
  static GreyLevels grey_levels(const Key& key);
  static model::Picture grey_of_palette(const AVFrame& frame, const model::Region& region);
  model::Picture scaled(const AVFrame& frame, int into, int channels, const model::Region& region);

  std::array<Scaler, 2> scalers_;
  std::optional<GreyLevels> levels_;
};

}  // namespace media
