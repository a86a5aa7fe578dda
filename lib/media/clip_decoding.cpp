#include "media/clip_decoding.h"

#include <algorithm>
#include <optional>

#include "media/container.h"
#include "media/decoder.h"
#include "media/frame_delivery.h"
#include "media/libav.h"
#include "media/packet_store.h"
#include "media/plan.h"
#include "media/time_line.h"
#include "model/clip_job.h"
#include "sampling/frame_sampler.h"

namespace media {
namespace {

class ClipDecoding {
 public:
  ClipDecoding(const model::ClipJob& job, Container& container, PacketStore& packets, const TimeLine& line,
               sampling::PictureSink& sink, sampling::RegionFinder* finder, model::ContentMetadata& content)
      : job_(job),
        packets_(packets),
        content_(content),
        traits_(traits_of(container.stream())),
        line_(line),
        decoder_(container, job.max_pixels),
        delivery_(job.recipe, container, sink, finder) {}

  DecodingSummary run();

 private:
  RoundEnd decode_planned(const Plan& plan);
  RoundEnd receive_planned(const Plan& plan, std::size_t& out);
  RoundEnd decode_all();
  std::int64_t count_window();
  RoundEnd see(const AVFrame& frame, sampling::FrameSampler& sampler, PictureClock& clock);
  void begin();
  void count_pictures(RoundEnd end, const std::optional<Plan>& plan);

  const model::ClipJob& job_;
  PacketStore& packets_;
  model::ContentMetadata& content_;
  StreamTraits traits_;
  const TimeLine& line_;
  Decoder decoder_;
  FrameDelivery delivery_;

