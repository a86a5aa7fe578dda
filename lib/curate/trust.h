#pragma once

#include <filesystem>
#include <string>
#include <vector>

/// A dataset may come from anyone: an archive, a clone, a shared disk. Whoever can write into its folder while you work
/// in it is trusted.
namespace curate {

/// Throws Denied unless the folder belongs to this user or is trusted.
void check_owner(const std::filesystem::path& folder);

/// The list of datasets that this user trusts: canonical paths, one per line, in `trusted-datasets` of config_folder().
std::vector<std::string> trusted_datasets();
/// Adds or removes a dataset; false if nothing changed. Throws NotFound if the folder, or your configuration folder,
/// does not exist.
bool trust_dataset(const std::filesystem::path& folder);
bool distrust_dataset(const std::filesystem::path& folder);

}  // namespace curate
