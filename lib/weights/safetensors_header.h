#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace weights {

/// Where a tensor stands in a safetensors file.
struct SafetensorsEntry {
  std::string name;
  std::string dtype;  ///< "F32"
  std::vector<std::int64_t> shape;
  std::uint64_t begin = 0;  ///< of its bytes, from the end of the header
  std::uint64_t end = 0;
};

struct SafetensorsHeader {
  std::vector<SafetensorsEntry> entries;  ///< in the order of their bytes
  std::map<std::string, std::string> metadata;
};

/// More than any network of ours needs; the reference implementation allows ten times as many bytes.
inline constexpr std::uint64_t kMaxSafetensorsHeader = 10'000'000;

/// The header's JSON (github.com/huggingface/safetensors, "Format"), checked: names once each, sizes that fit shapes,
/// bytes that follow each other without gap or overlap and end where the file does. `data_bytes`: how many follow the
/// header. `file` is for messages. Throws Corrupt, and Unsupported for types that the format does not have.
SafetensorsHeader parse_safetensors_header(std::string_view text, std::uint64_t data_bytes, const std::string& file);

/// The same as JSON text, with spaces behind it up to a multiple of eight.
std::string safetensors_header_text(const SafetensorsHeader& header);

}  // namespace weights
