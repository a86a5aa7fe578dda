#include "base/base64.h"

#include <openssl/evp.h>

#include <algorithm>

#include "base/text.h"

namespace base {

std::string base64(std::span<const std::uint8_t> bytes) {
  std::string text((bytes.size() + 2) / 3 * 4, '\0');  // OpenSSL's terminating NUL overwrites the string's own
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(), static_cast<int>(bytes.size()));
  return text;
}

std::optional<std::vector<std::uint8_t>> from_base64(std::string_view text) {
  // Checked here, as OpenSSL accepts white space at the ends, and '=' anywhere.
  const std::string_view digits = text.substr(0, text.find('='));
  const std::size_t padding = text.size() - digits.size();
  const bool plain = std::ranges::all_of(digits, [](char c) { return is_alphanumeric(c) || c == '+' || c == '/'; });
  if (text.size() % 4 != 0 || !plain || !std::string_view("==").starts_with(text.substr(digits.size()))) {
    return std::nullopt;
  }
  std::vector<std::uint8_t> bytes(text.size() / 4 * 3);
  const auto* from = reinterpret_cast<const unsigned char*>(text.data());
  if (EVP_DecodeBlock(bytes.data(), from, static_cast<int>(text.size())) < 0) return std::nullopt;
  bytes.resize(bytes.size() - padding);
  return bytes;
}

}  // namespace base
