#include <gmock/gmock.h>

#include <algorithm>

#include "catalog/clips.h"
#include "catalog/decisions.h"
#include "catalog/findings.h"
#include "catalog/fixture.h"
#include "catalog/frame_sets.h"
#include "catalog/list.h"

namespace {

using base::Code;
using catalog::Cell;
using catalog::Listing;
using catalog::Table;
using test::clip_of;
using test::error_of;
using testing::ElementsAre;
using testing::HasSubstr;

class ListTest : public test::CatalogTest {
 protected:
  Cell cell(const Table& table, std::size_t row, const std::string& column) {
    const auto found = std::find(table.columns.begin(), table.columns.end(), column);
    EXPECT_NE(found, table.columns.end()) << column;
    return table.rows.at(row).at(static_cast<std::size_t>(found - table.columns.begin()));
  }
  std::string text(const Table& table, std::size_t row, const std::string& column) {
    const Cell found = cell(table, row, column);
    if (const auto* number = std::get_if<std::int64_t>(&found)) return std::to_string(*number);
    const auto* words = std::get_if<std::string>(&found);
    return words != nullptr ? *words : "-";
  }
  // One column of all rows, page by page.
  std::vector<std::string> paged(Listing listing, const std::string& column) {
    std::vector<std::string> all;
    do {
      const Table page = catalog::list(catalog, listing);
      EXPECT_LE(page.rows.size(), static_cast<std::size_t>(listing.limit));
      EXPECT_TRUE(page.next.empty() || page.rows.size() == static_cast<std::size_t>(listing.limit));
      for (std::size_t i = 0; i < page.rows.size(); ++i) all.push_back(text(page, i, column));
      listing.after = page.next;
    } while (!listing.after.empty());
    return all;
  }
  // clip-00 … clip-11, with many equal values.
  void twelve() {
    for (int i = 0; i < 12; ++i) {
      model::Clip clip = clip_of((i < 10 ? "clip-0" : "clip-") + std::to_string(i), i % 3 == 0 ? "" : "covid");
      if (i % 2 == 0) clip.subject = "p" + std::to_string(i % 4);
      done(clip, i % 4);
    }
  }
};

// Programs rely on the columns.
TEST_F(ListTest, KindsAndColumnsAreFixed) {
  EXPECT_THAT(catalog::listing_kinds(),
              ElementsAre("clips", "frames", "sources", "subjects", "findings", "labels", "links", "splits"));
  EXPECT_THAT(catalog::listing_columns("frames", catalog::kFirstMainAxis),
              ElementsAre("clip", "picture", "pts", "time_s", "time_source", "width", "height", "channels", "pixels",
                          "hash", "sharpness", "brightness", "file"));
  for (const std::string& kind : catalog::listing_kinds()) {
    EXPECT_EQ(catalog::list(catalog, {kind, {}, ""}).columns, catalog::listing_columns(kind, catalog::kFirstMainAxis));
  }
  EXPECT_THAT(error_of([&] { catalog::listing_columns("people", catalog::kFirstMainAxis); }).second,
              HasSubstr("clips, frames"));
}

TEST_F(ListTest, ShowsEveryCell) {
  fill();
  const Table clips = catalog::list(catalog, {"clips", {{"clip", "a"}}, ""});
  ASSERT_EQ(clips.rows.size(), 1U);
  const std::vector<std::string> expected = {"a",
                                             "m",
                                             "s",
                                             "p1",
                                             "k1",
                                             "convex",
                                             "LicenseRef-x",
                                             "done",
                                             "-",
                                             "3",
                                             "covid",
                                             object.hex(),
                                             recipe.digest().hex(),
                                             "mov,mp4",
                                             "h264",
                                             "640",
                                             "480",
                                             "299",
                                             "29.970",
                                             "10.000",
                                             "yes",
                                             "4:3",
                                             "tt",
                                             "yes",
                                             "yes",
                                             "120",
                                             "0",
                                             "https://example.org/a.mp4",
                                             "a.mp4"};
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_EQ(text(clips, 0, clips.columns[i]), expected[i]) << i;

  const Table frames = catalog::list(catalog, {"frames", {{"clip", "a"}}, "", false, 1, "t:a,i:0"});
  ASSERT_EQ(frames.rows.size(), 1U);
  EXPECT_EQ(text(frames, 0, "picture"), "10");
  EXPECT_EQ(text(frames, 0, "time_s"), "0.333333");
  EXPECT_EQ(text(frames, 0, "hash"), "f000000000000001");
  EXPECT_EQ(text(frames, 0, "file"), "frames/a/" + model::frame_set_name(recipe.digest(), object) + "/000010.png");

  const Table subjects = catalog::list(catalog, {"subjects", {}, ""});
  EXPECT_EQ(text(subjects, 0, "subject"), "p1");
  EXPECT_EQ(text(subjects, 0, "clips"), "1");
  EXPECT_EQ(text(subjects, 0, "frames"), "3");
  EXPECT_EQ(text(subjects, 0, "same_as"), "n/q1");
  EXPECT_EQ(text(subjects, 2, "same_as"), "m/p1");
  const Table findings = catalog::list(catalog, {"findings", {}, ""});
  EXPECT_EQ(text(findings, 0, "severity"), "error");
  EXPECT_EQ(text(findings, 0, "next"), "get the file again, or use the complete pictures with --allow-truncated");
  EXPECT_EQ(text(findings, 0, "resolved_by"), "ann");
  const Table labels = catalog::list(catalog, {"labels", {{"clip", "a"}}, ""});
  EXPECT_EQ(text(labels, 0, "value"), "pneumonia");
  EXPECT_EQ(text(labels, 0, "in_effect"), "no");
  EXPECT_EQ(text(labels, 1, "in_effect"), "yes");
  const Table splits = catalog::list(catalog, {"splits", {}, ""});
  EXPECT_EQ(text(splits, 0, "seed"), "42");
  EXPECT_EQ(text(splits, 0, "clips"), "2");
  EXPECT_EQ(text(splits, 0, "groups"), "1");
  EXPECT_EQ(text(splits, 0, "stale"), "-");
  EXPECT_EQ(text(catalog::list(catalog, {"sources", {}, ""}), 0, "clips"), "2");
  EXPECT_EQ(text(catalog::list(catalog, {"links", {}, ""}), 0, "second"), "b");
}

// Every kind, sorted by every column in both directions, in pages of every size: all rows, each once, in order.
TEST_F(ListTest, PagesGiveTheWholeListForEverySort) {
  fill();
  twelve();
  catalog::put_findings(catalog, model::Origin::Media, "clip", "b",
                        {{"truncated", "clip", "b", "x"}, {"truncated", "clip", "b", "y"}});
  int sorts = 0;
  for (const std::string& kind : catalog::listing_kinds()) {
    std::vector<std::string> columns = catalog::listing_columns(kind, catalog::kFirstMainAxis);
    columns.insert(columns.begin(), "");
    for (const std::string& column : columns) {
      Listing listing{kind, {}, column, false, 0, ""};
      if (kind == "frames") listing.filters = {{"clip", "clip-03"}};
      if (column == "file" || column == "next") continue;
      const Table whole = catalog::list(catalog, listing);
      EXPECT_TRUE(whole.next.empty());
      for (const bool descending : {false, true}) {
        listing.descending = descending;
        for (const int limit : {1, 2, 3}) {
          listing.limit = limit;
          std::vector<std::vector<Cell>> rows;
          listing.after.clear();
          do {
            const Table page = catalog::list(catalog, listing);
            rows.insert(rows.end(), page.rows.begin(), page.rows.end());
            listing.after = page.next;
          } while (!listing.after.empty() && rows.size() < 1000);
          if (descending) std::reverse(rows.begin(), rows.end());
          EXPECT_EQ(rows, whole.rows) << kind << " by " << column << " in pages of " << limit;
        }
      }
      ++sorts;
    }
  }
  EXPECT_GT(sorts, 70);
}

TEST_F(ListTest, SortsByTheColumnAndThenTheKey) {
  twelve();
  EXPECT_THAT(paged({"clips", {{"frames", "3"}}, "diagnosis", false, 2, ""}, "clip"),
              ElementsAre("clip-03", "clip-07", "clip-11"));
  EXPECT_THAT(paged({"clips", {{"diagnosis", ""}}, "frames", true, 2, ""}, "clip"),
              ElementsAre("clip-03", "clip-06", "clip-09", "clip-00"));
  const Listing dark{"frames", {}, "brightness", true, 4, ""};
  const auto brightness = paged(dark, "brightness");
  EXPECT_EQ(brightness.size(), 18U);
  EXPECT_TRUE(std::is_sorted(brightness.rbegin(), brightness.rend()));
}

// The catalog is not about one anatomy: the column is named after the dataset's main axis.
TEST_F(ListTest, ShowsTheMainAxisUnderItsName) {
  twelve();
  catalog::add_label(catalog, "clip-02", {"view", "plax", "ann", "", model::Role::Curator},
                     test::decision_of("ann", "{}"));
  catalog::add_label(catalog, "clip-03", {"source", "x", "ann", "", model::Role::Curator},
                     test::decision_of("ann", "{}"));
  catalog::set_main_axis(catalog, "view");
  EXPECT_EQ(catalog::main_axis(catalog), "view");
  EXPECT_THAT(paged({"clips", {{"view", "plax"}}, "", false, 5, ""}, "view"), ElementsAre("plax"));
  EXPECT_EQ(error_of([&] {
              catalog::list(catalog, {"clips", {{"diagnosis", "covid"}}, ""});
            }).first,
            base::Code::InvalidInput);
  catalog::add_label(catalog, "clip-04", {"view", "a4c", "ann", "", model::Role::Curator},
                     test::decision_of("ann", "[]"));
  EXPECT_EQ(paged({"clips", {{"view", "a4c"}}, "", false, 5, ""}, "clip").size(), 1U) << "a label that was added later";
  catalog::set_main_axis(catalog, "source");
  EXPECT_THAT(paged({"clips", {{"label_source", "x"}}, "", false, 5, ""}, "clip"), ElementsAre("clip-03"))
      << "a column of this name exists";
}

TEST_F(ListTest, AppliesAllFilters) {
  twelve();
  EXPECT_EQ(paged({"clips", {{"subject", ""}}, "", false, 5, ""}, "clip").size(), 6U) << "empty: rows without a value";
  EXPECT_THAT(paged({"clips", {{"subject", "p2"}, {"diagnosis", "covid"}}, "", false, 5, ""}, "clip"),
              ElementsAre("clip-02", "clip-10"));
  EXPECT_EQ(
      paged({"clips", {{"object", object.hex()}, {"rate_hz", "29.97"}, {"width", "640"}}, "", false, 5, ""}, "clip")
          .size(),
      12U);
  EXPECT_EQ(paged({"clips", {{"codec", ""}}, "", false, 5, ""}, "clip").size(), 0U);
  EXPECT_EQ(paged({"clips", {{"object", ""}}, "", false, 5, ""}, "clip").size(), 0U);
  EXPECT_EQ(paged({"clips", {{"state", "'; DROP TABLE clip; --"}}, "", false, 5, ""}, "clip").size(), 0U);
  EXPECT_EQ(paged({"frames", {{"hash", "f000000000000002"}}, "", false, 2, ""}, "clip").size(), 3U);
}

// Only frames of the clip's recipe and object are listed.
TEST_F(ListTest, HidesOldFrameSets) {
  done(clip_of("a"), 3);
  model::Recipe other;
  other.format = model::StillFormat::Jpeg95;
  catalog::put_clip(catalog, "m", clip_of("a"), other);
  EXPECT_TRUE(catalog::list(catalog, {"frames", {}, ""}).rows.empty());
  catalog::set_object(catalog, "a", object);
  catalog::put_frame_set(catalog, test::set_of("a", other, object, 1));
  const Table frames = catalog::list(catalog, {"frames", {}, "sharpness"});
  ASSERT_EQ(frames.rows.size(), 1U);
  EXPECT_THAT(text(frames, 0, "file"), HasSubstr("/000000.jpg"));
}

TEST_F(ListTest, RejectsUnknownNamesAndListsValidOnes) {
  const auto refused = [this](const Listing& listing) {
    const auto [code, words] = error_of([&] { catalog::list(catalog, listing); });
    EXPECT_EQ(code, Code::InvalidInput) << words;
    return words;
  };
  EXPECT_THAT(refused({"people", {}, ""}), HasSubstr("cannot list 'people' (one of: clips, frames"));
  EXPECT_THAT(refused({"clips", {}, "size"}),
              HasSubstr("cannot filter or sort clips by 'size' (one of: clip, manifest"));
  EXPECT_THAT(refused({"clips", {{"1=1; --", "x"}}, ""}), HasSubstr("(one of: "));
  EXPECT_THAT(refused({"frames", {}, "width"}), HasSubstr("without a filter on clip"));
  EXPECT_THAT(refused({"frames", {{"clip", "a"}}, "file"}), HasSubstr("(one of: "));
  EXPECT_THAT(refused({"clips", {{"frames", "many"}}, ""}), HasSubstr("'many' is not a value of column 'frames'"));
  for (const char* const value : {"xyz", "12", "F00000000000000g"}) refused({"frames", {{"hash", value}}, ""});
  for (const char* const value : {"xyz", "00ff"}) refused({"clips", {{"object", value}}, ""});
  for (const char* const value : {"fast", "9223372036854775807"}) refused({"clips", {{"rate_hz", value}}, ""});
  refused({"splits", {{"seed", "-1"}}, ""});
  refused({"clips", {}, "", false, -1});
}

// `after` may come from a command line or a web page.
TEST_F(ListTest, RejectsHostilePageKeys) {
  twelve();
  for (const char* const after : {"x", "i:1", "t:a,t:b", "t:a,", "b:a", "' OR 1=1", "t:%"}) {
    EXPECT_EQ(error_of([&] {
                catalog::list(catalog, {"clips", {}, "", false, 5, after});
              }).first,
              Code::InvalidInput)
        << after;
  }
  EXPECT_TRUE(catalog::list(catalog, {"clips", {}, "", false, 5, "t:zzz%ff%00"}).rows.empty());
}

}  // namespace
