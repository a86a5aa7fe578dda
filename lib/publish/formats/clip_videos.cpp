#include "publish/formats/clip_videos.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "base/error.h"
#include "base/file.h"
#include "catalog/clips.h"
#include "curate/workers/frame_files.h"
#include "publish/whole_pictures.h"

namespace publish {
namespace {

using base::Code;
using base::Error;

// See media/clip_copy.h.
constexpr std::array<std::string_view, 5> kCopiedCodecs = {"h264", "hevc", "vp8", "vp9", "av1"};

const model::Frame* find_picture(const std::vector<model::Frame>& pictures, std::int64_t picture) {
  const auto found = std::ranges::lower_bound(pictures, picture, {}, &model::Frame::picture);
  return found == pictures.end() || found->picture != picture ? nullptr : &*found;
}

/// The first frame of the dataset that is not among the pictures with the same pixels.
std::optional<std::int64_t> first_difference(const std::vector<model::Frame>& frames,
                                             const std::vector<model::Frame>& pictures) {
  for (const model::Frame& frame : frames) {
    const model::Frame* picture = find_picture(pictures, frame.picture);
    if (picture == nullptr || picture->pixels != frame.pixels) return frame.picture;
  }
  return std::nullopt;
}

const std::vector<model::Frame>& frames_of(const ClipFacts& facts) {
  return facts.whole != nullptr ? facts.whole->frames : facts.set.frames;
}

std::string reason_of(const curate::WorkerPool::Outcome& outcome) {
  if (!outcome.result) return outcome.failure.message;
  for (const model::Finding& finding : outcome.result->findings) {
    if (model::has_error({finding})) return finding.message;
  }
  return "no pictures";
}

bool succeeded(const curate::WorkerPool::Outcome& outcome) {
  return outcome.result && !model::has_error(outcome.result->findings);
}

}  // namespace

ClipVideos::ClipVideos(ExportRun& run, const VideoRule& rule, Done done)
    : run_(run), rule_(rule), done_(std::move(done)) {}

void ClipVideos::make() {
  curate::ClipQueue queue(*this, rule_.worker, rule_.jobs, rule_.limits);
  queue.run();
}

bool ClipVideos::can_copy(const Work& work) const {
  const model::ContentMetadata& content = work.facts.set.content;
  const bool upright = content.rotation_deg == 0 && !content.mirrored;
  return !rule_.encode_all && !work.recipe.region && !work.recipe.allow_truncated && upright && !content.alpha &&
         std::ranges::find(kCopiedCodecs, work.facts.set.header.codec) != kCopiedCodecs.end();
}

// To the sector that was found for its frames.
void ClipVideos::crop_as_frames(Work& work) {
  const auto& found = work.facts.set.sector;
  work.recipe.auto_region = work.recipe.sectors = 0;
  if (work.recipe.region || !found) return;
  const model::ContentMetadata& content = work.facts.set.content;
  const model::Region bounds = found->sector.bounds();
  if (bounds != model::Region{0, 0, content.width, content.height}) work.recipe.region = bounds;
}

std::optional<ClipVideos::Work> ClipVideos::begin(std::size_t number) {
  const catalog::ClipSummary& unit = run_.selection().units[number];
  std::optional<ClipFacts> facts = run_.facts_of(unit);
  if (!facts) return std::nullopt;
  const auto recipe = catalog::find_recipe(run_.job().dataset.catalog(), facts->set.recipe);
  Work work{number, Stage::Encode, *std::move(facts), recipe.value(), {}, {}, {}};
  work.recipe.sampling = {.kind = model::Sampling::Kind::All, .maximum = 0};
  work.recipe.format = model::StillFormat::Png;
  // As its frames: other pictures may differ from them.
  work.recipe.channels = work.facts.set.content.grey ? model::Channels::Grey : model::Channels::Rgb;
  if (run_.job().pictures.view == model::View::Whole) {
    work.recipe = whole(work.recipe);
  } else {
    crop_as_frames(work);
  }
  work.object = run_.job().dataset.objects().open(work.facts.set.object);
  work.output = run_.folder().unnamed_file();
  if (can_copy(work)) work.stage = Stage::Copy;
  return work;
}

std::optional<ClipVideos::Work> ClipVideos::take_again() {
  std::optional<Work> work(std::move(again_.front()));
  again_.pop_front();
  return work;
}

std::optional<curate::OpenedClip> ClipVideos::open_next() {
  std::optional<Work> work = again_.empty() ? begin(next_++) : take_again();
  if (!work) return std::nullopt;
  const bool checks = work->stage == Stage::Check;
  curate::OpenedClip clip;
  clip.job.clip = work->facts.unit.clip;
  clip.job.name = checks ? "copy.mkv" : model::file_name(work->facts.clip);
  clip.job.recipe = work->recipe;
  if (checks) clip.job.recipe.window = {};
  if (checks) clip.job.recipe.stream.reset();
  if (work->stage == Stage::Copy) clip.job.video = model::VideoMethod::Copy;
  if (work->stage == Stage::Encode) clip.job.video = rule_.codec;
  clip.object = checks ? work->output.get() : work->object.get();
  clip.output = checks ? -1 : work->output.get();
  clip.shown = work->facts.unit.clip;
  running_.emplace(clip.job.clip, *std::move(work));
  return clip;
}

void ClipVideos::collect(curate::WorkerPool::Outcome outcome) {
  Work work = std::move(running_.extract(outcome.clip).mapped());
  switch (work.stage) {
    case Stage::Copy:
      return after_copy(std::move(work), outcome);
    case Stage::Check:
      return after_check(std::move(work), outcome);
    case Stage::Encode:
      return after_encoding(std::move(work), outcome);
  }
}

void ClipVideos::encode(Work work) {
  work.stage = Stage::Encode;
  work.output = run_.folder().unnamed_file();
  again_.push_back(std::move(work));
}

void ClipVideos::after_copy(Work work, const curate::WorkerPool::Outcome& outcome) {
  if (!succeeded(outcome)) return encode(std::move(work));
  work.copied = outcome.result->frames;
  work.stage = Stage::Check;
  again_.push_back(std::move(work));
}

// A copy counts only if it decodes to the pictures of the clip, all of them and no others.
void ClipVideos::after_check(Work work, const curate::WorkerPool::Outcome& outcome) {
  if (!succeeded(outcome) || outcome.result->frames.size() != work.copied.size()) return encode(std::move(work));
  std::vector<model::Frame> pictures = outcome.result->frames;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    pictures[i].picture = work.copied[i].picture;
    pictures[i].pts = work.copied[i].pts;
  }
  if (first_difference(frames_of(work.facts), pictures)) return encode(std::move(work));
  keep(std::move(work), model::VideoMethod::Copy, std::move(pictures));
}

