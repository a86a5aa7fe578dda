// What visitors may see of clips, and sprites of what is shown.
#include "serve/media/shown_clip.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "serve/media/preview.h"
#include "serve/media/sprite.h"
#include "still/decoder.h"
#include "support/support.h"

namespace serve {
namespace {

namespace fs = std::filesystem;
using publish::Shown;

constexpr Person kVisitor{};
const Person kCurator{"ann", Role::Curator, true};

void sonoset(const std::vector<std::string>& words) {
  const test::Run done = test::run(test::bin_dir() / "sonoset", words);
  ASSERT_EQ(done.exit_code, 0) << done.err;
}

/// Two clips with the same frames under another licence: "open" and "research". `options`: of the import.
void make_dataset(const fs::path& folder, const std::vector<std::string>& options = {}) {
  sonoset({"phantom", folder / "clips", "--subjects", "1", "--clips", "1", "--seconds", "2", "--size", "160x120"});
  std::string manifest = "format: 1\nname: two\ntitle: Two\ntaxonomy: lung-ultrasound\nsources:\n";
  manifest += "  - {id: a, title: A, licence: CC-BY-4.0}\n  - {id: b, title: B, licence: CC-BY-ND-4.0}\nclips:\n";
  for (const char* source : {"a", "b"}) {
    manifest += std::string("  - {id: of-") + source + ", source: " + source + ", path: clips/s01-1.mp4}\n";
  }
  base::write_atomically(folder / "clips" / "two.yaml", manifest);
  sonoset({"init", folder / "data"});
  std::vector<std::string> words{"-C", folder / "data", "import", folder / "clips" / "two.yaml", "--unsealed"};
  words.insert(words.end(), options.begin(), options.end());
  sonoset(words);
}

TEST(ShownClip, FollowsLicencesAndFindings) {
  const base::PrivateFolder folder = test::temporary_folder();
  ASSERT_NO_FATAL_FAILURE(make_dataset(folder.path()));
  curate::Dataset dataset(folder.path() / "data", catalog::Catalog::Access::Read);
  const auto shown = [&](const Person& person, const std::string& clip, Shown what) {
    return find_shown(dataset, person, clip, what).has_value();
  };
  EXPECT_TRUE(shown(kVisitor, "of-a", Shown::Frames));
  EXPECT_FALSE(shown(kVisitor, "of-a", Shown::Whole)) << "nobody has read the text around the crop";
  EXPECT_FALSE(shown(kVisitor, "of-b", Shown::Frames)) << "no derivatives";
  for (const Shown what : {Shown::Frames, Shown::Whole}) {
    EXPECT_TRUE(shown(kCurator, "of-a", what));
    EXPECT_TRUE(shown(kCurator, "of-b", what));
    for (const char* other : {"", "of-c", "../of-a", "of-a'--"}) {
      EXPECT_FALSE(shown(kCurator, other, what)) << other;
      EXPECT_FALSE(shown(kVisitor, other, what)) << other;
    }
  }
}

TEST(Sprite, ShowsFramesSpreadEvenly) {
  model::FrameSet set;
  set.content.sample_aspect = 1;
  for (int i = 0; i < 50; ++i) {
    model::Frame frame;
    frame.picture = 2 * i;
    frame.width = 400;
    frame.height = 150;
    set.frames.push_back(frame);
  }
  const SpriteLayout many = sprite_layout(set);
  EXPECT_EQ(many.frames.size(), 24U);
  EXPECT_EQ(many.frames.front(), 0U);
  EXPECT_EQ(many.frames.back(), 47U);
  EXPECT_EQ(many.columns * many.tile_width, 6 * 160);
  EXPECT_EQ(many.rows * many.tile_height, 4 * 60);
  const std::string name = sprite_name(many, set);
  set.frames[0].file = base::sha256("other");
  EXPECT_NE(sprite_name(many, set), name);
  set.frames.resize(1);
  set.frames[0].width = 0;  // a catalog may have anything
  set.frames[0].height = -5;
  const SpriteLayout one = sprite_layout(set);
  EXPECT_EQ(one.columns * one.rows, 1);
  EXPECT_GE(one.tile_width, 1);
}

TEST(Sprite, ReadsOnlyWhatMatchesItsDigest) {
  const base::PrivateFolder folder = test::temporary_folder();
  ASSERT_NO_FATAL_FAILURE(make_dataset(folder.path()));
  const curate::Dataset dataset(folder.path() / "data", catalog::Catalog::Access::Read);
  curate::Dataset reader(folder.path() / "data", catalog::Catalog::Access::Read);
  ShownClip clip = find_shown(reader, kCurator, "of-a", Shown::Frames).value();
  const SpriteLayout layout = sprite_layout(clip.set);
  const std::string jpeg = make_sprite(layout, clip, dataset);
  const model::Picture sheet =
      still::decode({reinterpret_cast<const std::uint8_t*>(jpeg.data()), jpeg.size()}, "sprite");
  EXPECT_EQ(sheet.width, layout.columns * layout.tile_width);
  EXPECT_EQ(sheet.height, layout.rows * layout.tile_height);
  clip.set.frames[1].file = base::sha256("other");
  EXPECT_THROW(make_sprite(layout, clip, dataset), base::Error);
}

TEST(Preview, IsReadFromItsFile) {
  const base::PrivateFolder folder = test::temporary_folder();
  const auto read = [&](const std::string& content) {
    base::write_atomically(folder.path() / "file", content);
    return read_preview(base::open_to_read(folder.path() / "file").get());
  };
  const Preview preview = read("video{\"a\":1}\n0000000000000008");
  EXPECT_EQ(preview.video_bytes, 5);
  EXPECT_EQ(preview.json, "{\"a\":1}\n");
  for (const char* other : {"", "0000000000000008", "{}0000000000000002", "video{}0000000000000000",
                            "v{}-000000000000002", "video{}ffffffffffffffff", "video{}000000000000000x", "short"}) {
    EXPECT_THROW(read(other), base::Error) << other;
  }
}

}  // namespace
}  // namespace serve
