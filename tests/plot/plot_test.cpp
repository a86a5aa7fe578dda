#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "plot/axes.h"
#include "plot/bar_chart.h"
#include "plot/heat_map.h"
#include "plot/line_chart.h"
#include "plot/reliability_chart.h"
#include "support/well_formed.h"

namespace {

using plot::ticks;
using test::count;
using test::not_well_formed;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Pointwise;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
const std::string kHostile = "<script>\"a\" & 'b'\x01</script>";

// The checker itself must find errors.
TEST(WellFormed, FindsErrors) {
  EXPECT_EQ(not_well_formed("<a x=\"1\"><b/>t &amp; u</a>\n"), "");
  for (const char* bad : {"<a>", "<a></b>", "<a x=1/>", "<a x=\"1\" x=\"2\"/>", "<a>&nbsp;</a>", "<a>1 < 2</a>",
                          "<a/><b/>", "text", "<a>\x01</a>", "<a x=\"<\"/>"}) {
    EXPECT_NE(not_well_formed(bad), "") << bad;
  }
}

TEST(Ticks, AreRound) {
  EXPECT_THAT(ticks(0, 1), Pointwise(DoubleNear(1e-12), {0.0, 0.2, 0.4, 0.6, 0.8, 1.0}));
  EXPECT_THAT(ticks(0, 87), Pointwise(DoubleNear(1e-12), {0.0, 20.0, 40.0, 60.0, 80.0}));
  EXPECT_THAT(ticks(-0.3, 0.3, 5), Pointwise(DoubleNear(1e-12), {-0.2, 0.0, 0.2}));
  EXPECT_THAT(ticks(0.83, 0.91), Pointwise(DoubleNear(1e-12), {0.84, 0.86, 0.88, 0.9}));
  EXPECT_THAT(ticks(5, 5), ElementsAre(5));
  EXPECT_EQ(plot::tick_label(0.2, 0.2), "0.2");
  EXPECT_EQ(plot::tick_label(20, 20), "20");
  EXPECT_EQ(plot::tick_label(0.84, 0.02), "0.84");
  EXPECT_EQ(plot::tick_label(0, 0.05), "0.00");
}

TEST(Ticks, RangesHoldAllValues) {
  const plot::Range range = plot::round_range({0.31, 0.87, kNan, std::numeric_limits<double>::infinity()});
  EXPECT_LE(range.low, 0.31);
  EXPECT_GE(range.high, 0.87);
  EXPECT_LE(range.high, 1);
  EXPECT_EQ(plot::round_range({}).high, 1);
  EXPECT_LT(plot::round_range({3}).low, plot::round_range({3}).high);
}

/// One chart of each kind, with all texts in need of escaping.
std::vector<std::string> hostile_charts() {
  return {plot::line_chart({.title = kHostile,
                            .description = kHostile,
                            .x_label = kHostile,
                            .y_label = kHostile,
                            .lines = {{kHostile, {{0, 0.5, plot::Range{0.4, 0.6}}, {1, kNan}, {2, 0.7}}}},
                            .diagonal = true,
                            .markers = true}),
          plot::bar_chart({.title = kHostile,
                           .description = kHostile,
                           .x_label = kHostile,
                           .bars = {{kHostile, 0.5, plot::Range{0.4, 0.6}, kHostile}, {kHostile, std::nullopt}},
                           .mark = 0.3,
                           .mark_name = kHostile}),
          plot::histogram({.title = kHostile,
                           .description = kHostile,
                           .x_label = kHostile,
                           .y_label = kHostile,
                           .values = {0.1, 0.1, 5, -3, kNan},
                           .mark = 0.3,
                           .mark_name = kHostile}),
          plot::heat_map({.title = kHostile,
                          .description = kHostile,
                          .row_label = kHostile,
                          .column_label = kHostile,
                          .names = {kHostile, "b"},
                          .counts = {{1, 2}, {0, 0}}}),
          plot::reliability_chart(
              {.title = kHostile, .description = kHostile, .bins = {{0.3, 0.2, 4}, {0, 0, 0}, {0.9, 0.8, 12}}})};
}

// Names come from untrusted manifests: none may become an element.
TEST(Charts, AreWellFormedForAnyName) {
  for (const std::string& svg : hostile_charts()) {
    EXPECT_EQ(not_well_formed(svg), "") << svg;
    EXPECT_THAT(svg, Not(HasSubstr("<script")));
    EXPECT_THAT(svg, Not(HasSubstr("nan")));
    EXPECT_THAT(svg, Not(HasSubstr("inf")));
  }
}

// Charts have a text alternative and need no other files.
TEST(Charts, AreAccessibleAndSelfContained) {
  for (const std::string& svg : hostile_charts()) {
    EXPECT_THAT(svg, HasSubstr("role=\"img\""));
    EXPECT_THAT(svg, HasSubstr("aria-label=\""));
    EXPECT_THAT(svg, HasSubstr("<desc>&lt;script&gt;"));
    EXPECT_EQ(count(svg, "href"), 0);
    EXPECT_EQ(count(svg, "http"), count(svg, "xmlns=\"http://www.w3.org/2000/svg\""));
  }
  EXPECT_EQ(hostile_charts(), hostile_charts());
}

// Charts without data must not crash.
TEST(Charts, CanBeEmpty) {
  EXPECT_EQ(not_well_formed(plot::line_chart({})), "");
  EXPECT_EQ(not_well_formed(plot::bar_chart({})), "");
  EXPECT_EQ(not_well_formed(plot::histogram({})), "");
  EXPECT_EQ(not_well_formed(plot::heat_map({})), "");
  EXPECT_EQ(not_well_formed(plot::reliability_chart({})), "");
}

TEST(LineChart, PlacesPointsCorrectly) {
  const std::string svg =
      plot::line_chart({.lines = {{"a", {{0, 0}, {1, 1}}}}, .x = plot::Range{0, 1}, .y = plot::Range{0, 1}});
  EXPECT_THAT(svg, HasSubstr("<polyline points=\"62,290 406,12\""));
}

TEST(BarChart, ShowsUnknownValues) {
  const std::string svg = plot::bar_chart({.bars = {{"a", 0.25}, {"b", std::nullopt}}});
  EXPECT_EQ(count(svg, "<rect"), 1);
  EXPECT_EQ(count(svg, ">–</text>"), 1);
}

TEST(HeatMap, ShowsCountsAndSharesOfTheRow) {
  const std::string svg = plot::heat_map({.names = {"a", "b"}, .counts = {{3, 1}, {0, 2.5}}});
  for (const char* cell : {">3<", ">75%<", ">25%<", ">2.5<", ">100%<"}) EXPECT_EQ(count(svg, cell), 1) << cell;
}

TEST(Histogram, CountsEveryValueOnce) {
  const std::string svg = plot::histogram({.values = {0.05, 0.05, 0.95, 7, kNan}, .bins = 10});
  EXPECT_THAT(svg, HasSubstr("<title>0 to 0.1: 2</title>"));
  EXPECT_THAT(svg, HasSubstr("<title>0.9 to 1: 2</title>"));
  EXPECT_EQ(count(svg, "<rect"), 2);
}

}  // namespace
