#include "publish/whole_pictures.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/digest.h"
#include "base/error.h"
#include "base/file.h"
#include "curate/workers/frame_files.h"

namespace publish {

using base::Code;
using base::Error;

model::Recipe whole(model::Recipe recipe) {
  recipe.region.reset();
  recipe.auto_region = recipe.sectors = recipe.text = 0;
  return recipe;
}

WholePictures::WholePictures(curate::Dataset& dataset, const std::filesystem::path& place, Workers workers)
    : dataset_(dataset),
      workers_(std::move(workers)),
      scratch_(place, ".sonoset-whole"),
      store_(curate::make_output(scratch_.path())) {}

void WholePictures::make(std::vector<Wanted> wanted, const Progress& progress) {
  wanted_ = std::move(wanted);
  next_ = 0;
  if (wanted_.empty()) return;
  const auto jobs = std::min<std::size_t>(static_cast<std::size_t>(workers_.jobs), wanted_.size());
  curate::ClipQueue queue(*this, workers_.program, static_cast<int>(jobs), workers_.limits);
  while (has_next() || !running_.empty()) {
    queue.fill();
    queue.wait();
    if (progress) progress(std::ssize(clips_), std::ssize(wanted_));
  }
}

std::optional<curate::OpenedClip> WholePictures::open_next() {
  const Wanted& wanted = wanted_[next_++];
  try {
    Running running{dataset_.objects().open(wanted.object), curate::make_output(scratch_.path())};
    curate::OpenedClip clip;
    clip.job.clip = wanted.clip;
    clip.job.name = wanted.name;
    clip.job.recipe = wanted.recipe;
    clip.object = running.object.get();
    clip.output = running.output.get();
    clip.shown = wanted.clip;
    running_.emplace(wanted.clip, std::move(running));
    return clip;
  } catch (const Error& error) {
    if (error.code() != Code::NotFound && error.code() != Code::Corrupt) throw;
    fail(wanted.clip, error.what());
    return std::nullopt;
  }
}

void WholePictures::collect(curate::WorkerPool::Outcome outcome) {
  const Running running = std::move(running_.extract(outcome.clip).mapped());
  std::string why;
  if (!outcome.result) {
    why = outcome.failure.message;
  } else if (const auto error = std::ranges::find_if(outcome.result->findings,
                                                     [](const auto& finding) { return model::has_error({finding}); });
             error != outcome.result->findings.end()) {
    why = error->message;
  } else if (outcome.result->frames.empty()) {
    why = "no pictures";
  }
  if (!why.empty()) {
    curate::check_room(running.output.get(), scratch_.path());
    return fail(outcome.clip, why);
  }
  keep(outcome.clip, *std::move(outcome.result), running.output.get());
}

void WholePictures::keep(const std::string& clip, model::ClipResult result, int output) {
  constexpr std::size_t kPiece = std::size_t{1} << 18;
  Clip kept{std::move(result.content), std::move(result.frames), stored_, {}};
  std::int64_t left = 0;
  for (const model::Frame& frame : kept.frames) left += frame.file_bytes;
  std::string buffer(kPiece, '\0');
  for (std::int64_t at = 0; left > 0;) {
    const auto wanted = static_cast<std::size_t>(std::min<std::int64_t>(left, kPiece));
    const std::size_t read = base::read_at(output, at, buffer.data(), wanted, "a worker's output");
    if (read < wanted) return fail(clip, "the worker's frames are longer than its output");
    base::write_all(store_.get(), {buffer.data(), read}, "a temporary file");
    at += static_cast<std::int64_t>(read);
    left -= static_cast<std::int64_t>(read);
    stored_ += static_cast<std::int64_t>(read);
  }
  clips_.insert_or_assign(clip, std::move(kept));
}

void WholePictures::fail(const std::string& clip, const std::string& why) {
  Clip failed;
  failed.why = why;
  clips_.insert_or_assign(clip, std::move(failed));
}

std::string WholePictures::read(const Clip& clip, std::size_t frame) const {
  std::int64_t at = clip.begin;
  for (std::size_t i = 0; i < frame; ++i) at += clip.frames.at(i).file_bytes;
  std::string bytes(static_cast<std::size_t>(clip.frames.at(frame).file_bytes), '\0');
  const std::size_t read = base::read_at(store_.get(), at, bytes.data(), bytes.size(), "a temporary file");
  if (read < bytes.size() || base::sha256(bytes) != clip.frames.at(frame).file) {
    throw Error(Code::Corrupt, fmt::format("picture {} differs from what the worker said", clip.frames[frame].picture));
  }
  return bytes;
}

}  // namespace publish
