#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "curate/dataset.h"

namespace curate {

struct DownloadGarbage {
  std::filesystem::path file;  ///< below the dataset
  std::string why;
};

/// What is in downloads/ and nothing waits for: bodies of addresses whose clips are all done or gone, facts of
/// addresses that no clip names. Sorted.
std::vector<DownloadGarbage> unneeded_downloads(Dataset& dataset);

/// Files in downloads/ that no download made, below the dataset, sorted.
std::vector<std::filesystem::path> foreign_downloads(const Dataset& dataset);

}  // namespace curate
