#include "model/view.h"

#include "base/names.h"

namespace model {
namespace {

constexpr auto kViews =
    base::names<View>({{View::Crop, "crop"}, {View::Masked, "masked"}, {View::Whole, "whole"}, {View::Polar, "polar"}});

}  // namespace

std::string_view to_string(View view) { return base::name_of(kViews, view); }

std::optional<View> view_from(std::string_view text) { return base::value_of(kViews, text); }

}  // namespace model
