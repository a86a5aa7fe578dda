#include "base/digest.h"

#include <openssl/evp.h>

#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"

namespace base {
namespace {

// Fetched once: this takes longer than hashing a small frame.
const EVP_MD* algorithm() {
  static const EVP_MD* const kSha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return kSha256;
}

}  // namespace

std::string Digest::hex() const { return base::hex(bytes); }

std::optional<Digest> Digest::from_hex(std::string_view text) {
  if (text.size() != 64) return std::nullopt;
  Digest digest;
  for (std::size_t i = 0; i < 32; ++i) {
    const auto high = hex_value(text[2 * i]);
    const auto low = hex_value(text[2 * i + 1]);
    if (!high || !low) return std::nullopt;
    digest.bytes[i] = static_cast<std::uint8_t>(*high * 16 + *low);
  }
  return digest;
}

struct Hasher::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  State() {
    if (context == nullptr || EVP_DigestInit_ex(context, algorithm(), nullptr) != 1) {
      EVP_MD_CTX_free(context);
      throw Error(Code::Unsupported, "OpenSSL has no SHA-256");
    }
  }
  ~State() { EVP_MD_CTX_free(context); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
};

Hasher::Hasher() : state_(std::make_unique<State>()) {}
Hasher::~Hasher() = default;
Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;

Hasher& Hasher::add(std::span<const std::uint8_t> bytes) {
  if (EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) != 1) throw Error(Code::Io, "SHA-256 failed");
  return *this;
}

Hasher& Hasher::add(std::string_view text) {
  return add(std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

Digest Hasher::finish() {
  Digest digest;
  unsigned size = 0;
  if (EVP_DigestFinal_ex(state_->context, digest.bytes.data(), &size) != 1 || size != digest.bytes.size() ||
      EVP_DigestInit_ex(state_->context, algorithm(), nullptr) != 1) {
    throw Error(Code::Io, "SHA-256 failed");
  }
  return digest;
}

Digest sha256(std::string_view text) { return Hasher().add(text).finish(); }

Digest sha256_of_descriptor(int descriptor) {
  Hasher hasher;
  std::vector<std::uint8_t> buffer(1 << 18);
  const std::string name = "descriptor " + std::to_string(descriptor);
  for (std::int64_t offset = 0;; offset += static_cast<std::int64_t>(buffer.size())) {
    const std::size_t n = read_at(descriptor, offset, buffer.data(), buffer.size(), name);
    hasher.add(std::span(buffer.data(), n));
    if (n < buffer.size()) return hasher.finish();
  }
}

Digest sha256_of_file(const std::filesystem::path& path) {
  const Descriptor file = open_to_read(path);
  return sha256_of_descriptor(file.get());
}

}  // namespace base
