#include "model/frame.h"

#include <fmt/format.h>

#include "base/names.h"
#include "model/recipe.h"

namespace model {
namespace {

constexpr auto kTimeSourceNames = base::names<TimeSource>(
    {{TimeSource::Pts, "pts"}, {TimeSource::BestEffort, "best-effort"}, {TimeSource::Previous, "previous"}});

}  // namespace

std::string_view to_string(TimeSource source) { return base::name_of(kTimeSourceNames, source); }

std::optional<TimeSource> time_source_from(std::string_view text) { return base::value_of(kTimeSourceNames, text); }

std::string frame_name(std::int64_t picture, StillFormat format) {
  return fmt::format("{:06}{}", picture, extension(format));
}

}  // namespace model
