#include "baseline/train/trainers.h"

#include <fmt/format.h>

#include "base/error.h"
#include "baseline/data/features.h"
#include "baseline/data/former_names.h"
#include "baseline/train/head.h"

namespace baseline {
namespace {

HeadRecipe on(const std::string& features, HeadRecipe::Kind kind) {
  HeadRecipe recipe;
  recipe.kind = kind;
  recipe.features = features;
  recipe.columns = FeatureLayout::named().at(features);
  recipe.ood_columns = FeatureLayout::ood_columns();
  recipe.c = {0.004, 0.012, 0.04};
  return recipe;
}

std::shared_ptr<Trainer> mlp() {
  return std::make_shared<HeadTrainer>(on("block 11, mean and maximum of whole and thirds", HeadRecipe::Kind::Mlp));
}

/// The first was the best on inner folds of the POCUS clips by subject; see lib/README.md.
Trainers logistic() {
  Trainers trainers;
  for (const char* features : {"blocks 11 and 12, mean and maximum of whole and thirds",
                               "block 11, mean and maximum of whole and thirds", "block 11, mean and maximum"}) {
    trainers.push_back(std::make_shared<HeadTrainer>(on(features, HeadRecipe::Kind::Logistic)));
  }
  return trainers;
}

}  // namespace

std::shared_ptr<Trainer> reference_baseline() {
  HeadRecipe recipe = on("block 11, mean and maximum", HeadRecipe::Kind::PcaLogistic);
  recipe.c = {1};
  return std::make_shared<HeadTrainer>(recipe);
}

Trainers heads(const std::string& name) {
  const std::string_view head = current_name(name);
  if (head == "auto" || head == "logistic") return logistic();
  if (head == "reference") return {reference_baseline()};
  if (head == "mlp") return {mlp()};
  throw base::Error(base::Code::InvalidInput,
                    fmt::format("unknown head '{}'; use auto, logistic, reference or mlp", name));
}

}  // namespace baseline
