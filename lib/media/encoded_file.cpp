#include "media/encoded_file.h"

#include "base/error.h"
#include "media/libav.h"

namespace media {
namespace {

class Dictionary {
 public:
  explicit Dictionary(const CodecOptions& options) {
    for (const auto& option : options) av_dict_set(&dictionary_, option.first.c_str(), option.second.c_str(), 0);
  }
  ~Dictionary() { av_dict_free(&dictionary_); }
  Dictionary(const Dictionary&) = delete;
  Dictionary& operator=(const Dictionary&) = delete;

  AVDictionary** get() { return &dictionary_; }
  /// The first option that was not used.
  const char* rest() const {
    const AVDictionaryEntry* entry = av_dict_get(dictionary_, "", nullptr, AV_DICT_IGNORE_SUFFIX);
    return entry != nullptr ? entry->key : nullptr;
  }

 private:
  AVDictionary* dictionary_ = nullptr;
};

}  // namespace

void EncodedFile::OutputDeleter::operator()(AVFormatContext* format) const {
  const bool opened = (format->oformat->flags & AVFMT_NOFILE) == 0 && (format->flags & AVFMT_FLAG_CUSTOM_IO) == 0;
  if (opened) avio_closep(&format->pb);
  avformat_free_context(format);
}

EncodedFile::EncodedFile(std::filesystem::path path, const std::string& container, CodecOptions muxer_options)
    : path_(std::move(path)), muxer_options_(std::move(muxer_options)) {
  allocate(container);
}

EncodedFile::EncodedFile(Output& output, const std::string& container, CodecOptions muxer_options)
    : path_("video"), muxer_options_(std::move(muxer_options)), io_(output.writer()) {
  allocate(container);
  format_->pb = io_.get();
  output.let_read(*format_);
  format_->flags |= AVFMT_FLAG_CUSTOM_IO;
}

void EncodedFile::allocate(const std::string& container) {
  AVFormatContext* format = nullptr;
  const int result = avformat_alloc_output_context2(&format, nullptr, container.c_str(), path_.c_str());
  if (result < 0) throw base::Error(base::Code::Unsupported, "this FFmpeg cannot write " + container);
  format->flags |= AVFMT_FLAG_BITEXACT;
  format_.reset(format);
}

void EncodedFile::check(int result, const char* what) const {
  if (result >= 0) return;
  throw base::Error(base::Code::Unsupported, std::string(what) + " '" + path_.string() + "': " + error_text(result));
}

int EncodedFile::add(UniqueCodec codec, const CodecOptions& options) {
  if ((format_->oformat->flags & AVFMT_GLOBALHEADER) != 0) codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  Dictionary dictionary(options);
  check(avcodec_open2(codec.get(), codec->codec, dictionary.get()), "cannot open the encoder for");
  if (dictionary.rest() != nullptr) {
    throw base::Error(base::Code::InvalidInput, std::string("the encoder has no option ") + dictionary.rest());
  }
  AVStream* stream = avformat_new_stream(format_.get(), nullptr);
  if (stream == nullptr) throw base::Error(base::Code::Io, "out of memory");
  stream->time_base = codec->time_base;
  check(avcodec_parameters_from_context(stream->codecpar, codec.get()), "cannot describe a stream of");
  tracks_.push_back({stream, std::move(codec), {}});
  return static_cast<int>(tracks_.size()) - 1;
}

void EncodedFile::start() {
  if (!io_ && (format_->oformat->flags & AVFMT_NOFILE) == 0) {
    const int result = avio_open(&format_->pb, path_.c_str(), AVIO_FLAG_WRITE);
    if (result < 0) throw base::Error(base::Code::Io, "cannot write '" + path_.string() + "': " + error_text(result));
  }
  Dictionary dictionary(muxer_options_);
  check(avformat_write_header(format_.get(), dictionary.get()), "cannot write the header of");
  if (dictionary.rest() != nullptr) {
    throw base::Error(base::Code::InvalidInput, std::string("the container has no option ") + dictionary.rest());
  }
}

void EncodedFile::send(Track& track, const AVFrame* frame) {
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
    check(av_interleaved_write_frame(format_.get(), packet.get()), "cannot write");
  }
}

void EncodedFile::finish() {
  for (Track& track : tracks_) send(track, nullptr);
  check(av_write_trailer(format_.get()), "cannot finish");
  if (io_) {
    avio_flush(io_.get());
    check(io_->error, "cannot write");
  } else if ((format_->oformat->flags & AVFMT_NOFILE) == 0) {
    const int result = avio_closep(&format_->pb);
    if (result < 0) throw base::Error(base::Code::Io, "cannot write '" + path_.string() + "': " + error_text(result));
  }
}

}  // namespace media
