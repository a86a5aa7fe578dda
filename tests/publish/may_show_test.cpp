// Lists and pages of clips agree on what anybody may see.
#include "publish/may_show.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "catalog/clips.h"
#include "catalog/findings.h"
#include "catalog/list.h"
#include "catalog/manifests.h"
#include "model/finding.h"
#include "model/recipe.h"
#include "store/database.h"
#include "support/support.h"

namespace {

constexpr const char* kLicences[] = {"CC-BY-4.0",    "CC0-1.0",         "CC-BY-ND-4.0",    "cc-by-4.0",
                                     "LicenseRef-a", "LicenseRef-none", "LicenseRef-made", ""};

/// Clips of two manifests whose own LicenseRef-a differs, with each licence of their own and of their source.
void put_clips(catalog::Catalog& catalog) {
  const model::Recipe recipe;
  for (const std::string manifest : {"m", "n"}) {
    catalog::put_manifest(catalog, {manifest, "A manifest", "lung-ultrasound", base::sha256(manifest)});
    const bool open = manifest == "m";
    catalog::put_licence(catalog, manifest, {"LicenseRef-a", "A", "", open, true, true, true});
    catalog::put_licence(catalog, manifest, {"LicenseRef-made", "Made", "", true, true, true, !open});
    int number = 0;
    for (const char* of_source : kLicences) {
      const std::string source = "s" + std::to_string(number++);
      catalog::put_source(catalog, manifest, {source, "A source", "", of_source, "", "", ""});
      int own = 0;
      for (const char* of_clip : kLicences) {
        model::Clip clip;
        clip.id = manifest + "-" + source + "-" + std::to_string(own++);
        clip.source = source;
        clip.licence = of_clip;
        catalog::put_clip(catalog, manifest, clip, recipe);
      }
    }
  }
}

void put_finding(catalog::Catalog& catalog, const std::string& code, int number, bool resolved) {
  model::Clip clip;
  clip.id = "f" + std::to_string(number) + (resolved ? "-resolved" : "");
  clip.source = "s0";
  catalog::put_clip(catalog, "m", clip, model::Recipe());
  catalog.database().run("INSERT INTO finding VALUES ('clip', ?, ?, 'message', 'warning', ?, '')", clip.id, code,
                         std::string(resolved ? "ann" : ""));
}

std::vector<std::string> listed(catalog::Catalog& catalog, const std::optional<catalog::VisibleClips>& visible) {
  std::vector<std::string> ids;
  for (const auto& row : catalog::list(catalog, {.kind = "clips", .limit = 0, .visible = visible}).rows) {
    ids.push_back(std::get<std::string>(row.front()));
  }
  return ids;
}

bool may_show(catalog::Catalog& catalog, const std::string& clip) {
  return publish::may_show(catalog, clip, publish::Shown::Frames);
}

TEST(MayShow, AgreesWithLists) {
  const base::PrivateFolder folder = test::temporary_folder();
  catalog::Catalog catalog = catalog::Catalog::create(folder.path() / "catalog.sqlite");
  put_clips(catalog);
  int number = 0;
  for (const model::FindingCode& code : model::finding_codes()) {
    for (const bool resolved : {false, true}) put_finding(catalog, std::string(code.code), number, resolved);
    if (!code.former.empty()) put_finding(catalog, std::string(code.former), 1000 + number, false);
    ++number;
  }
  put_finding(catalog, "of-a-newer-version", number, false);
  std::vector<std::string> expected;
  for (const std::string& id : listed(catalog, std::nullopt)) {
    if (may_show(catalog, id)) expected.push_back(id);
  }
  EXPECT_EQ(listed(catalog, publish::visible_clips(catalog)), expected);
  EXPECT_GT(expected.size(), 50U);
}

// Copies that lists sort by cannot make more visible than what they were copied from.
TEST(MayShow, TrustsNoCopies) {
  const base::PrivateFolder folder = test::temporary_folder();
  catalog::Catalog catalog = catalog::Catalog::create(folder.path() / "catalog.sqlite");
  put_clips(catalog);
  put_finding(catalog, "identifying-text", 0, false);
  catalog.database().run("UPDATE clip_state SET licence = 'CC0-1.0', findings = 0");
  const std::vector<std::string> visible = listed(catalog, publish::visible_clips(catalog));
  EXPECT_GT(visible.size(), 10U);
  for (const std::string& id : visible) EXPECT_TRUE(may_show(catalog, id)) << id;
}

}  // namespace
