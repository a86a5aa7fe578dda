#include "serve/people/passwords.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <new>

#include "base/error.h"
#include "base/text.h"
#include "base/unicode.h"

namespace serve {
namespace {

constexpr int kAtOnce = 2;
constexpr unsigned long long kPasses = 3;
constexpr std::size_t kMemoryBytes = std::size_t{32} << 20;
constexpr std::size_t kMinCharacters = 10;
constexpr std::size_t kMaxPasswordBytes = 1000;

std::string argon2(std::string_view password) {
  // Keyboards differ in how they send an accented letter.
  const std::string same = base::nfc(password);
  std::array<char, crypto_pwhash_STRBYTES> text{};
  if (::sodium_init() < 0 || ::crypto_pwhash_str_alg(text.data(), same.data(), same.size(), kPasses, kMemoryBytes,
                                                     crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw std::bad_alloc();
  }
  return text.data();
}

/// The hash that passwords of accounts without one are compared with.
const std::string& no_hash() {
  static const std::string hash = argon2("no password has this");
  return hash;
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

Passwords::Passwords(std::chrono::milliseconds patience) : patience_(patience) { no_hash(); }

bool Passwords::enter() {
  std::unique_lock lock(mutex_);
  if (!left_.wait_for(lock, patience_, [&] { return running_ < kAtOnce; })) return false;
  ++running_;
  return true;
}

void Passwords::leave() {
  const std::lock_guard lock(mutex_);
  --running_;
  left_.notify_one();
}

std::optional<std::string> Passwords::hash(std::string_view password) {
  if (!enter()) return std::nullopt;
  try {
    std::string text = argon2(password);
    leave();
    return text;
  } catch (...) {
    leave();
    throw;
  }
}

std::optional<bool> Passwords::matches(const std::optional<std::string>& hash, std::string_view password) {
  if (!enter()) return std::nullopt;
  const std::string same = base::nfc(password.substr(0, kMaxPasswordBytes));
  const bool equal = ::crypto_pwhash_str_verify(hash.value_or(no_hash()).c_str(), same.data(), same.size()) == 0;
  leave();
  return equal && hash && password.size() <= kMaxPasswordBytes;
}

void Passwords::check(std::string_view password, std::string_view name) {
  std::size_t characters = 0;
  for (const char c : password) characters += is_continuation(c) ? 0 : 1;
  const auto refuse = [](const std::string& why) { throw base::Error(base::Code::InvalidInput, why); };
  if (characters < kMinCharacters) refuse(fmt::format("use a password of at least {} characters", kMinCharacters));
  if (password.size() > kMaxPasswordBytes) refuse(fmt::format("use a password of at most {} bytes", kMaxPasswordBytes));
  if (base::same_word(password, name)) refuse("use a password that is not the name");
}

}  // namespace serve
