#include "media/container.h"

extern "C" {
#include <libavutil/pixdesc.h>
}

#include <algorithm>
#include <array>
#include <new>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "media/completeness.h"
#include "media/file_kind.h"
#include "media/input.h"
#include "media/libav.h"
#include "media/still_orientation.h"
#include "media/still_size.h"
#include "model/media_format.h"

namespace media {
namespace {

constexpr std::array<std::string_view, 9> kPlaylists = {"hls", "applehttp",          "concat", "dash", "sdp", "rtsp",
                                                        "imf", "webm_dash_manifest", "libgme"};

const model::MediaFormat* find_format(std::string_view demuxer) {
  const auto formats = model::media_formats();
  const auto found = std::ranges::find(formats, demuxer, &model::MediaFormat::demuxer);
  return found == formats.end() ? nullptr : &*found;
}

bool is_playlist_format(std::string_view demuxer) {
  return std::ranges::any_of(kPlaylists, [&](std::string_view name) {
    return demuxer == name || demuxer.starts_with(std::string(name) + ",");
  });
}

UniqueFormat new_format(AVIOContext* io) {
  AVFormatContext* format = avformat_alloc_context();
  if (format == nullptr) throw std::bad_alloc();
  format->pb = io;
  format->flags |= AVFMT_FLAG_CUSTOM_IO;
  format->protocol_whitelist = av_strdup("none");
  return UniqueFormat(format);
}

/// Opens with a given demuxer. On failure libavformat frees the context itself.
std::variant<UniqueFormat, int> open_as(AVIOContext* io, const AVInputFormat* demuxer, std::int64_t size,
                                        const char* option = nullptr) {
  AVFormatContext* raw = new_format(io).release();
  AVDictionary* options = nullptr;
  // Makes a still one packet, as when ffprobe reads it by name; otherwise it is parsed in pieces.
  if (std::string_view(demuxer->name).ends_with("_pipe")) av_dict_set_int(&options, "frame_size", size, 0);
  if (option != nullptr) av_dict_set(&options, option, "1", 0);
  const int error = avformat_open_input(&raw, "", demuxer, &options);
  av_dict_free(&options);
  if (error < 0) return error;
  return UniqueFormat(raw);
}

/// Null if libavformat is not certain enough.
const AVInputFormat* probe(AVIOContext* io) {
  const AVInputFormat* demuxer = nullptr;
  const int score = av_probe_input_buffer2(io, &demuxer, "", nullptr, 0, 0);
  const bool sure = score > AVPROBE_SCORE_RETRY || (score > 0 && find_format(demuxer->name) != nullptr);
  return sure ? demuxer : nullptr;
}

/// The limit on pixels must also apply to avformat_find_stream_info, which decodes.
int find_stream_info(AVFormatContext& format, std::int64_t max_pixels) {
  std::vector<AVDictionary*> options(std::max(format.nb_streams, 1U), nullptr);
  for (auto& option : options) av_dict_set_int(&option, "max_pixels", max_pixels, 0);
  // It may find more streams; it uses `options` only for the streams known before.
  const int error = avformat_find_stream_info(&format, options.data());
  for (auto& option : options) av_dict_free(&option);
  return error;
}

std::variant<int, Refusal> choose_stream(AVFormatContext& format, std::optional<int> asked) {
  bool has_audio = false;
  bool has_video = false;
  for (unsigned i = 0; i < format.nb_streams; ++i) {
    has_audio = has_audio || format.streams[i]->codecpar->codec_type == AVMEDIA_TYPE_AUDIO;
    has_video = has_video || format.streams[i]->codecpar->codec_type == AVMEDIA_TYPE_VIDEO;
  }
  if (asked) {
    const bool there = *asked >= 0 && *asked < static_cast<int>(format.nb_streams) &&
                       format.streams[*asked]->codecpar->codec_type == AVMEDIA_TYPE_VIDEO;
    if (there) return *asked;
    return Refusal{"stream-missing", "stream " + std::to_string(*asked) + " is not a video stream; the file has " +
                                         base::counted(format.nb_streams, "stream")};
  }
  if (!has_video && has_audio) return Refusal{"audio-only", "the file has sound but no video stream"};
  if (!has_video) return Refusal{"no-pictures", "the file has no video stream"};
  const int best = av_find_best_stream(&format, AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
  if (best < 0) return Refusal{"no-pictures", "the file has no usable video stream"};
  if (has_audio && (format.streams[best]->disposition & AV_DISPOSITION_ATTACHED_PIC) != 0) {
    return Refusal{"audio-only", "the file has only sound and a cover picture"};
  }
  return best;
}

Refusal cannot_open(const Input& input, const AVInputFormat& demuxer, int error) {
  const std::string name = demuxer.name;
  if (name.starts_with("mov,") && !has_box(input, "moov")) {
    if (has_box(input, "meta")) return {"unsupported", "the content is HEIF, which is not supported"};
    return {"truncated", "the file is cut off: its index (moov) is missing"};
  }
  if (const Missing missing = missing_end(input, name)) return {"truncated", missing->words};
  return {"not-media", std::string("cannot read the content as ") + demuxer.long_name + ": " + error_text(error)};
}

std::optional<Refusal> refuse_size(std::int64_t width, std::int64_t height, std::int64_t max_pixels) {
  constexpr std::int64_t kMaxSide = 65535;
  const std::string size = std::to_string(width) + " x " + std::to_string(height) + " pixels";
  if (width > kMaxSide || height > kMaxSide) {
    return Refusal{"unsupported", "pictures of " + size + "; the maximum side is " + std::to_string(kMaxSide)};
  }
  if (width <= 0 || height <= 0 || width * height <= max_pixels) return std::nullopt;
  return Refusal{"worker-limit",
                 "pictures of " + size + "; --worker-pixels allows " + std::to_string(max_pixels >> 20) + " million"};
}

base::Rational rational(AVRational value) {
  return value.num > 0 && value.den > 0 ? base::Rational(value.num, value.den) : base::Rational(0);
}

base::Rational header_duration(const AVFormatContext& format, const AVStream& stream) {
  if (stream.duration > 0 && stream.time_base.num > 0 && stream.time_base.den > 0) {
    __extension__ using Ticks = __int128;
    const Ticks ticks = Ticks(stream.duration) * stream.time_base.num;
    if (ticks <= INT64_MAX) return {static_cast<std::int64_t>(ticks), stream.time_base.den};
  }
  if (format.duration > 0) return {format.duration, AV_TIME_BASE};
  return {};
}

}  // namespace

std::variant<Container, Refusal> Container::open(Input& input, std::optional<int> stream, std::int64_t max_pixels) {
  std::vector<std::uint8_t> start(4096);
  start.resize(input.read_at(0, start));
  if (is_playlist(start)) return Refusal{"playlist", "the content is a playlist or script"};
  if (auto refusal = refuse_kind(start)) return std::move(*refusal);
  UniqueIo io = input.reader();
  const AVInputFormat* demuxer = probe(io.get());
  if (demuxer == nullptr) return Refusal{"not-media", "unknown format"};
  if (is_playlist_format(demuxer->name)) return Refusal{"playlist", std::string("the content is ") + demuxer->name};
  if (find_format(demuxer->name) == nullptr) {
    return Refusal{"unsupported",
                   std::string("the content looks like ") + demuxer->long_name + ", which is not supported"};
  }
  if (const auto size = still_size(input, demuxer->name)) {
    if (auto refusal = refuse_size(size->width, size->height, max_pixels)) return std::move(*refusal);
  }
  auto opened = open_as(io.get(), demuxer, input.size());
  if (const int* error = std::get_if<int>(&opened)) return cannot_open(input, *demuxer, *error);
  Container container(std::move(io), std::move(std::get<UniqueFormat>(opened)));
  AVFormatContext& format = *container.format_;
  if (const int error = find_stream_info(format, max_pixels); error < 0) return cannot_open(input, *demuxer, error);
  auto chosen = choose_stream(format, stream);
  if (auto* refusal = std::get_if<Refusal>(&chosen)) return std::move(*refusal);
  container.stream_ = std::get<int>(chosen);
  container.orientation_ = still_orientation(input, demuxer->name);
  for (unsigned i = 0; i < format.nb_streams; ++i) {
    if (static_cast<int>(i) != container.stream_) format.streams[i]->discard = AVDISCARD_ALL;
  }
  const AVCodecParameters& parameters = *container.stream().codecpar;
  if (auto refusal = refuse_size(parameters.width, parameters.height, max_pixels)) return std::move(*refusal);
  if (parameters.codec_tag == MKTAG('e', 'n', 'c', 'v')) {
    return Refusal{"unsupported", "the video is encrypted"};
  }
  return container;
}

const AVStream& Container::stream() const { return *format_->streams[stream_]; }

model::HeaderMetadata Container::header() const {
  const AVStream& used = stream();
  const AVCodecParameters& parameters = *used.codecpar;
  model::HeaderMetadata header;
  header.container = format_->iformat->name;
  header.codec = avcodec_get_name(parameters.codec_id);
  const char* pixel_format = av_get_pix_fmt_name(static_cast<AVPixelFormat>(parameters.format));
  header.pixel_format = pixel_format != nullptr ? pixel_format : "";
  header.stream = stream_;
  header.width = parameters.width;
  header.height = parameters.height;
  header.pictures = std::max<std::int64_t>(used.nb_frames, 0);
  header.rate_hz = rational(used.avg_frame_rate);
  header.duration_s = header_duration(*format_, used);
  return header;
}

std::vector<int> Container::other_video_streams() const {
  std::vector<int> others;
  for (unsigned i = 0; i < format_->nb_streams; ++i) {
    const AVStream& other = *format_->streams[i];
    const bool cover = (other.disposition & AV_DISPOSITION_ATTACHED_PIC) != 0;
    const bool video = other.codecpar->codec_type == AVMEDIA_TYPE_VIDEO;
    if (static_cast<int>(i) != stream_ && video && !cover) others.push_back(static_cast<int>(i));
  }
  return others;
}

std::optional<std::int64_t> Container::claimed_duration_us() const {
  const std::string_view name = format_->iformat->name;
  const bool says = name == "matroska,webm" || name == "flv" || name == "asf";
  if (!says || format_->duration_estimation_method != AVFMT_DURATION_FROM_STREAM || format_->duration <= 0) return {};
  for (unsigned i = 0; i < format_->nb_streams; ++i) {
    const AVMediaType type = format_->streams[i]->codecpar->codec_type;
    const bool lasts = type == AVMEDIA_TYPE_VIDEO || type == AVMEDIA_TYPE_AUDIO || type == AVMEDIA_TYPE_SUBTITLE;
    if (static_cast<int>(i) != stream_ && lasts) return {};
  }
  return format_->duration;
}

bool Container::read(AVPacket& packet) {
  while (true) {
    av_packet_unref(&packet);
    if (av_read_frame(format_.get(), &packet) < 0) return false;
    if (packet.stream_index == stream_) return true;
  }
}

std::optional<std::int64_t> samples_without_edits(Input& input, int stream) {
  UniqueIo io = input.reader();
  const AVInputFormat* demuxer = probe(io.get());
  if (demuxer == nullptr || !std::string_view(demuxer->name).starts_with("mov,")) return std::nullopt;
  auto opened = open_as(io.get(), demuxer, input.size(), "ignore_editlist");
  auto* format = std::get_if<UniqueFormat>(&opened);
  if (format == nullptr || stream >= static_cast<int>((*format)->nb_streams)) return std::nullopt;
  return avformat_index_get_entries_count((*format)->streams[stream]);
}

bool extension_fits(const std::string& name, const std::string& container) {
  const model::MediaFormat* format = find_format(container);
  const auto dot = name.rfind('.');
  if (format == nullptr || dot == std::string::npos) return true;
  const std::string extension = base::lower(name.substr(dot + 1));
  return format->extensions.find(" " + extension + " ") != std::string_view::npos;
}

}  // namespace media
