#include "model/frame.h"

#include <fmt/format.h>

#include "model/recipe.h"

namespace model {

std::string_view to_string(TimeSource source) {
  switch (source) {
    case TimeSource::Pts:
      return "pts";
    case TimeSource::BestEffort:
      return "best-effort";
    case TimeSource::Previous:
      return "previous";
  }
  return "pts";
}

std::optional<TimeSource> time_source_from(std::string_view text) {
  for (const TimeSource source : {TimeSource::Pts, TimeSource::BestEffort, TimeSource::Previous}) {
    if (to_string(source) == text) return source;
  }
  return std::nullopt;
}

std::string frame_name(std::int64_t picture, StillFormat format) {
  return fmt::format("{:06}{}", picture, extension(format));
}

}  // namespace model
