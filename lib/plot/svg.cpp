#include "plot/svg.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "base/markup.h"

namespace plot {
namespace {

/// At most two decimals, and no -0: the same on every machine.
std::string number(double value) {
  const double rounded = std::round(value * 100) / 100 + 0.0;
  return fmt::format("{}", rounded);
}

std::string_view or_current(std::string_view colour) { return colour.empty() ? "currentColor" : colour; }

std::string stroke(const Ink& ink) {
  std::string attributes =
      fmt::format("stroke=\"{}\" stroke-width=\"{}\"", base::escape_markup(or_current(ink.colour)), number(ink.width));
  if (ink.opacity < 1) attributes += fmt::format(" stroke-opacity=\"{}\"", number(ink.opacity));
  if (!ink.dash.empty()) attributes += fmt::format(" stroke-dasharray=\"{}\"", base::escape_markup(ink.dash));
  return attributes;
}

std::string fill(const Ink& ink) {
  std::string attributes = fmt::format("fill=\"{}\"", base::escape_markup(or_current(ink.colour)));
  if (ink.opacity < 1) attributes += fmt::format(" fill-opacity=\"{}\"", number(ink.opacity));
  return attributes;
}

std::string points(const std::vector<Place>& places) {
  std::string list;
  for (const Place& place : places) {
    if (!list.empty()) list += ' ';
    list += number(place.x) + "," + number(place.y);
  }
  return list;
}

std::string closing(std::string_view element, std::string_view tip) {
  if (tip.empty()) return "/>\n";
  return fmt::format("><title>{}</title></{}>\n", base::escape_markup(tip), element);
}

}  // namespace

Svg::Svg(double width, double height, std::string_view title, std::string_view description)
    : out_(fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"{2}. {3}\" "
                       "viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" font-family=\"system-ui, sans-serif\" "
                       "font-size=\"{4}\" fill=\"none\">\n<title>{2}</title>\n<desc>{3}</desc>\n",
                       number(width), number(height), base::escape_markup(title), base::escape_markup(description),
                       number(kFontSize))) {}

void Svg::line(Place from, Place to, const Ink& ink) {
  out_ += fmt::format("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" {}/>\n", number(from.x), number(from.y),
                      number(to.x), number(to.y), stroke(ink));
}

void Svg::polyline(const std::vector<Place>& places, const Ink& ink) {
  if (places.empty()) return;
  out_ += fmt::format("<polyline points=\"{}\" {} stroke-linejoin=\"round\"/>\n", points(places), stroke(ink));
}

void Svg::polygon(const std::vector<Place>& places, const Ink& ink) {
  if (places.empty()) return;
  out_ += fmt::format("<polygon points=\"{}\" {}/>\n", points(places), fill(ink));
}

void Svg::rectangle(Place corner, double width, double height, const Ink& ink, std::string_view tip) {
  out_ += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" {}", number(corner.x), number(corner.y),
                      number(width), number(height), fill(ink)) +
          closing("rect", tip);
}

void Svg::circle(Place centre, double radius, const Ink& ink, std::string_view tip) {
  out_ += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" {}", number(centre.x), number(centre.y), number(radius),
                      fill(ink)) +
          closing("circle", tip);
}

void Svg::text(Place place, std::string_view words, Anchor anchor, bool bold) {
  constexpr std::array<std::string_view, 3> kAnchors = {"start", "middle", "end"};
  out_ += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"{}\" fill=\"currentColor\"{}>{}</text>\n", number(place.x),
                      number(place.y), kAnchors[static_cast<std::size_t>(anchor)], bold ? " font-weight=\"600\"" : "",
                      base::escape_markup(words));
}

void Svg::upward_text(Place place, std::string_view words) {
  out_ += fmt::format(
      "<text transform=\"translate({} {}) rotate(-90)\" text-anchor=\"middle\" fill=\"currentColor\">{}</text>\n",
      number(place.x), number(place.y), base::escape_markup(words));
}

std::string Svg::finish() && { return std::move(out_) + "</svg>\n"; }

double text_width(std::string_view words) {
  double characters = 0;
  for (const char c : words) characters += (static_cast<unsigned char>(c) & 0xc0) == 0x80 ? 0 : 1;
  constexpr double kMeanWidth = 0.58;  // of a character of a sans serif font, relative to its size
  return characters * kMeanWidth * kFontSize;
}

std::string fitting_text(std::string_view words, double width) {
  if (text_width(words) <= width) return std::string(words);
  std::string cut;
  for (std::size_t i = 0; i < words.size();) {
    std::size_t end = i + 1;
    while (end < words.size() && (static_cast<unsigned char>(words[end]) & 0xc0) == 0x80) ++end;
    if (text_width(cut) + text_width("a…") > width) break;
    cut += words.substr(i, end - i);
    i = end;
  }
  return cut + "…";
}

std::string_view colour(std::size_t series) {
  constexpr std::array<std::string_view, 6> kColours = {"#0072b2", "#d55e00", "#009e73",
                                                        "#b4559a", "#a67300", "#7a7a7a"};
  return kColours[series % kColours.size()];
}

std::string_view dash(std::size_t series) {
  constexpr std::array<std::string_view, 4> kDashes = {"", "7 3", "2 3", "9 3 2 3"};
  return kDashes[series % kDashes.size()];
}

}  // namespace plot
