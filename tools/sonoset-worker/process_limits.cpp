#include "process_limits.h"

#include <malloc.h>
#include <signal.h>
#include <sys/resource.h>

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

}  // namespace

void limit_process(const Limits& limits) {
  // Keep freed memory of pictures: pages returned to the system would have to be cleared again each time.
  ::mallopt(M_MMAP_THRESHOLD, 32 << 20);
  ::mallopt(M_TRIM_THRESHOLD, 128 << 20);
  limit(RLIMIT_CORE, 0, "core files");
  // A write beyond the limit fails with EFBIG instead of ending the process.
  ::signal(SIGXFSZ, SIG_IGN);
  limit(RLIMIT_FSIZE, static_cast<rlim_t>(limits.output_mb) << 20, "the size of files");
#ifndef SONOSET_ADDRESS_SANITIZER
  limit(RLIMIT_AS, static_cast<rlim_t>(limits.memory_mb) << 20, "memory");
#endif
}

}  // namespace worker