void ClipVideos::after_encoding(Work work, const curate::WorkerPool::Outcome& outcome) {
  if (!succeeded(outcome)) {
    curate::check_room(work.output.get(), run_.folder().place_of_unnamed_files());
    return run_.leave_out(work.facts.unit, kNotEncoded + reason_of(outcome));
  }
  std::vector<model::Frame> pictures = outcome.result->frames;
  if (const auto picture = first_difference(frames_of(work.facts), pictures)) {
    throw Error(Code::Corrupt,
                fmt::format("clip '{}': picture {} of its file differs from its frame; was it imported with another "
                            "version of FFmpeg? Import it again",
                            work.facts.unit.clip, *picture));
  }
  keep(std::move(work), rule_.codec, std::move(pictures));
}

void ClipVideos::keep(Work work, model::VideoMethod method, std::vector<model::Frame> pictures) {
  ClipVideo video{method, std::move(pictures), {}, {}, 0};
  video.path = fmt::format("videos/{}{}", work.facts.unit.clip, model::extension(method));
  video.bytes = base::size_of(work.output.get(), video.path);
  // The worker may still have the file open: what is hashed is what is written.
  AtomicFolder::Stream stream = run_.folder().open(video.path);
  std::string buffer(std::size_t{1} << 18, '\0');
  for (std::int64_t at = 0; at < video.bytes;) {
    const std::size_t wanted = std::min(buffer.size(), static_cast<std::size_t>(video.bytes - at));
    const std::size_t read = base::read_at(work.output.get(), at, buffer.data(), wanted, video.path);
    if (read < wanted) throw Error(Code::Corrupt, fmt::format("the worker's video of '{}' became shorter", video.path));
    stream.add({buffer.data(), read});
    at += static_cast<std::int64_t>(read);
  }
  video.sha256 = run_.folder().close(stream);
  run_.advance(work.facts.unit.frames);
  done_(work.number, work.facts, std::move(video));
}

}  // namespace publish
