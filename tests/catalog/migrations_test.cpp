#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.h"
#include "base/file.h"
#include "catalog/broken_rows.h"
#include "catalog/catalog.h"
#include "catalog/clips.h"
#include "catalog/frame_sets.h"
#include "catalog/list.h"
#include "catalog/manifests.h"
#include "catalog/removed.h"
#include "catalog/splits.h"
#include "catalog/status.h"
#include "store/database.h"
#include "store/migration.h"
#include "support/support.h"

namespace {

namespace fs = std::filesystem;

constexpr const char* kRows = R"(
INSERT INTO manifest VALUES ('m', 'T', 'lung-ultrasound', zeroblob(32));
INSERT INTO source VALUES ('m', 's', 'S', '', 'MIT', '', '', '');
INSERT INTO subject VALUES ('m', 'p'), ('n', 'q');
INSERT INTO same_as VALUES ('m', 'p', 'n', 'q');
INSERT INTO object VALUES (x'1111111111111111111111111111111111111111111111111111111111111111', 7);
INSERT INTO recipe VALUES (x'2222222222222222222222222222222222222222222222222222222222222222', '{}');
INSERT INTO clip (name, manifest, source, path, url, probe, subject, patient_case, licence, page, notes, line, recipe,
  object) SELECT column1, 'm', 's', column1 || '.mp4', '', '', 'p', '', '', '', '', 1,
  x'2222222222222222222222222222222222222222222222222222222222222222',
  x'1111111111111111111111111111111111111111111111111111111111111111' FROM (VALUES ('a'), ('b'));
INSERT INTO clip_now (clip, state) VALUES ('a', 'done'), ('b', 'planned');
INSERT INTO frame_set SELECT 5, 'a', recipe, object, 1, 'mov', 'h264', '', 0, 1, 1, 1, '1', '1', 1, 1, 0, 0, '1', '1', 0,
  1, 1, 0, 0, 8, 1 FROM clip WHERE name = 'a';
INSERT INTO frame VALUES (5, 0, 0, 'pts', 1, 1, 1, zeroblob(32), 0, 0, 0, zeroblob(32), 1);
UPDATE clip_now SET frame_set = 5, frames = 1, container = 'mov', codec = 'h264', width = 1, height = 1, pictures = 1,
  grey = 'yes', rate_mhz = 1000, duration_ms = 1000, licence = 'MIT' WHERE clip = 'a';
UPDATE clip_now SET licence = 'MIT' WHERE clip = 'b';
INSERT INTO finding VALUES ('clip', 'a', 'size-changed', 'x', 'warning', '', ''),
  ('clip', 'a', 'unknown-subject', 'y', 'note', '', '');
INSERT INTO decision VALUES (3, 'label', 'zoe', 'then', 'why', '{}');
INSERT INTO label VALUES (1, 'a', 'diagnosis', 'healthy', '', '', 'manifest', NULL),
  (2, 'a', 'diagnosis', 'covid', 'zoe', '', 'curator', 3);
INSERT INTO label_now VALUES ('diagnosis', 'a', 'covid');
UPDATE clip_now SET diagnosis = 'covid' WHERE clip = 'a';
INSERT INTO split VALUES ('main', 1, 'clip', 0, 'diagnosis', 0, 1, 1, zeroblob(32), '');
INSERT INTO split_group (split, number, fold) VALUES ('main', 0, 0);
INSERT INTO split_clip VALUES ('main', 'a', 0);
)";

