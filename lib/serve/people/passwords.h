#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace serve {

/// Hashes passwords with Argon2id (RFC 9106): 32 MiB and 3 passes each, two at once, so that any number of log-ins
/// takes little memory. Any thread may call.
class Passwords {
 public:
  explicit Passwords(std::chrono::milliseconds patience = std::chrono::milliseconds(1000));

  /// What to keep of a password, as crypto_pwhash_str writes it. Nothing if others are hashed for too long.
  std::optional<std::string> hash(std::string_view password);
  /// Whether a password has this hash; takes as long where there is none. Nothing as above.
  std::optional<bool> matches(const std::optional<std::string>& hash, std::string_view password);

  /// Throws InvalidInput, with what to do, for a password that is too short, too long or the name.
  static void check(std::string_view password, std::string_view name);

 private:
  bool enter();
  void leave();

  const std::chrono::milliseconds patience_;
  std::mutex mutex_;
  std::condition_variable left_;
  int running_ = 0;
};

}  // namespace serve
