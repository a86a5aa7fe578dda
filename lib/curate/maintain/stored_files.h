#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/digest.h"
#include "curate/dataset.h"
#include "model/frame_set.h"

namespace curate {

/// A file that a row speaks of.
struct StoredFile {
  std::string name;
  std::int64_t bytes = 0;
  base::Digest digest;
};

/// A folder of objects or of frames, as rows have it.
struct StoredFolder {
  std::filesystem::path place;    ///< below the dataset
  std::vector<StoredFile> files;  ///< by name
  std::string next;               ///< what to do where one of them is not so
};

/// The folder of a frame set.
StoredFolder stored_frames(Dataset& dataset, const model::FrameSet& set);

/// What is wrong with a file, and of which kind.
struct FileFault {
  enum class Kind { Missing, Altered };
  Kind kind = Kind::Missing;
  std::string file;  ///< its name
  std::string message;
};

/// Compares a folder with its rows, by name and size; `deep` reads every file. `foreign` is told of what no row speaks
/// of, below the dataset.
std::vector<FileFault> check_folder(const Dataset& dataset, const StoredFolder& folder, bool deep,
                                    const std::function<void(std::filesystem::path)>& foreign);

/// All folders, one after the other: each is listed once and its files are looked at there, so that millions of them
/// take seconds. `fault` is told of faults with their folder, `foreign` of files below objects/ and frames/ that no row
/// speaks of; `looked` after each folder of the number of files.
struct StoredFilesVisitor {
  std::function<void(const StoredFolder&, FileFault)> fault;
  std::function<void(std::filesystem::path)> foreign;
  std::function<void(std::int64_t)> looked = [](std::int64_t) {};
};
void visit_stored_files(Dataset& dataset, bool deep, const StoredFilesVisitor& visitor);

}  // namespace curate
