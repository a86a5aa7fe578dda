#include "base/descriptor.h"

#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "base/error.h"

namespace base {
namespace {

// Reads some bytes; 0 at the end of the file.
std::size_t read_some(int descriptor, std::int64_t offset, void* to, std::size_t size, const std::string& name) {
  ssize_t n = 0;
  do {
    n = ::pread(descriptor, to, size, offset);
  } while (n < 0 && errno == EINTR);
  if (n < 0) throw_errno("cannot read", name);
  return static_cast<std::size_t>(n);
}

// Not the C library's fstat: it calls newfstatat, which sealed workers may not, since that also takes paths.
int status_of(int descriptor, struct stat& status) {
  return static_cast<int>(::syscall(SYS_fstat, descriptor, &status));
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    reset();
    descriptor_ = other.release();
  }
  return *this;
}

int Descriptor::release() { return std::exchange(descriptor_, -1); }

void Descriptor::reset() {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
}

std::int64_t size_of(int descriptor, const std::string& name) {
  struct stat status {};
  if (status_of(descriptor, status) != 0) throw_errno("cannot stat", name);
  return status.st_size;
}

bool is_regular_file(int descriptor) {
  struct stat status {};
  return status_of(descriptor, status) == 0 && S_ISREG(status.st_mode);
}

std::size_t read_at(int descriptor, std::int64_t offset, void* to, std::size_t size, const std::string& name) {
  std::size_t done = 0;
  while (done < size) {
    const std::size_t n = read_some(descriptor, offset + static_cast<std::int64_t>(done), static_cast<char*>(to) + done,
                                    size - done, name);
    if (n == 0) break;
    done += n;
  }
  return done;
}

void write_all(int descriptor, std::string_view content, const std::string& name) {
  while (!content.empty()) {
    const ssize_t n = ::write(descriptor, content.data(), content.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw_errno("cannot write", name);
    content.remove_prefix(static_cast<std::size_t>(n));
  }
}

}  // namespace base
