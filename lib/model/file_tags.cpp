#include "model/file_tags.h"

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "model/json_text.h"
#include "model/read_text.h"

namespace model {
namespace {

[[noreturn]] void refuse_tags(const char* why) { throw base::Error(base::Code::InvalidInput, why); }

std::string tag_text(const nlohmann::json& value, const char* key, std::size_t most) {
  std::string text = value.at(key).get<std::string>();
  if (storable_text(text, most) != text) refuse_tags("a tag cannot be stored");
  return text;
}

}  // namespace

nlohmann::json file_tags_json(const FileTags& tags) {
  nlohmann::json all = nlohmann::json::array();
  for (const FileTag& tag : tags.tags) all.push_back({{"name", tag.name}, {"value", tag.value}});
  return {{"unread", tags.unread}, {"tags", std::move(all)}};
}

FileTags file_tags_from(const nlohmann::json& value) {
  constexpr int kMaxUnread = 1 << 30;
  try {
    FileTags tags;
    tags.unread = static_cast<int>(integer_of(value, "unread", 0, kMaxUnread));
    if (!value.at("tags").is_array() || value["tags"].size() > kMaxTags) refuse_tags("too many tags");
    for (const nlohmann::json& one : value["tags"])
      tags.tags.push_back({tag_text(one, "name", kMaxTagNameBytes), tag_text(one, "value", kMaxTagBytes)});
    return tags;
  } catch (const nlohmann::json::exception&) {
    refuse_tags("not a list of tags");
  }
}

}  // namespace model
