#include "serve/media/shown_clip.h"

#include <cmath>

#include "catalog/clips.h"
#include "catalog/frame_sets.h"

namespace serve {

std::optional<ShownClip> find_shown(curate::Dataset& dataset, const Person& person, const std::string& clip,
                                    publish::Shown shown) {
  catalog::Transaction snapshot(dataset.catalog());
  if (!person.sees_all && !publish::may_show(dataset.catalog(), clip, shown)) return std::nullopt;
  auto set = catalog::current_frame_set(dataset.catalog(), clip);
  if (!set || set->frames.empty()) return std::nullopt;
  auto recipe = catalog::find_recipe(dataset.catalog(), set->recipe);
  if (!recipe) return std::nullopt;
  return ShownClip{*std::move(set), *std::move(recipe)};
}

double seconds_of(std::int64_t ticks, const base::Rational& time_base) {
  return std::round(static_cast<double>(ticks) * time_base.value() * 1e6) / 1e6;
}

}  // namespace serve
