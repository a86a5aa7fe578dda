#include "publish/index.h"

#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/text.h"
#include "model/frame.h"
#include "model/id.h"
#include "model/json_text.h"
#include "publish/gzip.h"

namespace publish {
namespace {

using nlohmann::json;

constexpr const char* kFormat = "sonoset-index";
constexpr int kVersion = 1;
constexpr std::size_t kHashDigits = model::kHashBits / 4;

/// An error in a line.
struct Wrong {
  std::string what;
};

json parsed(const std::string& line) {
  // A row is an object of strings and of lists of strings, and no deeper.
  constexpr std::size_t kMaxDepth = 2;
  try {
    return model::parse_json(line, {kMaxDepth, line.size()});
  } catch (const base::Error& error) {
    throw Wrong{error.what()};
  }
}

const json& member(const json& row, const char* key) {
  const auto found = row.find(key);
  if (found == row.end()) throw Wrong{fmt::format("'{}' is missing", key)};
  return *found;
}

const std::string& text(const json& value, const char* key) {
  if (!value.is_string()) throw Wrong{fmt::format("'{}' is not a string", key)};
  return value.get_ref<const std::string&>();
}

std::string id(const json& row, const char* key) {
  const std::string& value = text(member(row, key), key);
  if (!model::is_id(value)) throw Wrong{fmt::format("'{}' is not an id", key)};
  return value;
}

base::Digest digest(const json& value, const char* key) {
  const auto digest = base::Digest::from_hex(text(value, key));
  if (!digest) throw Wrong{fmt::format("invalid SHA-256 in '{}'", key)};
  return *digest;
}

std::uint64_t hash(const json& value) {
  const std::string& digits = text(value, "hashes");
  std::uint64_t hash = 0;
  const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), hash, 16);
  if (digits.size() != kHashDigits || end.ptr != digits.data() + digits.size()) {
    throw Wrong{fmt::format("values of 'hashes' must have {} hexadecimal digits", kHashDigits)};
  }
  return hash;
}

curate::KnownClip clip_of(const json& row) {
  if (!row.is_object() || row.size() != 6) throw Wrong{"not an object with six keys"};
  curate::KnownClip clip;
  clip.clip = id(row, "clip");
  clip.manifest = id(row, "manifest");
  clip.object = digest(member(row, "object"), "object");
  clip.recipe = digest(member(row, "recipe"), "recipe");
  const json& pixels = member(row, "pixels");
  const json& hashes = member(row, "hashes");
  if (!pixels.is_array() || !hashes.is_array() || pixels.size() != hashes.size()) {
    throw Wrong{"'pixels' and 'hashes' are not lists of equal length"};
  }
  for (const json& value : pixels) clip.pixels.push_back(digest(value, "pixels"));
  for (const json& value : hashes) clip.hashes.push_back(hash(value));
  return clip;
}

// Returns the number of clips.
std::size_t check_head(const json& head) {
  if (!head.is_object() || head.value("format", json()) != kFormat) throw Wrong{"not a sonoset index"};
  if (head.value("version", json()) != kVersion || head.value("hash", json()) != model::kHashKind) {
    throw Wrong{"index of another version; use the sonoset version that made it, or make it again"};
  }
  const json& clips = member(head, "clips");
  if (!clips.is_number_unsigned()) throw Wrong{"'clips' is not a number"};
  return clips.get<std::size_t>();
}

std::vector<curate::KnownClip> read_lines(GzipLines& lines, const IndexLimits& limits) {
  const auto head = lines.next();
  if (!head) throw Wrong{"file is empty"};
  const std::size_t announced = check_head(parsed(*head));
  std::vector<curate::KnownClip> clips;
  std::size_t frames = 0;
  while (const auto line = lines.next()) {
    curate::KnownClip clip = clip_of(parsed(*line));
    if (!clips.empty() && clip.clip <= clips.back().clip) throw Wrong{"clips are not in order"};
    frames += clip.pixels.size();
    if (clips.size() == limits.clips || frames > limits.frames)
      throw Wrong{"more clips or frames than an index may have"};
    clips.push_back(std::move(clip));
  }
  if (clips.size() != announced) {
    throw Wrong{fmt::format("{} instead of {} as in the first line; download it again",
                            base::counted(clips.size(), "clip"), announced)};
  }
  return clips;
}

}  // namespace

std::string index_of(const std::vector<curate::KnownClip>& clips) {
  using nlohmann::ordered_json;
  GzipWriter packed;
  packed.add(
      ordered_json{{"format", kFormat}, {"version", kVersion}, {"hash", model::kHashKind}, {"clips", clips.size()}}
          .dump() +
      "\n");
  for (const curate::KnownClip& clip : clips) {
    ordered_json pixels = ordered_json::array();
    ordered_json hashes = ordered_json::array();
    for (const base::Digest& digest : clip.pixels) pixels.push_back(digest.hex());
    for (const std::uint64_t hash : clip.hashes) hashes.push_back(fmt::format("{:016x}", hash));
    packed.add(ordered_json{{"clip", clip.clip},
                            {"manifest", clip.manifest},
                            {"object", clip.object.hex()},
                            {"recipe", clip.recipe.hex()},
                            {"pixels", std::move(pixels)},
                            {"hashes", std::move(hashes)}}
                   .dump() +
               "\n");
  }
  return packed.finish();
}

std::vector<curate::KnownClip> read_index(const std::filesystem::path& file, const IndexLimits& limits) {
  GzipLines lines(base::open_to_read(file), file.string(), {limits.packed_bytes, limits.bytes, limits.line_bytes});
  try {
    return read_lines(lines, limits);
  } catch (const Wrong& wrong) {
    throw base::Error(base::Code::InvalidInput, fmt::format("{}:{}: {}", file.string(), lines.line(), wrong.what));
  }
}

}  // namespace publish
