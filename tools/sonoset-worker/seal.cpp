#include "seal.h"

#include "base/error.h"

#if defined(SONOSET_SECCOMP)

#include <fcntl.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

namespace worker {
namespace {

// Memory, threads of this process, time, and open descriptors.
constexpr std::array kAllowed = {
    SCMP_SYS(brk),           SCMP_SYS(munmap),         SCMP_SYS(mremap),          SCMP_SYS(madvise),
    SCMP_SYS(futex),         SCMP_SYS(sched_yield),    SCMP_SYS(set_robust_list), SCMP_SYS(rseq),
    SCMP_SYS(getpid),        SCMP_SYS(gettid),         SCMP_SYS(getrandom),       SCMP_SYS(sched_getaffinity),
    SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday),   SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep),
    SCMP_SYS(rt_sigaction),  SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),    SCMP_SYS(restart_syscall),
    SCMP_SYS(sigaltstack),   SCMP_SYS(exit),           SCMP_SYS(exit_group),      SCMP_SYS(read),
    SCMP_SYS(pread64),       SCMP_SYS(readv),          SCMP_SYS(write),           SCMP_SYS(writev),
    SCMP_SYS(lseek),         SCMP_SYS(fstat),          SCMP_SYS(ftruncate),       SCMP_SYS(close),
    SCMP_SYS(poll),          SCMP_SYS(ppoll),          SCMP_SYS(recvmsg),         SCMP_SYS(sendmsg)};

// The C library tries these (character sets, time zones, processor counts) and copes when they fail.
constexpr std::array kRefused = {SCMP_SYS(open),     SCMP_SYS(openat), SCMP_SYS(openat2),    SCMP_SYS(stat),
                                 SCMP_SYS(lstat),    SCMP_SYS(access), SCMP_SYS(faccessat),  SCMP_SYS(faccessat2),
                                 SCMP_SYS(readlink), SCMP_SYS(statx),  SCMP_SYS(readlinkat), SCMP_SYS(getcwd),
                                 SCMP_SYS(ioctl),    SCMP_SYS(uname),  SCMP_SYS(newfstatat)};

// The macros of seccomp.h are C only.
scmp_arg_cmp equals(unsigned argument, scmp_datum_t value) { return {argument, SCMP_CMP_EQ, value, 0}; }
scmp_arg_cmp has_bits(unsigned argument, scmp_datum_t mask, scmp_datum_t bits) {
  return {argument, SCMP_CMP_MASKED_EQ, mask, bits};
}

class Filter {
 public:
  Filter() : context_(seccomp_init(SCMP_ACT_KILL_PROCESS), &seccomp_release), good_(context_ != nullptr) {}

  template <typename... Comparisons>
  void rule(std::uint32_t action, int call, Comparisons... comparisons) {
    if (good_) good_ = seccomp_rule_add(context_.get(), action, call, sizeof...(comparisons), comparisons...) == 0;
  }
  /// 0, or a negative errno.
  int load() { return good_ ? seccomp_load(context_.get()) : -ENOSYS; }

 private:
  std::unique_ptr<void, decltype(&seccomp_release)> context_;
  bool good_;
};

void add_conditional_rules(Filter& filter) {
  for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)}) {
    filter.rule(SCMP_ACT_ALLOW, call, has_bits(2, PROT_EXEC, 0));
  }
  for (const int command : {F_GETFD, F_SETFD, F_GETFL}) {
    filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(fcntl), equals(1, static_cast<scmp_datum_t>(command)));
  }
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(prctl), equals(0, PR_SET_NAME));
  // abort(), for this process only.
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(tgkill), equals(0, static_cast<scmp_datum_t>(::getpid())));
  // Threads, not processes. clone3 hides its flags behind a pointer; the C library falls back to clone.
  filter.rule(SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3));
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(clone), has_bits(0, CLONE_THREAD, CLONE_THREAD));
}

}  // namespace

std::string seal_process() {
  Filter filter;
  for (const int call : kAllowed) filter.rule(SCMP_ACT_ALLOW, call);
  for (const int call : kRefused) filter.rule(SCMP_ACT_ERRNO(EACCES), call);
  add_conditional_rules(filter);
  const int error = filter.load();
  return error == 0 ? std::string() : std::string("this system refuses a seccomp filter: ") + std::strerror(-error);
}

}  // namespace worker

#else

namespace worker {

std::string seal_process() { return "this build has no seccomp"; }

}  // namespace worker

#endif

namespace worker {

void seal_process_or_throw(bool unsealed) {
  const std::string why = seal_process();
  if (why.empty() || unsealed) return;
  throw base::Error(base::Code::Unsupported,
                    why + ", so files would be read without a sandbox; add --unsealed to allow that");
}

}  // namespace worker
