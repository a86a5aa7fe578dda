// Using a run's models: they survive writing and reading, invalid ones are rejected when opened, and heat maps show the
// class.
#include "baseline/predict/predictor.h"

#include <gmock/gmock.h>
#include <torch/torch.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "baseline/data/features.h"
#include "baseline/train/fold_model.h"
#include "baseline/train/small_net_trainer.h"
#include "baseline/train/trainers.h"
#include "networks/grad_cam.h"
#include "support/support.h"
#include "weights/made_tflite.h"

namespace baseline {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr int kClips = 16;
constexpr int kFrames = 4;

/// Two classes that differ in some columns; clips of a class differ a little.
TrainingSubset made_subset() {
  torch::manual_seed(3);
  Samples samples;
  samples.axis = "diagnosis";
  samples.classes = {"ill", "well"};
  Inputs inputs;
  std::vector<at::Tensor> rows;
  Assignment assignment;
  for (int i = 0; i < kClips; ++i) {
    SampleClip clip;
    clip.unit.clip = "c" + std::to_string(100 + i);
    clip.unit.source = "ward";
    clip.unit.value = samples.classes[static_cast<std::size_t>(i % 2)];
    clip.unit.frames = kFrames;
    clip.label = i % 2;
    clip.frames.resize(kFrames);
    inputs.first.push_back(i * kFrames);
    const at::Tensor person = torch::randn({FeatureLayout::columns()});
    for (int frame = 0; frame < kFrames; ++frame) {
      clip.frames[static_cast<std::size_t>(frame)].facts.picture = frame;
      rows.push_back(person + 0.5 * torch::randn({FeatureLayout::columns()}) + (i % 2 == 0 ? 0.3 : -0.3));
    }
    samples.clips.push_back(clip);
    assignment.groups.push_back(clip.unit.clip);
    assignment.folds.emplace_back(kFrames, 1);
  }
  inputs.rows = at::stack(rows);
  return training_subset(samples, assignment, 0, inputs);
}

/// A run with one fold, on made weights.
struct MadeRun {
  base::PrivateFolder folder = test::temporary_folder();
  fs::path weights = folder.path() / "made.tflite";
  fs::path model = folder.path() / "run" / "model";
  TrainingSubset subset = made_subset();
  std::optional<FoldModel> fold;
  nlohmann::json info;

