#include "media/clip_copy.h"

extern "C" {
#include <libavcodec/bsf.h>
#include <libavutil/opt.h>
}

#include <algorithm>
#include <array>
#include <new>
#include <string_view>

#include "base/error.h"
#include "media/clip_report.h"
#include "media/completeness.h"
#include "media/container.h"
#include "media/input.h"
#include "media/libav.h"
#include "media/packet_store.h"
#include "media/plan.h"
#include "media/time_line.h"

namespace media {
namespace {

constexpr std::int64_t kCopyBytesKept = std::int64_t{48} << 20;
const model::Sampling kAllPictures{.kind = model::Sampling::Kind::All, .maximum = 0};

/// Units to keep: parameter sets and coded pictures (ITU-T H.264 table 7-1, H.265 table 7-1, AV1 section 6.2.2). VP8
/// and VP9 packets hold nothing else.
struct CopiedCodec {
  AVCodecID id;
  const char* units;
};
constexpr std::array kCopiedCodecs = {CopiedCodec{AV_CODEC_ID_H264, "1-5|7-8"}, CopiedCodec{AV_CODEC_ID_HEVC, "0-34"},
                                      CopiedCodec{AV_CODEC_ID_VP8, ""}, CopiedCodec{AV_CODEC_ID_VP9, ""},
                                      CopiedCodec{AV_CODEC_ID_AV1, "1-4|6-7"}};

const CopiedCodec* copied_codec(int id) {
  const auto* found = std::ranges::find(kCopiedCodecs, static_cast<AVCodecID>(id), &CopiedCodec::id);
  return found == kCopiedCodecs.end() ? nullptr : found;
}

struct BsfDeleter {
  void operator()(AVBSFContext* filter) const { av_bsf_free(&filter); }
};
using UniqueBsf = std::unique_ptr<AVBSFContext, BsfDeleter>;

struct MuxerDeleter {
  void operator()(AVFormatContext* format) const { avformat_free_context(format); }
};

void check_copy(int result, const char* what) {
  if (result < 0) throw base::Error(base::Code::Unsupported, std::string(what) + ": " + error_text(result));
}

/// A Matroska file with one stream, and the filter in front of it.
class PacketWriter {
 public:
  PacketWriter(Output& output, const AVStream& from, const CopiedCodec& codec) : io_(output.writer()) {
    AVFormatContext* format = nullptr;
    check_copy(avformat_alloc_output_context2(&format, nullptr, "matroska", nullptr), "cannot write Matroska");
    format_.reset(format);
    format->pb = io_.get();
    format->flags |= AVFMT_FLAG_BITEXACT | AVFMT_FLAG_CUSTOM_IO;
    make_filter(from, codec);
    stream_ = avformat_new_stream(format, nullptr);
    if (stream_ == nullptr) throw std::bad_alloc();
    check_copy(avcodec_parameters_copy(stream_->codecpar, filter_->par_out), "cannot describe the stream");
    stream_->codecpar->codec_tag = 0;
    stream_->time_base = from.time_base;
    stream_->sample_aspect_ratio = from.sample_aspect_ratio;
    check_copy(avformat_write_header(format, nullptr), "cannot write the header");
  }

  void write(const AVPacket& packet, std::int64_t start) {
    const UniquePacket copy(av_packet_clone(&packet));
    if (!copy) throw std::bad_alloc();
    av_packet_free_side_data(copy.get());
    copy->pts -= start;
    if (copy->dts != AV_NOPTS_VALUE) copy->dts -= start;
    check_copy(av_bsf_send_packet(filter_.get(), copy.get()), "cannot filter a packet");
    drain();
  }

  void finish() {
    check_copy(av_bsf_send_packet(filter_.get(), nullptr), "cannot filter a packet");
    drain();
    check_copy(av_write_trailer(format_.get()), "cannot finish the file");
    avio_flush(io_.get());
    check_copy(io_->error, "cannot write");
  }

 private:
  void make_filter(const AVStream& from, const CopiedCodec& codec) {
    const bool all = *codec.units == '\0';
    AVBSFContext* filter = nullptr;
    check_copy(av_bsf_alloc(av_bsf_get_by_name(all ? "null" : "filter_units"), &filter), "cannot filter packets");
    filter_.reset(filter);
    check_copy(avcodec_parameters_copy(filter->par_in, from.codecpar), "cannot describe the stream");
    filter->time_base_in = from.time_base;
    if (!all) check_copy(av_opt_set(filter->priv_data, "pass_types", codec.units, 0), "cannot filter packets");
    check_copy(av_bsf_init(filter), "cannot filter packets");
  }

