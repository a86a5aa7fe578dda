#include "phantom_broken.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/file.h"
#include "media/video_writer.h"
#include "phantom/exact_math.h"
#include "phantom/phantom.h"

namespace worker {
namespace {

struct Recording {
  std::string container;
  std::string encoder;
  std::string pixel_format;
  int pictures;
  media::CodecOptions muxer_options;
};

/// The bytes of an intact clip, recorded to a temporary file beside the clips.
std::string record(const PhantomSet& set, const Recording& recording, std::uint64_t seed) {
  const std::filesystem::path path = set.folder() / "recording.part";
  phantom::PhantomSpec spec;
  spec.subject_seed = seed;
  spec.device = 4;
  spec.width = kWidth;
  spec.height = kHeight;
  const phantom::Phantom phantom(spec);
  media::VideoTrack track;
  track.encoder = recording.encoder;
  track.pixel_format = recording.pixel_format;
  track.width = kWidth;
  track.height = kHeight;
  media::VideoWriter writer(path, recording.container, recording.muxer_options);
  const int number = writer.add_video(track);
  for (int i = 0; i < recording.pictures; ++i) writer.write(number, phantom.picture(i * std::int64_t{40'000}), i);
  writer.finish();
  std::string bytes = base::read_text(path);
  std::filesystem::remove(path);
  return bytes;
}

std::string record_sound(const PhantomSet& set) {
  const std::filesystem::path path = set.folder() / "recording.part";
  media::VideoWriter writer(path, "mp4");
  writer.add_tone(2);
  writer.finish();
  std::string bytes = base::read_text(path);
  std::filesystem::remove(path);
  return bytes;
}

std::string cut(std::string bytes) {
  bytes.resize(bytes.size() * 6 / 10);
  return bytes;
}

/// Overwrites the 32-bit little-endian number `offset` bytes after the first `mark`.
void patch(std::string& bytes, std::string_view mark, std::size_t offset, std::uint32_t value) {
  const std::size_t found = bytes.find(mark);
  if (found == std::string::npos || found + offset + 4 > bytes.size()) {
    throw base::Error(base::Code::Corrupt, "no '" + std::string(mark) + "' in the recording");
  }
  for (std::size_t i = 0; i < 4; ++i) bytes[found + offset + i] = static_cast<char>(value >> (8 * i) & 255);
}

/// An AVI file whose headers claim 1000 pictures: dwTotalFrames in avih and dwLength in strh (Microsoft, "AVI RIFF File
/// Reference"); offsets count from the chunk's name.
std::string lying(std::string bytes) {
  patch(bytes, "avih", 8 + 16, 1000);
  patch(bytes, "strh", 8 + 32, 1000);
  return bytes;
}

std::string random_bytes(std::uint64_t seed) {
  phantom::Random random(seed);
  std::string bytes;
  while (bytes.size() < 20'000) bytes += static_cast<char>(random.next() & 255);
  return bytes;
}

constexpr const char* kPlaylist =
    "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:2\n#EXTINF:2.0,\nsecond-file.ts\n#EXT-X-ENDLIST\n";
constexpr const char* kConcat = "ffconcat version 1.0\nfile second-file.mp4\n";
constexpr const char* kPage =
    "<!DOCTYPE html>\n<html><head><title>404 Not Found</title></head>\n"
    "<body><h1>Not Found</h1><p>The requested URL was not found on this server.</p></body></html>\n";

}  // namespace

void make_broken(PhantomSet& set, const PhantomOptions& options) {
  const auto add = [&](const std::string& name, const std::string& bytes, const char* finding) {
    base::write_atomically(set.file(name), bytes);
    std::string id = name;
    std::ranges::replace(id, '.', '-');
    model::Clip clip = phantom_clip(id, "phantom-site-a");
    clip.subject = "broken";
    clip.attributes = {{"finding", finding}};
    set.add(std::move(clip), name, nlohmann::json{{"finding", finding}}.dump());
  };
  const std::string fast = record(set, {"mp4", "libx264", "yuv420p", 50, {{"movflags", "+faststart"}}}, options.seed);
  const std::string slow = record(set, {"mp4", "libx264", "yuv420p", 50, {}}, options.seed);
  const std::string avi = record(set, {"avi", "mpeg4", "yuv420p", 50, {}}, options.seed);
  const std::string png = record(set, {"image2", "png", "gray", 1, {{"update", "1"}}}, options.seed);

  add("truncated.mp4", cut(fast), "truncated");
  add("truncated-index.mp4", cut(slow), "truncated");
  add("truncated.avi", cut(avi), "truncated");
  add("truncated.png", cut(png), "truncated");
  add("lying-count.avi", lying(avi), "frame-count-differs");
  add("wrong-extension.avi", fast, "wrong-extension");
  add("audio-only.mp4", record_sound(set), "audio-only");
  add("zero-pictures.mp4", record(set, {"mp4", "libx264", "yuv420p", 0, {{"movflags", "empty_moov"}}}, options.seed),
      "no-pictures");
  add("zero-pictures.avi", record(set, {"avi", "mpeg4", "yuv420p", 0, {}}, options.seed), "no-pictures");
  add("playlist.mp4", kPlaylist, "playlist");
  add("script.mp4", kConcat, "playlist");
  add("error-page.mp4", kPage, "not-media");
  add("empty.mp4", "", "empty-file");
  add("random.mp4", random_bytes(options.seed), "not-media");
}

}  // namespace worker
