#include "weights/safetensors.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>

#include "base/file.h"
#include "weights/half.h"
#include "weights/parse_error.h"
#include "weights/safetensors_header.h"

namespace weights {
namespace {

static_assert(std::endian::native == std::endian::little, "the format is little-endian and read in place");

constexpr std::uint64_t kLengthBytes = 8;

// Reads `size` bytes at `offset` of a file to `to`.
using ReadAt = std::function<void(std::uint64_t offset, char* to, std::size_t size)>;

std::vector<float> floats_of(const std::string& bytes, std::string_view dtype) {
  std::vector<float> values;
  if (dtype == "F32") {
    values.resize(bytes.size() / sizeof(float));
    if (!bytes.empty()) std::memcpy(values.data(), bytes.data(), bytes.size());
    return values;
  }
  values.resize(bytes.size() / sizeof(std::uint16_t));
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::uint16_t bits = 0;
    std::memcpy(&bits, bytes.data() + i * sizeof bits, sizeof bits);
    values[i] = dtype == "F16" ? from_half(bits) : from_bfloat16(bits);
  }
  return values;
}

SafetensorsHeader read_header(std::uint64_t file_bytes, const ReadAt& read_at, const std::string& file) {
  std::uint64_t length = 0;
  if (file_bytes < kLengthBytes) throw corrupt(file, "too short for a safetensors file");
  read_at(0, reinterpret_cast<char*>(&length), sizeof length);
  if (length > kMaxSafetensorsHeader || length > file_bytes - kLengthBytes) {
    throw corrupt(
        file, fmt::format("not a safetensors file: a header of {} bytes in a file of {} bytes", length, file_bytes));
  }
  std::string text(length, '\0');
  read_at(kLengthBytes, text.data(), text.size());
  return parse_safetensors_header(text, file_bytes - kLengthBytes - length, file);
}

Safetensors read_all(std::uint64_t file_bytes, const ReadAt& read_at, const Wanted& wanted, const std::string& file) {
  SafetensorsHeader header = read_header(file_bytes, read_at, file);
  const std::uint64_t data_bytes = header.entries.empty() ? 0 : header.entries.back().end;
  Safetensors result;
  result.metadata = std::move(header.metadata);
  for (const SafetensorsEntry& entry : header.entries) {
    if (wanted && !wanted(entry.name)) continue;
    if (entry.dtype != "F32" && entry.dtype != "F16" && entry.dtype != "BF16") {
      throw unsupported(file, fmt::format("tensor {} has type {}; supported are F32, F16 and BF16",
                                          shown_name(entry.name), entry.dtype));
    }
    std::string bytes(entry.end - entry.begin, '\0');
    read_at(file_bytes - data_bytes + entry.begin, bytes.data(), bytes.size());
    result.tensors.push_back({entry.name, entry.shape, floats_of(bytes, entry.dtype)});
  }
  std::ranges::sort(result.tensors, {}, &Tensor::name);
  return result;
}

void read_exactly(int descriptor, std::uint64_t offset, char* to, std::size_t size, const std::string& file) {
  if (base::read_at(descriptor, static_cast<std::int64_t>(offset), to, size, file) < size) {
    throw corrupt(file, "the file was truncated while being read");
  }
}

}  // namespace

const Tensor* Safetensors::find(std::string_view name) const {
  const auto found = std::ranges::find(tensors, name, &Tensor::name);
  return found == tensors.end() ? nullptr : &*found;
}

Safetensors read_safetensors(const std::filesystem::path& path, const Wanted& wanted) {
  const base::Descriptor file = base::open_to_read(path);
  return read_all(
      static_cast<std::uint64_t>(base::size_of(file.get(), path)),
      [&](std::uint64_t offset, char* to, std::size_t size) { read_exactly(file.get(), offset, to, size, path); },
      wanted, path);
}

Safetensors parse_safetensors(std::string_view bytes, const std::string& name) {
  return read_all(
      bytes.size(), [&](std::uint64_t offset, char* to, std::size_t size) { bytes.substr(offset).copy(to, size); }, {},
      name);
}

std::string safetensors_bytes(const Safetensors& content) {
  std::vector<const Tensor*> tensors;
  for (const Tensor& tensor : content.tensors) tensors.push_back(&tensor);
  std::ranges::sort(tensors, {}, &Tensor::name);
  SafetensorsHeader header{{}, content.metadata};
  std::uint64_t at = 0;
  for (const Tensor* tensor : tensors) {
    assert(tensor->name != "__metadata__" && (header.entries.empty() || header.entries.back().name != tensor->name));
    assert(value_count(tensor->shape) == static_cast<std::int64_t>(tensor->values.size()));
    const std::uint64_t end = at + tensor->values.size() * sizeof(float);
    header.entries.push_back({tensor->name, "F32", tensor->shape, at, end});
    at = end;
  }
  const std::string text = safetensors_header_text(header);
  const std::uint64_t length = text.size();
  std::string bytes(reinterpret_cast<const char*>(&length), sizeof length);
  bytes.reserve(sizeof length + text.size() + at);
  bytes += text;
  for (const Tensor* tensor : tensors) {
    bytes.append(reinterpret_cast<const char*>(tensor->values.data()), tensor->values.size() * sizeof(float));
  }
  return bytes;
}

void write_safetensors(const std::filesystem::path& path, const Safetensors& content) {
  base::write_atomically(path, safetensors_bytes(content));
}

}  // namespace weights
