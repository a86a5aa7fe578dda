#include "curate/import/sector_checks.h"

#include <gmock/gmock.h>

// What a person wrote stays, but a region that cuts tissue or keeps text beside the sector must not pass unnoticed.
namespace {

using model::Region;

model::FoundSector found() {
  model::FoundSector sector;
  sector.sector = model::make_fan({100, -20}, {40, 170}, {-0.5, 0.5}, {0, 0, 200, 160});
  sector.confidence_permille = 900;
  return sector;
}

std::vector<std::string> said(const model::FoundSector& sector, const std::optional<Region>& written,
                              const std::vector<model::Overlay>& overlays = {}, bool accepted = false) {
  model::Recipe recipe;
  recipe.region = written;
  recipe.auto_region = accepted ? model::kSectorFinderVersion : 0;
  std::vector<std::string> all;
  for (const auto& finding : curate::check_sector("a", {sector, overlays, 200, 160}, recipe)) {
    all.push_back(finding.code + ": " + finding.message);
  }
  return all;
}

TEST(SectorChecks, AgreeWithTheBounds) {
  EXPECT_TRUE(said(found(), std::nullopt).empty());
  EXPECT_TRUE(said(found(), found().sector.bounds()).empty());
}

TEST(SectorChecks, NoticeARegionThatCutsTissue) {
  Region region = found().sector.bounds();
  region.width /= 2;
  EXPECT_THAT(said(found(), region), testing::ElementsAre("region-doubtful: it cuts off 50.0% of the sector found"));
}

TEST(SectorChecks, NoticeARegionThatKeepsWhatIsBeside) {
  EXPECT_THAT(
      said(found(), Region{0, 0, 200, 160}),
      testing::ElementsAre(testing::StartsWith("region-doubtful: it reaches 24 pixels beyond the sector found")));
}

// Two of these are beside the sector and kept; one is in the corner beside the fan, one is cut off, one is far away.
TEST(SectorChecks, CountOverlaysThatARegionKeeps) {
  const Region bounds = found().sector.bounds();
  const auto at = [](int x, int y, int width, int height) {
    return model::Overlay{model::Overlay::Kind::Text, {x, y, width, height}};
  };
  const std::vector<model::Overlay> overlays = {at(bounds.x - 5, 60, 4, 8), at(bounds.x + bounds.width, 80, 4, 4),
                                                at(bounds.x + 1, bounds.y + 1, 4, 4), at(bounds.x - 18, 100, 16, 8),
                                                at(0, 0, 10, 10)};
  const Region wide{bounds.x - 5, bounds.y, bounds.width + 10, bounds.height};
  EXPECT_THAT(said(found(), wide, overlays),
              testing::ElementsAre("region-doubtful: it keeps 2 overlays beside the sector found"));
  EXPECT_TRUE(said(found(), bounds, overlays).empty());
}

// It was compared with other clips' sectors; its own is what it replaces.
TEST(SectorChecks, DoNotDoubtAnAcceptedRegion) {
  EXPECT_TRUE(said(found(), Region{0, 0, 20, 20}, {}, true).empty());
  model::FoundSector whole;
  whole.sector.visible = {0, 0, 200, 160};
  EXPECT_TRUE(said(whole, Region{0, 0, 20, 20}, {}, true).empty());
}

// A sector that nobody should rely on does not accuse anyone.
TEST(SectorChecks, NeedAReliableSector) {
  model::FoundSector unsure = found();
  unsure.confidence_permille = 400;
  EXPECT_TRUE(said(unsure, Region{0, 0, 20, 20}).empty());
}

TEST(SectorChecks, TellWhatWasNotFound) {
  model::FoundSector whole;
  whole.sector.visible = {0, 0, 200, 160};
  EXPECT_THAT(said(whole, std::nullopt),
              testing::ElementsAre("sector-not-found: no edges of a sector in 200 x 160 pixels"));
  EXPECT_TRUE(said(whole, Region{0, 0, 20, 20}).empty());
  model::FoundSector dual = found();
  dual.several_sectors = true;
  EXPECT_THAT(said(dual, std::nullopt), testing::ElementsAre(testing::StartsWith("several-sectors: the one used is ")));
}

}  // namespace
