#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "media/codec_options.h"
#include "media/libav_handles.h"

namespace media {

/// A media file while it is written: its container, and an encoder for each track. Throws base::Error in libav's words.
class EncodedFile {
 public:
  struct Track {
    AVStream* stream = nullptr;  ///< the container's
    UniqueCodec codec;
    std::vector<std::int64_t> timestamps;  ///< of its packets, in the stream's unit, in the order decoded
  };

  EncodedFile(std::filesystem::path path, const std::string& container, CodecOptions muxer_options);

  /// Before `start`: opens the encoder with these options; the result is the track's number.
  int add(UniqueCodec codec, const CodecOptions& options);
  /// Opens the file and writes its header.
  void start();
  /// Encodes and writes; no frame: what the encoder holds back.
  void send(Track& track, const AVFrame* frame);
  /// Ends the file.
  void finish();

  std::vector<Track>& tracks() { return tracks_; }
  Track& track(int number) { return tracks_.at(static_cast<std::size_t>(number)); }
  /// Throws Unsupported where a result of libav is an error: "WHAT 'path': libav's words".
  void check(int result, const char* what) const;

 private:
  struct OutputDeleter {
    void operator()(AVFormatContext* format) const;
  };

  std::filesystem::path path_;
  CodecOptions muxer_options_;
  std::unique_ptr<AVFormatContext, OutputDeleter> format_;
  std::vector<Track> tracks_;
};

}  // namespace media
