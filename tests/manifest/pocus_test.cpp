#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/file.h"
#include "manifest/manifest.h"
#include "manifest/parse.h"
#include "manifest/scaffold.h"
#include "manifest/write.h"
#include "support/support.h"

namespace manifest {
namespace {

const std::filesystem::path kFile = test::source_dir() / "manifests/pocus-2021.yaml";
const std::filesystem::path kWebFile = test::source_dir() / "manifests/pocus-2021-web.yaml";

// The counts of the dataset's papers and table: 162 clips, by label and licence.
TEST(Pocus, HasTheCountsOfTheDataset) {
  const Parsed parsed = parse(kFile);
  ASSERT_TRUE(parsed.manifest) << text_of(parsed.problems);
  const Manifest& m = *parsed.manifest;
  ASSERT_EQ(m.clips.size(), 162U);
  std::map<std::string, int> diagnoses;
  std::map<std::string, int> licences;
  std::set<std::string> subjects;
  for (const model::Clip& clip : m.clips) {
    EXPECT_TRUE(clip.sha256) << clip.id;
    EXPECT_TRUE(find_licence(m, clip.licence)) << clip.id;
    ++licences[clip.licence];
    subjects.insert(clip.subject);
    for (const model::Label& label : clip.labels) {
      if (label.axis == "diagnosis") ++diagnoses[label.value];
    }
  }
  EXPECT_EQ(diagnoses, (std::map<std::string, int>{
                           {"bacterial-pneumonia", 51}, {"covid-19", 36}, {"healthy", 69}, {"viral-pneumonia", 6}}));
  EXPECT_EQ(licences, (std::map<std::string, int>{{"CC-BY-2.0", 5},
                                                  {"CC-BY-4.0", 47},
                                                  {"CC-BY-NC-4.0", 85},
                                                  {"CC-BY-NC-SA-3.0", 2},
                                                  {"CC-BY-NC-SA-4.0", 16},
                                                  {"LicenseRef-COVID-19-Emergency", 7}}));
  EXPECT_EQ(subjects.size(), 107U);
  EXPECT_EQ(subjects.count(""), 0U);
}

// In canonical form, a change of one clip changes only its lines.
TEST(Pocus, IsCanonical) {
  const Parsed parsed = parse(kFile);
  ASSERT_TRUE(parsed.manifest) << text_of(parsed.problems);
  EXPECT_TRUE(write(*parsed.manifest) == base::read_text(kFile)) << "make it again from its mapping";
}

// The counts of the clips on the web in the two tables, obtained independently.
TEST(PocusWeb, HasTheCountsOfTheDataset) {
  const Parsed parsed = parse(kWebFile);
  ASSERT_TRUE(parsed.manifest) << text_of(parsed.problems);
  EXPECT_TRUE(write(*parsed.manifest) == base::read_text(kWebFile)) << "make it again from its mapping";
  std::map<std::string, int> diagnoses, licences, urls;
  int videos = 0, by_yt_dlp = 0, pictures = 0, unknown = 0;
  for (const model::Clip& clip : parsed.manifest->clips) {
    ++urls[clip.url];
    ++licences[clip.licence];
    ASSERT_TRUE(clip.region) << clip.id;
    EXPECT_EQ(clip.region->width, clip.region->height) << clip.id;
    unknown += clip.subject.empty() ? 1 : 0;
    if (clip.window.end_picture) {
      ++videos;
      pictures += static_cast<int>(*clip.window.end_picture - clip.window.first_picture.value());
    }
    for (const model::Source& source : parsed.manifest->sources) {
      by_yt_dlp += source.id == clip.source && source.fetch == model::kFetchByYtDlp ? 1 : 0;
    }
    for (const model::Label& label : clip.labels) diagnoses[label.value] += label.axis == "diagnosis" ? 1 : 0;
  }
  std::erase_if(diagnoses, [](const auto& one) { return one.second == 0; });
  EXPECT_EQ(diagnoses, (std::map<std::string, int>{
                           {"bacterial-pneumonia", 24}, {"covid-19", 46}, {"healthy", 20}, {"viral-pneumonia", 1}}));
  EXPECT_EQ(licences, (std::map<std::string, int>{{"", 87}, {"CC-BY-NC-ND-4.0", 4}}));
  EXPECT_EQ(std::ranges::count_if(urls, [](const auto& one) { return one.second > 1; }), 7);
  EXPECT_EQ(urls.size(), 83U);
  EXPECT_EQ(videos, 56);
  EXPECT_EQ(pictures, 8'972);
  EXPECT_EQ(by_yt_dlp, 6);
  EXPECT_EQ(unknown, 5);
}

// Makes a manifest from the dataset's tables with its mapping.
Scaffolded make(const std::string& name, const std::vector<std::filesystem::path>& sheets,
                const std::optional<std::filesystem::path>& sums) {
  const auto file = test::source_dir() / "manifests" / (name + ".mapping.yaml");
  const ParsedMapping mapping = parse_mapping(base::read_text(file), file);
  if (!mapping.mapping) return {std::nullopt, mapping.problems, {}};
  ScaffoldInputs inputs;
  for (const auto& sheet : sheets) inputs.tables.push_back(read_csv(base::read_text(sheet), "sheet").table.value());
  std::vector<Problem> problems;
  if (sums) inputs.files = read_sums(base::read_text(*sums), "SHA256SUMS", problems).files;
  return scaffold(*mapping.mapping, inputs);
}

// Nine rows claim a file in the repository that does not exist; they are reported.
TEST(Pocus, MatchesItsMapping) {
  const auto shared = test::shared_dir();
  if (!shared) GTEST_SKIP() << "no POCUS files next to the project";
  const auto folder = *shared / "pocus";
  const Scaffolded made = make("pocus-2021", {folder / "dataset_metadata.csv"}, folder / "SHA256SUMS");
  ASSERT_TRUE(made.manifest) << text_of(made.problems);
  EXPECT_TRUE(write(*made.manifest) == base::read_text(kFile))
      << "the mapping gives another manifest than the shipped one";
  EXPECT_EQ(made.unplaced.size(), 9U);
  for (const Unplaced& row : made.unplaced) EXPECT_EQ(row.reason, "no file matches this row") << row.item;
}

TEST(PocusWeb, MatchesItsMapping) {
  const auto shared = test::shared_dir();
  if (!shared) GTEST_SKIP() << "no POCUS files next to the project";
  const auto folder = *shared / "pocus";
  const Scaffolded made =
      make("pocus-2021-web", {folder / "web_sources.csv", folder / "dataset_metadata.csv"}, std::nullopt);
  ASSERT_TRUE(made.manifest) << text_of(made.problems);
  EXPECT_TRUE(write(*made.manifest) == base::read_text(kWebFile))
      << "the mapping gives another manifest than the shipped one";
  EXPECT_TRUE(made.unplaced.empty());
}

}  // namespace
}  // namespace manifest
