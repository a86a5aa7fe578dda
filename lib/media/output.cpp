#include "media/output.h"

#include <unistd.h>

#include <cerrno>
#include <memory>
#include <new>

#include "media/libav.h"

namespace media {
namespace {

constexpr int kWriteBufferBytes = 1 << 16;

/// Reads an open file from the start, without moving the position at which it is written.
struct SecondReader {
  int descriptor = -1;
  std::int64_t at = 0;
};

int read_packet(void* opaque, std::uint8_t* to, int size) {
  auto* reader = static_cast<SecondReader*>(opaque);
  const ssize_t n = ::pread(reader->descriptor, to, static_cast<std::size_t>(size), reader->at);
  if (n <= 0) return n == 0 ? AVERROR_EOF : AVERROR(errno);
  reader->at += n;
  return static_cast<int>(n);
}

std::int64_t seek_reader(void* opaque, std::int64_t offset, int whence) {
  if ((whence & ~AVSEEK_FORCE) != SEEK_SET) return AVERROR(ENOSYS);
  return static_cast<SecondReader*>(opaque)->at = offset;
}

int close_reader(AVFormatContext*, AVIOContext* io) {
  delete static_cast<SecondReader*>(io->opaque);
  UniqueIo(io).reset();
  return 0;
}

// The muxer's `opaque` is the descriptor's place; whatever the address, what is read is that file.
int open_reader(AVFormatContext* muxer, AVIOContext** io, const char*, int flags, AVDictionary**) {
  if ((flags & AVIO_FLAG_WRITE) != 0) return AVERROR(EPERM);
  auto reader = std::make_unique<SecondReader>(SecondReader{*static_cast<const int*>(muxer->opaque)});
  auto* buffer = static_cast<unsigned char*>(av_malloc(kWriteBufferBytes));
  if (buffer != nullptr) {
    *io = avio_alloc_context(buffer, kWriteBufferBytes, 0, reader.get(), read_packet, nullptr, seek_reader);
  }
  if (buffer == nullptr || *io == nullptr) {
    av_free(buffer);
    return AVERROR(ENOMEM);
  }
  static_cast<void>(reader.release());  // close_reader has it now
  return 0;
}

}  // namespace

void Output::let_read(AVFormatContext& muxer) {
  muxer.opaque = &descriptor_;
  muxer.io_open = open_reader;
  muxer.io_close2 = close_reader;
}

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
