#include "media/encode.h"

#include <algorithm>

#include "base/error.h"
#include "media/encode_frame.h"

extern "C" {
#include <libavutil/display.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
}

namespace media {
namespace {

struct OutputDeleter {
  void operator()(AVFormatContext* format) const {
    if ((format->oformat->flags & AVFMT_NOFILE) == 0) avio_closep(&format->pb);
    avformat_free_context(format);
  }
};

class Dictionary {
 public:
  explicit Dictionary(const CodecOptions& options) {
    for (const auto& option : options) av_dict_set(&dictionary_, option.first.c_str(), option.second.c_str(), 0);
  }
  ~Dictionary() { av_dict_free(&dictionary_); }
  Dictionary(const Dictionary&) = delete;
  Dictionary& operator=(const Dictionary&) = delete;

  AVDictionary** get() { return &dictionary_; }
  /// The first option that nobody took.
  const char* rest() const {
    const AVDictionaryEntry* entry = av_dict_get(dictionary_, "", nullptr, AV_DICT_IGNORE_SUFFIX);
    return entry != nullptr ? entry->key : nullptr;
  }

 private:
  AVDictionary* dictionary_ = nullptr;
};

AVRational as_av(const base::Rational& value) { return {static_cast<int>(value.num()), static_cast<int>(value.den())}; }

constexpr int kToneRate = 44100;

struct Track {
  AVStream* stream = nullptr;
  UniqueCodec codec;
  std::vector<std::int64_t> timestamps;
};

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
  // What a player must know to find the second, grey stream inside: https://www.webmproject.org/docs/container/
  if (track.pixel_format.starts_with("yuva")) av_dict_set(&stream.metadata, "alpha_mode", "1", 0);
  if (track.rotation_deg == 0 && !track.mirrored) return;
  auto* matrix = reinterpret_cast<std::int32_t*>(
      av_stream_new_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, 9 * sizeof(std::int32_t)));
  if (matrix == nullptr) throw base::Error(base::Code::Io, "no memory for a display matrix");
  av_display_rotation_set(matrix, track.rotation_deg);
  if (track.mirrored) av_display_matrix_flip(matrix, 1, 0);
}

}  // namespace

struct VideoWriter::State {
  std::filesystem::path path;
  CodecOptions muxer_options;
  std::unique_ptr<AVFormatContext, OutputDeleter> format;
  std::vector<Track> tracks;
  int tone_seconds = 0;
  bool started = false;

  void check(int result, const char* what) const {
    if (result >= 0) return;
    throw base::Error(base::Code::Unsupported, std::string(what) + " '" + path.string() + "': " + error_text(result));
  }

  int add(UniqueCodec codec, const CodecOptions& options) {
    if ((format->oformat->flags & AVFMT_GLOBALHEADER) != 0) codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    Dictionary dictionary(options);
    check(avcodec_open2(codec.get(), codec->codec, dictionary.get()), "cannot open the encoder for");
    if (dictionary.rest() != nullptr) {
      throw base::Error(base::Code::InvalidInput, std::string("the encoder has no option ") + dictionary.rest());
    }
    AVStream* stream = avformat_new_stream(format.get(), nullptr);
    if (stream == nullptr) throw base::Error(base::Code::Io, "no memory for a stream");
    stream->time_base = codec->time_base;
    check(avcodec_parameters_from_context(stream->codecpar, codec.get()), "cannot describe a stream of");
    tracks.push_back({stream, std::move(codec), {}});
    return static_cast<int>(tracks.size()) - 1;
  }

  void start() {
    if (started) return;
    started = true;
    if ((format->oformat->flags & AVFMT_NOFILE) == 0) {
      const int result = avio_open(&format->pb, path.c_str(), AVIO_FLAG_WRITE);
      if (result < 0) throw base::Error(base::Code::Io, "cannot write '" + path.string() + "': " + error_text(result));
    }
    Dictionary dictionary(muxer_options);
    check(avformat_write_header(format.get(), dictionary.get()), "cannot start");
    if (dictionary.rest() != nullptr) {
      throw base::Error(base::Code::InvalidInput, std::string("the container has no option ") + dictionary.rest());
    }
    write_tone();
  }

  void send(Track& track, const AVFrame* frame) {
    check(avcodec_send_frame(track.codec.get(), frame), "cannot encode for");
    const UniquePacket packet(av_packet_alloc());
    while (true) {
      const int result = avcodec_receive_packet(track.codec.get(), packet.get());
      if (result == AVERROR(EAGAIN) || result == AVERROR_EOF) return;
      check(result, "cannot encode for");
      if (packet->duration == 0 && track.codec->framerate.num > 0) {
        packet->duration = av_rescale_q(1, av_inv_q(track.codec->framerate), track.codec->time_base);
      }
      av_packet_rescale_ts(packet.get(), track.codec->time_base, track.stream->time_base);
      packet->stream_index = track.stream->index;
      track.timestamps.push_back(packet->pts);
      check(av_interleaved_write_frame(format.get(), packet.get()), "cannot write");
    }
  }

