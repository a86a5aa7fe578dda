#include "phantom/phantom.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/digest.h"
#include "base/error.h"
#include "image/pictures.h"

namespace {

phantom::PhantomSpec spec(int device, phantom::LungState state) {
  phantom::PhantomSpec result;
  result.device = device;
  result.state = state;
  result.subject_seed = 3;
  result.clip_seed = 4;
  return result;
}

constexpr int kCurvex = 0;
constexpr int kBareLinear = 4;

base::Digest digest(const model::Picture& picture) {
  base::Hasher hasher;
  for (int y = 0; y < picture.height; ++y) hasher.add(picture.row_span(y));
  return hasher.finish();
}

double row_mean(const model::Picture& picture, int y) {
  double sum = 0;
  for (int x = 100; x < 220; ++x) sum += picture.row(y)[x];
  return sum / 120;
}

// Golden digests: other tests depend on phantoms, which must be the same with every compiler.
TEST(Phantom, PixelsDoNotChange) {
  const phantom::Phantom phantom(spec(kCurvex, phantom::LungState::Covid19));
  EXPECT_EQ(digest(phantom.picture(400'000)).hex().substr(0, 16), "d8ef10b46bc8feae");
  EXPECT_EQ(digest(phantom.picture(0)),
            digest(phantom::Phantom(spec(kCurvex, phantom::LungState::Covid19)).picture(0)));
}

TEST(Phantom, NothingMovesOutsideTheSector) {
  for (int device = 0; device < static_cast<int>(phantom::kPhantomDevices.size()); ++device) {
    const phantom::Phantom phantom(spec(device, phantom::LungState::Healthy));
    const model::Picture first = phantom.picture(0);
    const model::Picture second = phantom.picture(700'000);
    const model::Region& bounds = phantom.sector().bounds;
    ASSERT_TRUE(bounds.fits(first.width, first.height));
    int moved = 0;
    for (int y = 0; y < first.height; ++y) {
      for (int x = 0; x < first.width; ++x) {
        const int at = x * first.channels;
        if (first.row(y)[at] == second.row(y)[at]) continue;
        ++moved;
        ASSERT_TRUE(phantom.sector().locate(x, y)) << x << "," << y;
        ASSERT_TRUE(x >= bounds.x && x < bounds.x + bounds.width && y >= bounds.y && y < bounds.y + bounds.height);
      }
    }
    EXPECT_GT(moved, bounds.width * bounds.height / 4);
  }
}

TEST(Phantom, BoundsAreTight) {
  const phantom::Sector sector = phantom::Phantom(spec(kCurvex, phantom::LungState::Healthy)).sector();
  const model::Region& bounds = sector.bounds;
  const auto any_in_row = [&](int y) {
    for (int x = 0; x < 320; ++x) {
      if (sector.locate(x, y)) return true;
    }
    return false;
  };
  EXPECT_TRUE(any_in_row(bounds.y));
  EXPECT_FALSE(any_in_row(bounds.y - 1));
  EXPECT_TRUE(any_in_row(bounds.y + bounds.height - 1));
  EXPECT_FALSE(any_in_row(bounds.y + bounds.height));
}

TEST(Phantom, LocateInvertsPosition) {
  for (const int device : {kCurvex, kBareLinear}) {
    const phantom::Sector sector = phantom::Phantom(spec(device, phantom::LungState::Healthy)).sector();
    const auto place = sector.locate(170, 120);
    ASSERT_TRUE(place);
    const auto [x, y] = sector.position(*place);
    EXPECT_NEAR(x, 170.5, 1e-6);
    EXPECT_NEAR(y, 120.5, 1e-6);
  }
}

// A-lines are at multiples of the pleural depth, and brighter than the space between them.
TEST(Phantom, ALinesAreWhereTheTruthSays) {
  phantom::PhantomSpec healthy = spec(kBareLinear, phantom::LungState::Healthy);
  const phantom::Phantom phantom(healthy);
  const model::Picture picture = phantom.picture(0);
  const double pleura = phantom.at(0).pleura_px;
  const auto brightest_near = [&](double y) {
    double best = 0;
    for (int row = static_cast<int>(y) - 5; row <= static_cast<int>(y) + 5; ++row) {
      if (row >= 0 && row < picture.height) best = std::max(best, row_mean(picture, row));
    }
    return best;
  };
  EXPECT_GT(brightest_near(pleura), 1.6 * row_mean(picture, static_cast<int>(1.5 * pleura)));
  EXPECT_GT(brightest_near(2 * pleura), 1.5 * row_mean(picture, static_cast<int>(1.5 * pleura)));
  EXPECT_GT(brightest_near(3 * pleura), 1.3 * row_mean(picture, static_cast<int>(2.5 * pleura)));
}

TEST(Phantom, BLinesAreWhereTheTruthSays) {
  const phantom::Phantom phantom(spec(kBareLinear, phantom::LungState::ViralPneumonia));
  for (const std::int64_t time_us : {0, 500'000, 1'000'000}) {
    const model::Picture picture = phantom.picture(time_us);
    const auto column_mean = [&](int x) {
      double sum = 0;
      for (int y = 150; y < 230; ++y) sum += picture.row(y)[x];
      return sum / 80;
    };
    const phantom::Phantom::Moment moment = phantom.at(time_us);
    ASSERT_FALSE(moment.b_lines_x.empty());
    for (const double x : moment.b_lines_x) {
      EXPECT_GT(column_mean(static_cast<int>(x)), 1.4 * column_mean(static_cast<int>(x) + 20)) << time_us;
    }
  }
}

// The lung slides below a still chest wall: the best-fitting shift is the recorded one below the pleura, and zero above
// it.
TEST(Phantom, TheLungSlidesAsRecorded) {
  const phantom::Phantom phantom(spec(kBareLinear, phantom::LungState::Healthy));
  const std::int64_t later = 300'000;
  const model::Picture first = phantom.picture(0);
  const model::Picture second = phantom.picture(later);
  const auto best_shift = [&](int from_y, int to_y) {
    int best = 0;
    double least = 1e18;
    for (int shift = -20; shift <= 20; ++shift) {
      double sum = 0;
      for (int y = from_y; y < to_y; ++y) {
        for (int x = 80; x < 240; ++x) sum += std::abs(first.row(y)[x] - second.row(y)[x + shift]);
      }
      if (sum < least) {
        least = sum;
        best = shift;
      }
    }
    return best;
  };
  const double expected = phantom.at(later).slide_px - phantom.at(0).slide_px;
  const int pleura = static_cast<int>(phantom.at(0).pleura_px);
  EXPECT_GT(std::abs(expected), 2);
  EXPECT_NEAR(best_shift(pleura + 8, pleura + 60), expected, 1.0);
  EXPECT_EQ(best_shift(4, pleura - 12), 0);
}

TEST(Phantom, StatesShowTheirFindings) {
  EXPECT_TRUE(phantom::choose_findings(phantom::LungState::Healthy, 1).a_lines);
  EXPECT_EQ(phantom::choose_findings(phantom::LungState::Healthy, 1).severity, 0);
  EXPECT_TRUE(phantom::choose_findings(phantom::LungState::Covid19, 1).b_lines);
  EXPECT_TRUE(phantom::choose_findings(phantom::LungState::BacterialPneumonia, 1).consolidation);
}

TEST(Phantom, RejectsInvalidSizesAndDevices) {
  phantom::PhantomSpec wrong = spec(99, phantom::LungState::Healthy);
  EXPECT_THROW(phantom::Phantom{wrong}, base::Error);
  wrong = spec(0, phantom::LungState::Healthy);
  wrong.width = 3;
  EXPECT_THROW(phantom::Phantom{wrong}, base::Error);
}

}  // namespace