  void drain() {
    const UniquePacket packet(av_packet_alloc());
    for (;;) {
      const int result = av_bsf_receive_packet(filter_.get(), packet.get());
      if (result == AVERROR(EAGAIN) || result == AVERROR_EOF) return;
      check_copy(result, "cannot filter a packet");
      av_packet_rescale_ts(packet.get(), filter_->time_base_out, stream_->time_base);
      packet->stream_index = 0;
      check_copy(av_write_frame(format_.get(), packet.get()), "cannot write a packet");
      av_packet_unref(packet.get());
    }
  }

  UniqueIo io_;  // outlives format_
  std::unique_ptr<AVFormatContext, MuxerDeleter> format_;
  UniqueBsf filter_;
  AVStream* stream_ = nullptr;  // owned by format_
};

/// Which packets to copy, and their pictures; or why that is not possible.
struct CopyPlan {
  std::string why_not;
  std::vector<bool> copied;
  std::vector<Wanted> pictures;  // in display order
};

CopyPlan plan_copy(const model::Recipe& recipe, const std::vector<PacketFacts>& packets, const StreamTraits& traits) {
  using Use = Plan::Use;
  CopyPlan copy;
  if (const auto plan = plan_pictures(packets, traits, kAllPictures, recipe.window)) {
    if (std::ranges::find(plan->uses, Use::Reference) != plan->uses.end()) {
      copy.why_not = "its pictures need others outside of its window";
    }
    for (const Use use : plan->uses) copy.copied.push_back(use == Use::Decode);
    copy.pictures = plan->wanted;
    return copy;
  }
  const bool plain = std::ranges::all_of(
      packets, [](const PacketFacts& packet) { return packet.pts != kNoTime && !packet.discard && !packet.corrupt; });
  if (!recipe.window.whole()) copy.why_not = "its packets do not show where its window begins and ends";
  if (!plain) copy.why_not = "it has packets that are damaged, hidden or without a time";
  copy.copied.assign(packets.size(), true);
  for (const PacketFacts& packet : packets) copy.pictures.push_back({0, packet.pts, 0});
  std::ranges::sort(copy.pictures, {}, &Wanted::pts);
  for (std::size_t i = 0; i < copy.pictures.size(); ++i) copy.pictures[i].picture = static_cast<std::int64_t>(i);
  return copy;
}

void write_copy(const CopyPlan& plan, const Container& container, const CopiedCodec& codec, PacketStore& packets,
                Output& output) {
  PacketWriter writer(output, container.stream(), codec);
  packets.rewind();
  for (const bool copied : plan.copied) {
    const AVPacket* packet = packets.next();
    if (packet == nullptr) throw base::Error(base::Code::Io, "the file changed while being read");
    if (copied) writer.write(*packet, plan.pictures.front().pts);
  }
  writer.finish();
}

void copy(int object, const model::ClipJob& job, Output& output, ClipReport& report) {
  const auto refuse = [&](const std::string& why) { report.find("unsupported", "cannot be copied: " + why); };
  if (job.recipe.region) return refuse("it has a region");
  Input input(object);
  auto opened = Container::open(input, job.recipe.stream, job.max_pixels);
  if (const auto* refusal = std::get_if<Refusal>(&opened)) return report.find(refusal->code, refusal->message);
  auto& container = std::get<Container>(opened);
  model::ClipResult& result = report.result;
  result.header = container.header();
  const CopiedCodec* codec = copied_codec(container.stream().codecpar->codec_id);
  if (codec == nullptr) return refuse("packets of " + result.header.codec + " can hold more than pictures");
  if (missing_end(input, result.header.container)) return refuse("the file is not complete");
  PacketStore packets(object, container, job.max_pixels, kCopyBytesKept);
  if (!packets.complete() || packets.facts().empty()) return refuse("it has too few or too many packets");
  if (!report.check_timestamps(packets)) return;
  const TimeLine line = time_line_of(packets.facts(), container.stream());
  if (line.restart || line.without_own_time > 0) return refuse("its times start again or are missing");
  const CopyPlan plan = plan_copy(job.recipe, packets.facts(), traits_of(container.stream()));
  if (!plan.why_not.empty() || plan.pictures.empty()) return refuse(plan.why_not.empty() ? "no picture" : plan.why_not);
  if (static_cast<std::int64_t>(plan.pictures.size()) > model::max_frames(kAllPictures))
    return refuse("it has too many pictures");
  write_copy(plan, container, *codec, packets, output);
  const AVRational time_base = container.stream().time_base;
  result.content.time_base = {time_base.num, time_base.den};
  result.content.first_pts = plan.pictures.front().pts;
  result.content.pictures = plan.pictures.back().picture + 1;
  for (const Wanted& picture : plan.pictures) {
    model::Frame frame;
    frame.picture = picture.picture;
    frame.pts = picture.pts;
    frame.width = result.header.width;
    frame.height = result.header.height;
    result.frames.push_back(frame);
  }
}

}  // namespace

model::ClipResult copy_clip(int object, const model::ClipJob& job, Output& output) {
  ClipReport report(job);
  copy(object, job, output, report);
  return std::move(report.result);
}

}  // namespace media
