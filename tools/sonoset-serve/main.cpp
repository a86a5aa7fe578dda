#include <fmt/format.h>
#include <signal.h>

#include <chrono>
#include <cstdio>

#include "base/error.h"
#include "console.h"
#include "say.h"
#include "serve/site.h"
#include "serve_options.h"
#include "site_options.h"
#include "user.h"

namespace {

constexpr std::chrono::seconds kStopWithin{10};

/// Blocks the signals that end the server, in all threads that start later. `wait` takes the first of them; the next
/// ends the program as it always does.
class EndingSignals {
 public:
  EndingSignals() {
    ::sigemptyset(&set_);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
      struct sigaction before {};
      ::sigaction(signal, nullptr, &before);
      if (before.sa_handler != SIG_IGN) ::sigaddset(&set_, signal);
    }
    ::pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  }
  void wait() {
    int signal = 0;
    ::sigwait(&set_, &signal);
    ::pthread_sigmask(SIG_UNBLOCK, &set_, nullptr);
  }

 private:
  sigset_t set_{};
};

int serve_until_signal(const Context& context, const cxxopts::ParseResult& options) {
  for (const char* option : {"role", "invite", "password-stdin", "json"}) {
    if (options.count(option) > 0) {
      throw base::Error(base::Code::InvalidInput, fmt::format("--{} is for accounts: 'sonoset serve user'", option));
    }
  }
  serve::SiteOptions asked = site_options(context, options);
  if (Console::is_verbose()) asked.log = [](const std::string& line) { say(stderr, "{}\n", line); };
  asked.log_error = [](const std::string& line) { Console::error("sonoset:", Lines{line}); };

  ::signal(SIGPIPE, SIG_IGN);
  EndingSignals signals;
  serve::Site site(asked);
  say("Listening on {}\n", site.url());
  std::fflush(stdout);
  signals.wait();
  Console::note("stopping; requests that have begun are finished");
  site.stop(kStopWithin);
  return kDone;
}

// `sonoset` passes the dataset and checked words.
int run(const Words& words) {
  Context context;
  Words rest = words;
  if (rest.size() >= 2 && rest[0] == "-C") {
    context.dataset = rest[1];
    rest.erase(rest.begin(), rest.begin() + 2);
  }
  if (!rest.empty() && rest[0] == "--version") {
    say("sonoset-serve {}\n", SONOSET_VERSION);
    return kDone;
  }
  Arguments arguments = serve_arguments();
  const auto options = arguments.parse(rest);
  if (!options) return kDone;
  return options->count("user") > 0 ? manage_users(context, *options) : serve_until_signal(context, *options);
}

}  // namespace

int main(int argc, char** argv) { return guarded(argc, argv, run); }
