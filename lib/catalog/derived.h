#pragma once

#include <string_view>

#include "store/database.h"

/// Inside this layer: brings clip_state and label_in_effect up to date with the tables that they are copied from.
namespace catalog {

/// The frame set that the clip's wanted recipe and object name, with its facts. Returns whether there is one.
bool refresh_frames(store::Database& database, std::string_view clip);
/// The labels in effect.
void refresh_labels(store::Database& database, std::string_view clip);
/// The clip's own licence, else its source's.
void refresh_licence(store::Database& database, std::string_view clip);
void refresh_licences(store::Database& database, std::string_view manifest, std::string_view source);

/// Throws NotFound: "there is no clip 'x'".
[[noreturn]] void no_such_clip(std::string_view clip);

}  // namespace catalog
