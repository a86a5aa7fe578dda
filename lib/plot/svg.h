#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plot {

/// A position in pixels from the left and from the top.
struct Place {
  double x = 0;
  double y = 0;
};

enum class Anchor { Start, Middle, End };

/// How a shape is drawn. An empty `colour` is the current colour of the page, which is legible on light and dark pages.
struct Ink {
  std::string_view colour = {};
  double opacity = 1;
  double width = 1.5;          ///< of lines, px
  std::string_view dash = {};  ///< as SVG's stroke-dasharray; empty: solid
};

/// One picture of given size, drawn in order. Self-contained: no style sheet, script or font.
class Svg {
 public:
  /// `title` and `description` are for screen readers.
  Svg(double width, double height, std::string_view title, std::string_view description);

  void line(Place from, Place to, const Ink& ink);
  void polyline(const std::vector<Place>& places, const Ink& ink);
  void polygon(const std::vector<Place>& places, const Ink& ink);  ///< filled
  void rectangle(Place corner, double width, double height, const Ink& ink, std::string_view tip = {});
  void circle(Place centre, double radius, const Ink& ink, std::string_view tip = {});
  void text(Place place, std::string_view words, Anchor anchor = Anchor::Middle, bool bold = false);
  /// Text that runs upwards, centred, for a vertical axis.
  void upward_text(Place place, std::string_view words);

  /// The whole element.
  std::string finish() &&;

 private:
  std::string out_;
};

inline constexpr double kFontSize = 13;
/// Estimated width of a text in the default font, in px.
double text_width(std::string_view words);
/// The text, shortened with "…" if it is wider than `width` px.
std::string fitting_text(std::string_view words, double width);

/// Colours with a contrast of 3:1 on white and near-black (WCAG 2.2, 1.4.11) that most colour-blind people can tell
/// apart (after Okabe and Ito 2008), and dash patterns to go with them.
std::string_view colour(std::size_t series);
std::string_view dash(std::size_t series);

}  // namespace plot
