#include "media/clip_reader.h"

#include <algorithm>
#include <new>

#include "base/error.h"
#include "media/completeness.h"
#include "media/decoder.h"
#include "media/frame_converter.h"
#include "media/packet_store.h"
#include "media/plan.h"
#include "sampling/frame_sampler.h"

namespace media {
namespace {

/// How one round of decoding ended.
enum class End {
  Complete,      ///< all that was wanted came
  PlanMismatch,  ///< not what the plan foresaw
  Coloured,      ///< a clip that was grey so far is not, and not all of it was held: once more
  Outside        ///< the region does not lie within the picture
};

StreamTraits traits_of(const AVStream& stream) {
  StreamTraits traits;
  const AVCodecParameters& parameters = *stream.codecpar;
  const bool progressive = parameters.field_order == AV_FIELD_PROGRESSIVE || parameters.field_order == AV_FIELD_UNKNOWN;
  if (parameters.codec_id == AV_CODEC_ID_MJPEG && progressive) traits.kind = StreamTraits::Kind::Intra;
  const bool reordered = parameters.codec_id == AV_CODEC_ID_H264 || parameters.codec_id == AV_CODEC_ID_MPEG4;
  if (reordered && progressive) traits.kind = StreamTraits::Kind::Reordered;
  traits.reorder_depth = parameters.video_delay;
  if (stream.time_base.num > 0 && stream.time_base.den > 0)
    traits.time_base = {stream.time_base.num, stream.time_base.den};
  return traits;
}

/// A picture's time where it has none of its own: libavcodec's best effort, else the previous one's and its duration.
class Clock {
 public:
  struct Time {
    std::int64_t pts;
    model::TimeSource source;
  };

  Time see(const AVFrame& frame) {
    Time time{frame.pts, model::TimeSource::Pts};
    if (frame.pts == AV_NOPTS_VALUE) time = {frame.best_effort_timestamp, model::TimeSource::BestEffort};
    if (time.pts == AV_NOPTS_VALUE) time = {next_, model::TimeSource::Previous};
    if (__builtin_add_overflow(time.pts, std::max<std::int64_t>(frame.pkt_duration, 0), &next_)) next_ = time.pts;
    return time;
  }

 private:
  std::int64_t next_ = 0;
};

/// A decoded picture that was taken.
struct Held {
  UniqueFrame frame;
  std::int64_t picture;
  Clock::Time time;
};

// More decoded pictures than this are not held, but decoded once more where they are needed again.
constexpr std::int64_t kFrameBytesKept = std::int64_t{48} << 20;

class ClipReader {
 public:
  ClipReader(const model::ClipJob& job, sampling::PictureSink& sink, Container& container, PacketStore& packets,
             model::ClipResult& result)
      : job_(job),
        sink_(sink),
        packets_(packets),
        result_(result),
        traits_(traits_of(container.stream())),
        decoder_(container, job.most_pixels),
        converter_(job.recipe, container.stream()) {}

  void run();

 private:
  End decode_planned(const Plan& plan);
  End decode_all();
  std::int64_t count_window();
  End take(const AVFrame& frame, std::int64_t picture, Clock::Time time);
  void give(std::int64_t picture, Clock::Time time, model::Picture pixels);
  void hold(const AVFrame& frame, std::int64_t picture, Clock::Time time);
  End see(const AVFrame& frame, sampling::FrameSampler& sampler, Clock& clock);
  void begin();
  void find(const std::string& code, const std::string& message) {
    result_.findings.push_back({code, "clip", job_.clip, message});
  }
  void finish(End end, const std::optional<Plan>& plan);
  void report_pictures_left_out();

  const model::ClipJob& job_;
  sampling::PictureSink& sink_;
  PacketStore& packets_;
  model::ClipResult& result_;
  StreamTraits traits_;
  Decoder decoder_;
  FrameConverter converter_;

