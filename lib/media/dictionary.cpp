#include "media/dictionary.h"

#include <algorithm>
#include <string_view>

#include "media/container.h"
#include "media/libav.h"
#include "model/read_text.h"

namespace media {
namespace {

void add_tag(model::FileTag tag, bool whole, model::FileTags& tags) {
  if (std::ranges::find(tags.tags, tag) != tags.tags.end()) return;
  const bool room = tags.tags.size() < model::kMaxTags;
  if (!room || !whole) ++tags.unread;
  if (room) tags.tags.push_back(std::move(tag));
}

}  // namespace

void add_tags(const AVDictionary* dictionary, model::FileTags& tags) {
  const AVDictionaryEntry* entry = nullptr;
  while ((entry = av_dict_get(dictionary, "", entry, AV_DICT_IGNORE_SUFFIX)) != nullptr) {
    // What is longer makes the work longer, not the tag.
    const std::string_view name = std::string_view(entry->key).substr(0, 2 * model::kMaxTagNameBytes);
    const std::string_view value = std::string_view(entry->value).substr(0, 2 * model::kMaxTagBytes);
    const bool whole = name.size() <= model::kMaxTagNameBytes && value.size() <= model::kMaxTagBytes;
    add_tag({model::storable_text(name, model::kMaxTagNameBytes), model::storable_text(value, model::kMaxTagBytes)},
            whole, tags);
  }
}

void add_tags(const model::FileTags& more, model::FileTags& tags) {
  for (const model::FileTag& tag : more.tags) add_tag(tag, true, tags);
  tags.unread += more.unread;
}

model::FileTags tags_of(const Container& container) {
  const AVFormatContext& format = container.format();
  model::FileTags tags;
  add_tags(format.metadata, tags);
  for (unsigned i = 0; i < format.nb_streams; ++i) add_tags(format.streams[i]->metadata, tags);
  for (unsigned i = 0; i < format.nb_chapters; ++i) add_tags(format.chapters[i]->metadata, tags);
  return tags;
}

}  // namespace media
