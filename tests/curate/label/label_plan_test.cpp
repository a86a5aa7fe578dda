// What a file of labels would change.
#include "curate/label/label_plan.h"

#include <gtest/gtest.h>

#include <chrono>

#include <fmt/format.h>

#include "support/support.h"

namespace {

class LabelPlan : public ::testing::Test {
 protected:
  LabelPlan() { curate::Dataset::create(folder_.path() / "data"); }

  static curate::LabelRow row(int line, const std::string& value, const std::string& by, model::Role role) {
    return {line, "clip", {"diagnosis", value, by, "CT", role}};
  }

  curate::LabelPlan plan(const std::vector<curate::LabelRow>& rows) {
    curate::Dataset dataset(folder_.path() / "data", catalog::Catalog::Access::Read);
    return curate::plan_labels(dataset, rows);
  }

 private:
  base::PrivateFolder folder_ = test::temporary_folder();
};

// An annotator's label replaces the annotator's own, a curator's that of any curator.
TEST_F(LabelPlan, LeavesOutWhatIsSaidAlready) {
  using enum model::Role;
  const auto changes = [&](const std::vector<curate::LabelRow>& rows) { return plan(rows).changes.size(); };
  const auto annotator = [](const std::string& value, const std::string& by) { return row(2, value, by, Annotator); };
  const auto curator = [](const std::string& value, const std::string& by) { return row(2, value, by, Curator); };
  EXPECT_EQ(changes({annotator("ill", "a"), annotator("well", "b"), annotator("ill", "a")}), 2U);
  EXPECT_EQ(changes({annotator("ill", "a"), annotator("well", "a"), annotator("ill", "a")}), 3U);
  EXPECT_EQ(changes({curator("ill", "a"), curator("ill", "a")}), 1U);
  EXPECT_EQ(changes({curator("ill", "a"), curator("ill", "b"), curator("ill", "a")}), 3U);
}

// Time for all pairs of rows would be minutes.
TEST_F(LabelPlan, IsQuickForManyAnnotatorsOfAClip) {
  std::vector<curate::LabelRow> rows;
  for (int i = 0; i < 20'000; ++i)
    rows.push_back(row(i + 2, "ill", fmt::format("annotator-{}", i), model::Role::Annotator));
  const auto start = std::chrono::steady_clock::now();
  const curate::LabelPlan planned = plan(rows);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
  ASSERT_EQ(planned.changes.size(), rows.size());
  EXPECT_EQ(planned.changes.front().before, "");
  EXPECT_EQ(planned.changes.back().after, "ill");
}

}  // namespace
