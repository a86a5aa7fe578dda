#include "encode_command.h"

#include <charconv>
#include <cstring>

#include "base/channel.h"
#include "base/error.h"
#include "base/rational.h"
#include "media/video_writer.h"

namespace worker {
namespace {

constexpr int kChannel = 3;
constexpr int kMaxSide = 8192;

struct Options {
  std::string out;
  base::Rational rate_hz;
  int width = 0;
  int height = 0;
};

[[noreturn]] void refuse(const std::string& why) { throw base::Error(base::Code::InvalidInput, why); }

int side(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 2 || value > kMaxSide || value % 2 != 0) {
    refuse("--size must be WxH with even numbers from 2x2 to 8192x8192");
  }
  return value;
}

Options options_from(const std::vector<std::string>& words) {
  if (words.size() != 5 || words[1] != "--rate" || words[3] != "--size") {
    refuse("usage: sonoset-worker encode OUT.mp4 --rate R --size WxH");
  }
  const auto rate = base::Rational::parse(words[2]);
  if (!rate || *rate <= base::Rational(0) || *rate > base::Rational(1000))
    refuse("--rate must be pictures per second, up to 1000");
  const std::string_view size = words[4];
  const std::size_t cross = std::min(size.find('x'), size.size() - 1);
  return {words[0], *rate, side(size.substr(0, cross)), side(size.substr(cross + 1))};
}

model::Picture picture_of(const std::string& rows, const Options& options) {
  model::Picture picture(options.width, options.height, 3);
  if (rows.size() != picture.row_bytes() * static_cast<std::size_t>(options.height)) {
    refuse("a picture does not have the size given by --size");
  }
  for (int y = 0; y < options.height; ++y) {
    std::memcpy(picture.row(y), rows.data() + picture.row_bytes() * static_cast<std::size_t>(y), picture.row_bytes());
  }
  return picture;
}

/// False: the other side closed the channel before the end.
bool write_video(const Options& options, base::Channel& channel) {
  media::VideoTrack track;
  track.width = options.width;
  track.height = options.height;
  track.rate_hz = options.rate_hz;
  track.time_base = base::Rational(1) / options.rate_hz;
  track.options = {{"crf", "18"}};
  media::VideoWriter writer(options.out, "mp4", {{"movflags", "+faststart"}});
  const int number = writer.add_video(track);
  for (std::int64_t at = 0;; ++at) {
    const auto message = channel.receive();
    if (!message) return false;
    if (message->text.empty()) break;
    writer.write(number, picture_of(message->text, options), at);
  }
  writer.finish();
  return true;
}

}  // namespace

// Each message is one picture: RGB rows, concatenated. An empty message ends the video. The answer is one message:
// "done" or an error text.
int encode(const std::vector<std::string>& arguments) {
  const Options options = options_from(arguments);
  base::Channel channel{base::Descriptor(kChannel)};
  try {
    if (!write_video(options, channel)) return 2;
  } catch (const base::Error& error) {
    channel.send(error.what());
    return 2;
  }
  channel.send("done");
  return 0;
}

}  // namespace worker
