#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/digest.h"
#include "base/rational.h"
#include "model/region.h"
#include "model/window.h"

namespace model {

/// Which pictures of a window become frames.
struct Sampling {
  enum class Kind {
    Rate,     ///< the first picture at or after t0 + k / rate_hz, k = 0, 1, …; each picture at most once
    Uniform,  ///< `count` pictures spread evenly by number: floor(i * n / count)
    Every,    ///< every `step`-th picture
    All
  };
  Kind kind = Kind::Rate;
  base::Rational rate_hz{3};
  std::int64_t count = 0;
  std::int64_t step = 0;
  /// Maximum number of frames; 0: no limit. The default is for Rate.
  std::int64_t maximum = 30;

  bool operator==(const Sampling&) const = default;
};

enum class Channels { Auto, Grey, Rgb };
enum class StillFormat { Png, Jpeg95 };

std::string_view to_string(Channels channels);
std::optional<Channels> channels_from(std::string_view text);
std::string_view to_string(StillFormat format);
std::optional<StillFormat> still_format_from(std::string_view text);
/// ".png" or ".jpg".
std::string_view extension(StillFormat format);

/// How frames are made from a clip.
struct Recipe {
  Sampling sampling;
  Channels channels = Channels::Auto;
  StillFormat format = StillFormat::Png;
  /// Index among the container's streams; none: the best video stream, as chosen by libavformat.
  std::optional<int> stream;
  Window window;
  std::optional<Region> region;
  /// The version of the sector finder by which the clip asks for the region (`region: auto`); 0: it does not. With
  /// `region`: a person accepted that one.
  int auto_region = 0;
  /// The version by which the run looks for the sector of every clip (`--region auto`), also of those with a region,
  /// which keep theirs; 0: it does not.
  int sectors = 0;
  /// The version of the reader by which the run reads text in the pictures (`--read-text`); 0: it does not.
  int text = 0;
  /// Use the complete pictures of a file that is cut off.
  bool allow_truncated = false;

  bool finds_sector() const { return auto_region > 0 || sectors > 0; }

  /// One line of JSON with sorted keys, including the version of the colour rule. The digest covers this text.
  std::string canonical() const;
  base::Digest digest() const;
  /// The inverse of `canonical`. Throws InvalidInput.
  static Recipe parse(std::string_view canonical);

  bool operator==(const Recipe&) const = default;
};

}  // namespace model
