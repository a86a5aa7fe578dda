// Loaded with LD_PRELOAD into the program under test: counts the calls that change a disk, and makes the N-th fail.
//
//   FAULT_PROGRAM  act only in programs of this name; in all if not set
//   FAULT_COUNT    file that gets the number of calls at the end of the process
//   FAULT_AT       N, from 1
//   FAULT_DO       kill: SIGKILL instead of the N-th call, after half of its bytes if it writes
//                  stop: SIGSTOP before the N-th call and each one after it
//                  a number: from the N-th call on, calls that use disk space fail with this errno
//   FAULT_CLOCK_S  seconds by which the wall clock is off
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include <atomic>

namespace {

enum class Deed { None, Kill, Stop, Fail };
enum class Takes { Nothing, Room };

bool g_active = false;
Deed g_deed = Deed::None;
int g_error = 0;
long g_at = 0;
time_t g_clock_s = 0;
std::atomic<long> g_calls{0};

template <typename Function>
Function next(const char* name, Function /*kind*/) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

__attribute__((constructor)) void start() {
  const char* program = ::getenv("FAULT_PROGRAM");
  g_active = program == nullptr || ::strcmp(program, program_invocation_short_name) == 0;
  const auto number = [](const char* name) { return ::getenv(name) ? ::atol(::getenv(name)) : 0; };
  g_at = number("FAULT_AT");
  g_clock_s = number("FAULT_CLOCK_S");
  const char* deed = ::getenv("FAULT_DO");
  if (deed == nullptr || !g_active || g_at == 0) return;
  g_error = ::atoi(deed);
  g_deed = ::strcmp(deed, "kill") == 0 ? Deed::Kill : ::strcmp(deed, "stop") == 0 ? Deed::Stop : Deed::Fail;
}

__attribute__((destructor)) void end() {
  const char* file = ::getenv("FAULT_COUNT");
  if (file == nullptr || !g_active) return;
  g_deed = Deed::None;
  if (FILE* out = ::fopen(file, "w")) {
    ::fprintf(out, "%ld\n", g_calls.load());
    ::fclose(out);
  }
}

enum class Verdict { Go, Half, Fail };

// What happens to this call. `Half` is for calls that write, and ends in `die`.
Verdict verdict(Takes takes, bool writes = false) {
  if (!g_active) return Verdict::Go;
  const long call = ++g_calls;
  if (g_deed == Deed::Kill && call == g_at) {
    if (writes) return Verdict::Half;
    ::kill(::getpid(), SIGKILL);
  }
  if (g_deed == Deed::Stop && call >= g_at) ::kill(::getpid(), SIGSTOP);
  if (g_deed == Deed::Fail && call >= g_at && takes == Takes::Room) {
    errno = g_error;
    return Verdict::Fail;
  }
  return Verdict::Go;
}

[[noreturn]] void die() {
  ::kill(::getpid(), SIGKILL);
  for (;;) ::pause();
}

// Terminals, pipes and sockets are not counted.
bool is_file(int descriptor) {
  struct stat status;
  return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

}  // namespace

// NOLINTBEGIN: these are the C library's functions, with its names and types.
#define NEXT(name) static const auto real = next(#name, &::name)

extern "C" {

ssize_t write(int fd, const void* data, size_t size) {
  NEXT(write);
  if (!is_file(fd)) return real(fd, data, size);
  switch (verdict(Takes::Room, true)) {
    case Verdict::Half:
      (void)!real(fd, data, size / 2);
      die();
    case Verdict::Fail:
      return -1;
    default:
      return real(fd, data, size);
  }
}

static ssize_t pwrite_at(ssize_t (*real)(int, const void*, size_t, off_t), int fd, const void* data, size_t size,
                         off_t at) {
  switch (verdict(Takes::Room, true)) {
    case Verdict::Half:
      (void)!real(fd, data, size / 2, at);
      die();
    case Verdict::Fail:
      return -1;
    default:
      return real(fd, data, size, at);
  }
}

ssize_t pwrite(int fd, const void* data, size_t size, off_t at) {
  NEXT(pwrite);
  return pwrite_at(real, fd, data, size, at);
}
ssize_t pwrite64(int fd, const void* data, size_t size, off64_t at) {
  NEXT(pwrite64);
  return pwrite_at(real, fd, data, size, at);
}

#define OPEN(name)                                                                         \
  int name(const char* path, int flags, ...) {                                             \
    NEXT(name);                                                                            \
    va_list list;                                                                          \
    va_start(list, flags);                                                                 \
    const mode_t mode = (flags & (O_CREAT | __O_TMPFILE)) != 0 ? va_arg(list, mode_t) : 0; \
    va_end(list);                                                                          \
    if ((flags & O_CREAT) != 0 && verdict(Takes::Room) == Verdict::Fail) return -1;        \
    return real(path, flags, mode);                                                        \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                       \
  int name(int folder, const char* path, int flags, ...) {                                 \
    NEXT(name);                                                                            \
    va_list list;                                                                          \
    va_start(list, flags);                                                                 \
    const mode_t mode = (flags & (O_CREAT | __O_TMPFILE)) != 0 ? va_arg(list, mode_t) : 0; \
    va_end(list);                                                                          \
    if ((flags & O_CREAT) != 0 && verdict(Takes::Room) == Verdict::Fail) return -1;        \
    return real(folder, path, flags, mode);                                                \
  }
OPENAT(openat)
OPENAT(openat64)

#define COUNTED(takes, result, name, kinds, names)         \
  result name kinds {                                      \
    NEXT(name);                                            \
    if (verdict(Takes::takes) == Verdict::Fail) return -1; \
    return real names;                                     \
  }
COUNTED(Room, int, mkostemp, (char* path, int flags), (path, flags))
COUNTED(Room, int, mkostemp64, (char* path, int flags), (path, flags))
COUNTED(Room, int, mkdir, (const char* path, mode_t mode), (path, mode))
COUNTED(Room, int, fsync, (int fd), (fd))
COUNTED(Room, int, fdatasync, (int fd), (fd))
COUNTED(Room, int, syncfs, (int fd), (fd))
COUNTED(Nothing, int, rename, (const char* from, const char* to), (from, to))
COUNTED(Nothing, int, unlink, (const char* path), (path))
COUNTED(Nothing, int, unlinkat, (int folder, const char* path, int flags), (folder, path, flags))
COUNTED(Nothing, int, rmdir, (const char* path), (path))
COUNTED(Nothing, int, ftruncate, (int fd, off_t size), (fd, size))
COUNTED(Nothing, int, ftruncate64, (int fd, off64_t size), (fd, size))
COUNTED(Nothing, int, chmod, (const char* path, mode_t mode), (path, mode))
COUNTED(Nothing, int, fchmod, (int fd, mode_t mode), (fd, mode))
COUNTED(Room, int, link, (const char* from, const char* to), (from, to))
COUNTED(Room, ssize_t, copy_file_range,
        (int from, off64_t* from_at, int to, off64_t* to_at, size_t size, unsigned flags),
        (from, from_at, to, to_at, size, flags))

char* mkdtemp(char* path) {
  NEXT(mkdtemp);
  return verdict(Takes::Room) == Verdict::Fail ? nullptr : real(path);
}

int posix_fallocate(int fd, off_t at, off_t size) {
  NEXT(posix_fallocate);
  return verdict(Takes::Room) == Verdict::Fail ? g_error : real(fd, at, size);
}

int clock_gettime(clockid_t clock, struct timespec* now) {
  NEXT(clock_gettime);
  const int result = real(clock, now);
  if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE) now->tv_sec += g_clock_s;
  return result;
}

time_t time(time_t* into) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (into != nullptr) *into = now.tv_sec;
  return now.tv_sec;
}

int gettimeofday(struct timeval* __restrict now, void* __restrict /*zone*/) {
  struct timespec exact;
  clock_gettime(CLOCK_REALTIME, &exact);
  *now = {exact.tv_sec, exact.tv_nsec / 1000};
  return 0;
}

}  // extern "C"
// NOLINTEND
