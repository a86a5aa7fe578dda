#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace weights {

/// The place of a tensor in a safetensors file.
struct SafetensorsEntry {
  std::string name;
  std::string dtype;  ///< "F32"
  std::vector<std::int64_t> shape;
  std::uint64_t begin = 0;  ///< of its bytes, after the end of the header
  std::uint64_t end = 0;
};

struct SafetensorsHeader {
  std::vector<SafetensorsEntry> entries;  ///< in the order of their bytes
  std::map<std::string, std::string> metadata;
};

/// More than our networks need; the reference implementation allows ten times as many bytes.
inline constexpr std::uint64_t kMaxSafetensorsHeader = 10'000'000;

/// Parses and checks the header's JSON (github.com/huggingface/safetensors, "Format"): names are unique, sizes match
/// shapes, and the tensors cover the data without gap or overlap. `data_bytes`: size of the data after the header.
/// `file` is for messages. Throws Corrupt, and Unsupported for types that the format does not have.
SafetensorsHeader parse_safetensors_header(std::string_view text, std::uint64_t data_bytes, const std::string& file);

/// The header as JSON text, padded with spaces to a multiple of eight bytes.
std::string safetensors_header_text(const SafetensorsHeader& header);

}  // namespace weights
