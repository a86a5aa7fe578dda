#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/digest.h"
#include "base/error.h"
#include "curate/dataset.h"
#include "model/frame_set.h"

namespace curate {

/// A file as the catalog describes it.
struct StoredFile {
  std::string name;
  std::int64_t bytes = 0;
  base::Digest digest;
};

/// A folder of objects or frames as the catalog describes it.
struct StoredFolder {
  std::filesystem::path place;    ///< relative to the dataset
  std::vector<StoredFile> files;  ///< by name
  std::string restore;            ///< how to restore a file
  bool remove_first = false;      ///< a damaged file must be removed before that
};

/// The folder of a frame set.
StoredFolder stored_frames(Dataset& dataset, const model::FrameSet& set);

/// What is wrong with a file.
struct FileFault {
  enum class Kind { Missing, Altered };
  Kind kind = Kind::Missing;
  std::string file;  ///< its name
  std::string message;
};

/// Compares a folder with the catalog, by name and size; `deep` reads every file. `foreign` gets files that are not in
/// the catalog, relative to the dataset.
std::vector<FileFault> check_folder(const Dataset& dataset, const StoredFolder& folder, bool deep,
                                    const std::function<void(std::filesystem::path)>& foreign);

/// Callbacks for visit_stored_files, which lists each folder once, so that millions of files take seconds. `fault` gets
/// faults with their folder, `foreign` files below objects/ and frames/ that are not in the catalog, `looked` the
/// number of files after each folder, `unreadable` why the rows of a clip cannot be read, so that its files are not
/// compared.
struct StoredFilesVisitor {
  std::function<void(const StoredFolder&, FileFault)> fault;
  std::function<void(std::filesystem::path)> foreign;
  std::function<void(std::int64_t)> looked = [](std::int64_t) {};
  std::function<void(const std::string& clip, const base::Error&)> unreadable =
      [](const std::string&, const base::Error& error) { throw error; };
};
void visit_stored_files(Dataset& dataset, bool deep, const StoredFilesVisitor& visitor);

}  // namespace curate
