#pragma once

#include <filesystem>

#include "store/database.h"

namespace serve {

/// Where the accounts of a dataset are: not in the dataset, which may be published or come from others, but with the
/// user. `$XDG_STATE_HOME/sonoset/serve/NAME-DIGEST`, by the folder's canonical path. Throws InvalidInput where neither
/// XDG_STATE_HOME nor HOME is set.
std::filesystem::path default_state_folder(const std::filesystem::path& dataset);

/// The database of accounts in a state folder.
struct PeopleFiles {
  store::Database write;
  store::Database read;  ///< a second connection, so that reading never waits for a writer
};

/// Opens the database, and makes it and its folder where they are missing. Throws Denied if they belong to another
/// user, or if other users can read or change them.
PeopleFiles open_state_folder(const std::filesystem::path& folder);

}  // namespace serve
