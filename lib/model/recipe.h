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
    Rate,     ///< the first picture at or after t0 + k / rate_hz, k = 0, 1, …; a picture is taken once
    Uniform,  ///< `count` pictures spread evenly by number: floor(i * n / count)
    Every,    ///< every `step`-th picture
    All
  };
  Kind kind = Kind::Rate;
  base::Rational rate_hz{3};
  std::int64_t count = 0;
  std::int64_t step = 0;
  /// At most so many frames; 0: no limit. The default goes with Rate.
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

/// How frames are made from one clip. Two clips with equal recipes had the same done to them.
struct Recipe {
  Sampling sampling;
  Channels channels = Channels::Auto;
  StillFormat format = StillFormat::Png;
  /// Index among the container's streams; none: the best video stream, as libavformat has it.
  std::optional<int> stream;
  Window window;
  std::optional<Region> region;
  /// Of a file that ends before its pictures do, uses the whole ones.
  bool allow_truncated = false;

  /// One line of JSON with sorted keys, the colour rule's version included: what the digest is over.
  std::string canonical() const;
  base::Digest digest() const;
  /// The inverse of `canonical`. Throws InvalidInput.
  static Recipe parse(std::string_view canonical);

  bool operator==(const Recipe&) const = default;
};

}  // namespace model
