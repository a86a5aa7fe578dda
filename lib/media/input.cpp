#include "media/input.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <new>
#include <string_view>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "media/libav.h"

namespace media {
namespace {

constexpr int kBufferBytes = 1 << 16;

}  // namespace

Input::Input(int descriptor) : descriptor_(descriptor) {
  if (!base::is_regular_file(descriptor)) {
    throw base::Error(base::Code::InvalidInput, "the object is not a regular file");
  }
  size_ = base::size_of(descriptor, "the object");
}

std::size_t Input::read_at(std::int64_t position, std::span<std::uint8_t> into) const {
  return base::read_at(descriptor_, position, into.data(), into.size(), "the object");
}

int Input::read_packet(void* opaque, std::uint8_t* buffer, int size) {
  auto* input = static_cast<Input*>(opaque);
  // Exceptions must not pass through C code.
  ssize_t n = 0;
  do {
    n = ::pread(input->descriptor_, buffer, static_cast<std::size_t>(size), input->position_);
  } while (n < 0 && errno == EINTR);
  if (n < 0) return AVERROR(errno);
  if (n == 0) return AVERROR_EOF;
  input->position_ += n;
  return static_cast<int>(n);
}

std::int64_t Input::seek(void* opaque, std::int64_t offset, int whence) {
  auto* input = static_cast<Input*>(opaque);
  std::int64_t from = 0;
  switch (whence & ~AVSEEK_FORCE) {
    case AVSEEK_SIZE:
      return input->size_;
    case SEEK_SET:
      break;
    case SEEK_CUR:
      from = input->position_;
      break;
    case SEEK_END:
      from = input->size_;
      break;
    default:
      return AVERROR(EINVAL);
  }
  std::int64_t to = 0;
  if (__builtin_add_overflow(from, offset, &to) || to < 0) return AVERROR(EINVAL);
  input->position_ = to;
  return to;
}

UniqueIo Input::reader() {
  position_ = 0;
  auto* buffer = static_cast<unsigned char*>(av_malloc(kBufferBytes));
  if (buffer == nullptr) throw std::bad_alloc();
  UniqueIo io(avio_alloc_context(buffer, kBufferBytes, 0, this, &Input::read_packet, nullptr, &Input::seek));
  if (!io) {
    av_free(buffer);
    throw std::bad_alloc();
  }
  return io;
}

bool is_playlist(std::span<const std::uint8_t> start) {
  const std::string text = base::lower({reinterpret_cast<const char*>(start.data()), start.size()});
  std::string_view view = text;
  if (view.starts_with("\xef\xbb\xbf")) view.remove_prefix(3);
  view.remove_prefix(std::min(view.find_first_not_of(" \t\r\n"), view.size()));
  constexpr std::array<std::string_view, 13> kStarts = {
      "#extm3u", "#extinf",   "ffconcat version",      "[playlist]", "[reference]", "<asx",    "<smil",
      "<mpd",    "<playlist", "<smoothstreamingmedia", "v=0\r\no=",  "v=0\no=",     "rtsptext"};
  if (std::ranges::any_of(kStarts, [&](std::string_view s) { return view.starts_with(s); })) return true;
  if (!view.starts_with("<?xml") && !view.starts_with("<!--")) return false;
  constexpr std::array<std::string_view, 5> kTags = {"<mpd", "<smil", "<asx", "<playlist", "<smoothstreamingmedia"};
  return std::ranges::any_of(kTags, [&](std::string_view s) { return view.find(s) != std::string_view::npos; });
}

}  // namespace media
