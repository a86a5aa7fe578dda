#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/file.h"
#include "manifest/manifest.h"
#include "manifest/scaffold.h"
#include "support/support.h"

namespace manifest {
namespace {

const std::filesystem::path kFile = test::source_dir() / "manifests/pocus-2021.yaml";

// What the dataset's papers and its table say: 162 clips, and how many under which label and licence.
TEST(Pocus, IsTheDatasetThatItSays) {
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

// The file has the form that the writer gives, so that the next change of one clip is a change of its lines only.
TEST(Pocus, IsInTheCanonicalForm) {
  const Parsed parsed = parse(kFile);
  ASSERT_TRUE(parsed.manifest) << text_of(parsed.problems);
  EXPECT_TRUE(write(*parsed.manifest) == base::read_text(kFile)) << "make it again from its mapping";
}

// It can be made again from what it was made of; the nine rows that say they are in the repository and have no file
// there are named.
TEST(Pocus, IsWhatItsMappingMakes) {
  const auto shared = test::shared_dir();
  if (!shared) GTEST_SKIP() << "the POCUS files are not beside the project";
  const std::filesystem::path pocus = *shared / "pocus";
  const auto mapping =
      parse_mapping(base::read_text(test::source_dir() / "manifests/pocus-2021.mapping.yaml"), "mapping");
  ASSERT_TRUE(mapping.mapping) << text_of(mapping.problems);
  ScaffoldInputs inputs;
  inputs.tables.push_back(*read_csv(base::read_text(pocus / "dataset_metadata.csv"), "sheet").table);
  std::vector<Problem> problems;
  inputs.files = read_sums(base::read_text(pocus / "SHA256SUMS"), "SHA256SUMS", problems).files;
  const Scaffolded made = scaffold(*mapping.mapping, inputs);
  ASSERT_TRUE(made.manifest) << text_of(made.problems);
  EXPECT_TRUE(write(*made.manifest) == base::read_text(kFile)) << "the mapping makes something else than is shipped";
  EXPECT_EQ(made.unplaced.size(), 9U);
  for (const Unplaced& row : made.unplaced) EXPECT_EQ(row.reason, "no file has its key") << row.item;
}

}  // namespace
}  // namespace manifest
