#include "serve/people/secrets.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <span>
#include <stdexcept>

#include "base/text.h"

namespace serve {
namespace {

constexpr std::size_t kBytes = 32;
constexpr std::size_t kCharacters = 43;

void start_sodium() {
  static const int state = ::sodium_init();
  if (state < 0) throw std::runtime_error("libsodium cannot start");
}

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string base64url(std::span<const unsigned char> bytes) {
  std::string text(sodium_base64_ENCODED_LEN(kBytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  ::sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.resize(kCharacters);
  return text;
}

std::array<unsigned char, crypto_shorthash_KEYBYTES> new_key() {
  start_sodium();
  std::array<unsigned char, crypto_shorthash_KEYBYTES> key{};
  ::crypto_shorthash_keygen(key.data());
  return key;
}

}  // namespace

std::string random_secret() {
  start_sodium();
  std::array<unsigned char, kBytes> bytes{};
  ::randombytes_buf(bytes.data(), bytes.size());
  return base64url(bytes);
}

bool is_secret(std::string_view text) {
  return text.size() == kCharacters &&
         std::ranges::all_of(text, [](char c) { return base::is_alphanumeric(c) || c == '-' || c == '_'; });
}

bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && ::sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string csrf_token(std::string_view session_secret) {
  start_sodium();
  constexpr std::string_view kPurpose = "sonoset csrf";
  std::array<unsigned char, kBytes> bytes{};
  ::crypto_generichash(bytes.data(), bytes.size(), bytes_of(kPurpose), kPurpose.size(), bytes_of(session_secret),
                       session_secret.size());
  return base64url(bytes);
}

std::uint64_t keyed_hash(std::string_view text) {
  static const auto key = new_key();
  std::array<unsigned char, crypto_shorthash_BYTES> bytes{};
  ::crypto_shorthash(bytes.data(), bytes_of(text), text.size(), key.data());
  std::uint64_t hash = 0;
  for (const unsigned char byte : bytes) hash = hash << 8U | byte;
  return hash;
}

}  // namespace serve
