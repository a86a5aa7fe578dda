#include "baseline/predict/external_clips.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/digest.h"
#include "base/error.h"
#include "base/scratch_folder.h"
#include "curate/workers/frame_files.h"
#include "still/decoder.h"

namespace baseline {
namespace {

namespace fs = std::filesystem;
using base::Code;
using base::Error;

// Limits of a batch, to some hundred megabytes of memory.
constexpr std::size_t kBatchFrames = 16;
constexpr std::int64_t kBatchPixels = std::int64_t{32} << 20;

std::string read_frame(int file, std::int64_t from, std::int64_t size) {
  std::string bytes(static_cast<std::size_t>(size), '\0');
  if (base::read_at(file, from, bytes.data(), bytes.size(), "a worker's frames") < bytes.size()) {
    throw Error(Code::Corrupt, "the worker's file of frames is too short");
  }
  return bytes;
}

/// Bounds the memory for a frame: facts and bytes come from a worker that a hostile file may control.
void check_facts(const model::Frame& facts, const std::string& name) {
  constexpr std::int64_t kMaxBytes = std::int64_t{3} * 8192 * 8192;
  const std::int64_t raw = std::int64_t{facts.width} * facts.height * facts.channels;
  if (raw < 1 || raw > kMaxBytes || facts.file_bytes > raw + raw / 8 + facts.height + 65536) {
    throw Error(Code::Corrupt, fmt::format("'{}' is larger than a picture can be ({}×{}, {} bytes)", name, facts.width,
                                           facts.height, facts.file_bytes));
  }
}

}  // namespace

bool ExternalClip::failed() const { return frames.empty() || model::has_error(findings); }

model::Picture ExternalClip::picture(std::size_t frame) const {
  std::int64_t from = 0;
  for (std::size_t i = 0; i < frame; ++i) from += frames[i].file_bytes;
  const model::Frame& facts = frames[frame];
  const std::string name = fmt::format("{}, picture {}", file.string(), facts.picture);
  check_facts(facts, name);
  const std::string bytes = read_frame(output.get(), from, facts.file_bytes);
  if (!bytes.starts_with("\x89PNG\r\n\x1a\n")) {
    throw Error(Code::Corrupt, fmt::format("'{}' is not a PNG", name));
  }
  model::Picture picture = still::decode({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, name,
                                         std::int64_t{facts.width} * facts.height);
  if (picture.width != facts.width || picture.height != facts.height || picture.channels != facts.channels) {
    throw Error(Code::Corrupt, fmt::format("'{}' does not have the size that the worker reported", name));
  }
  return picture;
}

void ExternalClip::for_each_batch(
    const std::function<void(std::size_t, const std::vector<model::Picture>&)>& work) const {
  for (std::size_t first = 0; first < frames.size();) {
    std::vector<model::Picture> pictures;
    std::int64_t pixels = 0;
    while (first + pictures.size() < frames.size() && pictures.size() < kBatchFrames && pixels < kBatchPixels) {
      pictures.push_back(picture(first + pictures.size()));
      pixels += std::int64_t{pictures.back().width} * pictures.back().height;
    }
    work(first, pictures);
    first += pictures.size();
  }
}

SeenFrames seen_by(const ModelInfo& model, const ExternalClip& clip, std::vector<model::Picture> pictures) {
  if (model.view != model::View::Crop && !clip.sector) {
    throw Error(Code::InvalidInput,
                fmt::format("the model's view is {}, but the sector of this clip was not looked for",
                            model::to_string(model.view)));
  }
  SeenFrames seen;
  for (model::Picture& picture : pictures) seen.add(model.view, std::move(picture), clip.sector);
  return seen;
}

Prediction predict(const Predictor& predictor, const ExternalClip& clip) {
  std::vector<at::Tensor> batches;
  clip.for_each_batch([&](std::size_t, const std::vector<model::Picture>& pictures) {
    batches.push_back(predictor.inputs_of(seen_by(predictor.info(), clip, pictures)));
  });
  return predictor.predict(batches);
}

ExternalClips::ExternalClips(std::vector<fs::path> files, const ExternalOptions& options)
    : files_(std::move(files)),
      options_(options),
      queue_(*this, options.worker, std::min(options.jobs, static_cast<int>(std::max<std::size_t>(1, files_.size()))),
             options.limits) {
  options_.recipe.format = model::StillFormat::Png;
}

bool ExternalClips::has_next() const {
  // Limits the clips read ahead: each keeps a file open.
  return opened_count_ < std::min(files_.size(), given_ + 2 * static_cast<std::size_t>(options_.jobs));
}

std::optional<curate::OpenedClip> ExternalClips::open_next() {
  const std::size_t number = opened_count_++;
  Opened opened;
  opened.clip.file = files_[number];
  const std::string id = std::to_string(number);
  try {
    opened.object = base::open_to_read(opened.clip.file);
  } catch (const Error& error) {
    opened.clip.findings.push_back({"object-missing", "clip", id, error.what()});
    read_.emplace(number, std::move(opened.clip));
    return std::nullopt;
  }
  const std::string shown = opened.clip.file.string();
  try {
    opened.clip.output = curate::make_output(base::PrivateFolder(base::temporary_root()).path());
  } catch (const Error& error) {
    throw Error(error.code(), fmt::format("'{}': {}", shown, error.what()));
  }
  curate::OpenedClip clip{{}, opened.object.get(), opened.clip.output.get(), shown};
  clip.job.clip = id;
  clip.job.name = opened.clip.file.filename();
  clip.job.recipe = options_.recipe;
  opened_.emplace(number, std::move(opened));
  return clip;
}

void ExternalClips::collect(curate::WorkerPool::Outcome outcome) {
  auto node = opened_.extract(std::stoul(outcome.clip));
  ExternalClip clip = std::move(node.mapped().clip);
  if (outcome.result) {
    clip.findings = std::move(outcome.result->findings);
    for (model::Finding& finding : curate::check_pictures(*outcome.result, options_.least, options_.recipe)) {
      clip.findings.push_back(std::move(finding));
    }
    clip.content = outcome.result->content;
    clip.frames = std::move(outcome.result->frames);
    if (const auto& found = outcome.result->sector) clip.sector = model::sector_in_frames(*found, options_.recipe);
    try {
      curate::check_output(clip.output.get(), clip.frames);
    } catch (const Error& error) {
      clip.frames.clear();
      clip.findings.push_back({"worker-crashed", "clip", outcome.clip, error.what()});
    }
  } else {
    clip.findings.push_back(std::move(outcome.failure));
  }
  read_.emplace(node.key(), std::move(clip));
}

std::optional<ExternalClip> ExternalClips::next() {
  if (given_ == files_.size()) return std::nullopt;
  for (;;) {
    queue_.fill();
    if (auto node = read_.extract(given_)) {
      ++given_;
      return std::move(node.mapped());
    }
    queue_.wait();
  }
}

}  // namespace baseline