  /// A triangle wave of 441 Hz: integers, so that every machine makes the same.
  void write_tone() {
    for (Track& track : tracks) {
      if (track.codec->codec_type != AVMEDIA_TYPE_AUDIO) continue;
      for (std::int64_t at = 0; at < std::int64_t{tone_seconds} * kToneRate; at += track.codec->frame_size) {
        const UniqueFrame frame(av_frame_alloc());
        frame->nb_samples = track.codec->frame_size;
        frame->format = track.codec->sample_fmt;
        frame->sample_rate = kToneRate;
        av_channel_layout_copy(&frame->ch_layout, &track.codec->ch_layout);
        check(av_frame_get_buffer(frame.get(), 0), "cannot make sound for");
        auto* samples = reinterpret_cast<float*>(frame->data[0]);
        for (int i = 0; i < frame->nb_samples; ++i) {
          const auto phase = static_cast<int>((at + i) % 100);
          samples[i] = static_cast<float>(phase < 50 ? phase - 25 : 75 - phase) / 100.0F;
        }
        // Behind the encoder's priming, so that the sound starts at 0 and no muxer has to move the pictures.
        frame->pts = at + track.codec->initial_padding;
        send(track, frame.get());
      }
    }
  }
};

VideoWriter::VideoWriter(std::filesystem::path path, const std::string& container, CodecOptions muxer_options)
    : state_(std::make_unique<State>()) {
  state_->path = std::move(path);
  state_->muxer_options = std::move(muxer_options);
  AVFormatContext* format = nullptr;
  const int result = avformat_alloc_output_context2(&format, nullptr, container.c_str(), state_->path.c_str());
  if (result < 0) throw base::Error(base::Code::Unsupported, "this FFmpeg does not write " + container);
  format->flags |= AVFMT_FLAG_BITEXACT;
  state_->format.reset(format);
}

VideoWriter::~VideoWriter() = default;
VideoWriter::VideoWriter(VideoWriter&&) noexcept = default;
VideoWriter& VideoWriter::operator=(VideoWriter&&) noexcept = default;

int VideoWriter::add_video(const VideoTrack& track) {
  UniqueCodec codec = make_codec(track.encoder);
  describe_video(*codec, track);
  if (codec->pix_fmt == AV_PIX_FMT_NONE) {
    throw base::Error(base::Code::Unsupported, "there is no pixel format " + track.pixel_format);
  }
  CodecOptions options = track.options;
  // x264 164's macroblock tree reads memory that it never wrote, on processors with AVX-512: the bytes would vary.
  if (track.encoder == "libx264") options.emplace_back("mbtree", "0");
  const int number = state_->add(std::move(codec), options);
  describe_stream(*state_->tracks[number].stream, track);
  return number;
}

int VideoWriter::add_tone(int seconds) {
  state_->tone_seconds = seconds;
  UniqueCodec codec = make_codec("aac");
  codec->sample_rate = kToneRate;
  codec->sample_fmt = AV_SAMPLE_FMT_FLTP;
  codec->time_base = {1, kToneRate};
  av_channel_layout_default(&codec->ch_layout, 1);
  return state_->add(std::move(codec), {});
}

void VideoWriter::write(int track, const model::Picture& picture, std::int64_t pts, const model::Picture* alpha) {
  Track& to = state_->tracks.at(static_cast<std::size_t>(track));
  const bool fits = picture.width == to.codec->width && picture.height == to.codec->height;
  if (!fits || (alpha != nullptr && (alpha->width != picture.width || alpha->height != picture.height))) {
    throw base::Error(base::Code::InvalidInput, "a picture has not the size of its track");
  }
  state_->start();
  const UniqueFrame frame = make_frame(picture, alpha, to.codec->pix_fmt);
  frame->pts = pts;
  frame->sample_aspect_ratio = to.codec->sample_aspect_ratio;
  frame->interlaced_frame = (to.codec->flags & AV_CODEC_FLAG_INTERLACED_DCT) != 0 ? 1 : 0;
  frame->top_field_first = frame->interlaced_frame;
  state_->send(to, frame.get());
}

void VideoWriter::finish() {
  state_->start();
  for (Track& track : state_->tracks) state_->send(track, nullptr);
  state_->check(av_write_trailer(state_->format.get()), "cannot end");
  if ((state_->format->oformat->flags & AVFMT_NOFILE) == 0) {
    const int result = avio_closep(&state_->format->pb);
    if (result < 0) {
      throw base::Error(base::Code::Io, "cannot write '" + state_->path.string() + "': " + error_text(result));
    }
  }
}

std::vector<std::int64_t> VideoWriter::timestamps(int track) const {
  std::vector<std::int64_t> sorted = state_->tracks.at(static_cast<std::size_t>(track)).timestamps;
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

base::Rational VideoWriter::time_base(int track) const {
  const AVRational unit = state_->tracks.at(static_cast<std::size_t>(track)).stream->time_base;
  return {unit.num, unit.den};
}

}  // namespace media
