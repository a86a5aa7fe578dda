#include "media/output.h"

#include <unistd.h>

#include <cerrno>
#include <new>

#include "media/libav.h"

namespace media {
namespace {

constexpr int kWriteBufferBytes = 1 << 16;

}  // namespace

int Output::write_packet(void* opaque, std::uint8_t* buffer, int size) {
  auto* output = static_cast<Output*>(opaque);
  // Exceptions must not pass through C code.
  for (int done = 0; done < size;) {
    const ssize_t n = ::write(output->descriptor_, buffer + done, static_cast<std::size_t>(size - done));
    if (n >= 0) {
      done += static_cast<int>(n);
    } else if (errno != EINTR) {
      output->over_limit_ = output->over_limit_ || errno == EFBIG;
      return AVERROR(errno);
    }
  }
  return size;
}

std::int64_t Output::seek(void* opaque, std::int64_t offset, int whence) {
  const int descriptor = static_cast<Output*>(opaque)->descriptor_;
  if ((whence & AVSEEK_SIZE) != 0) return AVERROR(ENOSYS);
  const off_t at = ::lseek(descriptor, offset, whence & ~AVSEEK_FORCE);
  return at < 0 ? AVERROR(errno) : at;
}

UniqueIo Output::writer() {
  ::lseek(descriptor_, 0, SEEK_SET);
  auto* buffer = static_cast<unsigned char*>(av_malloc(kWriteBufferBytes));
  if (buffer == nullptr) throw std::bad_alloc();
  UniqueIo io(avio_alloc_context(buffer, kWriteBufferBytes, 1, this, nullptr, &Output::write_packet, &Output::seek));
  if (!io) {
    av_free(buffer);
    throw std::bad_alloc();
  }
  return io;
}

}  // namespace media
