#pragma once

#include <filesystem>
#include <string>
#include <vector>

/// A dataset may come from anyone: an archive, a clone, a shared disk. Whoever can write into its folder while you work
/// in it is trusted; its links, its owner and the kinds of its files are checked before it is opened.
namespace curate {

/// Checks a dataset's folder before anything in it is opened: it belongs to this user or is trusted, and what has one
/// of a dataset's names is a file or folder of its own, not a link. Throws Denied for another owner, InvalidInput with
/// the path for a link or a wrong kind, NotFound if the folder does not exist. Missing names are allowed.
void check_dataset_folder(const std::filesystem::path& folder);

/// The list of datasets that this user trusts: canonical paths, one per line, in sonoset/trusted-datasets of
/// $XDG_CONFIG_HOME or ~/.config. Throws NotFound if neither XDG_CONFIG_HOME nor HOME is set.
std::filesystem::path trust_file();
std::vector<std::string> trusted_datasets();
/// Adds or removes a dataset; false if nothing changed. Throws NotFound if the folder does not exist.
bool trust_dataset(const std::filesystem::path& folder);
bool distrust_dataset(const std::filesystem::path& folder);

}  // namespace curate
