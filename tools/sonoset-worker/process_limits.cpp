#include "process_limits.h"

#include <malloc.h>
#include <signal.h>
#include <sys/resource.h>

#include <algorithm>
#include <string>

#include "base/error.h"

#if defined(__SANITIZE_ADDRESS__)
#define SONOSET_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SONOSET_ADDRESS_SANITIZER 1
#endif
#endif

namespace worker {
namespace {

void limit(int resource, rlim_t most, const char* name) {
  const rlimit value{most, most};
  if (::setrlimit(static_cast<__rlimit_resource>(resource), &value) != 0) base::throw_errno("cannot limit", name);
}

void limit_mb(int resource, std::int64_t mb, const std::string& name, const std::string& option) {
  const rlim_t bytes = static_cast<rlim_t>(mb) << 20;
  rlimit now{};
  if (::getrlimit(static_cast<__rlimit_resource>(resource), &now) == 0 && now.rlim_max < bytes) {
    throw base::Error(base::Code::Denied, "the limit on " + name + " here is below " + std::to_string(mb) +
                                              " MB; raise it (ulimit), or lower " + option);
  }
  limit(resource, bytes, name.c_str());
}

void limit_open_files() {
  constexpr rlim_t kMost = 64;
  rlimit now{};
  if (::getrlimit(RLIMIT_NOFILE, &now) != 0) base::throw_errno("cannot limit", "open files");
  limit(RLIMIT_NOFILE, std::min(now.rlim_max, kMost), "open files");
}

}  // namespace

void limit_process(const Limits& limits) {
  // Keep freed memory of pictures: pages returned to the system would have to be cleared again each time.
  ::mallopt(M_MMAP_THRESHOLD, 32 << 20);
  ::mallopt(M_TRIM_THRESHOLD, 128 << 20);
  limit(RLIMIT_CORE, 0, "core files");
  limit_open_files();
  // A write beyond the limit fails with EFBIG instead of ending the process.
  ::signal(SIGXFSZ, SIG_IGN);
  limit_mb(RLIMIT_FSIZE, limits.output_mb, "the size of files", "--worker-output");
#ifndef SONOSET_ADDRESS_SANITIZER
  limit_mb(RLIMIT_AS, limits.memory_mb, "memory", "--worker-memory");
#endif
}

}  // namespace worker
