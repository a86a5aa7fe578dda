#pragma once

#include <filesystem>

namespace curate {

/// The catalog's name in a dataset's folder.
inline constexpr const char* kCatalogFile = "catalog.sqlite";

/// Checks a dataset's folder before anything in it is opened: what has one of a dataset's names is a file or folder of
/// its own, not a link. Throws InvalidInput with the path for a link or a wrong kind, NotFound if the folder does not
/// exist. Missing names are allowed.
void check_layout(const std::filesystem::path& folder);

/// Checks a place where something is to be written for people: throws InvalidInput if it is empty, has one of the names
/// that the dataset in `folder` keeps for itself, or is below one. Other places in the folder are allowed.
void check_not_kept(const std::filesystem::path& folder, const std::filesystem::path& out);

}  // namespace curate
