// Label issues found by a model: they are added, survive imports, and are removed when the model agrees.
#include "curate/label/label_issues.h"
#include "manifest/parse.h"

#include <gtest/gtest.h>

#include <optional>

#include "base/file.h"
#include "catalog/digest.h"
#include "catalog/findings.h"
#include "curate/import/stub_import.h"
#include "curate/label/decide.h"
#include "curate/label/resolve.h"
#include "support/support.h"

namespace {

class LabelIssuesTest : public testing::Test {
 protected:
  LabelIssuesTest() {
    curate::Dataset::create(folder_.path() / "data");
    dataset_.emplace(folder_.path() / "data", catalog::Catalog::Access::Write);
    import();
  }

  /// Imports three clips; `path` is the first one's.
  void import(const std::string& path = "a.mp4") {
    const auto file = folder_.path() / "m.yaml";
    base::write_atomically(file,
                           "format: 1\nname: m\ntitle: T\nsources:\n  - {id: s, title: S}\nclips:\n"
                           "  - {id: a, source: s, path: " +
                               path +
                               ", labels: {diagnosis: healthy}}\n"
                               "  - {id: b, source: s, path: b.mp4, labels: {diagnosis: healthy}}\n"
                               "  - {id: c, source: s, path: c.mp4, labels: {diagnosis: covid-19}}\n");
    manifest::Parsed parsed = manifest::parse(file);
    ASSERT_TRUE(parsed.manifest) << manifest::text_of(parsed.problems);
    import_.run(*dataset_, {*std::move(parsed.manifest)}, {});
  }

  std::vector<catalog::FindingRow> found(const std::string& clip) {
    std::vector<catalog::FindingRow> rows = catalog::findings(dataset_->catalog(), "clip", clip);
    std::erase_if(rows, [](const auto& row) { return row.finding.code != "label-issue"; });
    return rows;
  }
  std::size_t others(const std::string& clip) {
    return catalog::findings(dataset_->catalog(), "clip", clip).size() - found(clip).size();
  }

  base::PrivateFolder folder_ = test::temporary_folder();
  std::optional<curate::Dataset> dataset_;
  test::StubImport import_;
};

TEST_F(LabelIssuesTest, ReplaceOnlyIssuesOfTheAxis) {
  const std::size_t before = others("a");
  ASSERT_GT(before, 0U);
  auto changes = curate::put_label_issues(*dataset_, "diagnosis",
                                          {{"a", "healthy", "covid-19"}, {"b", "healthy", "covid-19"}}, true);
  EXPECT_EQ(changes.added, 2);
  EXPECT_TRUE(found("a").empty()) << "only counted, not stored";
  curate::put_label_issues(*dataset_, "diagnosis", {{"a", "healthy", "covid-19"}, {"b", "healthy", "covid-19"}});
  ASSERT_EQ(found("a").size(), 1U);
  EXPECT_EQ(found("a")[0].finding.message,
            "diagnosis is healthy here, but a model trained without this clip predicts covid-19");
  EXPECT_EQ(others("a"), before);

  curate::put_label_issues(*dataset_, "severity", {});
  EXPECT_EQ(found("a").size(), 1U) << "issues of another axis stay";
  changes = curate::put_label_issues(
      *dataset_, "diagnosis",
      {{"b", "healthy", "covid-19"}, {"x", "healthy", "covid-19"}, {"c", "healthy", "covid-19"}});
  EXPECT_EQ(changes.kept, 1);
  EXPECT_EQ(changes.gone, 1);
  EXPECT_EQ(changes.outdated, 2) << "a missing clip, and one that has another label now";
  EXPECT_TRUE(found("a").empty());
  EXPECT_EQ(others("a"), before);
}

// They depend on a network's weights and on rounding, so they are not part of the digest.
TEST_F(LabelIssuesTest, SurviveImportsAndAreNotInTheDigest) {
  const base::Digest digest = catalog::digest(dataset_->catalog());
  curate::put_label_issues(*dataset_, "diagnosis", {{"a", "healthy", "covid-19"}});
  EXPECT_EQ(catalog::digest(dataset_->catalog()), digest);
  import();
  EXPECT_EQ(found("a").size(), 1U);
  import("other.mp4");
  EXPECT_EQ(found("a").size(), 1U) << "another file, the same label";
}

TEST_F(LabelIssuesTest, ResolvedIssuesStayResolved) {
  curate::put_label_issues(*dataset_, "diagnosis", {{"a", "healthy", "covid-19"}});
  curate::resolve(*dataset_, "label-issue", "a", {"dr-a", "seen it"});
  EXPECT_EQ(found("a")[0].resolved_by, "dr-a");
  curate::put_label_issues(*dataset_, "diagnosis", {{"a", "healthy", "covid-19"}});
  EXPECT_EQ(found("a")[0].resolved_by, "dr-a");
  curate::put_label_issues(*dataset_, "diagnosis", {});
  curate::put_label_issues(*dataset_, "diagnosis", {{"a", "healthy", "covid-19"}});
  EXPECT_EQ(found("a")[0].resolved_by, "dr-a") << "also after it was removed";
}

}  // namespace
