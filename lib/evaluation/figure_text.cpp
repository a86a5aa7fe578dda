#include "evaluation/figure_text.h"

#include <fmt/format.h>

namespace evaluation {

std::string shown(const std::optional<double>& value) { return value ? fmt::format("{:.2f}", *value) : "–"; }

std::string shown(const Figure& figure) {
  if (!figure.interval) return shown(figure.value);
  return fmt::format("{:.2f} ({:.2f}–{:.2f})", *figure.value, figure.interval->low, figure.interval->high);
}

}  // namespace evaluation
