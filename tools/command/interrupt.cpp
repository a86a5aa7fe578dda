#include "interrupt.h"

#include <signal.h>

namespace {

volatile sig_atomic_t g_interrupted = 0;

}  // namespace

std::function<bool()> stop_at_interrupt() {
  struct sigaction action {};
  action.sa_handler = [](int) { g_interrupted = 1; };
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before {};
    ::sigaction(signal, nullptr, &before);
    // nohup ignores SIGHUP.
    if (before.sa_handler != SIG_IGN) ::sigaction(signal, &action, nullptr);
  }
  return [] { return g_interrupted != 0; };
}
