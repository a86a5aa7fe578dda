#pragma once

#include <filesystem>

/// The list of catalogs that this user's sonoset has checked, so that a check of a large one is not repeated at each
/// opening: the file `known-catalogs` in state_folder(). If it cannot be read or written, catalogs are checked again.
namespace curate {

enum class Knowledge {
  Unknown,
  Changed,    ///< the same file, which something else has changed
  Unchanged,  ///< as sonoset left it
};

Knowledge knowledge_of_catalog(const std::filesystem::path& dataset);
/// Remembers the catalog as it is now.
void remember_catalog(const std::filesystem::path& dataset);

}  // namespace curate
