#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "model/region.h"

namespace model {

/// Changes when the same pictures may give other texts; part of recipes.
inline constexpr int kTextReaderVersion = 2;
inline constexpr std::size_t kMaxTexts = 128;
inline constexpr std::size_t kMaxTextBytes = 200;

/// A line of text that was read in a clip's pictures. It may name a person: only `sonoset show` prints it.
struct ReadText {
  Region area;  ///< where, in the whole displayed picture
  std::string text;
  bool operator==(const ReadText&) const = default;
};

/// All texts of a clip.
struct ReadTexts {
  std::vector<ReadText> texts;
  int areas = 0;         ///< that look like text
  int areas_unread = 0;  ///< of these, how many were too many, or too large, to be read
  bool operator==(const ReadTexts&) const = default;
};

/// With the keys "areas", "areas_unread" and "texts".
nlohmann::json read_texts_json(const ReadTexts& texts);
/// Throws InvalidInput for what cannot be in a picture of this size.
ReadTexts read_texts_from(const nlohmann::json& value, int picture_width, int picture_height);

/// As base::printable makes it, cut to `most` bytes.
std::string storable_text(std::string_view text, std::size_t most = kMaxTextBytes);

}  // namespace model
