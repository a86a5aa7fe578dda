#include "media/video_writer.h"

#include <algorithm>

#include "base/error.h"
#include "media/encode_frame.h"
#include "media/encoded_file.h"
#include "media/libav.h"

extern "C" {
#include <libavutil/display.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
}

namespace media {
namespace {

AVRational as_av(const base::Rational& value) { return {static_cast<int>(value.num()), static_cast<int>(value.den())}; }

constexpr int kToneRate = 44100;

UniqueCodec make_codec(const std::string& name) {
  const AVCodec* encoder = avcodec_find_encoder_by_name(name.c_str());
  if (encoder == nullptr) throw base::Error(base::Code::Unsupported, "this FFmpeg has no encoder " + name);
  UniqueCodec codec(avcodec_alloc_context3(encoder));
  codec->thread_count = 1;
  codec->flags |= AV_CODEC_FLAG_BITEXACT;
  return codec;
}

void describe_video(AVCodecContext& codec, const VideoTrack& track) {
  codec.width = track.width;
  codec.height = track.height;
  codec.pix_fmt = av_get_pix_fmt(track.pixel_format.c_str());
  codec.time_base = as_av(track.time_base);
  codec.framerate = as_av(track.rate_hz);
  codec.sample_aspect_ratio = as_av(track.sample_aspect);
  codec.gop_size = track.group;
  codec.max_b_frames = track.b_pictures;
  if (track.interlaced) {
    codec.flags |= AV_CODEC_FLAG_INTERLACED_DCT | AV_CODEC_FLAG_INTERLACED_ME;
    codec.field_order = AV_FIELD_TT;
  }
}

void describe_stream(AVStream& stream, const VideoTrack& track) {
  stream.avg_frame_rate = as_av(track.rate_hz);
  stream.sample_aspect_ratio = as_av(track.sample_aspect);
  // Tells players about the second, grey stream inside: https://www.webmproject.org/docs/container/
  if (track.pixel_format.starts_with("yuva")) av_dict_set(&stream.metadata, "alpha_mode", "1", 0);
  if (track.rotation_deg == 0 && !track.mirrored) return;
  auto* matrix = reinterpret_cast<std::int32_t*>(
      av_stream_new_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, 9 * sizeof(std::int32_t)));
  if (matrix == nullptr) throw base::Error(base::Code::Io, "out of memory");
  av_display_rotation_set(matrix, track.rotation_deg);
  if (track.mirrored) av_display_matrix_flip(matrix, 1, 0);
}

}  // namespace

struct VideoWriter::State {
  EncodedFile file;
  int tone_seconds = 0;
  bool started = false;

  void start() {
    if (started) return;
    started = true;
    file.start();
    write_tone();
  }

  /// A triangle wave of 441 Hz, in integers, so that it is the same on every machine.
  void write_tone() {
    for (EncodedFile::Track& track : file.tracks()) {
      if (track.codec->codec_type != AVMEDIA_TYPE_AUDIO) continue;
      for (std::int64_t at = 0; at < std::int64_t{tone_seconds} * kToneRate; at += track.codec->frame_size) {
        const UniqueFrame frame(av_frame_alloc());
        frame->nb_samples = track.codec->frame_size;
        frame->format = track.codec->sample_fmt;
        frame->sample_rate = kToneRate;
        av_channel_layout_copy(&frame->ch_layout, &track.codec->ch_layout);
        file.check(av_frame_get_buffer(frame.get(), 0), "cannot make sound for");
        auto* samples = reinterpret_cast<float*>(frame->data[0]);
        for (int i = 0; i < frame->nb_samples; ++i) {
          const auto phase = static_cast<int>((at + i) % 100);
          samples[i] = static_cast<float>(phase < 50 ? phase - 25 : 75 - phase) / 100.0F;
        }
        // Starts after the encoder's priming, so that the sound starts at 0 and muxers do not shift the pictures.
        frame->pts = at + track.codec->initial_padding;
        file.send(track, frame.get());
      }
    }
  }
};

VideoWriter::VideoWriter(std::filesystem::path path, const std::string& container, CodecOptions muxer_options)
    : state_(new State{EncodedFile(std::move(path), container, std::move(muxer_options))}) {}

VideoWriter::VideoWriter(Output& output, const std::string& container, CodecOptions muxer_options)
    : state_(new State{EncodedFile(output, container, std::move(muxer_options))}) {}

VideoWriter::~VideoWriter() = default;
VideoWriter::VideoWriter(VideoWriter&&) noexcept = default;
VideoWriter& VideoWriter::operator=(VideoWriter&&) noexcept = default;

int VideoWriter::add_video(const VideoTrack& track) {
  UniqueCodec codec = make_codec(track.encoder);
  describe_video(*codec, track);
  if (codec->pix_fmt == AV_PIX_FMT_NONE) {
    throw base::Error(base::Code::Unsupported, "unknown pixel format " + track.pixel_format);
  }
  CodecOptions options = track.options;
  // x264 164's macroblock tree reads memory that it never wrote, on processors with AVX-512: the bytes would vary.
  if (track.encoder == "libx264") options.emplace_back("mbtree", "0");
  const int number = state_->file.add(std::move(codec), options);
  describe_stream(*state_->file.track(number).stream, track);
  return number;
}

int VideoWriter::add_tone(int seconds) {
  state_->tone_seconds = seconds;
  UniqueCodec codec = make_codec("aac");
  codec->sample_rate = kToneRate;
  codec->sample_fmt = AV_SAMPLE_FMT_FLTP;
  codec->time_base = {1, kToneRate};
  av_channel_layout_default(&codec->ch_layout, 1);
  return state_->file.add(std::move(codec), {});
}

void VideoWriter::write(int track, const model::Picture& picture, std::int64_t pts, const model::Picture* alpha) {
  EncodedFile::Track& to = state_->file.track(track);
  const bool fits = picture.width == to.codec->width && picture.height == to.codec->height;
  if (!fits || (alpha != nullptr && (alpha->width != picture.width || alpha->height != picture.height))) {
    throw base::Error(base::Code::InvalidInput, "the size of a picture differs from that of its track");
  }
  state_->start();
  const UniqueFrame frame = make_frame(picture, alpha, to.codec->pix_fmt);
  frame->pts = pts;
  frame->sample_aspect_ratio = to.codec->sample_aspect_ratio;
  frame->interlaced_frame = (to.codec->flags & AV_CODEC_FLAG_INTERLACED_DCT) != 0 ? 1 : 0;
  frame->top_field_first = frame->interlaced_frame;
  state_->file.send(to, frame.get());
}

void VideoWriter::finish() {
  state_->start();
  state_->file.finish();
}

std::vector<std::int64_t> VideoWriter::timestamps(int track) const {
  std::vector<std::int64_t> sorted = state_->file.track(track).timestamps;
  std::ranges::sort(sorted);
  return sorted;
}

base::Rational VideoWriter::time_base(int track) const {
  const AVRational unit = state_->file.track(track).stream->time_base;
  return {unit.num, unit.den};
}

}  // namespace media
