#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "base/file.h"
#include "catalog/broken_rows.h"
#include "catalog/clip_summaries.h"
#include "catalog/clips.h"
#include "catalog/digest.h"
#include "catalog/frame_sets.h"
#include "catalog/links.h"
#include "catalog/list.h"
#include "catalog/removed.h"
#include "catalog/splits.h"
#include "curate/import/edited_manifests.h"
#include "curate/import/preview.h"
#include "curate/import/stub_import.h"
#include "curate/split/groups.h"
#include "curate/split/split.h"
#include "curate/split/stale_splits.h"
#include "store/database.h"
#include "support/support.h"

namespace {

namespace fs = std::filesystem;
using Access = catalog::Catalog::Access;

// cmake --build --preset release --target fuzz-reconcile: 2,500 per seed.
int number_of_edits() {
  const char* const set = std::getenv("SONOSET_EDITS");
  return set == nullptr ? 30 : std::atoi(set);
}

std::string said(const std::vector<curate::Change>& changes) {
  std::string text;
  for (const curate::Change& change : changes) {
    text += fmt::format("{} {} {}\n", to_string(change.what), change.id, to_string(change.how));
    for (const auto& attribute : change.attributes) {
      text += fmt::format("  {}: {} -> {}\n", attribute.key, attribute.from.value_or("-"), attribute.to.value_or("-"));
    }
  }
  return text;
}

std::string text_of(const std::vector<catalog::Cell>& row) {
  std::string text;
  for (const catalog::Cell& cell : row) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) text += std::to_string(*number) + " | ";
    if (const auto* words = std::get_if<std::string>(&cell)) text += *words + " | ";
  }
  return text;
}

// The first row that only one of them has.
std::string difference(const std::vector<std::vector<catalog::Cell>>& mine,
                       const std::vector<std::vector<catalog::Cell>>& theirs) {
  for (const auto& row : mine) {
    if (std::ranges::find(theirs, row) == theirs.end()) return "living has " + text_of(row);
  }
  for (const auto& row : theirs) {
    if (std::ranges::find(mine, row) == mine.end()) return "fresh has " + text_of(row);
  }
  return "the order";
}

/// A dataset that goes through all edits, and a fresh one for each edit.
class ReconcileEdits : public testing::TestWithParam<int> {
 protected:
  ReconcileEdits() : edits_(folder_.path(), static_cast<std::uint64_t>(GetParam())) {
    curate::Dataset::create(folder_.path() / "empty");
    fs::copy(folder_.path() / "empty", folder_.path() / "living", fs::copy_options::recursive);
    living_.emplace(folder_.path() / "living", Access::Write);
  }

  catalog::Catalog& catalog() { return living_->catalog(); }

  // The two may have different folds, so staleness is not compared here.
  static base::Digest digest_without_splits(catalog::Catalog& of) {
    const catalog::Transaction undone(of);
    of.database().run("DELETE FROM split");
    return catalog::digest(of);
  }

  void compare_with_fresh(const std::vector<manifest::Manifest>& manifests) {
    const fs::path place = folder_.path() / "fresh";
    fs::remove_all(place);
    fs::copy(folder_.path() / "empty", place, fs::copy_options::recursive);
    if (fs::exists(living_->decisions_file())) fs::copy(living_->decisions_file(), place / "decisions.jsonl");
    curate::Dataset fresh(place, Access::Write);
    // In another order, too.
    import_.run(fresh, {manifests.rbegin(), manifests.rend()}, edits_.recipe());
    EXPECT_EQ(digest_without_splits(catalog()), digest_without_splits(fresh.catalog()));
    for (const std::string& kind : catalog::listing_kinds()) {
      if (kind == "splits") continue;
      const auto rows = [&kind](catalog::Catalog& of) { return catalog::list(of, {kind, {}, {}, false, 0, {}}).rows; };
      const auto mine = rows(catalog());
      const auto theirs = rows(fresh.catalog());
      EXPECT_TRUE(mine == theirs) << kind << " differ: " << difference(mine, theirs);
    }
  }

  // Also about clips that are not there now.
  void decide() {
    const std::vector<std::string>& ever = edits_.ever();
    const std::string clip = ever[edits_.below(ever.size())];
    const char* const values[] = {"healthy", "covid-19", "bacterial-pneumonia"};
    const char* const codes[] = {"wrong-extension", "region-outside", "unknown-subject", "licence-unknown"};
    const std::string at = fmt::format("2026-11-25T10:00:00Z\",\"who\":\"zoe {}", decisions_++);
    const std::string line =
        edits_.below(2) == 0
            ? fmt::format(R"({{"at":"{}","kind":"label","what":{{"axis":"diagnosis","clip":"{}","role":"{}",)"
                          R"("value":"{}"}},"why":"CT"}})",
                          at, clip, edits_.below(2) == 0 ? "curator" : "annotator", values[edits_.below(3)])
            : fmt::format(
                  R"({{"at":"{}","kind":"resolve","what":{{"about":"clip","code":"{}","id":"{}"}},"why":"ok"}})", at,
                  codes[edits_.below(4)], clip);
    base::append_line(living_->decisions_file(), line);
  }

