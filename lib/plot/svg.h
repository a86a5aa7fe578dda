#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plot {

/// Pixels from the left and from the top.
struct Place {
  double x = 0;
  double y = 0;
};

enum class Anchor { Start, Middle, End };

/// How a shape is drawn. `colour` is the current colour of the page where it is empty, so that light and dark pages
/// both get legible pictures.
struct Ink {
  std::string_view colour = {};
  double opacity = 1;
  double width = 1.5;          ///< of lines, px
  std::string_view dash = {};  ///< as SVG's stroke-dasharray; empty: solid
};

/// One picture of given size, drawn in order. Needs nothing from outside: neither style sheet nor script nor font.
class Svg {
 public:
  /// `title` and `description` are what a screen reader says.
  Svg(double width, double height, std::string_view title, std::string_view description);

  void line(Place from, Place to, const Ink& ink);
  void polyline(const std::vector<Place>& places, const Ink& ink);
  void polygon(const std::vector<Place>& places, const Ink& ink);  ///< filled
  void rectangle(Place corner, double width, double height, const Ink& ink, std::string_view tip = {});
  void circle(Place centre, double radius, const Ink& ink, std::string_view tip = {});
  void text(Place place, std::string_view words, Anchor anchor = Anchor::Middle, bool bold = false);
  /// Upwards, centred: beside a vertical axis.
  void upward_text(Place place, std::string_view words);

  /// The whole element.
  std::string finish() &&;

 private:
  std::string out_;
};

inline constexpr double kFontSize = 13;
/// About what a text of the default font takes, px.
double text_width(std::string_view words);

/// Colours that stand out from white and from near black by 3:1 (WCAG 2.2, 1.4.11) and from each other for most colour
/// blind people (after Okabe and Ito 2008), and dashes beside them.
std::string_view colour(std::size_t series);
std::string_view dash(std::size_t series);

}  // namespace plot
