#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "base/file.h"
#include "evaluation/made_predictions.h"
#include "evaluation/metrics_json.h"
#include "evaluation/predictions_csv.h"
#include "support/support.h"

namespace {

using evaluation::Predictions;

/// Two clips of two subjects; the second has two frames that disagree.
Predictions two_clips() {
  Predictions predictions;
  predictions.classes = {"ill", "well"};
  evaluation::ClipPrediction second = test::clip("b", "ward/=2", 1, {.25, .75}, 1);
  second.pictures = {0, 10};
  second.files = {"frames/b/0.png", "frames/b/10.png"};
  second.frame_probabilities = {.125, .875, .625, .375};
  second.ood_score = 1.25;
  predictions.clips = {second, test::clip("a", "ward/1", 0, {2.0 / 3, 1.0 / 3})};
  return predictions;
}

// The columns are an interface: changing one breaks users' scripts.
TEST(PredictionsCsv, HasOneRowPerFrame) {
  EXPECT_EQ(evaluation::frames_csv(two_clips()),
            "repeat,fold,clip,subject,source,picture,file,label,predicted,p_ill,p_well\n"
            "0,0,a,ward/1,ward,0,frames/a/000000.png,ill,ill,0.666667,0.333333\n"
            "0,1,b,ward/=2,ward,0,frames/b/0.png,well,well,0.125000,0.875000\n"
            "0,1,b,ward/=2,ward,10,frames/b/10.png,well,ill,0.625000,0.375000\n");
}

TEST(PredictionsCsv, HasOneRowPerClip) {
  EXPECT_EQ(evaluation::clips_csv(two_clips()),
            "repeat,fold,clip,subject,source,frames,label,predicted,predicted_by_mean,predicted_by_majority,"
            "ood_score,p_ill,p_well\n"
            "0,0,a,ward/1,ward,1,ill,ill,ill,ill,0.000000,0.666667,0.333333\n"
            "0,1,b,ward/=2,ward,2,well,well,well,well,1.250000,0.250000,0.750000\n");
}

// Names that a spreadsheet would run as a formula stay unchanged; names with a comma are quoted.
TEST(PredictionsCsv, KeepsNamesUnchanged) {
  Predictions predictions = two_clips();
  predictions.classes = {"=1+1", "a,b"};
  predictions.clips[1].subject = "@SUM(A1)";
  const std::string text = evaluation::clips_csv(predictions);
  EXPECT_NE(text.find(",p_=1+1,\"p_a,b\"\n"), std::string::npos) << text;
  EXPECT_NE(text.find("0,0,a,@SUM(A1),ward,1,=1+1,=1+1,"), std::string::npos) << text;
}

// The keys of metrics.json and their order; metrics of a class without clips in a fold are null.
TEST(MetricsJson, IsStable) {
  const evaluation::Metrics metrics = evaluate(two_clips(), {.draws = 20});
  const std::string text = evaluation::metrics_json(metrics);
  EXPECT_EQ(text, evaluation::metrics_json(evaluate(two_clips(), {.draws = 20})));
  const auto json = nlohmann::ordered_json::parse(text);
  std::vector<std::string> keys;
  for (const auto& item : json.items()) keys.push_back(item.key());
  EXPECT_EQ(keys, (std::vector<std::string>{"classes", "clips", "frames", "subjects", "repeats", "bootstrap", "frame",
                                            "video", "video_mean", "video_majority", "by_repeat", "by_fold"}));
  EXPECT_EQ(json["bootstrap"].dump(), R"({"unit":"subject","draws":20,"seed":1,"confidence":0.95})");
  nlohmann::ordered_json video = json["by_fold"][0]["video"];
  EXPECT_EQ(video.dump(),
            R"({"accuracy":1.0,"balanced_accuracy":null,)"
            R"("macro":{"specificity":null,"ppv":null,"f1":null,"auroc":null},)"
            R"("classes":{"ill":{"clips":1,"frames":1,"subjects":1,"sensitivity":1.0,"specificity":null,"ppv":1.0,)"
            R"("f1":1.0,"auroc":null},"well":{"clips":0,"frames":0,"subjects":0,"sensitivity":null,)"
            R"("specificity":1.0,"ppv":null,"f1":null,"auroc":null}},"confusion":[[1,0],[0,0]],)"
            R"("calibration":{"ece":0.333333,"brier":0.222222,"log_loss":0.405465}})");
}

TEST(MetricsJson, HasIntervalsAndSpread) {
  const auto json = nlohmann::ordered_json::parse(
      evaluation::metrics_json(evaluate(test::make_predictions(3, {.repeats = 3}), {.draws = 200})));
  const auto& figure = json["video"]["accuracy"];
  for (const char* key : {"value", "low", "high", "min", "max", "sd"}) EXPECT_TRUE(figure[key].is_number()) << key;
  EXPECT_LT(figure["low"], figure["value"]);
  EXPECT_GT(figure["high"], figure["value"]);
  EXPECT_EQ(json["frame"]["calibration"]["reliability"].size(), 15u);
  EXPECT_EQ(json["by_fold"].size(), 15u);
  EXPECT_EQ(json["by_repeat"][2]["repeat"], 2);
  EXPECT_FALSE(json["by_repeat"][2].contains("fold"));
}

void collect_keys(const nlohmann::ordered_json& json, std::set<std::string>& keys) {
  for (const auto& item : json.items()) {
    if (json.is_object()) keys.insert(item.key());
    if (item.value().is_structured()) collect_keys(item.value(), keys);
  }
}

// tools/sonoset-baseline/README.md documents every key and column.
TEST(Readme, DocumentsEveryKeyAndColumn) {
  const std::string readme = base::read_text(test::source_dir() / "tools/sonoset-baseline/README.md");
  const Predictions predictions = test::make_predictions(3, {.repeats = 2});
  std::set<std::string> names;
  collect_keys(nlohmann::ordered_json::parse(evaluation::metrics_json(evaluate(predictions, {.draws = 20}))), names);
  for (const std::string& csv : {evaluation::frames_csv(predictions), evaluation::clips_csv(predictions)}) {
    std::istringstream header(csv.substr(0, csv.find('\n')));
    for (std::string column; std::getline(header, column, ',');) names.insert(column);
  }
  for (const std::string& name : predictions.classes) {
    EXPECT_EQ(names.erase(name) + names.erase("p_" + name), 2u);
  }
  names.insert("p_CLASS");
  for (const std::string& name : names) {
    EXPECT_NE(readme.find('`' + name + '`'), std::string::npos) << "README does not document " << name;
  }
}

}  // namespace
