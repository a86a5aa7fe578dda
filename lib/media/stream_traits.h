#pragma once

#include "base/rational.h"

struct AVStream;

namespace media {

/// How far a stream's packets say what a decoder will show.
struct StreamTraits {
  enum class Kind {
    Unknown,   ///< not provable: decode everything
    Intra,     ///< each packet stands for itself
    Reordered  ///< H.264, MPEG-4: pictures come out in the order of their times, delayed by `reorder_depth`
  };
  Kind kind = Kind::Unknown;
  int reorder_depth = 0;
  base::Rational time_base{1};
};

StreamTraits traits_of(const AVStream& stream);

}  // namespace media
