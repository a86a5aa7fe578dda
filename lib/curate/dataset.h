#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/file.h"
#include "base/folder.h"
#include "catalog/catalog.h"
#include "fetch/download_folder.h"
#include "fetch/object_store.h"
#include "model/frame_set.h"

namespace curate {

/// A dataset's folder, open:
///   catalog.sqlite     the catalog
///   decisions.jsonl    people's decisions, one per line
///   manifests/         copies of imported manifests and their own taxonomies, with a lock (their objects) and the
///                      outcomes of their imports
///   objects/ab/abc…    immutable bytes, by SHA-256
///   frames/CLIP/SET/   pictures, read-only
///   downloads/         running downloads, and metadata of finished ones; created when needed
///   work/              private folders of a run; empty between runs
class Dataset {
 public:
  enum class Check { Yes, No };

  /// Creates a new, empty dataset. Throws InvalidInput if the folder exists and has more than a killed `create` leaves.
  static void create(const std::filesystem::path& folder);

  /// Opens a dataset. Write access takes the lock (one writer at a time), removes what a killed run left, and applies
  /// decisions that the catalog does not have. A catalog that this user has not checked, or that something else changed
  /// since, is checked first. Throws NotFound with the next step, Denied if another process writes, Corrupt for damage.
  Dataset(std::filesystem::path folder, catalog::Catalog::Access access, Check check = Check::Yes);
  /// With a catalog that is being rebuilt, under the caller's lock (`lock_dataset`).
  Dataset(std::filesystem::path folder, catalog::Catalog catalog);

  const std::filesystem::path& folder() const { return folder_; }
  /// Where files of the dataset are created, renamed and removed.
  const base::Folder& files() const { return files_; }
  /// The name in `files` of a path that begins with `folder()`.
  std::filesystem::path name_of(const std::filesystem::path& path) const { return path.lexically_relative(folder_); }
  catalog::Catalog& catalog() { return catalog_; }
  fetch::ObjectStore objects() const { return fetch::ObjectStore(folder_ / "objects"); }
  fetch::DownloadFolder downloads() const { return fetch::DownloadFolder(folder_ / "downloads"); }
  std::filesystem::path decisions_file() const { return folder_ / "decisions.jsonl"; }
  std::filesystem::path manifests_folder() const { return folder_ / "manifests"; }
  std::filesystem::path frames_folder() const { return folder_ / "frames"; }
  std::filesystem::path work_folder() const { return folder_ / "work"; }
  /// Whether another process holds the lock of writers.
  bool is_being_written() const { return base::FileLock::is_held(work_folder() / "lock"); }
  /// The folder of a frame set's files.
  std::filesystem::path folder_of(const model::FrameSet& set) const;
  /// The bytes of a frame's file. Throws NotFound if it is missing, Corrupt if it differs from the frame's digest.
  struct FrameFile {
    base::Descriptor file;
    std::string bytes;
  };
  FrameFile read_frame(const model::FrameSet& set, const model::Frame& frame, model::StillFormat format) const;
  /// The files of a frame set, for reading many of them, also by several threads, while the dataset is open.
  class FrameFolder {
   public:
    FrameFile read(const model::Frame& frame, model::StillFormat format) const;

   private:
    friend class Dataset;
    FrameFolder(const base::Folder& files, std::filesystem::path folder) : files_(&files), folder_(std::move(folder)) {}
    const base::Folder* files_;     ///< the dataset's
    std::filesystem::path folder_;  ///< below it
  };
  FrameFolder frames_of(const model::FrameSet& set) const { return {files_, name_of(folder_of(set))}; }

 private:
  void tidy();
  void check_catalog(catalog::Catalog::Access access);

  std::filesystem::path folder_;
  std::optional<base::FileLock> lock_;
  base::Folder files_;
  /// Runs after the catalog is closed.
  struct Remember {
    std::filesystem::path folder;
    ~Remember();
  };
  Remember remember_;
  catalog::Catalog catalog_;
};

/// Creates missing folders and takes the lock: one writer at a time. Throws Denied if another process writes.
base::FileLock lock_dataset(const std::filesystem::path& folder);

}  // namespace curate
