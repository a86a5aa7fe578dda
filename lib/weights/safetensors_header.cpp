#include "weights/safetensors_header.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "weights/parse_error.h"
#include "weights/tensor.h"

namespace weights {
namespace {

using nlohmann::json;

constexpr std::string_view kMetadata = "__metadata__";

struct Dtype {
  std::string_view name;
  std::uint64_t bytes;
};
constexpr std::array<Dtype, 15> kDtypes = {{{"BOOL", 1},
                                            {"U8", 1},
                                            {"I8", 1},
                                            {"F8_E5M2", 1},
                                            {"F8_E4M3", 1},
                                            {"I16", 2},
                                            {"U16", 2},
                                            {"F16", 2},
                                            {"BF16", 2},
                                            {"I32", 4},
                                            {"U32", 4},
                                            {"F32", 4},
                                            {"I64", 8},
                                            {"U64", 8},
                                            {"F64", 8}}};

// Finds duplicate keys, of which nlohmann-json silently keeps the last. The format allows only objects in an object.
json parse_strictly(std::string_view text, const std::string& file) {
  constexpr int kMaxDepth = 3;  // the depth of a number in a shape
  std::vector<std::set<std::string>> keys;
  const auto watch = [&](int depth, json::parse_event_t event, json& value) {
    if (depth > kMaxDepth) throw corrupt(file, "the header is nested too deeply");
    if (event == json::parse_event_t::object_start) keys.emplace_back();
    if (event == json::parse_event_t::object_end) keys.pop_back();
    if (event == json::parse_event_t::key && !keys.back().insert(value.get<std::string>()).second) {
      throw corrupt(file, fmt::format("duplicate key {} in the header", shown_name(value.get<std::string>())));
    }
    return true;
  };
  try {
    return json::parse(text, watch);
  } catch (const json::exception&) {
    throw corrupt(file, "the header is not valid JSON");
  }
}

std::map<std::string, std::string> read_metadata(const json& value, const std::string& file) {
  if (!value.is_object()) throw corrupt(file, "__metadata__ is not an object");
  std::map<std::string, std::string> metadata;
  for (const auto& [key, text] : value.items()) {
    if (!text.is_string()) throw corrupt(file, fmt::format("{} in __metadata__ is not a string", shown_name(key)));
    metadata.emplace(key, text.get<std::string>());
  }
  return metadata;
}

// A list of non-negative integers of at most 63 bits.
std::optional<std::vector<std::int64_t>> numbers(const json& value, std::size_t most) {
  if (!value.is_array() || value.size() > most) return std::nullopt;
  std::vector<std::int64_t> result;
  for (const json& number : value) {
    if (!number.is_number_unsigned() || number.get<std::uint64_t>() > INT64_MAX) return std::nullopt;
    result.push_back(number.get<std::int64_t>());
  }
  return result;
}

SafetensorsEntry read_entry(const std::string& name, const json& value, const std::string& file) {
  const auto wrong = [&](const std::string& what) {
    return corrupt(file, fmt::format("tensor {} {}", shown_name(name), what));
  };
  if (!value.is_object() || value.size() != 3 || !value.contains("dtype") || !value.contains("shape") ||
      !value.contains("data_offsets") || !value["dtype"].is_string()) {
    throw wrong("must have dtype, shape and data_offsets, and nothing else");
  }
  const auto shape = numbers(value["shape"], kMaxDimensions);
  const auto offsets = numbers(value["data_offsets"], 2);
  if (!shape || !offsets || offsets->size() != 2) throw wrong("has an invalid shape or invalid offsets");
  SafetensorsEntry entry{name, value["dtype"].get<std::string>(), *shape, static_cast<std::uint64_t>((*offsets)[0]),
                         static_cast<std::uint64_t>((*offsets)[1])};
  const auto* const dtype = std::ranges::find(kDtypes, entry.dtype, &Dtype::name);
  if (dtype == kDtypes.end()) {
    throw unsupported(file, fmt::format("tensor {} has type {}, which the format does not have", shown_name(name),
                                        shown_name(entry.dtype)));
  }
  const auto count = value_count(entry.shape);
  if (!count || entry.end < entry.begin ||
      entry.end - entry.begin != static_cast<std::uint64_t>(*count) * dtype->bytes) {
    throw wrong(fmt::format("with shape {} and type {} does not match its bytes {} to {}", shape_text(entry.shape),
                            entry.dtype, entry.begin, entry.end));
  }
  return entry;
}

void expect_no_gaps(const std::vector<SafetensorsEntry>& entries, std::uint64_t data_bytes, const std::string& file) {
  std::uint64_t at = 0;
  for (const SafetensorsEntry& entry : entries) {
    if (entry.begin != at) {
      throw corrupt(file, fmt::format("tensor {} starts at byte {} instead of {}: gap or overlap",
                                      shown_name(entry.name), entry.begin, at));
    }
    at = entry.end;
  }
  if (at != data_bytes) {
    throw corrupt(file, fmt::format("the header describes {} bytes of data, but the file has {}", at, data_bytes));
  }
}

}  // namespace

SafetensorsHeader parse_safetensors_header(std::string_view text, std::uint64_t data_bytes, const std::string& file) {
  if (text.empty() || text.front() != '{') throw corrupt(file, "the header does not start with '{'");
  const json document = parse_strictly(text, file);
  SafetensorsHeader header;
  for (const auto& [name, value] : document.items()) {
    if (name == kMetadata) {
      header.metadata = read_metadata(value, file);
    } else {
      header.entries.push_back(read_entry(name, value, file));
    }
  }
  std::ranges::sort(header.entries, [](const SafetensorsEntry& a, const SafetensorsEntry& b) {
    return std::tie(a.begin, a.end, a.name) < std::tie(b.begin, b.end, b.name);
  });
  expect_no_gaps(header.entries, data_bytes, file);
  return header;
}

std::string safetensors_header_text(const SafetensorsHeader& header) {
  json document = json::object();
  if (!header.metadata.empty()) document[std::string(kMetadata)] = header.metadata;
  for (const SafetensorsEntry& entry : header.entries) {
    document[entry.name] = {{"dtype", entry.dtype}, {"shape", entry.shape}, {"data_offsets", {entry.begin, entry.end}}};
  }
  std::string text = document.dump();
  constexpr std::size_t kAlignment = 8;
  text.resize((text.size() + kAlignment - 1) / kAlignment * kAlignment, ' ');
  return text;
}

}  // namespace weights