  // What a split of the first dataset depends on: each clip's group, by its first clip, and label.
  std::map<std::string, std::pair<std::string, std::string>> fits_to() {
    model::SplitParameters parameters;
    const auto units = catalog::clip_summaries(catalog(), "diagnosis");
    const auto grouping = curate::make_groups(units, catalog::links(catalog()), parameters);
    std::map<std::uint32_t, std::string> first;
    std::map<std::string, std::pair<std::string, std::string>> all;
    for (const std::uint32_t index : grouping.order) {
      const auto& unit = units[index];
      all[unit.clip] = {first.emplace(grouping.group[index], unit.clip).first->second, unit.value};
    }
    return all;
  }

  void split() {
    const auto units = catalog::clip_summaries(catalog(), "diagnosis");
    const auto links = catalog::links(catalog());
    model::SplitParameters parameters;
    parameters.name = "main";
    parameters.folds = 2;
    // Only groups matter here, not whether they can fill the folds.
    model::Split split;
    split.parameters = parameters;
    std::map<std::string, std::vector<std::string>> groups;
    split_of_ = fits_to();
    for (const auto& [clip, place] : split_of_) groups[place.first].push_back(clip);
    for (auto& [first, clips] : groups) split.groups.push_back({std::move(clips), std::nullopt, 0});
    catalog::put_split(catalog(), split);
  }

  std::string stale() { return catalog::find_split(catalog(), "main")->stale; }

  // gc without files, of which there are none.
  void collect() {
    for (const auto& set : catalog::frame_sets(catalog())) {
      const auto clip = catalog::find_clip(catalog(), set.clip);
      if (!clip || clip->recipe != set.recipe || clip->object != set.object) catalog::remove_frame_set(catalog(), set);
    }
    catalog::forget_unused(catalog());
  }

  base::PrivateFolder folder_ = test::temporary_folder();
  test::EditedManifests edits_;
  test::StubImport import_;
  std::optional<curate::Dataset> living_;
  std::map<std::string, std::pair<std::string, std::string>> split_of_;
  int decisions_ = 0;
  int foreseen_ = 0;
};

// After any edit of manifests, reconcile reports exactly the edits, the catalog equals that of a fresh import with the
// same decisions, --dry-run foresaw it, and exactly those splits are stale that no longer fit.
TEST_P(ReconcileEdits, ReportEachEditAndGiveTheCatalogOfAFreshImport) {
  import_.run(*living_, edits_.read(), edits_.recipe());
  split();
  const int edits = number_of_edits();
  for (int i = 0; i < edits; ++i) {
    SCOPED_TRACE(fmt::format("seed {}, edit {}", GetParam(), i));
    if (edits_.below(8) == 0) decide();
    if (i > 0 && edits_.below(6) == 0) {
      edits_.undo();
    } else {
      edits_.edit();
    }
    const auto manifests = edits_.read();
    const curate::Preview preview = curate::preview(*living_, manifests, edits_.recipe(), true);
    const test::StubImport::Ran ran = import_.run(*living_, manifests, edits_.recipe());
    auto log = edits_.log();
    for (std::size_t k = 0; k < manifests.size(); ++k) {
      EXPECT_EQ(said(ran.changes[k].changes), said(log[manifests[k].name])) << manifests[k].name;
      EXPECT_EQ(preview.changes[k].changes, ran.changes[k].changes);
    }
    EXPECT_EQ(preview.clips_first + preview.clips_anew, ran.tried);
    compare_with_fresh(manifests);
    EXPECT_EQ(stale().empty(), split_of_ == fits_to()) << stale();
    if (ran.surprises == 0) {
      ++foreseen_;
      EXPECT_EQ(preview.stale_splits.empty() ? "" : preview.stale_splits[0].second, stale());
    }
    if (edits_.below(10) == 0) split();
    if (edits_.below(20) == 0) collect();
    if (i % 50 == 0) {
      EXPECT_EQ(catalog::broken_rows(catalog()), std::vector<std::string>());
    }
    if (HasFailure()) return;
  }
  EXPECT_GT(foreseen_, edits / 8);
}

INSTANTIATE_TEST_SUITE_P(Seeds, ReconcileEdits, testing::Range(1, 5));

}  // namespace
