#include "sampling/region_finder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <vector>

#include "media/quiet.h"
#include "media/video_writer.h"
#include "reading.h"
#include "sampling/pixels_digest.h"
#include "support/support.h"

// A region that is chosen while a clip is read must give the frames that the same region in a recipe gives: only then
// is a clip with a found region what it would be with a written one.
namespace {

namespace fs = std::filesystem;

constexpr model::Region kChosen{10, 6, 50, 40};

/// Chooses kChosen, and keeps what it was shown.
class Chooser : public sampling::RegionFinder {
 public:
  void look(const model::Picture& picture, const sampling::Orientation& /*orientation*/) override {
    sizes.push_back({picture.width, picture.height, picture.channels});
  }
  std::optional<model::Region> choose() override {
    ++choices;
    return kChosen;
  }
  void start_again() override { sizes.clear(); }

  std::vector<std::array<int, 3>> sizes;
  int choices = 0;
};

/// A bright square moves over grey; red from picture `coloured` on, inside kChosen or at the picture's edge.
fs::path write_video(const fs::path& folder, int pictures, int coloured, bool at_edge) {
  const fs::path path = folder / "clip.mp4";
  media::VideoTrack track;
  track.width = 96;
  track.height = 64;
  track.b_pictures = 2;
  media::VideoWriter writer(path, "mp4");
  const int number = writer.add_video(track);
  for (int i = 0; i < pictures; ++i) {
    model::Picture picture(96, 64, 3);
    for (int y = 0; y < picture.height; ++y) {
      for (int x = 0; x < picture.width; ++x) {
        const bool square = y / 8 == 3 && (at_edge ? x >= 80 : x / 8 == 2 + i % 4);
        std::uint8_t* pixel = picture.row(y) + 3 * x;
        pixel[0] = static_cast<std::uint8_t>(square ? 220 : 40 + y);
        pixel[1] = pixel[2] = square && i >= coloured ? std::uint8_t{20} : pixel[0];
      }
    }
    writer.write(number, picture, i);
  }
  writer.finish();
  return path;
}

class RegionFinderTest : public testing::Test {
 protected:
  void SetUp() override { media::silence_libraries(); }

  /// Reads with a finder, compares with the same region in the recipe, and returns what the finder saw.
  Chooser expect_same(const fs::path& path, bool every_picture = false) {
    model::Recipe recipe;
    recipe.sampling = {model::Sampling::Kind::All, 3, 0, 0, 0};
    Chooser chooser;
    const test::Reading found = test::read_clip(path, recipe, media::kPacketBytesKept, every_picture, &chooser);
    recipe.region = kChosen;
    const test::Reading written = test::read_clip(path, recipe);
    EXPECT_FALSE(found.pictures.empty());
    EXPECT_EQ(found.pictures.size(), written.pictures.size());
    for (std::size_t i = 0; i < std::min(found.pictures.size(), written.pictures.size()); ++i) {
      EXPECT_EQ(found.pictures[i].picture, written.pictures[i].picture);
      EXPECT_EQ(sampling::pixels_digest(found.pictures[i].pixels), sampling::pixels_digest(written.pictures[i].pixels));
    }
    EXPECT_EQ(found.result.content.grey, written.result.content.grey);
    return chooser;
  }

  base::PrivateFolder folder_ = test::temporary_folder();
};

TEST_F(RegionFinderTest, GivesTheFramesOfAWrittenRegion) {
  const Chooser chooser = expect_same(write_video(folder_.path(), 20, 1000, false));
  EXPECT_EQ(chooser.sizes, std::vector(20, std::array{96, 64, 1}));
  EXPECT_EQ(chooser.choices, 1);
}

// Colour outside of the region does not make its frames coloured, but the finder sees it.
TEST_F(RegionFinderTest, ColourCountsInsideTheRegionOnly) {
  EXPECT_EQ(expect_same(write_video(folder_.path(), 20, 0, true)).sizes, std::vector(20, std::array{96, 64, 3}));
  expect_same(write_video(folder_.path(), 20, 0, false));
  expect_same(write_video(folder_.path(), 20, 15, false));
}

// Later pictures come after the region was chosen.
TEST_F(RegionFinderTest, SeesTheFirstPicturesOfALongClip) {
  const fs::path path = write_video(folder_.path(), 90, 80, false);
  EXPECT_EQ(expect_same(path).sizes.size(), 64U);
  EXPECT_EQ(expect_same(path, true).sizes.size(), 64U);
}

}  // namespace
