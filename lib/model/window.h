#pragma once

#include <cstdint>
#include <optional>

#include "base/rational.h"

namespace model {

/// The part of a stream that a clip uses, half-open: in seconds after the stream's first picture, or in pictures
/// counted from 0, never both. Empty: the whole stream.
struct Window {
  std::optional<base::Rational> from_s;
  std::optional<base::Rational> to_s;
  std::optional<std::int64_t> first_picture;
  std::optional<std::int64_t> end_picture;

  bool operator==(const Window&) const = default;
  bool whole() const { return !from_s && !to_s && !first_picture && !end_picture; }
};

}  // namespace model
