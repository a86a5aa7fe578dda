#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "media/codec_options.h"
#include "media/libav_handles.h"
#include "media/output.h"

namespace media {

/// A media file being written: its container, and an encoder for each track. Throws base::Error with libav's message.
class EncodedFile {
 public:
  struct Track {
    AVStream* stream = nullptr;  ///< owned by the container
    UniqueCodec codec;
    std::vector<std::int64_t> timestamps;  ///< of its packets, in the stream's time base, in decoding order
  };

  EncodedFile(std::filesystem::path path, const std::string& container, CodecOptions muxer_options);
  /// Writes to an open file, which must outlive it.
  EncodedFile(Output& output, const std::string& container, CodecOptions muxer_options);

  /// Opens an encoder with these options; returns the track number. Call before `start`.
  int add(UniqueCodec codec, const CodecOptions& options);
  /// Opens the file and writes its header.
  void start();
  /// Encodes and writes a frame; null: flushes the encoder.
  void send(Track& track, const AVFrame* frame);
  /// Finishes the file.
  void finish();

  std::vector<Track>& tracks() { return tracks_; }
  Track& track(int number) { return tracks_.at(static_cast<std::size_t>(number)); }
  /// Throws Unsupported if a result of libav is an error: "WHAT 'path': libav's message".
  void check(int result, const char* what) const;

 private:
  struct OutputDeleter {
    void operator()(AVFormatContext* format) const;
  };
  void allocate(const std::string& container);

  std::filesystem::path path_;
  CodecOptions muxer_options_;
  UniqueIo io_;  ///< if the file was open; outlives format_
  std::unique_ptr<AVFormatContext, OutputDeleter> format_;
  std::vector<Track> tracks_;
};

}  // namespace media
