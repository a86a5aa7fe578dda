#include <fmt/format.h>

#include "base/channel.h"
#include "base/error.h"
#include "baseline/predict/external_clips.h"
#include "baseline/predict/heat_maps.h"
#include "curate/workers/frame_files.h"
#include "model_options.h"
#include "networks/torch_errors.h"
#include "prediction_json.h"
#include "sample_options.h"
#include "verbs.h"

namespace {

using base::Code;
using base::Error;
using baseline::ExternalClip;
using baseline::Predictor;
using nlohmann::ordered_json;

constexpr std::size_t kMaxFrames = 10'000;
constexpr std::size_t kMaxIdBytes = 200;
constexpr std::size_t kMaxWhyBytes = 500;

std::string why_failed(const ExternalClip& clip) {
  const model::Finding* error = model::first_error(clip.findings);
  return error != nullptr ? error->message : "the clip has no frames";
}

/// The clip of sonoset-worker's unchanged answer and its file of frames. Neither is trusted.
ExternalClip clip_of(base::Channel::Message& message) {
  if (message.descriptors.empty() || message.descriptors.size() > 2) {
    throw Error(Code::InvalidInput,
                "expected one descriptor, that of the file of frames, and optionally that of a file for heat maps");
  }
  model::ClipResult result = model::parse_clip_result(message.text);
  if (result.clip.size() > kMaxIdBytes) {
    throw Error(Code::InvalidInput,
                fmt::format("the clip's id is longer than {} bytes; use a shorter one", kMaxIdBytes));
  }
  ExternalClip clip;
  clip.file = result.clip;
  clip.findings = std::move(result.findings);
  clip.content = result.content;
  clip.frames = std::move(result.frames);
  // Its frames are cropped to its sector.
  if (result.sector) clip.sector = model::sector_in_frames(*result.sector, {});
  clip.output = std::move(message.descriptors.front());
  if (clip.failed()) throw Error(Code::InvalidInput, why_failed(clip));
  if (clip.frames.size() > kMaxFrames) {
    throw Error(Code::InvalidInput, fmt::format("the clip has more than {} frames", kMaxFrames));
  }
  curate::check_output(clip.output.get(), clip.frames);
  return clip;
}

/// Appends the heat maps of all frames to a file; returns their sizes in bytes. None if the clip was refused.
ordered_json write_heat(const ExternalClip& clip, const Predictor& predictor, const baseline::Prediction& prediction,
                        int file) {
  ordered_json sizes = ordered_json::array();
  if (prediction.refused()) return sizes;
  const std::vector<baseline::HeatMap> heat = baseline::heat_maps_of(predictor, clip, prediction);
  for (std::size_t i = 0; i < heat.size(); ++i) {
    const std::string png = baseline::heat_picture(predictor, clip, i, heat[i]);
    base::write_all(file, png, "the file of heat maps");
    sizes.push_back(png.size());
  }
  return sizes;
}

ordered_json answer_to(base::Channel::Message& message, const Predictor& predictor) {
  const ExternalClip clip = clip_of(message);
  const baseline::Prediction prediction = predict(predictor, clip);
  std::vector<std::int64_t> pictures;
  for (const model::Frame& frame : clip.frames) pictures.push_back(frame.picture);
  ordered_json json = {{"clip", clip.file.string()}};
  json.update(to_json(prediction, predictor.info()));
  json["frames"] = frames_json(prediction, pictures, predictor.info().classes);
  if (message.descriptors.size() == 2) {
    json["heat"] = write_heat(clip, predictor, prediction, message.descriptors[1].get());
  }
  return json;
}

/// One line of JSON that fits the channel, also for an invalid request.
std::string answer_line(base::Channel::Message& message, const Predictor& predictor) {
  std::string line;
  try {
    networks::with_torch_errors([&] {
      line = line_of(answer_to(message, predictor));
      return kDone;
    });
    if (line.size() <= base::Channel::kMaxBytes) return line;
    return line_of({{"state", "failed"}, {"why", "the answer is too long; send fewer frames"}});
  } catch (const std::exception& error) {
    return line_of({{"state", "failed"}, {"why", std::string(error.what()).substr(0, kMaxWhyBytes)}});
  }
}

}  // namespace

// Hidden: for a program with a channel on descriptor 3. Sends a description of the model, then answers requests in
// order until the channel closes.
int cmd_serve_predict(const Context& context, const Words& words) {
  Arguments arguments(
      "baseline serve-predict", "[--model RUN|DIR] [options]",
      "For use by other programs: 'predict' over a socket on file descriptor 3. A request is sonoset-worker's answer\n"
      "for a clip, with the descriptor of the file of frames it wrote.",
      {"sonoset -C lungs baseline serve-predict"});
  add_model_options(arguments);
  const auto options = arguments.parse(words);
  if (!options) return kDone;
  constexpr int kChannel = 3;
  base::Channel channel{base::Descriptor(kChannel)};
  use_threads(*options);
  const ModelFiles files = model_files(context, *options);
  const Predictor predictor = Predictor::open(files.model, files.weights);
  if (!channel.send(line_of(to_json(predictor.info())))) return kDone;
  while (auto message = channel.receive()) {
    if (!channel.send(answer_line(*message, predictor))) break;
  }
  return kDone;
}
