#pragma once

#include <optional>
#include <string>

#include "curate/dataset.h"
#include "model/frame_set.h"
#include "model/recipe.h"
#include "publish/may_show.h"
#include "serve/http/person.h"

namespace serve {

/// A clip with its frames, as a person may see it.
struct ShownClip {
  model::FrameSet set;
  model::Recipe recipe;
};

/// Nothing if there is no such clip, it has no frames, or the person may not see this of it: an answer must not tell
/// these apart.
std::optional<ShownClip> find_shown(curate::Dataset& dataset, const Person& person, const std::string& clip,
                                    publish::Shown shown);

/// A time of the clip's stream in seconds, to the microsecond.
double seconds_of(std::int64_t ticks, const base::Rational& time_base);

}  // namespace serve
