#include "interrupt.h"

#include <signal.h>

namespace {

volatile sig_atomic_t g_interrupted = 0;

}  // namespace

std::function<bool()> stop_at_interrupt() {
  struct sigaction action {};
  action.sa_handler = [](int) { g_interrupted = 1; };
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  return [] { return g_interrupted != 0; };
}
