#pragma once

#include <filesystem>
#include <optional>

#include "base/file.h"
#include "catalog/catalog.h"
#include "fetch/download_folder.h"
#include "fetch/object_store.h"
#include "model/frame_set.h"

namespace curate {

/// A dataset's folder, open:
///   catalog.sqlite     what is known
///   decisions.jsonl    what people decided, a line each
///   manifests/         copies of what was imported, of its own taxonomies, a lock each (what its objects are), and
///                      what their imports ended in
///   objects/ab/abc…    immutable bytes, by SHA-256
///   frames/CLIP/SET/   pictures, read-only
///   downloads/         what is being downloaded, and what is known of what was; made when it is needed
///   work/              private folders of a run; empty between runs
class Dataset {
 public:
  /// The catalog's file name.
  static constexpr const char* kCatalog = "catalog.sqlite";

  /// Makes a new, empty one. Throws InvalidInput where the folder exists and holds more than a killed `create` leaves.
  static void create(const std::filesystem::path& folder);

  /// Opens one. Write access takes the lock (one writer at a time), clears what a killed run left, and applies
  /// decisions that the catalog has not seen. Throws NotFound with what to do next, Denied where another writer is.
  Dataset(std::filesystem::path folder, catalog::Catalog::Access access);
  /// With a catalog that is being made again, under the caller's lock (`lock_dataset`).
  Dataset(std::filesystem::path folder, catalog::Catalog catalog);

  const std::filesystem::path& folder() const { return folder_; }
  catalog::Catalog& catalog() { return catalog_; }
  fetch::ObjectStore objects() const { return fetch::ObjectStore(folder_ / "objects"); }
  fetch::DownloadFolder downloads() const { return fetch::DownloadFolder(folder_ / "downloads"); }
  std::filesystem::path decisions_file() const { return folder_ / "decisions.jsonl"; }
  std::filesystem::path manifests_folder() const { return folder_ / "manifests"; }
  std::filesystem::path frames_folder() const { return folder_ / "frames"; }
  std::filesystem::path work_folder() const { return folder_ / "work"; }
  /// Where the files of a frame set stand.
  std::filesystem::path folder_of(const model::FrameSet& set) const;

 private:
  void tidy();

  std::filesystem::path folder_;
  std::optional<base::FileLock> lock_;
  catalog::Catalog catalog_;
};

/// Makes the folders that are missing, and takes the lock: one writer at a time. Throws Denied where another writer is.
base::FileLock lock_dataset(const std::filesystem::path& folder);

}  // namespace curate
