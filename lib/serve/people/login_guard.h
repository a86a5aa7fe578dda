#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <vector>

#include "serve/people/rate_limit.h"

namespace serve {

/// Slows down who guesses passwords, and never the person for long:
/// - an address may try ten times, then every six seconds;
/// - after five wrong passwords, an address waits for the same account 1 s, 2 s, 4 s … 5 min;
/// - all addresses from which nobody has logged in to an account together may try it a hundred times, then every
/// minute. Tries that are refused do not count.
class LoginGuard {
 public:
  using Clock = RateLimit::Clock;
  struct Try {
    std::string block;    ///< see address_block
    std::string account;  ///< as typed
    bool known = false;   ///< whether the account was used from there
  };

  LoginGuard();
  /// Begins a try; or the seconds to wait.
  int begin(const Try& one, Clock::time_point now);
  void failed(const Try& one, Clock::time_point now);
  /// The try was right, or did not take place: it does not count.
  void forget(const Try& one, bool right);

 private:
  struct Delay {
    int failures = 0;
    Clock::time_point until = {};
  };
  Delay& delay_of(const Try& one);

  RateLimit addresses_;
  RateLimit accounts_;
  std::mutex mutex_;
  std::vector<Delay> delays_;
};

}  // namespace serve
