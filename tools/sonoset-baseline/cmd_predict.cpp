#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <future>
#include <set>

#include "base/error.h"
#include "base/folder.h"
#include "base/process.h"
#include "baseline/predict/overlay_files.h"
#include "model/found_sector.h"
#include "model/metadata_json.h"
#include "model_options.h"
#include "networks/torch_errors.h"
#include "option_groups.h"
#include "prediction_json.h"
#include "publish/table_text.h"
#include "recipe_options.h"
#include "sample_options.h"
#include "say.h"
#include "verbs.h"

namespace {

namespace fs = std::filesystem;
using baseline::ExternalClip;
using baseline::Prediction;
using baseline::Predictor;
using evaluation::EnsemblePrediction;
using nlohmann::ordered_json;

fs::path worker() { return base::own_path().parent_path() / "sonoset-worker"; }

/// A file and its prediction.
struct Answer {
  ExternalClip clip;
  std::optional<Prediction> prediction;  ///< nothing if it could not be read
  baseline::OverlayFiles overlay;
};

void print_ensemble(const EnsemblePrediction& ensemble, const baseline::ModelInfo& info) {
  std::vector<std::size_t> order(info.classes.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t i) { return ensemble.probabilities[i]; });
  for (const std::size_t i : order) {
    say("  {:<28}{:.2f}", info.classes[i], ensemble.probabilities[i]);
    if (info.folds > 1) say("   {:.2f} to {:.2f} across models", ensemble.lowest[i], ensemble.highest[i]);
    say("\n");
  }
}

void print_frames(const Answer& answer, const baseline::ModelInfo& info) {
  for (std::size_t i = 0; i < answer.clip.frames.size(); ++i) {
    say("  picture {:<6}", answer.clip.frames[i].picture);
    const auto& ensemble = answer.prediction->frames[i];
    if (!ensemble) {
      say("refused\n");
      continue;
    }
    const auto best = static_cast<std::size_t>(ensemble->predicted);
    say("{:<28}{:.2f}   {}\n", info.classes[best], ensemble->probabilities[best],
        evaluation::to_string(ensemble->certainty));
  }
}

void print_text(const Answer& answer, const baseline::ModelInfo& info, bool frames) {
  const std::string file = answer.clip.file.string();
  if (!answer.prediction) {
    say("{}: cannot be read\n", file);
  } else if (const auto& clip = answer.prediction->clip) {
    say("{}: {}, {}\n", file, info.classes[static_cast<std::size_t>(clip->predicted)],
        evaluation::to_string(clip->certainty));
    print_ensemble(*clip, info);
    if (frames) print_frames(answer, info);
    if (!answer.overlay.stills.empty()) {
      const auto& shown = answer.overlay.video ? *answer.overlay.video : answer.overlay.stills.front();
      say("  heat map: {}", shown.string());
      if (answer.overlay.heat) say(" ({:.0f}% of the heat outside of the sector)", 100 * answer.overlay.heat->outside);
      say("\n");
    }
  } else {
    say("{}: refused, {}\n  out-of-distribution score {:.1f} (limit 1)\n", file, refusal(info),
        answer.prediction->ood_score);
  }
  for (const model::Finding& finding : answer.clip.findings) {
    const model::FindingCode& code = model::finding_code(finding.code);
    say("  {} {}: {}\n    next: {}\n", model::to_string(code.severity), code.code, finding.message, code.next);
  }
  std::fflush(stdout);
}

ordered_json row_of(const Answer& answer, const baseline::ModelInfo& info) {
  ordered_json json = {{"file", answer.clip.file.string()}};
  if (answer.prediction) {
    json.update(to_json(*answer.prediction, info));
    std::vector<std::int64_t> pictures;
    for (const model::Frame& frame : answer.clip.frames) pictures.push_back(frame.picture);
    json["frames"] = frames_json(*answer.prediction, pictures, info.classes);
  } else {
    json["state"] = "failed";
  }
  if (!answer.overlay.stills.empty()) {
    json["overlay"] = {{"stills", ordered_json::array()}, {"video", nullptr}};
    for (const fs::path& still : answer.overlay.stills) json["overlay"]["stills"].push_back(still.string());
    if (answer.overlay.video) json["overlay"]["video"] = answer.overlay.video->string();
    if (answer.overlay.heat) {
      json["overlay"]["heat_outside"] = answer.overlay.heat->outside;
      json["overlay"]["maxima_outside"] = answer.overlay.heat->maxima_outside;
    }
  }
  ordered_json findings = ordered_json::array();
  for (const model::Finding& finding : answer.clip.findings) {
    findings.push_back(model::finding_json(finding.code, finding.message));
  }
  json["findings"] = std::move(findings);
  return json;
}

/// Writes the files of --overlay.
class Overlays {
 public:
  Overlays(fs::path folder, std::vector<fs::path> inputs) : place_{std::move(folder), {}, std::move(inputs)} {
    fs::create_directories(place_.folder);
    base::Folder(place_.folder).remove_partial_files();
  }

  void write(Answer& answer, const Predictor& predictor) {
    const std::string stem = cut(answer.clip.file.stem());
    place_.name = stem;
    for (int i = 2; !names_.insert(place_.name).second; ++i) place_.name = fmt::format("{}-{}", stem, i);
    answer.overlay = write_overlays(predictor, answer.clip, *answer.prediction, place_, worker());
  }

