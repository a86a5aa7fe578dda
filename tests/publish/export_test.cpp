#include "publish/export.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/error.h"
#include "catalog/clip_summaries.h"
#include "catalog/clips.h"
#include "catalog/frame_sets.h"
#include "catalog/links.h"
#include "catalog/manifests.h"
#include "catalog/splits.h"
#include "catalog/work.h"
#include "curate/split/split.h"
#include "model/frame.h"
#include "model/recipe.h"
#include "support/support.h"

namespace {

namespace fs = std::filesystem;
using base::Code;
using publish::ExportOptions;
using testing::ElementsAre;
using testing::HasSubstr;

/// A dataset of four clips: two of one subject, one without a label, one under a restrictive licence.
class ExportTest : public testing::Test {
 protected:
  ExportTest() : folder_(test::temporary_folder()), dataset_(make(folder_.path() / "data")) {
    catalog::Catalog& catalog = dataset_.catalog();
    catalog::Transaction transaction(catalog);
    catalog::put_manifest(catalog, {"m", "A manifest", "lung-ultrasound", base::sha256("m")});
    model::Source open{"open", "Open <site>", "https://e.org", "CC-BY-4.0", "", "", "=Doe 2020"};
    model::Source shut{"shut", "Shut site", "", "", "", "", ""};
    catalog::put_source(catalog, "m", open);
    catalog::put_source(catalog, "m", shut);
    put_clip("a", "p1", "open", "covid");
    put_clip("b", "p1", "open", "covid");
    put_clip("c", "p2", "open", "");
    put_clip("d", "p3", "shut", "regular");
    transaction.commit();
  }

  static curate::Dataset make(const fs::path& folder) {
    curate::Dataset::create(folder);
    return {folder, catalog::Catalog::Access::Write};
  }

  void put_clip(const std::string& id, const std::string& subject, const std::string& source,
                const std::string& value) {
    catalog::Catalog& catalog = dataset_.catalog();
    model::Clip clip;
    clip.id = id;
    clip.source = source;
    clip.subject = subject;
    clip.path = id + ".mp4";
    if (!value.empty()) clip.labels.push_back({"diagnosis", value, "", "", model::Role::Manifest});
    const model::Recipe recipe;
    catalog::put_clip(catalog, "m", clip, recipe);
    model::FrameSet set;
    set.clip = id;
    set.recipe = recipe.digest();
    set.object = base::sha256("bytes of " + id);
    set.content.time_base = base::Rational(1, 3);
    catalog::put_object(catalog, set.object, 10);
    catalog::set_object(catalog, id, set.object);
    const fs::path place = dataset_.folder_of(set);
    fs::create_directories(place);
    for (int i = 0; i < 3; ++i) {
      model::Frame frame;
      frame.picture = 10 * i;
      frame.pts = i;
      frame.width = frame.height = 4;
      const std::string content = id + " picture " + std::to_string(i);
      frame.pixels = frame.file = base::sha256(content);
      frame.file_bytes = static_cast<std::int64_t>(content.size());
      set.frames.push_back(frame);
      base::write_atomically(place / model::frame_name(frame.picture, recipe.format), content);
    }
    catalog::put_frame_set(catalog, set);
    catalog::set_state(catalog, id, catalog::State::Done);
  }

  void put_split(const std::string& stale = "") {
    model::SplitParameters parameters;
    parameters.name = "main";
    parameters.folds = 2;
    catalog::Catalog& catalog = dataset_.catalog();
    const auto units = catalog::clip_summaries(catalog, "diagnosis");
    catalog::put_split(catalog, curate::make_split(units, catalog::links(catalog), parameters).split);
    if (!stale.empty()) catalog::set_stale(catalog, "main", stale);
  }

  ExportOptions options(const std::string& name) const {
    ExportOptions made;
    made.out = folder_.path() / name;
    return made;
  }

  std::string refusal(const ExportOptions& asked, Code code = Code::InvalidInput) {
    try {
      publish::export_dataset(dataset_, asked);
    } catch (const base::Error& error) {
      EXPECT_EQ(error.code(), code) << error.what();
      return error.what();
    }
    return "";
  }