  MadeRun() {
    base::write_atomically(weights, test::made_tflite(test::made_mobilenet_v2()));
    fs::create_directories(model);
    model::SplitParameters grouping;
    grouping.by = model::SplitBy::Clip;
    fold = FoldModel::train(subset, heads("logistic"), grouping, 1, [](std::int64_t, std::int64_t, double) {});
    fold->write(model / "fold-0.safetensors");
    info = {{"format", 1},
            {"axis", "diagnosis"},
            {"classes", {"ill", "well"}},
            {"network", "mobilenet-v2"},
            {"network_digest", base::sha256_of_file(weights).hex()},
            {"head", "logistic"},
            {"folds", 1},
            {"plan", std::string(64, 'a')}};
    write();
  }
  void write() const { base::write_atomically(model / "model.json", info.dump()); }
  Predictor open() const { return Predictor::open(model.parent_path(), weights); }
  std::string refusal() const {
    try {
      open();
    } catch (const base::Error& error) {
      return error.what();
    }
    return "taken";
  }
};

TEST(Predictor, PredictsSameAfterWritingAndReading) {
  const MadeRun run;
  const Predictor predictor = run.open();
  const at::Tensor clip = run.subset.inputs.narrow(0, 0, kFrames);
  const Prediction prediction = predictor.predict({clip.narrow(0, 0, 1), clip.narrow(0, 1, kFrames - 1)});
  EXPECT_NEAR(prediction.ood_score, run.fold->ood_score(clip), 1e-3);
  ASSERT_FALSE(prediction.refused());
  const std::vector<double> frames = run.fold->frame_probabilities(clip);
  EXPECT_THAT(prediction.clip->probabilities,
              testing::Pointwise(testing::DoubleNear(1e-6), run.fold->clip_probabilities(clip, frames)));
  for (std::size_t i = 0; i < prediction.frames.size(); ++i) {
    ASSERT_TRUE(prediction.frames[i]);
    EXPECT_NEAR(prediction.frames[i]->probabilities[0], frames[2 * i], 1e-6);
  }
  EXPECT_EQ(prediction.clip->predicted, 0);
}

// Far from the training data, or NaN: no probability for the clip or any frame.
TEST(Predictor, GivesNoProbabilityForRefusedInput) {
  const MadeRun run;
  const Predictor predictor = run.open();
  for (const double far : {50.0, std::nan("")}) {
    const Prediction prediction = predictor.predict({run.subset.inputs.narrow(0, 0, kFrames) + far});
    EXPECT_TRUE(prediction.refused());
    EXPECT_THAT(prediction.frames, testing::Each(testing::Eq(std::nullopt)));
  }
  at::Tensor clip = run.subset.inputs.narrow(0, 0, kFrames).clone();
  clip[2] += 50;  // one frame out of distribution
  const Prediction prediction = predictor.predict({clip});
  ASSERT_FALSE(prediction.refused());
  EXPECT_FALSE(prediction.frames[2]);
  // It does not vote either: the clip's prediction comes from the other frames.
  const Prediction others = predictor.predict({clip.narrow(0, 0, 2), clip.narrow(0, 3, 1)});
  EXPECT_EQ(prediction.clip->probabilities, others.clip->probabilities);
  EXPECT_EQ(prediction.frames[3]->probabilities, others.frames[2]->probabilities);
}

// NaN has no order, so sorting could put any value into the middle.
TEST(Median, IsNanIfAnyValueIs) {
  EXPECT_EQ(median({3, 1, 2}), 2);
  for (std::size_t i = 0; i < 3; ++i) {
    std::vector<double> values = {3, 1, 2};
    values[i] = std::nan("");
    EXPECT_TRUE(std::isnan(median(values))) << i;
  }
}

// torch's copy would broadcast them.
TEST(SmallNetTrainer, RejectsTensorsOfWrongShape) {
  const SmallNetTrainer trainer;
  const auto refusal = [&](const NamedTensors& tensors) -> std::string {
    try {
      trainer.load(tensors, 0);
    } catch (const base::Error& error) {
      return error.what();
    }
    return "taken";
  };
  networks::SmallNet network(3);
  NamedTensors tensors;
  for (const auto& item : network->named_parameters()) tensors[item.key()] = item.value().detach();
  for (const auto& item : network->named_buffers()) tensors[item.key()] = item.value();
  EXPECT_EQ(refusal(tensors), "taken");
  for (const char* name : {"head.classes.weight", "head.classes.bias"}) {
    NamedTensors other = tensors;
    other[name] = tensors[name].narrow(0, 0, 1);
    EXPECT_NE(refusal(other), "taken") << name;
  }
  tensors["head.classes.weight"] = tensors["head.classes.weight"].narrow(0, 0, 1);
  EXPECT_THAT(refusal(tensors), HasSubstr("'head.classes.weight' has the wrong shape"));
}

TEST(Predictor, RejectsInvalidModels) {
  MadeRun run;
  const nlohmann::json good = run.info;
  const auto with = [&](const char* key, const nlohmann::json& value) {
    run.info = good;
    run.info[key] = value;
    run.write();
    return run.refusal();
  };
  EXPECT_EQ(with("format", 1), "taken");
  EXPECT_THAT(with("format", 2), HasSubstr("newer"));
  EXPECT_THAT(with("classes", {"ill", "ill"}), HasSubstr("different names"));
  EXPECT_THAT(with("classes", {"a", "b", "c"}), HasSubstr("3 classes"));
  EXPECT_THAT(with("network", "alexnet"), HasSubstr("unknown network 'alexnet'"));
  EXPECT_THAT(with("network_digest", "12"), HasSubstr("not a SHA-256"));
  EXPECT_THAT(with("network_digest", std::string(64, '0')), HasSubstr("different weights"));
  EXPECT_THAT(with("network", "small"), HasSubstr("cannot be used"));
  EXPECT_THAT(with("head", "nonsense"), HasSubstr("unknown head 'nonsense'"));
  EXPECT_THAT(with("view", "masked"), HasSubstr("train it again"));
  run.info["pooling"] = "sector";
  run.write();
  EXPECT_EQ(run.refusal(), "taken");
  EXPECT_THAT(with("folds", -1), HasSubstr("'folds' is -1"));
  EXPECT_THAT(with("folds", 2), HasSubstr("fold-1.safetensors"));
  base::write_atomically(run.model / "model.json", "{\"format\": 1");
  EXPECT_THAT(run.refusal(), HasSubstr("damaged"));
  fs::remove(run.model / "model.json");
  EXPECT_THAT(run.refusal(), HasSubstr("no model.json"));

  run.info = good;
  run.write();
  const fs::path file = run.model / "fold-0.safetensors";
  base::write_atomically(file, base::read_text(file).substr(0, 1000));
  EXPECT_THAT(run.refusal(), HasSubstr("fold-0.safetensors"));
  fs::resize_file(file, (std::uintmax_t{256} << 20) + 1);
  EXPECT_THAT(run.refusal(), HasSubstr("it has 268435457 bytes"));
}

// Masked frames: what the maps show outside of the sector changes none of its features.
TEST(Features, AreTakenFromInsideOfTheSectorWhereFramesAreMasked) {
  const MadeRun run;
  const networks::MobileNetV2 network = networks::MobileNetV2::read(run.weights);
  model::Sector sector;
  sector.kind = model::Sector::Kind::Linear;
  const int left = 60 * model::kPointsPerPixel;
  const int right = 170 * model::kPointsPerPixel;
  const int bottom = 224 * model::kPointsPerPixel;
  sector.corners = {{{left, 0}, {right, 0}, {right, bottom}, {left, bottom}}};
  sector.visible = {0, 0, 224, 224};
  SeenFrames frames;
  frames.add(model::View::Masked, model::Picture(224, 224, 1), sector);
  const at::Tensor inside = positions_inside(frames);
  ASSERT_EQ(inside.sizes(), (at::IntArrayRef{1, 1, 14, 14}));
  EXPECT_EQ(inside.sum().item<int>(), 14 * 7);

  torch::manual_seed(7);
  const at::Tensor map = torch::rand({1, networks::MobileNetV2::channels_of(FeatureLayout::kBlocks[0]), 14, 14});
  const std::int64_t first = FeatureLayout::named().at("block 11, mean and maximum of whole and thirds")[0].second;
  const auto features = [&](const at::Tensor& of) { return features_from_map(network, of, inside).slice(1, 0, first); };
  EXPECT_TRUE(torch::equal(features(map), features(at::where(inside, map, map + 5))));
  EXPECT_FALSE(torch::equal(features(map), features(map + 5)));
  EXPECT_TRUE(torch::allclose(features(map)[0][0], map[0][0].slice(1, 4, 11).mean()));

  frames = {};
  frames.add(model::View::Crop, model::Picture(224, 224, 1), sector);
  EXPECT_FALSE(positions_inside(frames).defined());
}

// A sector that is smaller than a position of the maps leaves no position: no feature, but no NaN either.
TEST(Features, OfASectorWithoutPositionsAreZero) {
  const MadeRun run;
  const networks::MobileNetV2 network = networks::MobileNetV2::read(run.weights);
  SeenFrames frames;
  frames.pictures.emplace_back(224, 224, 1);
  frames.inside.emplace_back(224, 224, 1);
  EXPECT_TRUE(torch::equal(features_of(network, frames), torch::zeros({1, FeatureLayout::columns()})));
}

// A class that depends on one position of one channel.
TEST(GradCam, IsHighestWhereTheClassIs) {
  torch::manual_seed(5);
  const at::Tensor maps = torch::rand({2, 4, 6, 7});
  const at::Tensor heat = networks::grad_cam(maps, [](const at::Tensor& seen) {
    return 3 * seen.select(1, 2).select(1, 4).select(1, 5) - 0.01 * seen.mean({1, 2, 3});
  });
  ASSERT_EQ(heat.sizes(), (at::IntArrayRef{2, 6, 7}));
  EXPECT_TRUE(torch::equal(heat.flatten(1).argmax(1), torch::full({2}, 4 * 7 + 5)));
}

// If all heat is positive, its sum is the derivative of the logit when the maps are scaled. On MobileNetV2's own maps.
TEST(GradCam, MatchesFiniteDifferences) {
  const MadeRun run;
  const networks::MobileNetV2 network = networks::MobileNetV2::read(run.weights);
  torch::manual_seed(6);
  const std::vector<int> first = {FeatureLayout::kBlocks[0]};
  const at::Tensor maps = network.maps(torch::rand({1, 3, 224, 224}), first)[0].to(at::kFloat).contiguous();
  const at::Tensor weight = torch::randn({FeatureLayout::columns()});
  const auto score = [&](const at::Tensor& seen) { return features_from_map(network, seen, {}).mv(weight); };
  const at::Tensor heat = networks::grad_cam(maps, score);
  // Scales the maps only where the heat is positive.
  const at::Tensor positive = (heat > 0).to(at::kFloat).unsqueeze(1);
  const double step = 1e-2;
  const auto moved = [&](double by) { return score(maps * (1 + by * positive)).item<double>(); };
  const double expected = (moved(step) - moved(-step)) / (2 * step);
  EXPECT_NEAR(heat.sum().item<double>() / expected, 1, 0.03);
}

}  // namespace
}  // namespace baseline
