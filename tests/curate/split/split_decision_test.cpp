// Splits are decisions: a line of decisions.jsonl has a complete one, and restores it in a new catalog.
#include "curate/split/split_decision.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.h"
#include "base/file.h"
#include "catalog/splits.h"
#include "curate/dataset.h"
#include "curate/record_split.h"
#include "support/support.h"

namespace {

using curate::RecordedSplit;
using Access = catalog::Catalog::Access;

RecordedSplit recorded_of(const std::string& name) {
  RecordedSplit one;
  one.split.parameters = {name, 3, model::SplitBy::Case, 0xFFFFFFFFFFFFFFFF, "severity", model::UnknownClips::Join};
  one.split.parameters.file = "folds.csv";
  one.split.parameters.fold_names = {"train", "val", "test"};
  one.split.groups = {{{"a", "c"}, model::Link{model::LinkKind::Case, "m/k", "a", "c"}, 1}, {{"b"}, std::nullopt, 0}};
  one.values = {{"a", "x"}, {"b", ""}, {"c", "y"}};
  return one;
}

TEST(SplitDecision, RoundTrips) {
  const RecordedSplit one = recorded_of("main");
  const RecordedSplit read = curate::parse_recorded_split(curate::to_json(one));
  EXPECT_EQ(read.split, one.split);
  EXPECT_EQ(read.values, one.values);
}

TEST(SplitDecision, RoundTripsOptions) {
  RecordedSplit one = recorded_of("main");
  one.split.parameters.file.clear();
  one.split.parameters.axis = "diagnosis,severity";
  one.split.parameters.held_out = {"source=bedside"};
  one.split.parameters.balance.probe = 7;
  one.split.parameters = model::with_folds(one.split.parameters, 2);
  EXPECT_EQ(curate::parse_recorded_split(curate::to_json(one)).split, one.split);
  std::string text = curate::to_json(one);
  text.replace(text.find("\"probe\":7"), 9, "\"probe\":-7");
  EXPECT_THROW(curate::parse_recorded_split(text), base::Error);
}

TEST(SplitDecision, RejectsInvalidSplits) {
  const std::string good = curate::to_json(recorded_of("main"));
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    return text.replace(text.find(from), from.size(), to);
  };
  for (const std::string& bad :
       {std::string(), std::string("{}"), std::string("[]"), with("\"folds\":3", "\"folds\":1"),
        with("\"folds\":3", "\"folds\":-1"), with("\"fold\":1", "\"fold\":3"), with("\"main\"", "\"../main\""),
        with("[\"a\",\"c\"]", "[\"c\",\"a\"]"), with("[\"b\"]", "[\"a\"]"), with("[\"b\"]", "[]"),
        with("\"by\":\"case\"", "\"by\":\"luck\""), with("[\"x\",\"y\"]", "[\"x\"]"), with("\"val\"", "\"v,a\"")}) {
    EXPECT_THROW(curate::parse_recorded_split(bad), base::Error) << bad;
  }
}

TEST(SplitDecision, IsRestoredIntoANewCatalog) {
  const base::PrivateFolder folder = test::temporary_folder();
  const std::filesystem::path first = folder.path() / "first";
  const std::filesystem::path second = folder.path() / "second";
  curate::Dataset::create(first);
  curate::Dataset::create(second);
  {
    curate::Dataset dataset(first, Access::Write);
    for (const char* const name : {"main", "other", "gone"}) {
      curate::record_split(dataset, recorded_of(name), {"me", ""});
    }
    RecordedSplit replaced = recorded_of("main");
    replaced.split.groups[1].fold = 2;
    curate::record_split(dataset, replaced, {"me", "better"});
    curate::record_split(dataset, replaced, {"you", "the same again"});
    curate::remove_split(dataset, "gone", {"me", ""});
    EXPECT_THROW(curate::remove_split(dataset, "gone", {"me", ""}), base::Error);
    const std::string lines = base::read_text(dataset.decisions_file());
    EXPECT_EQ(std::ranges::count(lines, '\n'), 5) << "the same split again is not a new decision";
  }
  std::filesystem::copy(first / "decisions.jsonl", second);
  curate::Dataset before(first, Access::Read);
  curate::Dataset after(second, Access::Write);
  EXPECT_EQ(catalog::split_names(after.catalog()), (std::vector<std::string>{"main", "other"}));
  EXPECT_EQ(catalog::find_split(after.catalog(), "main"), catalog::find_split(before.catalog(), "main"));
  EXPECT_EQ(catalog::split_values(after.catalog(), "main"), catalog::split_values(before.catalog(), "main"));
  EXPECT_EQ(catalog::find_split(after.catalog(), "main")->groups[1].fold, 2);
}

}  // namespace