  base::PrivateFolder folder_;
  curate::Dataset dataset_;
};

std::map<std::string, std::string> files_in(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files[entry.path().lexically_relative(folder)] = base::read_text(entry.path());
  }
  return files;
}

std::vector<std::string> lines_of(const fs::path& file) {
  std::istringstream text(base::read_text(file));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

TEST_F(ExportTest, HasARowAndAPictureForEachAllowedFrame) {
  put_split();
  ExportOptions asked = options("out");
  asked.selection.split = "main";
  const publish::ExportSummary summary = publish::export_dataset(dataset_, asked);
  EXPECT_EQ(summary.clips, 3);
  EXPECT_EQ(summary.frames, 9);
  EXPECT_THAT(summary.left_out, ElementsAre(testing::Pair("licence: unknown", ElementsAre("d"))));
  const std::vector<std::string> lines = lines_of(asked.out / "frames.csv");
  ASSERT_EQ(lines.size(), 10U);
  EXPECT_THAT(lines[0], testing::StartsWith("path,clip,picture,timestamp_s,fold,group,label,subject,case,source,"));
  EXPECT_THAT(lines[2], testing::ContainsRegex(
                            "^frames/a/000010.png,a,10,0.333333,[01],a,covid,m/p1,,open,m,CC-BY-4.0,=Doe 2020"));
  EXPECT_EQ(base::read_text(asked.out / "frames/a/000010.png"), "a picture 1");
  EXPECT_FALSE(fs::exists(asked.out / "frames/d"));
  const std::string licences = base::read_text(asked.out / "LICENCES.md");
  EXPECT_THAT(licences, HasSubstr("CC-BY-4.0"));
  EXPECT_THAT(licences, HasSubstr("Open \\<site\\>"));
  EXPECT_THAT(licences, testing::Not(HasSubstr("Shut site"))) << "none of its clips are exported";
}

TEST_F(ExportTest, DescribesItselfInDatasetJson) {
  put_split();
  ExportOptions asked = options("out");
  asked.selection.split = "main";
  publish::export_dataset(dataset_, asked);
  const auto json = nlohmann::json::parse(base::read_text(asked.out / "dataset.json"));
  EXPECT_EQ(json["counts"]["frames"], 9);
  EXPECT_EQ(json["split"]["name"], "main");
  EXPECT_EQ(json["split"]["leaks"]["frames"], 0);
  EXPECT_EQ(json["licences"], "research");
  EXPECT_EQ(json["left_out"][0]["clips"][0], "d");
  EXPECT_EQ(json["catalog_digest"].get<std::string>().size(), 64U);
}

// Every file but SHA256SUMS itself is listed with its digest.
TEST_F(ExportTest, SumsMatchTheFiles) {
  publish::export_dataset(dataset_, options("out"));
  std::string expected;
  for (const auto& [path, content] : files_in(folder_.path() / "out")) {
    if (path != "SHA256SUMS") expected += base::sha256(content).hex() + "  " + path + "\n";
  }
  EXPECT_EQ(base::read_text(folder_.path() / "out/SHA256SUMS"), expected);
}

TEST_F(ExportTest, GivesTheSameBytesLinkedOrNot) {
  for (const std::string format : {"csv", "jsonl"}) {
    ExportOptions one = options(format == "csv" ? "one" : "one-l");
    ExportOptions other = options(format == "csv" ? "other" : "other-l");
    one.format = other.format = format;
    other.link = true;
    EXPECT_EQ(publish::export_dataset(dataset_, one).linked, 0);
    EXPECT_EQ(publish::export_dataset(dataset_, other).linked, 9);
    EXPECT_EQ(files_in(one.out), files_in(other.out));
    struct stat status {};
    ASSERT_EQ(::stat((other.out / "frames/a/000000.png").c_str(), &status), 0);
    EXPECT_GE(status.st_nlink, 2U);
  }
}

TEST_F(ExportTest, JsonLinesHaveEveryColumn) {
  ExportOptions asked = options("out");
  asked.format = "jsonl";
  asked.licences = "any";
  asked.selection.labelled_only = true;
  const publish::ExportSummary summary = publish::export_dataset(dataset_, asked);
  EXPECT_THAT(summary.left_out, ElementsAre(testing::Pair("no label on axis 'diagnosis'", ElementsAre("c"))));
  const std::vector<std::string> lines = lines_of(asked.out / "frames.jsonl");
  ASSERT_EQ(lines.size(), 9U);
  const auto row = nlohmann::ordered_json::parse(lines[4]);
  std::vector<std::string> columns;
  for (const auto& entry : row.items()) columns.push_back(entry.key());
  EXPECT_THAT(columns, testing::IsSupersetOf({"path", "clip", "fold", "label", "channels", "probe", "sample_aspect",
                                              "field_order", "label_diagnosis"}));
  EXPECT_EQ(row["clip"], "b");
  EXPECT_TRUE(row["fold"].is_null());
  EXPECT_DOUBLE_EQ(row["timestamp_s"].get<double>(), 0.333333);
}

TEST_F(ExportTest, ListsClipsWithoutFramesWithTheReason) {
  model::Clip clip;
  clip.id = "e";
  clip.source = "open";
  catalog::put_clip(dataset_.catalog(), "m", clip, model::Recipe());
  catalog::set_state(dataset_.catalog(), "e", catalog::State::Failed, "no-pictures");
  clip.id = "f";
  catalog::put_clip(dataset_.catalog(), "m", clip, model::Recipe());
  const auto left_out = publish::export_dataset(dataset_, options("out")).left_out;
  EXPECT_THAT(left_out.at("failed: no-pictures"), ElementsAre("e"));
  EXPECT_THAT(left_out.at("not imported yet"), ElementsAre("f"));
}

TEST_F(ExportTest, RejectsInvalidOptionsWithTheReason) {
  ExportOptions asked = options("out");
  asked.selection.split = "other";
  EXPECT_THAT(refusal(asked, Code::NotFound), HasSubstr("no split 'other'"));
  put_split("clip x is new");
  asked.selection.split = "main";
  EXPECT_THAT(refusal(asked), HasSubstr("no longer fits the dataset (clip x is new)"));
  asked.selection.split.clear();
  asked.licences = "CC0-1.0";
  EXPECT_THAT(refusal(asked), HasSubstr("nothing to export with licence policy 'CC0-1.0'"));
  asked.licences = "CC-BY-40";
  EXPECT_THAT(refusal(asked), HasSubstr("CC-BY-40"));
  asked = options("data");
  EXPECT_THAT(refusal(asked), HasSubstr("not an empty folder"));
  asked.out = folder_.path() / "missing" / "out";
  refusal(asked, Code::NotFound);
}

// No partial folder may be left, neither under the name nor next to it.
TEST_F(ExportTest, ADamagedPictureStopsItAndLeavesNothing) {
  const auto set = catalog::current_frame_set(dataset_.catalog(), "b");
  base::write_atomically(dataset_.folder_of(*set) / "000020.png", "something else");
  EXPECT_THAT(refusal(options("out"), Code::Corrupt), HasSubstr("000020.png"));
  std::vector<std::string> left;
  for (const auto& entry : fs::directory_iterator(folder_.path())) left.push_back(entry.path().filename());
  EXPECT_THAT(left, ElementsAre("data"));
}

// A killed export leaves .NAME.partial-XXXXXX, which the next one removes.
TEST_F(ExportTest, CleansUpAfterAKilledExport) {
  const fs::path partial = folder_.path() / ".out.partial-0123ab";
  fs::create_directories(partial / "export" / "frames");
  base::write_atomically(partial / "export" / "frames.csv", "half a row");
  {
    const base::FileLock held(partial / "lock");
    EXPECT_THAT(refusal(options("out"), Code::Denied), HasSubstr("is in use by another process"));
    EXPECT_TRUE(fs::exists(partial / "export" / "frames.csv"));
  }
  EXPECT_EQ(publish::export_dataset(dataset_, options("out")).frames, 9);
  EXPECT_FALSE(fs::exists(partial));
}

TEST_F(ExportTest, AcceptsAnEmptyFolder) {
  fs::create_directory(folder_.path() / "out");
  ExportOptions asked = options("out");
  asked.out += "/";
  EXPECT_EQ(publish::export_dataset(dataset_, asked).frames, 9);
  EXPECT_TRUE(fs::exists(folder_.path() / "out/dataset.json"));
}

}  // namespace