  // Of the round.
  std::int64_t pictures_ = 0;
  std::int64_t taken_ = 0;
  std::int64_t damaged_ = 0;
  std::int64_t other_size_ = 0;
  std::vector<Held> held_;  // what was taken, as long as the clip is grey
  std::int64_t held_bytes_ = 0;
  bool holds_all_ = true;
  bool in_window_ = false;
  bool past_window_ = false;  // nothing after it is wanted
  bool stopped_ = false;      // for that, before the end
};

void ClipReader::begin() {
  packets_.rewind();
  decoder_.restart();
  if (taken_ > 0) sink_.start_again();
  pictures_ = taken_ = damaged_ = other_size_ = held_bytes_ = 0;
  held_.clear();
  holds_all_ = true;
  stopped_ = past_window_ = in_window_ = false;
}

End ClipReader::take(const AVFrame& frame, std::int64_t picture, Clock::Time time) {
  if (!converter_.region_fits()) return End::Outside;
  auto pixels = converter_.make(frame);
  if (!pixels && !holds_all_) return End::Coloured;
  if (!pixels) {
    sink_.start_again();
    for (const Held& held : held_) give(held.picture, held.time, *converter_.make(*held.frame));
    pixels = converter_.make(frame);
  }
  ++taken_;
  give(picture, time, std::move(*pixels));
  if (job_.recipe.channels == model::Channels::Auto && converter_.is_grey()) {
    hold(frame, picture, time);
  } else {
    held_.clear();
  }
  return End::Complete;
}

void ClipReader::give(std::int64_t picture, Clock::Time time, model::Picture pixels) {
  sink_.take({picture, time.pts, time.source, converter_.orientation(), std::move(pixels)});
}

/// Keeps a decoded picture, in case a later one shows that the clip is not grey.
void ClipReader::hold(const AVFrame& frame, std::int64_t picture, Clock::Time time) {
  for (const AVBufferRef* buffer : frame.buf)
    held_bytes_ += buffer != nullptr ? static_cast<std::int64_t>(buffer->size) : 0;
  holds_all_ = holds_all_ && held_bytes_ <= kFrameBytesKept;
  if (!holds_all_) {
    held_.clear();
    return;
  }
  UniqueFrame copy(av_frame_clone(&frame));
  if (!copy) throw std::bad_alloc();
  held_.push_back({std::move(copy), picture, time});
}

End ClipReader::decode_planned(const Plan& plan) {
  begin();
  std::size_t sent = 0;
  std::size_t out = 0;
  const auto last =
      std::find_if(plan.uses.rbegin(), plan.uses.rend(), [](auto use) { return use != Plan::Use::Leave; });
  const auto end = static_cast<std::size_t>(plan.uses.rend() - last);
  const auto drain = [&] {
    while (const AVFrame* frame = decoder_.receive()) {
      if (!converter_.look_at(*frame) || !is_whole(*frame)) return End::PlanMismatch;
      if (out == plan.wanted.size()) continue;
      const Wanted& wanted = plan.wanted[out];
      if (frame->reordered_opaque != wanted.packet) continue;
      if (frame->pts != wanted.pts) return End::PlanMismatch;
      ++out;
      const End end_of_take = take(*frame, wanted.picture, {wanted.pts, model::TimeSource::Pts});
      if (end_of_take != End::Complete) return end_of_take;
    }
    return decoder_.errors() > 0 ? End::PlanMismatch : End::Complete;
  };
  for (; sent < end; ++sent) {
    const AVPacket* packet = packets_.next();
    if (packet == nullptr) return End::PlanMismatch;
    const auto use = plan.uses[sent];
    if (use == Plan::Use::Leave) continue;
    decoder_.send(*packet, static_cast<std::int64_t>(sent), use == Plan::Use::Reference);
    if (const End step = drain(); step != End::Complete) return step;
  }
  decoder_.finish();
  if (const End step = drain(); step != End::Complete) return step;
  return out == plan.wanted.size() ? End::Complete : End::PlanMismatch;
}

End ClipReader::see(const AVFrame& frame, sampling::FrameSampler& sampler, Clock& clock) {
  const std::int64_t picture = pictures_++;
  const Clock::Time time = clock.see(frame);
  if (picture == 0) result_.seen.first_pts = time.pts;
  const bool same_size = converter_.look_at(frame);
  const bool whole = is_whole(frame);
  if (!same_size) ++other_size_;
  if (!whole) ++damaged_;
  if (past_window_) return End::Complete;
  switch (sampler.see(picture, time.pts, same_size && whole)) {
    case sampling::FrameSampler::Verdict::Take:
      return take(frame, picture, time);
    case sampling::FrameSampler::Verdict::Done:
      past_window_ = true;
      stopped_ = !job_.every_picture;
      break;
    case sampling::FrameSampler::Verdict::Skip:
      break;
  }
  in_window_ = in_window_ || sampler.reached_window();
  return End::Complete;
}

End ClipReader::decode_all() {
  const bool uniform = job_.recipe.sampling.kind == model::Sampling::Kind::Uniform;
  sampling::FrameSampler sampler(job_.recipe.sampling, job_.recipe.window, traits_.time_base,
                                 uniform ? count_window() : 0);
  begin();
  Clock clock;
  std::int64_t number = 0;
  const auto drain = [&] {
    while (const AVFrame* frame = decoder_.receive()) {
      const End end = see(*frame, sampler, clock);
      if (end != End::Complete || stopped_) return end;
    }
    return End::Complete;
  };
  while (const AVPacket* packet = packets_.next()) {
    decoder_.send(*packet, number++);
    const End end = drain();
    if (end != End::Complete || stopped_) return end;
  }
  decoder_.finish();
  return drain();
}

/// How many pictures the window has: decodes without keeping any.
std::int64_t ClipReader::count_window() {
  begin();
  sampling::WindowGate gate(job_.recipe.window, traits_.time_base);
  Clock clock;
  std::int64_t inside = 0;
  std::int64_t picture = 0;
  const auto drain = [&] {
    while (const AVFrame* frame = decoder_.receive()) {
      const auto place = gate.place(picture++, clock.see(*frame).pts);
      if (place == sampling::WindowGate::Place::Inside) ++inside;
      if (place == sampling::WindowGate::Place::After) return false;
    }
    return true;
  };
  std::int64_t number = 0;
  while (const AVPacket* packet = packets_.next()) {
    decoder_.send(*packet, number++);
    if (!drain()) return inside;
  }
  decoder_.finish();
  drain();
  return inside;
}

void ClipReader::report_pictures_left_out() {
  const std::int64_t lost = decoder_.errors() + damaged_;
  if (lost > 0) find("undecodable-pictures", std::to_string(lost) + " pictures are damaged or cannot be decoded");
  if (other_size_ > 0) {
    find("size-changed", std::to_string(other_size_) + " pictures are not of the first one's size, " +
                             std::to_string(result_.seen.width) + " x " + std::to_string(result_.seen.height));
  }
}

void ClipReader::finish(End end, const std::optional<Plan>& plan) {
  model::Seen& seen = result_.seen;
  converter_.describe(seen);
  const auto& facts = packets_.facts();
  if (plan) {
    seen.pictures = plan->pictures;
    seen.first_pts = plan->first_pts;
  } else if (stopped_ || end != End::Complete) {
    seen.pictures = std::count_if(facts.begin(), facts.end(), [](const PacketFacts& f) { return !f.discard; });
  } else {
    seen.pictures = pictures_;
    seen.pictures_counted = true;
  }
  report_pictures_left_out();
  if (converter_.has_odd_angle()) find("rotation-ignored", "the display matrix turns by no multiple of 90 degrees");
  if (end == End::Outside) {
    const model::Region& region = *job_.recipe.region;
    find("region-outside", "region " + std::to_string(region.x) + "," + std::to_string(region.y) + " " +
                               std::to_string(region.width) + " x " + std::to_string(region.height) +
                               " does not lie within " + std::to_string(seen.width) + " x " +
                               std::to_string(seen.height));
  } else if (taken_ == 0 && seen.pictures == 0) {
    find("no-pictures", "none of " + std::to_string(facts.size()) + " packets gave a picture");
  } else if (taken_ == 0 && in_window_) {
    find("no-pictures", "every picture of the window is damaged");
  } else if (taken_ == 0) {
    find("window-empty", "the stream has " + std::to_string(seen.pictures) + " pictures, and none in the window");
  }
}

void ClipReader::run() {
  std::optional<Plan> plan;
  if (!job_.every_picture) {
    plan = plan_pictures(packets_.facts(), traits_, job_.recipe.sampling, job_.recipe.window);
  }
  End end = End::Complete;
  do {
    end = plan ? decode_planned(*plan) : decode_all();
    if (end == End::PlanMismatch) plan.reset();
  } while (end == End::PlanMismatch || end == End::Coloured);
  finish(end, plan);
}

/// Every picture was decoded: does each packet that is to be shown give one?
void check_count(const PacketStore& packets, model::ClipResult& result, const model::ClipJob& job) {
  const auto& facts = packets.facts();
  const auto shown = std::count_if(facts.begin(), facts.end(), [](const PacketFacts& f) { return !f.discard; });
  if (!result.findings.empty() || !result.seen.pictures_counted || result.seen.pictures == shown) return;
  result.findings.push_back(
      {"frame-count-differs", "clip", job.clip,
       "of " + std::to_string(shown) + " packets came " + std::to_string(result.seen.pictures) + " pictures"});
}

/// The container's claims against what its packets say.
void check_claims(int object, const PacketStore& packets, model::ClipResult& result, const model::ClipJob& job) {
  const auto read = static_cast<std::int64_t>(packets.facts().size());
  const std::int64_t claimed = result.claimed.pictures;
  if (claimed > 0 && claimed != read) {
    // An edit list takes samples away: then the table of samples itself must agree with the claim.
    Input input(object);
    if (samples_without_edits(input, result.claimed.stream) != claimed) {
      result.findings.push_back(
          {"frame-count-differs", "clip", job.clip,
           "the container claims " + std::to_string(claimed) + " pictures and has " + std::to_string(read)});
    }
  }
}

}  // namespace

model::ClipResult read_clip(int object, const model::ClipJob& job, sampling::PictureSink& sink,
                            std::int64_t packet_bytes_kept) {
  model::ClipResult result;
  result.clip = job.clip;
  const auto find = [&](const std::string& code, const std::string& message) {
    result.findings.push_back({code, "clip", job.clip, message});
  };
  Input input(object);
  auto opened = Container::open(input, job.recipe.stream, job.most_pixels);
  if (const auto* refusal = std::get_if<Refusal>(&opened)) {
    find(refusal->code, refusal->message);
    return result;
  }
  auto& container = std::get<Container>(opened);
  result.claimed = container.claimed();
  if (!extension_fits(job.name, result.claimed.container)) {
    find("wrong-extension", "the content is " + result.claimed.container);
  }
  if (const auto missing = missing_end(input, result.claimed.container)) {
    find("truncated", *missing);
    return result;
  }
  PacketStore packets(object, container, job.most_pixels, packet_bytes_kept);
  if (!packets.complete()) {
    find("worker-limit", "more than " + std::to_string(packets.facts().size()) + " packets");
    return result;
  }
  if (packets.facts().empty()) {
    find("no-pictures", "the video stream has no packets");
    return result;
  }
  const AVRational time_base = container.stream().time_base;
  if (time_base.num > 0 && time_base.den > 0) result.seen.time_base = {time_base.num, time_base.den};
  check_claims(object, packets, result, job);
  ClipReader(job, sink, container, packets, result).run();
  if (job.every_picture) check_count(packets, result, job);
  std::sort(result.findings.begin(), result.findings.end());
  return result;
}

}  // namespace media
