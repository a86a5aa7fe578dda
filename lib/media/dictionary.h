#pragma once

#include "model/file_tags.h"

struct AVDictionary;

namespace media {

class Container;

/// Adds the lines of a dictionary that are not there yet, as far as model::FileTags has room; counts the others.
void add_tags(const AVDictionary* dictionary, model::FileTags& tags);
/// The same for tags that were kept.
void add_tags(const model::FileTags& more, model::FileTags& tags);
/// Of the container, then of its streams and chapters.
model::FileTags tags_of(const Container& container);

}  // namespace media