// Migrating a dataset of an older version keeps all its content: creating a table again does not delete the rows that
// refer to it.
TEST(Migrations, KeepAllContent) {
  const base::PrivateFolder folder = test::temporary_folder();
  const fs::path file = folder.path() / "catalog.sqlite";
  std::vector<store::Migration> steps;
  std::vector<std::string> texts;
  for (const char* const name : {"0001_initial.sql", "0002_failed_reading.sql"}) {
    texts.push_back(base::read_text(test::source_dir() / "schema" / "migrations" / name));
  }
  steps.push_back(store::migration("0001_initial.sql", texts[0]));
  steps.push_back(store::migration("0002_failed_reading.sql", texts[1]));
  store::Database::create(file, [&](store::Database& database) {
    store::migrate(database, steps);
    database.run_script(kRows);
  });

  auto catalog = catalog::Catalog::open(file, catalog::Catalog::Access::Write);
  EXPECT_EQ(catalog::broken_rows(catalog), std::vector<std::string>());
  ASSERT_TRUE(catalog::current_frame_set(catalog, "a"));
  EXPECT_EQ(catalog::current_frame_set(catalog, "a")->frames.size(), 1U);
  EXPECT_EQ(catalog::current_frame_set_findings(catalog, "a"),
            (std::vector<model::Finding>{{"size-changed", "clip", "a", "x"}}));
  const auto clip = catalog::find_clip(catalog, "a");
  EXPECT_EQ(clip->clip.labels.size(), 2U);
  EXPECT_EQ(clip->manifest_says.size(), 1U);
  EXPECT_EQ(catalog::known_object(catalog, "m", clip->clip), clip->object) << "what the URL gave is remembered";
  EXPECT_EQ(catalog::find_clip(catalog, "b")->object, std::nullopt) << "it has no frames";
  EXPECT_EQ(catalog::same_as(catalog).size(), 1U);
  EXPECT_EQ(catalog::find_split(catalog, "main")->groups.size(), 1U);
  EXPECT_TRUE(catalog::split_values(catalog, "main").empty()) << "not recorded";
  catalog::put_same_as(catalog, "m", {});
  EXPECT_EQ(catalog::same_as(catalog).size(), 1U) << "it may come from the other manifest";
  catalog::put_same_as(catalog, "n", {{{"n", "q"}, {"m", "p"}}});
  EXPECT_EQ(catalog::same_as(catalog).size(), 1U);
  catalog::put_same_as(catalog, "n", {});
  EXPECT_TRUE(catalog::same_as(catalog).empty()) << "added and removed";
  catalog::remove_clip(catalog, "a");
  EXPECT_EQ(catalog::frame_sets(catalog).size(), 1U);
  // Foreign keys are enforced again.
  EXPECT_THROW(catalog.database().run("INSERT INTO frame SELECT 99, picture, pts, time_source, width, height, channels,"
                                      " pixels, hash, sharpness, brightness, file_digest, file_bytes FROM frame"),
               base::Error);
}

// Tables, columns and codes were renamed; content and counts are the same.
TEST(Migrations, RenamesKeepContent) {
  const base::PrivateFolder folder = test::temporary_folder();
  const fs::path file = folder.path() / "catalog.sqlite";
  const std::string first = base::read_text(test::source_dir() / "schema" / "migrations" / "0001_initial.sql");
  store::Database::create(file, [&](store::Database& database) {
    store::migrate(database, {store::migration("0001_initial.sql", first)});
    database.run_script(kRows);
    database.run_script(
        "INSERT INTO finding VALUES ('clip', 'a', 'label-doubtful', 'z', 'note', '', ''),"
        " ('clip', 'b', 'label-doubtful', 'z', 'note', 'zoe', 'right')");
  });
  auto catalog = catalog::Catalog::open(file, catalog::Catalog::Access::Write);
  EXPECT_EQ(catalog::broken_rows(catalog), std::vector<std::string>());
  EXPECT_EQ(catalog::main_axis(catalog), "diagnosis");
  EXPECT_EQ(catalog::list(catalog, {"clips", {{"diagnosis", "covid"}}, ""}).rows.size(), 1U);
  EXPECT_EQ(catalog::find_split(catalog, "main")->parameters.by, model::SplitBy::Clip);
  EXPECT_EQ(catalog::list(catalog, {"findings", {{"code", "label-issue"}}, ""}).rows.size(), 2U);
  EXPECT_EQ(catalog::list(catalog, {"findings", {{"code", "label-doubtful"}}, ""}).rows.size(), 0U);
  const auto by_code = catalog::status(catalog).findings_by_code;
  EXPECT_NE(std::ranges::find(by_code, std::pair<std::string, std::int64_t>("label-issue", 1)), by_code.end());
}

// Protects catalogs from being compared with the migrations, which takes 100 ms, each time they are opened.
TEST(Migrations, HaveTheDigestThatOpeningExpects) {
  const auto folder = test::temporary_folder();
  catalog::Catalog made = catalog::Catalog::create(folder.path() / "catalog.sqlite");
  EXPECT_EQ(store::schema_digest(made.database()).hex(), catalog::Catalog::kSchemaDigest);
}

}  // namespace