 private:
  /// Shortens a name to leave room for suffixes, without cutting a UTF-8 character.
  static std::string cut(std::string stem) {
    std::size_t size = 100;
    if (stem.size() <= size) return stem;
    while (size > 0 && (static_cast<unsigned char>(stem[size]) & 0xc0) == 0x80) --size;
    stem.resize(size);
    return stem;
  }

  baseline::OverlayPlace place_;
  std::set<std::string> names_;  ///< used so far; files of different folders may have the same name
};

/// An error with one file becomes a finding and does not stop the others.
void look_at(Answer& answer, const Predictor& predictor, std::optional<Overlays>& overlays) {
  try {
    networks::with_torch_errors([&] {
      answer.prediction = predict(predictor, answer.clip);
      if (overlays && answer.prediction->clip) overlays->write(answer, predictor);
      return kDone;
    });
  } catch (const base::Error& error) {
    const std::string file = answer.clip.file.string();
    answer.clip.findings.push_back({"worker-failed", "clip", file, fmt::format("'{}': {}", file, error.what())});
  }
}

/// "X,Y,WIDTH,HEIGHT"
model::Region region_of(const std::string& text) {
  model::Region region;
  int used = 0;
  const int read =
      std::sscanf(text.c_str(), "%6d,%6d,%6d,%6d%n", &region.x, &region.y, &region.width, &region.height, &used);
  if (read != 4 || static_cast<std::size_t>(used) != text.size() || region.x < 0 || region.y < 0 || region.width < 1 ||
      region.height < 1) {
    throw base::Error(base::Code::InvalidInput,
                      "--region takes auto, or X,Y,WIDTH,HEIGHT in displayed pixels, such as 60,20,400,400");
  }
  return region;
}

// Without --region, clips are cropped as those that the model was trained on.
baseline::ExternalOptions external_options(const cxxopts::ParseResult& options, const baseline::ModelInfo& model) {
  baseline::ExternalOptions external;
  external.recipe = recipe_of(options);
  const std::string region = options.count("region") > 0 ? options["region"].as<std::string>() : "";
  if (!region.empty() && region != "auto") external.recipe.region = region_of(region);
  const bool wanted = model.view != model::View::Crop || (region.empty() && model.sectors) || region == "auto";
  if (wanted) external.recipe.sectors = model::kSectorFinderVersion;
  external.worker = worker();
  external.jobs = jobs_of(options);
  external.limits = worker_limits_of(options);
  external.least.frames = 1;
  return external;
}

void add_predict_options(Arguments& arguments) {
  arguments.add()("file", "Videos and stills", cxxopts::value<std::vector<std::string>>());
  add_model_options(arguments);
  arguments.add()("region", "Crop pictures, in displayed pixels (default: as the model's)",
                  cxxopts::value<std::string>(), "auto|X,Y,W,H");
  arguments.add(kOutputGroup)("overlay", "Write Grad-CAM heat maps to this folder", cxxopts::value<std::string>(),
                              "DIR");
  arguments.add(kOutputGroup)("frames", "Print the prediction of each frame");
  arguments.add(kOutputGroup)("json", "Print one JSON document");
  add_recipe_options(arguments);
  add_worker_options(arguments);
}

}  // namespace

int cmd_predict(const Context& context, const Words& words) {
  Arguments arguments(
      "baseline predict", "FILE… [--model RUN|DIR] [options]",
      "Classify videos and stills with a trained model. Prints the probability of each class, and how far the\n"
      "models of the run's folds agree. Pictures unlike the training data are refused. For research only, not a\n"
      "medical device. Exit code 1: a file could not be read, or its heat map could not be written.",
      {"sonoset -C lungs baseline predict new-clip.mp4",
       "sonoset -C lungs baseline predict new-clip.mp4 --overlay heat",
       "sonoset -C lungs baseline predict ward/*.mp4 --model main-1a2b3c4d --json > answers.json"});
  add_predict_options(arguments);
  arguments.positional({"file"});
  const auto options = arguments.parse(words, {"file"});
  if (!options) return kDone;
  const auto& names = (*options)["file"].as<std::vector<std::string>>();
  const ModelFiles files = model_files(context, *options);
  const bool json = options->count("json") > 0;
  // Workers read the first clips while the model is loaded.
  baseline::ExternalClips clips(
      {names.begin(), names.end()},
      external_options(*options, baseline::read_model_info(baseline::model_folder(files.model))));
  use_threads(*options);
  auto opening = std::async(std::launch::async, [&] { return Predictor::open(files.model, files.weights); });
  std::optional<ExternalClip> clip = clips.next();
  const Predictor predictor = opening.get();

  std::optional<Overlays> overlays;
  if (options->count("overlay") > 0) {
    overlays.emplace((*options)["overlay"].as<std::string>(), std::vector<fs::path>(names.begin(), names.end()));
  }
  int code = kDone;
  ordered_json rows = ordered_json::array();
  for (; clip; clip = clips.next()) {
    Answer answer{std::move(*clip), {}, {}};
    if (!answer.clip.failed()) look_at(answer, predictor, overlays);
    if (answer.clip.failed()) code = kDoneWithFindings;
    if (json) {
      rows.push_back(row_of(answer, predictor.info()));
    } else {
      print_text(answer, predictor.info(), options->count("frames") > 0);
    }
  }
  if (json) {
    ordered_json model = {{"folder", files.model.string()}};
    model.update(to_json(predictor.info()));
    const ordered_json document = {{"model", std::move(model)}, {"files", std::move(rows)}};
    print_document(document);
  }
  return code;
}
