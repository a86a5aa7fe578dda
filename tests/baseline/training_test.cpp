// Training: fits match scikit-learn, training subsets contain nothing of the test fold, and selection resists chance.
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <set>

#include "baseline/train/augment.h"
#include "baseline/train/cross_validation.h"
#include "baseline/train/head.h"
#include "baseline/train/logistic.h"
#include "made_samples.h"
#include "support/support.h"

namespace {

using baseline::HeadRecipe;

baseline::HeadTrainer head(std::vector<double> c, std::int64_t columns = 6) {
  HeadRecipe recipe;
  recipe.features = "all";
  recipe.columns = {{0, columns}};
  recipe.ood_columns = {{0, columns}};
  recipe.c = std::move(c);
  return baseline::HeadTrainer(recipe);
}

model::SplitParameters by_subject(int folds) {
  model::SplitParameters parameters;
  parameters.name = "made";
  parameters.folds = folds;
  return parameters;
}

baseline::Plan plan_of(const test::MadeSamples& made, int repeats) {
  baseline::Plan plan;
  plan.samples = made.samples;
  plan.inputs = made.inputs;
  plan.trainers = {std::make_shared<baseline::HeadTrainer>(head({0.1, 1}))};
  for (int repeat = 0; repeat < repeats; ++repeat) {
    model::SplitParameters parameters = by_subject(3);
    parameters.seed = static_cast<std::uint64_t>(repeat);
    plan.repeats.push_back(baseline::assign(plan.samples, parameters));
  }
  return plan;
}

baseline::CrossValidationWatch quiet() {
  return {[](std::int64_t, std::int64_t, const std::string&) {}, [] { return false; },
          [](const baseline::Assignment&, int, int) {}};
}

TEST(Logistic, MatchesScikitLearn) {
  // LogisticRegression(C=0.5, tol=1e-8).fit([[0, 1], [1, 0], [2, 2], [3, 1], [1, 3], [0, 2]], [0, 1, 2, 1, 2, 0],
  // sample_weight=[1, 2, 1, 1, 0.5, 1]) of scikit-learn 1.2.1
  const at::Tensor inputs = torch::tensor({{0.F, 1.F}, {1.F, 0.F}, {2.F, 2.F}, {3.F, 1.F}, {1.F, 3.F}, {0.F, 2.F}});
  const at::Tensor labels = torch::tensor({0, 1, 2, 1, 2, 0}, torch::kLong);
  const at::Tensor weights = torch::tensor({1.F, 2.F, 1.F, 1.F, 0.5F, 1.F});
  const std::vector<double> c{0.5};
  const auto fitted = baseline::fit_logistic(inputs, labels, weights, 3, c);
  const at::Tensor expected =
      torch::tensor({0.60094F, 0.07471F, -0.67565F, -0.12942F, 1.06482F, -0.93540F, -0.47075F, 0.15542F, 0.31532F,
                     -1.20110F, 1.14553F, 0.05558F, 0.25961F, -0.83468F, 0.57507F, 0.73061F, -0.55845F, -0.17216F})
          .reshape({6, 3});
  const auto centred = [](const at::Tensor& logits) { return logits - logits.mean(1, true); };
  EXPECT_TRUE(torch::allclose(centred(fitted[0].logits(inputs)), expected, 1e-3, 1e-3))
      << centred(fitted[0].logits(inputs));
}

TEST(Logistic, RowSpaceFindsSameMinimum) {
  torch::manual_seed(3);
  const at::Tensor inputs = torch::randn({12, 40});
  const at::Tensor labels = torch::arange(12).remainder(3);
  const at::Tensor weights = torch::ones({12});
  const std::vector<double> c{0.01, 0.3};
  const auto few = baseline::fit_logistic(inputs, labels, weights, 3, c);
  // Each row four times with a quarter of the weight: the same minimum, found in the space of the inputs.
  const auto many = baseline::fit_logistic(inputs.repeat({4, 1}), labels.repeat({4}), weights.repeat({4}) / 4, 3, c);
  for (std::size_t i = 0; i < c.size(); ++i) {
    EXPECT_TRUE(torch::allclose(few[i].weight, many[i].weight, 1e-2, 1e-4)) << c[i];
  }
}

TEST(Subset, TrainingSubsetHasNothingOfTestFold) {
  const test::MadeSamples made = test::made_samples(2, 6, 2, 3, 1);
  const baseline::Assignment assignment = baseline::assign(made.samples, by_subject(3));
  std::set<std::string> tested;
  for (int fold = 0; fold < 3; ++fold) {
    const auto training = baseline::training_subset(made.samples, assignment, fold, made.inputs);
    const auto test = baseline::test_subset(made.samples, assignment, fold, made.inputs);
    std::set<std::string> people;
    for (const auto& clip : training.samples.clips) people.insert(clip.unit.subject);
    for (const auto& clip : test.samples.clips) {
      EXPECT_FALSE(people.contains(clip.unit.subject)) << clip.unit.clip;
      tested.insert(clip.unit.clip);
    }
    EXPECT_EQ(training.inputs.size(0), training.samples.frames());
    EXPECT_EQ(training.samples.clips.size() + test.samples.clips.size(), made.samples.clips.size());
    // Its inputs are a copy: no row of the test fold is reachable through its storage.
    EXPECT_NE(training.inputs.data_ptr(), made.inputs.rows.data_ptr());
    EXPECT_EQ(training.inputs.storage().nbytes(), training.inputs.nbytes());
  }
  EXPECT_EQ(tested.size(), made.samples.clips.size());
}

TEST(Subset, WeighsClipsAndClassesEqually) {
  test::MadeSamples made = test::made_samples(2, 3, 2, 4, 1);
  made.samples.clips[0].frames.resize(1);
  baseline::Subset subset{made.samples, std::vector<std::string>(made.samples.clips.size(), "g"), made.inputs.rows};
  const at::Tensor weights = subset.weights();
  const at::Tensor labels = subset.labels();
  EXPECT_NEAR(weights.mean().item<double>(), 1, 1e-6);
  EXPECT_NEAR(weights[0].item<double>(), 4 * weights[1].item<double>(), 1e-5);
  EXPECT_NEAR(weights.index({labels == 0}).sum().item<double>(), weights.index({labels == 1}).sum().item<double>(),
              1e-4);
}

TEST(Selection, KeepsFirstUnlessAnotherIsClearlyBetter) {
  const test::MadeSamples made = test::made_samples(3, 8, 2, 3, 1.5);
  const baseline::Assignment assignment = baseline::assign(made.samples, by_subject(4));
  const auto subset = baseline::training_subset(made.samples, assignment, 0, made.inputs);
  const auto nothing = [](std::int64_t, std::int64_t, double) {};
  const auto sees = [](std::int64_t from) {
    HeadRecipe recipe;
    recipe.columns = {{from, from + 3}};
    recipe.ood_columns = {{0, 6}};
    recipe.c = {0.1};
    return std::make_shared<baseline::HeadTrainer>(recipe);
  };
  // The classes differ only in the first three inputs.
  EXPECT_EQ(baseline::select(subset, {sees(0), sees(3)}, by_subject(4), 1, nothing).trainer, 0U);
  EXPECT_EQ(baseline::select(subset, {sees(3), sees(0)}, by_subject(4), 1, nothing).trainer, 1U);
}

TEST(CrossValidation, ContinuesAfterStopWithSameResultAndNoRepeatedEvaluation) {
  const test::MadeSamples made = test::made_samples(2, 6, 2, 3, 2);
  const baseline::Plan plan = plan_of(made, 2);
  const auto whole_folder = test::temporary_folder();
  const auto whole = baseline::cross_validate(plan, whole_folder.path(), quiet());

  const auto folder = test::temporary_folder();
  std::vector<std::pair<int, int>> test_set_evaluations;
  auto watch = quiet();
  watch.evaluating = [&](const baseline::Assignment&, int repeat, int fold) {
    test_set_evaluations.emplace_back(repeat, fold);
  };
  watch.stop = [&] { return test_set_evaluations.size() == 4; };
  EXPECT_THROW(baseline::cross_validate(plan, folder.path(), watch), baseline::Stopped);
  EXPECT_EQ(test_set_evaluations.size(), 4U);
  watch.stop = [] { return false; };
  const auto resumed = baseline::cross_validate(plan, folder.path(), watch);
  EXPECT_EQ(test_set_evaluations.size(), 6U);
  EXPECT_EQ(std::set(test_set_evaluations.begin(), test_set_evaluations.end()).size(), 6U);
  ASSERT_EQ(resumed.predictions.clips.size(), whole.predictions.clips.size());
  for (std::size_t i = 0; i < whole.predictions.clips.size(); ++i) {
    EXPECT_EQ(resumed.predictions.clips[i].frame_probabilities, whole.predictions.clips[i].frame_probabilities);
    EXPECT_EQ(resumed.predictions.clips[i].probabilities, whole.predictions.clips[i].probabilities);
  }
}

TEST(CrossValidation, FindsSignalOnlyIfThereIsOne) {
  const auto accuracy = [](double signal) {
    const test::MadeSamples made = test::made_samples(2, 12, 2, 2, signal);
    const auto folder = test::temporary_folder();
    double right = 0;
    const auto results = baseline::cross_validate(plan_of(made, 1), folder.path(), quiet());
    for (const auto& clip : results.predictions.clips) right += evaluation::decision(clip.probabilities) == clip.label;
    return right / static_cast<double>(results.predictions.clips.size());
  };
  EXPECT_GT(accuracy(4), 0.9);
  EXPECT_LT(accuracy(0), 0.8);  // 48 clips of only 24 people: chance varies widely
}

TEST(CrossValidation, ByFrameTestsEachFrameOnceOnDifferentInnerFolds) {
  const test::MadeSamples made = test::made_samples(2, 4, 2, 8, 2);
  baseline::Plan plan = plan_of(made, 1);
  model::SplitParameters by_frame = by_subject(4);
  by_frame.by = model::SplitBy::Frame;
  plan.repeats = {baseline::assign(plan.samples, by_frame)};
  const auto folder = test::temporary_folder();
  std::size_t frames = 0;
  for (const auto& clip : baseline::cross_validate(plan, folder.path(), quiet()).predictions.clips) {
    frames += clip.frames();
  }
  EXPECT_EQ(frames, 2U * 4 * 2 * 8);
}

TEST(CrossValidation, DifferentPlansHaveDifferentDigests) {
  const test::MadeSamples made = test::made_samples(2, 6, 2, 3, 2);
  const baseline::Plan plan = plan_of(made, 1);
  baseline::Plan relabelled = plan;
  relabelled.samples.clips[0].label = 1;
  baseline::Plan reseeded = plan;
  reseeded.seed = 1;
  baseline::Plan repeated = plan_of(made, 2);
  for (const baseline::Plan& other : {relabelled, reseeded, repeated}) EXPECT_NE(plan.digest(), other.digest());
  EXPECT_EQ(plan.digest(), plan_of(made, 1).digest());
}

TEST(Augment, NeverTurnsPictureUpsideDown) {
  torch::manual_seed(1);
  // Bright top, dark bottom; the left half is marked.
  at::Tensor picture = torch::full({1, 1, 32, 32}, -1.F);
  picture.slice(2, 0, 16).fill_(0.5);
  const at::Tensor many = baseline::augmented(picture.repeat({64, 1, 1, 1}), {});
  EXPECT_EQ(many.sizes(), (std::vector<std::int64_t>{64, 1, 32, 32}));
  EXPECT_LE(many.max().item<float>(), 1);
  EXPECT_GE(many.min().item<float>(), -1);
  const at::Tensor upper = many.slice(2, 0, 16).mean({1, 2, 3});
  const at::Tensor lower = many.slice(2, 16, 32).mean({1, 2, 3});
  EXPECT_TRUE((upper > lower).all().item<bool>());
}

TEST(Augment, OnlyMirrorsWithZeroBounds) {
  torch::manual_seed(1);
  at::Tensor picture = torch::full({1, 1, 32, 32}, -1.F);
  picture.slice(3, 0, 16).fill_(0.5);
  const at::Tensor many = baseline::augmented(picture.repeat({64, 1, 1, 1}), {0, 0, true, 0, 0});
  const at::Tensor mirrored = (many - picture.flip({3})).abs().amax({1, 2, 3}) < 1e-4;
  const at::Tensor same = (many - picture).abs().amax({1, 2, 3}) < 1e-4;
  EXPECT_TRUE((mirrored != same).all().item<bool>());
  EXPECT_GT(mirrored.sum().item<int>(), 16);
  EXPECT_GT(same.sum().item<int>(), 16);
}

}  // namespace
