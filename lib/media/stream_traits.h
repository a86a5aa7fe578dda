#pragma once

#include "base/rational.h"

struct AVStream;

namespace media {

/// How well a stream's packets predict the decoder's output.
struct StreamTraits {
  enum class Kind {
    Unknown,   ///< not at all: decode everything
    Intra,     ///< each packet is independent
    Reordered  ///< H.264, MPEG-4: output in the order of times, delayed by `reorder_depth`
  };
  Kind kind = Kind::Unknown;
  int reorder_depth = 0;
  base::Rational time_base{1};
};

StreamTraits traits_of(const AVStream& stream);

}  // namespace media
