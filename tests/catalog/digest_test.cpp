#include "catalog/digest.h"
#include "catalog/clips.h"
#include "catalog/decisions.h"
#include "catalog/fixture.h"
#include "catalog/links.h"
#include "catalog/manifests.h"
#include "catalog/work.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <set>

namespace {

using test::clip_of;

class DigestTest : public test::CatalogTest {
 protected:
  struct Place {
    std::string table;
    std::string column;
    std::string type;
    std::string name() const { return table + "." + column; }
  };

  std::vector<Place> every_column() {
    std::vector<Place> places;
    auto row = database.query(
        "SELECT t.name, c.name, c.type FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'"
        " AND t.name NOT LIKE 'sqlite_%' ORDER BY 1, c.cid");
    while (row.step()) places.push_back({row.text(0), row.text(1), row.text(2)});
    return places;
  }

  // One row of each table that has more than one.
  static std::string row_of(const Place& place) {
    static const std::map<std::string, std::string> kRows = {{"fetched_object", "clip = 'b'"},
                                                             {"clip_attribute", "name = 'age'"},
                                                             {"clip_state", "clip = 'a'"},
                                                             {"decision", "id = 1"},
                                                             {"frame", "frame_set = 1 AND picture = 20"},
                                                             {"frame_set", "id = 1"},
                                                             {"label", "role = 'annotator'"},
                                                             {"label_in_effect", "clip = 'a'"},
                                                             {"manifest", "name = 'm'"},
                                                             {"overlay", "frame_set = 1 AND number = 0"},
                                                             {"file_tags", "frame_set = 1"},
                                                             {"read_text", "frame_set = 1"},
                                                             {"sector", "frame_set = 1"},
                                                             {"source", "manifest = 'm'"},
                                                             {"split_clip", "clip = 'a'"},
                                                             {"subject", "name = 'p2'"},
                                                             {"tally", "name = 'frames'"}};
    if (place.table == "clip")
      return place.name().starts_with("clip.window_") && place.name().ends_with("picture") ? "name = 'b'"
                                                                                           : "name = 'a'";
    const auto known = kRows.find(place.table);
    return known == kRows.end() ? "true" : known->second;
  }

  // Another valid value for the column.
  std::string value_for(const Place& place) {
    static const std::map<std::string, std::string> kValues = {{"clip_state.grey", "'no'"},
                                                               {"clip_state.state", "'failed'"},
                                                               {"finding.about", "'source'"},
                                                               {"finding.severity", "'note'"},
                                                               {"frame.channels", "3"},
                                                               {"frame.frame_set", "2"},
                                                               {"frame.time_source", "'previous'"},
                                                               {"frame_set.content_rotation_deg", "180"},
                                                               {"label.clip", "'b'"},
                                                               {"label.decision", "2"},
                                                               {"label.role", "'curator'"},
                                                               {"link.first", "'0'"},
                                                               {"link.kind", "'case'"},
                                                               {"same_as.first_manifest", "'a'"},
                                                               {"same_as.first_subject", "'a'"},
                                                               {"sector.confidence_permille", "7"},
                                                               {"split.group_by", "'source'"},
                                                               {"split_group.link_kind", "'case'"}};
    const auto known = kValues.find(place.name());
    if (known != kValues.end()) return known->second;
    if (place.type == "TEXT") return place.column + " || 'x'";
    if (place.type == "BLOB") return "x'" + base::sha256("another").hex() + "'";
    const bool flag = number("SELECT sql LIKE '%" + place.column + " IN (0, 1)%' FROM sqlite_schema WHERE name = '" +
                             place.table + "'") == 1;
    return (flag ? "1 - " : "1000 + ") + place.column;
  }

  void change(const Place& place) {
    if (place.column == "id" && place.type == "INTEGER") return renumber(place.table);
    database.run("UPDATE " + place.table + " SET " + place.column + " = " + value_for(place) + " WHERE " +
                 row_of(place));
    ASSERT_EQ(database.changed_rows(), 1) << place.name();
  }

  // Row ids, and all references to them.
  void renumber(const std::string& table) {
    database.run("UPDATE " + table + " SET id = id + 1000");
    if (table == "decision") database.run("UPDATE label SET decision = decision + 1000");
    if (table == "frame_set") {
      database.run("UPDATE frame SET frame_set = frame_set + 1000");
      database.run("UPDATE clip_state SET frame_set = frame_set + 1000");
      database.run("UPDATE sector SET frame_set = frame_set + 1000");
      database.run("UPDATE overlay SET frame_set = frame_set + 1000");
    }
  }
};

// Each new column must be in the digest or listed as outside of it.
TEST_F(DigestTest, EachColumnIsCoveredOrListed) {
  fill();
  catalog::put_decision(catalog, test::decision_of("second", "{}"));
  catalog::put_failed_reading(catalog, {"a", object, recipe.digest(), "1.0", "truncated", 0});
  catalog::put_links(catalog, {model::LinkKind::Case}, {});  // marks these as up to date
  // Without foreign keys: this tests the digest, not references.
  database.run_script("PRAGMA foreign_keys = OFF");
  const base::Digest before = catalog::digest(catalog);
  const auto& outside = catalog::columns_outside_digest();
  std::set<std::string> seen;
  for (const Place& place : every_column()) {
    seen.insert(place.name());
    const bool covered = std::find(outside.begin(), outside.end(), place.name()) == outside.end();
    const catalog::Transaction undone(catalog);
    change(place);
    if (covered) {
      EXPECT_NE(catalog::digest(catalog), before) << place.name() << " is not covered";
    } else {
      EXPECT_EQ(catalog::digest(catalog), before) << place.name() << " is covered";
    }
  }
  for (const std::string& name : outside) EXPECT_TRUE(seen.contains(name)) << name << " is not a column";
  EXPECT_EQ(catalog::digest(catalog), before);
}

// The order of workers and the number of attempts are not content.
TEST_F(DigestTest, DoesNotDependOnTheOrderOfWork) {
  for (const char* const id : {"a", "b", "c"}) catalog::put_clip(catalog, "m", clip_of(id), recipe);
  for (const char* const id : {"a", "b", "c"}) done(clip_of(id), 2);
  auto other = catalog::Catalog::create(folder.path() / "other");
  std::swap(catalog, other);
  catalog::put_manifest(catalog, {"m", "Title", "lung-ultrasound", base::sha256("m")});
  catalog::put_source(catalog, "m", test::source_of("s"));
  for (const char* const id : {"c", "a", "b"}) catalog::put_clip(catalog, "m", clip_of(id), recipe);
  catalog::set_state(catalog, "b", catalog::State::Failed, "worker-crashed");
  for (const char* const id : {"b", "c", "a", "b"}) done(clip_of(id), 2);
  EXPECT_EQ(catalog::digest(catalog), catalog::digest(other));
}

// Lengths are hashed, too: moving a byte from one cell to the next changes the digest.
TEST_F(DigestTest, SeparatesNeighbouringCells) {
  model::Clip clip = clip_of("a");
  clip.attributes = {{"x", "1"}, {"y", "2"}};
  catalog::put_clip(catalog, "m", clip, recipe);
  const base::Digest before = catalog::digest(catalog);
  clip.attributes = {{"x", "1t1:y"}, {"y", "2"}};
  catalog::put_clip(catalog, "m", clip, recipe);
  EXPECT_NE(catalog::digest(catalog), before);
  clip.attributes = {{"x1", ""}, {"y", "2"}};
  catalog::put_clip(catalog, "m", clip, recipe);
  EXPECT_NE(catalog::digest(catalog), before);
}

}  // namespace
