#include "curate/import/reconcile.h"
#include "manifest/parse.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

#include "base/error.h"
#include "base/file.h"
#include "catalog/clips.h"
#include "catalog/manifests.h"
#include "catalog/removed.h"
#include "curate/import/record.h"
#include "support/support.h"

namespace {

namespace fs = std::filesystem;
using base::Code;
using testing::HasSubstr;
using testing::Not;

/// Small manifests in a dataset.
class ReconcileTest : public testing::Test {
 protected:
  ReconcileTest() {
    curate::Dataset::create(folder_.path() / "data");
    dataset_.emplace(folder_.path() / "data", catalog::Catalog::Access::Write);
  }

  manifest::Manifest manifest(const std::string& name, const std::vector<std::string>& clips,
                              const std::string& more = "") {
    std::string text = "format: 1\nname: " + name + "\ntitle: T\nsources:\n  - {id: s, title: S}\n" + more + "clips:\n";
    for (const std::string& clip : clips) text += "  - {id: " + clip + ", source: s, path: " + clip + ".mp4}\n";
    const fs::path file = folder_.path() / (name + ".yaml");
    base::write_atomically(file, text);
    manifest::Parsed parsed = manifest::parse(file);
    EXPECT_TRUE(parsed.manifest) << manifest::text_of(parsed.problems);
    return *std::move(parsed.manifest);
  }

  void record(const std::vector<manifest::Manifest>& manifests, bool allow_removals = false) {
    curate::record(*dataset_, manifests, {}, allow_removals);
  }
  std::string refused(const std::vector<manifest::Manifest>& manifests) {
    try {
      record(manifests);
    } catch (const base::Error& error) {
      EXPECT_EQ(error.code(), Code::InvalidInput);
      return error.what();
    }
    ADD_FAILURE() << "nothing was thrown";
    return {};
  }
  std::size_t clips() { return catalog::clips(dataset_->catalog()).size(); }

  base::PrivateFolder folder_ = test::temporary_folder();
  std::optional<curate::Dataset> dataset_;
};

TEST_F(ReconcileTest, RejectsAClipInTwoManifests) {
  const std::string words = refused({manifest("m", {"a", "b"}), manifest("n", {"c", "a"})});
  EXPECT_THAT(words, HasSubstr("m.yaml:7 and "));
  EXPECT_THAT(words, HasSubstr("n.yaml:8 both define clip 'a'"));
  EXPECT_EQ(clips(), 0U);
  record({manifest("m", {"a", "b"})});
  const std::string later = refused({manifest("n", {"c", "d", "a"})});
  EXPECT_THAT(later,
              HasSubstr("n.yaml:9: clip 'a' already belongs to manifest 'm' (manifests/m.yaml:7 in the dataset)"));
  EXPECT_THAT(later, HasSubstr("if a clip moved here from manifest 'm', import both files together"));
  EXPECT_THAT(later, Not(HasSubstr("renamed")));
  EXPECT_THAT(refused({manifest("m", {"a"}), manifest("m", {"b"})}), HasSubstr("both named 'm'"));
}

TEST_F(ReconcileTest, NoticesARenamedManifest) {
  record({manifest("m", {"a", "b", "c"})});
  EXPECT_THAT(refused({manifest("m2", {"a", "b", "c"})}), HasSubstr("if you renamed the manifest, name it 'm' again"));
  EXPECT_EQ(clips(), 3U);
}

TEST_F(ReconcileTest, RemovingMostClipsNeedsAnOption) {
  record({manifest("m", {"a", "b", "c", "d"})});
  const std::string words = refused({manifest("m", {"a"})});
  EXPECT_THAT(words, HasSubstr("no longer has 3 of the 4 clips of manifest 'm' (b, c, d)"));
  EXPECT_THAT(words, HasSubstr("--allow-removals"));
  EXPECT_EQ(clips(), 4U);
  record({manifest("m", {"a", "b"})});
  EXPECT_EQ(clips(), 2U) << "half of them may be removed";
  record({manifest("m", {"e"})}, true);
  EXPECT_EQ(clips(), 1U);
  EXPECT_EQ(catalog::removed_clips(dataset_->catalog()).size(), 4U);
}

// Clips that move are not lost.
TEST_F(ReconcileTest, ClipsMoveInAnyOrderOfTheFiles) {
  record({manifest("m", {"a", "b", "c"})});
  record({manifest("n", {"a", "b"}), manifest("m", {"c"})});
  EXPECT_EQ(catalog::clips(dataset_->catalog(), "n").size(), 2U);
  record({manifest("n", {"a"}), manifest("m", {"b", "c"})});
  EXPECT_EQ(catalog::clips(dataset_->catalog(), "m").size(), 2U);
  EXPECT_TRUE(catalog::removed_clips(dataset_->catalog()).empty());
}

// Each manifest has its own sources: removing one from a manifest keeps it in others.
TEST_F(ReconcileTest, SourcesBelongToTheirManifest) {
  record({manifest("m", {"a"}, "  - {id: t, title: T}\n"), manifest("n", {"b"}, "  - {id: t, title: T}\n")});
  record({manifest("m", {"a"})});
  EXPECT_EQ(catalog::find_source(dataset_->catalog(), "m", "t"), std::nullopt);
  EXPECT_TRUE(catalog::find_source(dataset_->catalog(), "n", "t"));
}

// Equivalent text and another line of an entry are not changes.
TEST_F(ReconcileTest, MovedLinesAreNotAChange) {
  record({manifest("m", {"a", "b"})});
  const auto moved = manifest("m", {"b", "a"}, "# a remark\n");
  const auto changes = curate::reconcile(dataset_->catalog(), {moved}, {}, false);
  EXPECT_TRUE(changes[0].changes.empty());
  record({moved});
  EXPECT_EQ(catalog::find_clip(dataset_->catalog(), "a")->clip.line, 9);
}

}  // namespace
