#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "curate/dataset.h"

namespace curate {

struct DownloadGarbage {
  std::filesystem::path file;  ///< relative to the dataset
  std::string why;
};

/// Files in downloads/ that nothing needs: downloads whose clips are all done or removed, and metadata of URLs that no
/// clip has. Sorted.
std::vector<DownloadGarbage> unneeded_downloads(Dataset& dataset);

/// Files in downloads/ that no download wrote, relative to the dataset, sorted.
std::vector<std::filesystem::path> foreign_downloads(const Dataset& dataset);

}  // namespace curate
