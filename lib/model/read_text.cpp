#include "model/read_text.h"

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/printable.h"
#include "model/json_text.h"

namespace model {
namespace {

[[noreturn]] void refuse(const char* why) { throw base::Error(base::Code::InvalidInput, why); }

ReadText text_from(const nlohmann::json& value) {
  constexpr int kMaxSide = 1 << 16;
  const auto number = [&](const char* key) { return static_cast<int>(integer_of(value, key, 0, kMaxSide)); };
  ReadText text{{number("x"), number("y"), number("width"), number("height")}, value.at("text").get<std::string>()};
  if (text.text.empty() || storable_text(text.text) != text.text) refuse("a text cannot be stored");
  return text;
}

}  // namespace

nlohmann::json read_texts_json(const ReadTexts& texts) {
  nlohmann::json lines = nlohmann::json::array();
  for (const ReadText& one : texts.texts) {
    const Region& area = one.area;
    lines.push_back({{"x", area.x}, {"y", area.y}, {"width", area.width}, {"height", area.height}, {"text", one.text}});
  }
  return {{"areas", texts.areas}, {"areas_unread", texts.areas_unread}, {"texts", std::move(lines)}};
}

ReadTexts read_texts_from(const nlohmann::json& value, int picture_width, int picture_height) {
  constexpr int kMaxAreas = 1 << 16;
  try {
    ReadTexts texts;
    texts.areas = static_cast<int>(integer_of(value, "areas", 0, kMaxAreas));
    texts.areas_unread = static_cast<int>(integer_of(value, "areas_unread", 0, texts.areas));
    if (!value.at("texts").is_array() || value["texts"].size() > kMaxTexts) refuse("too many texts");
    for (const nlohmann::json& one : value["texts"]) {
      texts.texts.push_back(text_from(one));
      if (!texts.texts.back().area.fits(picture_width, picture_height)) refuse("a text outside of the picture");
    }
    return texts;
  } catch (const nlohmann::json::exception&) {
    refuse("not a list of texts");
  }
}

std::string storable_text(std::string_view text, std::size_t most) {
  std::string kept = base::printable(text);
  if (kept.size() <= most) return kept;
  std::size_t end = most;
  const auto is_continued = [&] { return (static_cast<unsigned char>(kept[end]) & 0xC0U) == 0x80; };
  while (end > 0 && is_continued()) --end;
  kept.resize(end);
  return kept;
}

}  // namespace model
