#include "phantom/screen.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "base/digest.h"
#include "base/error.h"
#include "image/pictures.h"

namespace {

using phantom::Drawn;
using phantom::Screen;
using phantom::ScreenKind;
using phantom::ScreenSpec;

ScreenSpec screen_spec(std::uint64_t seed, std::optional<ScreenKind> kind = std::nullopt) {
  ScreenSpec spec;
  spec.seed = seed;
  spec.subject_seed = seed;
  spec.clip_seed = seed + 1;
  spec.state = static_cast<phantom::LungState>(seed % 4);
  spec.kind = kind;
  spec.width = 320;
  spec.height = 240;
  return spec;
}

/// What is drawn for these parameters, without echoes.
phantom::ScreenFrame frame_of(const ScreenSpec& spec) {
  phantom::ScreenPlan plan = phantom::plan_screen(spec);
  plan.depth_mm = 100;
  return phantom::ScreenFrame(plan);
}

bool in_any_sector(const phantom::ScreenTruth& truth, int x, int y) {
  const auto inside = [&](const model::Sector& sector) { return sector.contains(x, y); };
  return inside(truth.sector) || std::ranges::any_of(truth.others, inside);
}

bool in_box(const model::Region& box, int x, int y) {
  return x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height;
}

bool overlap(const model::Region& a, const model::Region& b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

std::string digest_of(const model::Picture& picture) {
  base::Hasher hasher;
  for (int y = 0; y < picture.height; ++y) hasher.add(picture.row_span(y));
  return hasher.finish().hex().substr(0, 16);
}

bool differs(const model::Picture& a, const model::Picture& b, int x, int y) {
  const auto* left = a.row(y) + std::ptrdiff_t{x} * a.channels;
  return !std::equal(left, left + a.channels, b.row(y) + std::ptrdiff_t{x} * b.channels);
}

// Golden digests: other tests depend on screens, which must be the same with every compiler.
TEST(Screen, PixelsAndTruthDoNotChange) {
  base::Hasher hasher;
  for (int seed = 1; seed <= 6; ++seed) {
    const Screen screen(screen_spec(static_cast<std::uint64_t>(seed)));
    hasher.add(digest_of(screen.picture(300'000)));
    hasher.add(phantom::to_json(screen.truth()));
  }
  EXPECT_EQ(hasher.finish().hex().substr(0, 16), "dc42f832701234f2");
  const Screen large([] {
    ScreenSpec spec;
    spec.seed = 3;
    return spec;
  }());
  EXPECT_EQ(digest_of(large.picture(0)), "607bd497df0cfa17");
}

// What the truth calls a sector changes with time; nothing else does, except an ECG.
TEST(Screen, OnlySectorsMove) {
  for (int kind = 0; kind < phantom::kScreenKinds; ++kind) {
    const Screen screen(screen_spec(40 + static_cast<std::uint64_t>(kind), static_cast<ScreenKind>(kind)));
    const phantom::ScreenTruth& truth = screen.truth();
    const model::Picture first = screen.picture(0);
    const model::Picture second = screen.picture(700'000);
    int size = 0;
    int moved = 0;
    for (int y = 0; y < first.height; ++y) {
      for (int x = 0; x < first.width; ++x) {
        size += truth.sector.contains(x, y) ? 1 : 0;
        if (!differs(first, second, x, y)) continue;
        moved += truth.sector.contains(x, y) ? 1 : 0;
        const int drawn = screen.drawn_at(x, y);
        if (drawn >= 0 && truth.drawn[static_cast<std::size_t>(drawn)].role == Drawn::Role::Trace) continue;
        ASSERT_TRUE(in_any_sector(truth, x, y)) << "kind " << kind << " at " << x << "," << y;
      }
    }
    EXPECT_GT(size, 320 * 240 / 50) << kind;
    if (screen.frozen()) {
      EXPECT_EQ(moved, 0) << kind;
    } else {
      EXPECT_GT(moved, size / 4) << kind;
    }
  }
}

// Each pixel that differs from a screen without overlays belongs to a thing, and each thing's box is the smallest with
// all its pixels.
TEST(Screen, BoxesHoldWhatWasDrawn) {
  for (std::uint64_t seed = 100; seed < 112; ++seed) {
    const phantom::ScreenFrame screen = frame_of(screen_spec(seed));
    const std::vector<Drawn>& drawn = screen.truth().drawn;
    std::vector<int> pixels(drawn.size());
    std::vector<std::array<int, 4>> ends(drawn.size(), {9999, 9999, -1, -1});
    for (int y = 0; y < screen.plan().height; ++y) {
      for (int x = 0; x < screen.plan().width; ++x) {
        const int at = screen.drawn_at(x, y);
        if (at < 0) continue;
        const auto i = static_cast<std::size_t>(at);
        ASSERT_TRUE(in_box(drawn[i].overlay.box, x, y));
        ++pixels[i];
        ends[i] = {std::min(ends[i][0], x), std::min(ends[i][1], y), std::max(ends[i][2], x), std::max(ends[i][3], y)};
      }
    }
    for (std::size_t i = 0; i < drawn.size(); ++i) {
      const model::Region& box = drawn[i].overlay.box;
      EXPECT_TRUE(box.fits(screen.plan().width, screen.plan().height));
      // Others may hide parts of bands, windows and buttons, and the pointer parts of all.
      if (drawn[i].role == Drawn::Role::Frame || drawn.back().role == Drawn::Role::Marker) continue;
      EXPECT_GT(pixels[i], 0) << phantom::to_json(screen.truth());
      EXPECT_EQ(box, (model::Region{ends[i][0], ends[i][1], ends[i][2] - ends[i][0] + 1, ends[i][3] - ends[i][1] + 1}));
    }
  }
}

// A text is drawn in its box in its height: capitals from the box's top, ink in each third of its width.
TEST(Screen, TextsAreWhereTheTruthSays) {
  int texts = 0;
  for (std::uint64_t seed = 200; seed < 208; ++seed) {
    ScreenSpec spec = screen_spec(seed, ScreenKind::Linear);
    spec.width = 640;
    spec.height = 480;
    const phantom::ScreenFrame screen = frame_of(spec);
    for (std::size_t i = 0; i < screen.truth().drawn.size(); ++i) {
      const Drawn& drawn = screen.truth().drawn[i];
      if (drawn.role != Drawn::Role::Text) continue;
      ++texts;
      ASSERT_FALSE(drawn.text.empty());
      const model::Region& box = drawn.overlay.box;
      for (std::size_t k = 0; k < i; ++k) {
        const Drawn& other = screen.truth().drawn[k];
        EXPECT_TRUE(other.role != Drawn::Role::Text || !overlap(box, other.overlay.box))
            << drawn.text << " on " << other.text;
      }
      EXPECT_GE(box.height, drawn.cap_px * 2 / 3) << drawn.text;
      EXPECT_LE(box.height, drawn.cap_px * 3 / 2 + 1) << drawn.text;
      EXPECT_GT(box.width * 5, static_cast<int>(drawn.text.size()) * drawn.cap_px) << drawn.text;
      EXPECT_LT(box.width, static_cast<int>(drawn.text.size()) * drawn.cap_px * 3 / 2) << drawn.text;
    }
  }
  EXPECT_GT(texts, 30);
}

TEST(Screen, WhereFollowsFromThePixels) {
  for (std::uint64_t seed = 300; seed < 310; ++seed) {
    const phantom::ScreenFrame screen = frame_of(screen_spec(seed));
    std::vector<std::array<bool, 2>> there(screen.truth().drawn.size());
    for (int y = 0; y < screen.plan().height; ++y) {
      for (int x = 0; x < screen.plan().width; ++x) {
        const int at = screen.drawn_at(x, y);
        if (at >= 0) there[static_cast<std::size_t>(at)][in_any_sector(screen.truth(), x, y) ? 1 : 0] = true;
      }
    }
    for (std::size_t i = 0; i < there.size(); ++i) {
      const Drawn::Where where = screen.truth().drawn[i].where;
      EXPECT_FALSE(where == Drawn::Where::Outside && there[i][1]);
      EXPECT_FALSE(where == Drawn::Where::Inside && there[i][0]);
    }
  }
}

// Small numbers of seeds have everything: all kinds of screens, roles, meanings, layouts, texts over sectors.
TEST(Screen, SeedsVary) {
  std::set<ScreenKind> kinds;
  std::set<model::Sector::Kind> shapes;
  std::set<Drawn::Role> roles;
  std::set<phantom::Meaning> meanings;
  std::set<Drawn::Where> wheres;
  std::set<std::string_view> layouts;
  std::set<std::string> texts;
  int grey = 0;
  for (std::uint64_t seed = 0; seed < 120; ++seed) {
    ScreenSpec spec;
    spec.seed = seed;
    const bool tall = seed % 5 == 0;
    spec.width = tall ? 270 : 400;
    spec.height = tall ? 360 : 300;
    const phantom::ScreenFrame frame = frame_of(spec);
    const phantom::ScreenPlan& plan = frame.plan();
    kinds.insert(plan.kind);
    shapes.insert(plan.sectors.front().kind);
    grey += plan.colour ? 0 : 1;
    if (plan.layout != nullptr) layouts.insert(plan.layout->name);
    for (const Drawn& drawn : frame.truth().drawn) {
      roles.insert(drawn.role);
      meanings.insert(drawn.meaning);
      wheres.insert(drawn.where);
      texts.insert(drawn.text);
    }
  }
  EXPECT_EQ(kinds.size(), 9U);
  EXPECT_EQ(shapes.size(), 6U);
  EXPECT_EQ(roles.size(), 7U);
  EXPECT_EQ(meanings.size(), 6U);
  EXPECT_EQ(wheres.size(), 3U);
  EXPECT_EQ(layouts.size(), phantom::screen_layouts().size());
  EXPECT_GT(texts.size(), 500U);
  EXPECT_GT(grey, 8);
  EXPECT_LT(grey, 60);
}

TEST(Screen, TextHeightCanBeChosen) {
  ScreenSpec spec;
  spec.seed = 5;
  spec.text_px = 16;
  const phantom::ScreenFrame frame = frame_of(spec);
  EXPECT_GT(frame.truth().drawn.size(), 5U);
  for (const Drawn& drawn : frame.truth().drawn) {
    EXPECT_TRUE(drawn.role != Drawn::Role::Text || drawn.cap_px == 16);
  }
}

TEST(Screen, BareScreensHaveNothingDrawn) {
  ScreenSpec spec = screen_spec(6, ScreenKind::Convex);
  spec.bare = true;
  const Screen screen(spec);
  EXPECT_TRUE(screen.truth().drawn.empty());
  const model::Picture picture = screen.picture(0);
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      ASSERT_TRUE(screen.truth().sector.contains(x, y) || picture.row(y)[x * picture.channels] == 0);
    }
  }
}

TEST(Screen, RejectsImpossibleSizes) {
  ScreenSpec spec;
  spec.width = 3;
  spec.height = 3;
  EXPECT_THROW(Screen{spec}, base::Error);
}

// A clip's own pixels are shown at the place of the screen's sector, wherever nothing is drawn over them.
TEST(ClipScreen, ShowsTheClip) {
  const model::Sector sector = model::make_fan({90.25, -30}, {50, 170.5}, {-0.6, 0.55}, {0, 0, 180, 150});
  model::Picture clip(180, 150, 3);
  for (int y = 0; y < clip.height; ++y) {
    for (int x = 0; x < clip.width; ++x) {
      for (int c = 0; c < 3; ++c) clip.row(y)[x * 3 + c] = static_cast<std::uint8_t>(x * 7 + y * 13 + c);
    }
  }
  for (std::uint64_t seed = 1; seed < 12; ++seed) {
    ScreenSpec spec;
    spec.seed = seed;
    const phantom::ClipScreen screen(spec, sector, 120);
    const model::Picture picture = screen.picture(clip, 0);
    const model::Sector& shown = screen.truth().sector;
    const int right = shown.visible.x - sector.visible.x;
    const int down = shown.visible.y - sector.visible.y;
    for (int y = 0; y < clip.height; ++y) {
      for (int x = 0; x < clip.width; ++x) {
        ASSERT_EQ(sector.contains(x, y), shown.contains(x + right, y + down));
        if (!sector.contains(x, y) || screen.drawn_at(x + right, y + down) >= 0 || picture.channels != 3) continue;
        ASSERT_TRUE(std::equal(clip.row(y) + x * 3, clip.row(y) + x * 3 + 3, picture.row(y + down) + (x + right) * 3));
      }
    }
  }
}

TEST(ClipScreen, RejectsOtherPictures) {
  const model::Sector sector = model::make_fan({90, -30}, {50, 170}, {-0.6, 0.6}, {0, 0, 180, 150});
  const phantom::ClipScreen screen({}, sector, 120);
  EXPECT_THROW(screen.picture(model::Picture(100, 100, 1), 0), base::Error);
  model::Sector empty = sector;
  empty.visible = {};
  EXPECT_THROW(phantom::ClipScreen({}, empty, 120), base::Error);
}

}  // namespace
