#pragma once

#include <string_view>

#include "store/database.h"

/// Internal to this layer: updates clip_state and label_in_effect from the tables that they are derived from.
namespace catalog {

/// Updates the frame set of the clip's recipe and object, and its properties. Returns whether there is one.
bool refresh_frames(store::Database& database, std::string_view clip);
/// Updates the labels in effect.
void refresh_labels(store::Database& database, std::string_view clip);
/// Updates the licence: the clip's own, else its source's.
void refresh_licence(store::Database& database, std::string_view clip);
void refresh_licences(store::Database& database, std::string_view manifest, std::string_view source);

/// Throws NotFound: "no clip 'x'".
[[noreturn]] void no_such_clip(std::string_view clip);

}  // namespace catalog
