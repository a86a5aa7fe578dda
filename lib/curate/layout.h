#pragma once

#include <filesystem>

namespace curate {

/// The catalog's name in a dataset's folder.
inline constexpr const char* kCatalogFile = "catalog.sqlite";

/// Checks a dataset's folder before anything in it is opened: what has one of a dataset's names is a file or folder of
/// its own, not a link. Throws InvalidInput with the path for a link or a wrong kind, NotFound if the folder does not
/// exist. Missing names are allowed.
void check_layout(const std::filesystem::path& folder);

}  // namespace curate
