#include "evaluation/made_predictions.h"

#include <cmath>
#include <random>

namespace test {
namespace {

constexpr int kClasses = 3;

/// Noise of about unit variance: the sum of four numbers in [-1, 1), scaled.
double noise(std::mt19937_64& generator) {
  double sum = 0;
  for (int i = 0; i < 4; ++i) sum += static_cast<double>(generator() >> 11) * 0x1p-52 - 1;
  return sum * 0.87;
}

void append_softmax(std::vector<double>& to, const std::vector<double>& logits) {
  double sum = 0;
  for (const double z : logits) sum += std::exp(z);
  for (const double z : logits) to.push_back(std::exp(z) / sum);
}

}  // namespace

evaluation::ClipPrediction clip(const std::string& name, const std::string& subject, int label,
                                const std::vector<double>& probabilities, int fold, int repeat) {
  evaluation::ClipPrediction prediction;
  prediction.clip = name;
  prediction.subject = subject;
  prediction.source = "ward";
  prediction.label = label;
  prediction.fold = fold;
  prediction.repeat = repeat;
  prediction.pictures = {0};
  prediction.files = {"frames/" + name + "/000000.png"};
  prediction.frame_probabilities = probabilities;
  prediction.probabilities = probabilities;
  return prediction;
}

evaluation::Predictions make_predictions(std::uint64_t seed, const Make& make) {
  std::mt19937_64 generator(seed);
  evaluation::Predictions made;
  made.classes = {"covid-19", "healthy", "pneumonia"};
  for (int repeat = 0; repeat < make.repeats; ++repeat) {
    for (int s = 0; s < make.subjects; ++s) {
      std::vector<double> person(kClasses);
      for (double& shift : person) shift = noise(generator);
      person[static_cast<std::size_t>(s % kClasses)] += make.skill;
      for (int c = 0; c < make.clips_each; ++c) {
        const std::string name = "c" + std::to_string(s) + "-" + std::to_string(c);
        evaluation::ClipPrediction one = clip(name, "p" + std::to_string(s), s % kClasses, {}, s % make.folds, repeat);
        one.pictures.clear();
        one.files.clear();
        for (int f = 0; f < make.frames_each; ++f) {
          std::vector<double> logits = person;
          for (double& z : logits) z += noise(generator);
          append_softmax(one.frame_probabilities, logits);
          one.pictures.push_back(std::int64_t{f} * 10);
          one.files.push_back("frames/" + name + "/" + std::to_string(f * 10) + ".png");
        }
        one.probabilities = one.mean();
        made.clips.push_back(one);
      }
    }
  }
  return made;
}

evaluation::Predictions make_predictions(std::uint64_t seed) { return make_predictions(seed, Make{}); }

}  // namespace test