  // State of the current round.
  std::int64_t pictures_ = 0;
  std::int64_t damaged_ = 0;
  std::int64_t other_size_ = 0;
  bool in_window_ = false;
  bool past_window_ = false;  // no later picture is wanted
  bool stopped_ = false;      // ended early because of that
  Restarts restarts_;
};

void ClipDecoding::begin() {
  packets_.rewind();
  decoder_.restart();
  delivery_.restart();
  pictures_ = damaged_ = other_size_ = 0;
  stopped_ = past_window_ = in_window_ = false;
  restarts_ = {};
}

/// Takes the wanted pictures among the available ones; `out` counts those of the plan.
RoundEnd ClipDecoding::receive_planned(const Plan& plan, std::size_t& out) {
  while (const AVFrame* frame = decoder_.receive()) {
    if (!delivery_.converter().look_at(*frame) || !is_whole(*frame)) return RoundEnd::PlanMismatch;
    if (out == plan.wanted.size()) continue;
    const Wanted& wanted = plan.wanted[out];
    if (frame->reordered_opaque != wanted.packet) continue;
    if (frame->pts != wanted.pts) return RoundEnd::PlanMismatch;
    ++out;
    const RoundEnd end = delivery_.take(*frame, wanted.picture, {wanted.pts, model::TimeSource::Pts});
    if (end != RoundEnd::Complete) return end;
  }
  return decoder_.errors() > 0 ? RoundEnd::PlanMismatch : RoundEnd::Complete;
}

RoundEnd ClipDecoding::decode_planned(const Plan& plan) {
  begin();
  std::size_t out = 0;
  const auto last =
      std::find_if(plan.uses.rbegin(), plan.uses.rend(), [](auto use) { return use != Plan::Use::Leave; });
  const auto end = static_cast<std::size_t>(plan.uses.rend() - last);
  for (std::size_t sent = 0; sent < end; ++sent) {
    const AVPacket* packet = packets_.next();
    if (packet == nullptr) return RoundEnd::PlanMismatch;
    const auto use = plan.uses[sent];
    if (use == Plan::Use::Leave) continue;
    decoder_.send(*packet, static_cast<std::int64_t>(sent), use == Plan::Use::Reference);
    if (const RoundEnd step = receive_planned(plan, out); step != RoundEnd::Complete) return step;
  }
  decoder_.finish();
  if (const RoundEnd step = receive_planned(plan, out); step != RoundEnd::Complete) return step;
  return out == plan.wanted.size() ? RoundEnd::Complete : RoundEnd::PlanMismatch;
}

RoundEnd ClipDecoding::see(const AVFrame& frame, sampling::FrameSampler& sampler, PictureClock& clock) {
  const std::int64_t picture = pictures_++;
  const PictureTime time = clock.see(frame);
  restarts_ = clock.restarts();
  if (picture == 0) content_.first_pts = time.pts;
  const bool same_size = delivery_.converter().look_at(frame);
  const bool whole = is_whole(frame);
  if (!same_size) ++other_size_;
  if (!whole) ++damaged_;
  if (past_window_) return RoundEnd::Complete;
  switch (sampler.see(picture, time.pts, same_size && whole)) {
    case sampling::FrameSampler::Verdict::Take:
      return delivery_.take(frame, picture, time);
    case sampling::FrameSampler::Verdict::Done:
      past_window_ = true;
      stopped_ = !job_.every_picture;
      break;
    case sampling::FrameSampler::Verdict::Skip:
      break;
  }
  in_window_ = in_window_ || sampler.reached_window();
  return RoundEnd::Complete;
}

RoundEnd ClipDecoding::decode_all() {
  const bool uniform = job_.recipe.sampling.kind == model::Sampling::Kind::Uniform;
  sampling::FrameSampler sampler(job_.recipe.sampling, job_.recipe.window, traits_.time_base,
                                 uniform ? count_window() : 0);
  begin();
  PictureClock clock(line_);
  std::int64_t number = 0;
  const auto drain = [&] {
    while (const AVFrame* frame = decoder_.receive()) {
      const RoundEnd end = see(*frame, sampler, clock);
      if (end != RoundEnd::Complete || stopped_) return end;
    }
    return RoundEnd::Complete;
  };
  while (const AVPacket* packet = packets_.next()) {
    decoder_.send(*packet, number++);
    const RoundEnd end = drain();
    if (end != RoundEnd::Complete || stopped_) return end;
  }
  decoder_.finish();
  return drain();
}

/// The number of pictures in the window; decodes without keeping any.
std::int64_t ClipDecoding::count_window() {
  begin();
  sampling::WindowGate gate(job_.recipe.window, traits_.time_base);
  PictureClock clock(line_);
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

void ClipDecoding::count_pictures(RoundEnd end, const std::optional<Plan>& plan) {
  if (plan) {
    content_.pictures = plan->pictures;
    content_.first_pts = plan->first_pts;
  } else if (stopped_ || end != RoundEnd::Complete) {
    content_.pictures = std::max(packets_.shown(), pictures_);
  } else {
    content_.pictures = pictures_;
    content_.pictures_counted = true;
  }
}

DecodingSummary ClipDecoding::run() {
  std::optional<Plan> plan;
  if (!job_.every_picture) {
    plan = plan_pictures(packets_.facts(), traits_, job_.recipe.sampling, job_.recipe.window);
  }
  RoundEnd end = RoundEnd::Complete;
  do {
    end = plan ? decode_planned(*plan) : decode_all();
    if (end == RoundEnd::Complete) end = delivery_.finish();
    if (end == RoundEnd::PlanMismatch) plan.reset();
  } while (end == RoundEnd::PlanMismatch || end == RoundEnd::Coloured);
  delivery_.converter().describe(content_);
  count_pictures(end, plan);
  return {.taken = delivery_.taken(),
          .lost = decoder_.errors() + damaged_,
          .other_size = other_size_,
          .odd_angle = delivery_.converter().has_odd_angle(),
          .alpha_hides = delivery_.converter().alpha_hides(),
          .range_ignored = delivery_.converter().range_ignored(),
          .region_outside = end == RoundEnd::Outside,
          .in_window = in_window_,
          .restarts = restarts_,
          .picture_tags = decoder_.picture_tags()};
}

}  // namespace

DecodingSummary decode_clip(const model::ClipJob& job, Container& container, PacketStore& packets, const TimeLine& line,
                            sampling::PictureSink& sink, sampling::RegionFinder* finder,
                            model::ContentMetadata& content) {
  return ClipDecoding(job, container, packets, line, sink, finder, content).run();
}

}  // namespace media
