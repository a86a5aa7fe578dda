#include "model/view.h"

#include <algorithm>
#include <array>

namespace model {
namespace {

struct NamedView {
  View view;
  std::string_view name;
};
constexpr std::array kViews = {NamedView{View::Crop, "crop"}, NamedView{View::Masked, "masked"},
                               NamedView{View::Polar, "polar"}};

}  // namespace

std::string_view to_string(View view) { return std::ranges::find(kViews, view, &NamedView::view)->name; }

std::optional<View> view_from(std::string_view text) {
  const auto* found = std::ranges::find(kViews, text, &NamedView::name);
  if (found == kViews.end()) return std::nullopt;
  return found->view;
}

}  // namespace model
