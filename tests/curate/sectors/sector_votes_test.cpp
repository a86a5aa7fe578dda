#include "curate/sectors/sector_votes.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <random>

#include "curate/sectors/sector_raster.h"

// Clips of one screen tell which of them was cropped wrongly. Whatever is unclear must not accuse a clip.
namespace {

using catalog::Screen;
using model::Region;

constexpr int kWidth = 640;
constexpr int kHeight = 480;

model::Sector fan(int apex_x = 320, double slope = 0.6) {
  return model::make_fan({double(apex_x), 0}, {60, 400}, {-slope, slope}, {0, 0, kWidth, kHeight});
}

const std::vector<Region> kLayout = {{10, 10, 80, 12}, {550, 10, 60, 12}, {10, 450, 100, 12}, {600, 60, 10, 300}};

Screen screen(const std::string& clip, const model::Sector& sector, int confidence = 900,
              const std::vector<Region>& boxes = kLayout) {
  Screen made{clip, "m", "s", "convex", false, kWidth, kHeight, {}, {}};
  made.found.sector = sector;
  made.found.confidence_permille = confidence;
  for (const Region& box : boxes) made.overlays.push_back({model::Overlay::Kind::Text, box});
  return made;
}

model::Sector whole() {
  model::Sector sector;
  sector.visible = {0, 0, kWidth, kHeight};
  return sector;
}

std::vector<std::string> accused(const std::vector<Screen>& screens) {
  std::vector<std::string> clips;
  for (const auto& proposal : curate::sector_votes(screens)) clips.push_back(proposal.finding.id);
  return clips;
}

std::vector<Screen> alike(int count) {
  std::vector<Screen> screens;
  for (int i = 0; i < count; ++i) screens.push_back(screen(fmt::format("a{}", i), fan()));
  return screens;
}

TEST(SectorVotes, NameTheClipThatDiffersAndWhatOthersHave) {
  std::vector<Screen> screens = alike(4);
  EXPECT_TRUE(accused(screens).empty());
  screens.push_back(screen("b", fan(200, 0.3)));
  const auto proposals = curate::sector_votes(screens);
  ASSERT_EQ(proposals.size(), 1U);
  EXPECT_EQ(proposals[0].region, fan().bounds());
  const Region bounds = fan().bounds();
  const Region own = fan(200, 0.3).bounds();
  EXPECT_EQ(proposals[0].finding,
            (model::Finding{
                "sector-differs", "clip", "b",
                fmt::format("4 of 4 other clips with this screen have the sector convex, {} x {} at {},{}; found "
                            "here: convex, {} x {} at {},{}",
                            bounds.width, bounds.height, bounds.x, bounds.y, own.width, own.height, own.x, own.y)}));
}

TEST(SectorVotes, NeedThreeThatAgree) {
  std::vector<Screen> screens = alike(2);
  screens.push_back(screen("b", fan(200, 0.3)));
  screens.push_back(screen("c", whole(), 100));
  EXPECT_TRUE(accused(screens).empty());
  screens.push_back(screen("a9", fan()));
  EXPECT_THAT(accused(screens), testing::ElementsAre("b", "c"));
}

// Three have one sector and three another, as with two depths: neither is wrong.
TEST(SectorVotes, NeedMoreThanHalf) {
  std::vector<Screen> screens = alike(3);
  for (int i = 0; i < 3; ++i) screens.push_back(screen(fmt::format("b{}", i), fan(200, 0.3)));
  EXPECT_TRUE(accused(screens).empty());
  // Nor for one that has no vote.
  screens.push_back(screen("c", whole(), 100));
  EXPECT_TRUE(accused(screens).empty());
  screens.push_back(screen("a9", fan()));
  EXPECT_THAT(accused(screens), testing::ElementsAre("b0", "b1", "b2", "c"));
}

// Sectors of low confidence get proposals, but have no vote.
TEST(SectorVotes, CountReliableSectorsOnly) {
  std::vector<Screen> screens = alike(3);
  for (Screen& one : screens) one.found.confidence_permille = 499;
  screens.push_back(screen("b", fan(200, 0.3), 200));
  EXPECT_TRUE(accused(screens).empty());
  for (Screen& one : screens) one.found.confidence_permille = std::max(one.found.confidence_permille, 500);
  screens.back().found.confidence_permille = 200;
  EXPECT_TRUE(accused({screens[0], screens[1], screens[3]}).empty());
  EXPECT_THAT(accused(screens), testing::ElementsAre("b"));
}

// Two screens of one source and size do not vote on each other's sectors.
TEST(SectorVotes, AskClipsWithTheSameLayout) {
  const std::vector<Region> other = {{200, 20, 80, 12}, {400, 30, 60, 12}, {300, 460, 100, 12}, {20, 60, 10, 300}};
  std::vector<Screen> screens = alike(4);
  screens.push_back(screen("b", fan(200, 0.3), 900, other));
  EXPECT_TRUE(accused(screens).empty());
  for (int i = 0; i < 3; ++i) screens.push_back(screen(fmt::format("b{}", i), fan(200, 0.3), 900, other));
  EXPECT_TRUE(accused(screens).empty());
  screens.push_back(screen("c", fan(), 900, other));
  EXPECT_THAT(accused(screens), testing::ElementsAre("c"));
}

TEST(SectorVotes, AllowForTextOfAnotherLength) {
  std::vector<Screen> screens = alike(3);
  std::vector<Region> boxes = kLayout;
  boxes[0].width += 60;  // flush left
  boxes[1].x -= 40;      // flush right
  boxes[1].width += 40;
  boxes[3] = {300, 20, 40, 12};  // elsewhere
  screens.push_back(screen("b", fan(200, 0.3), 900, boxes));
  EXPECT_THAT(accused(screens), testing::ElementsAre("b"));
}

// Beside a sector that was not found right, some overlays are not found either.
TEST(SectorVotes, AskForFewerOverlaysOfADoubtfulClip) {
  std::vector<Screen> screens = alike(3);
  screens.push_back(screen("b", whole(), 100, {kLayout[0], kLayout[2]}));
  EXPECT_THAT(accused(screens), testing::ElementsAre("b"));
  screens.back() = screen("b", whole(), 100, {});
  EXPECT_TRUE(accused(screens).empty());
  screens.back() = screen("b", fan(200, 0.3), 900, {kLayout[0], kLayout[1]});
  EXPECT_TRUE(accused(screens).empty());
}

// Clips that were cropped have no overlays: no sign of one screen, so only a clip that needs it gets a proposal.
TEST(SectorVotes, SayLittleWithoutOverlays) {
  std::vector<Screen> screens = alike(3);
  screens.push_back(screen("b", fan(200, 0.3)));
  screens.push_back(screen("c", whole(), 300));
  for (Screen& one : screens) one.overlays.clear();
  EXPECT_THAT(accused(screens), testing::ElementsAre("c"));
}

TEST(SectorVotes, KeepToSourceProbeSizeAndWhatPeopleWrote) {
  for (int change = 0; change < 5; ++change) {
    std::vector<Screen> screens = alike(3);
    screens.push_back(screen("b", fan(200, 0.3)));
    Screen& odd = screens.back();
    if (change == 0) odd.source = "t";
    if (change == 1) odd.manifest = "n";
    if (change == 2) odd.probe = "linear";
    if (change == 3) odd.width = kWidth + 2;
    if (change == 4) odd.has_written_region = true;
    EXPECT_TRUE(accused(screens).empty()) << change;
  }
}

// Slightly different sectors, many more than vote, in any order: the same findings.
TEST(SectorVotes, DoNotDependOnTheOrder) {
  std::mt19937 random(7);
  std::vector<Screen> screens;
  for (int i = 0; i < 300; ++i) {
    const bool odd = i % 10 == 0;
    const int shift = static_cast<int>(random() % 7);
    screens.push_back(screen(fmt::format("c{}", i), odd ? fan(200 + shift, 0.3) : fan(317 + shift),
                             static_cast<int>(400 + random() % 600)));
  }
  const auto said = [](const std::vector<Screen>& given) {
    std::vector<std::pair<model::Finding, int>> all;
    for (const auto& one : curate::sector_votes(given)) all.emplace_back(one.finding, one.region.x);
    return all;
  };
  const auto first = said(screens);
  EXPECT_EQ(first.size(), 30U);
  for (int i = 0; i < 5; ++i) {
    std::shuffle(screens.begin(), screens.end(), random);
    EXPECT_EQ(said(screens), first);
  }
}

TEST(SectorRaster, MeasuresWhatIsShared) {
  const curate::SectorRaster one(fan(), kWidth, kHeight);
  EXPECT_EQ(curate::shared_permille(one, one), 1000);
  EXPECT_EQ(curate::shared_permille(one, curate::SectorRaster(model::Sector{}, kWidth, kHeight)), 0);
  model::Sector left = whole();
  left.visible.width /= 2;
  EXPECT_EQ(curate::shared_permille({left, kWidth, kHeight}, {whole(), kWidth, kHeight}), 500);
}

}  // namespace
