#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/digest.h"
#include "base/file.h"
#include "base/scratch_folder.h"

namespace publish {

/// A folder that appears under its name complete or not at all: it is filled in `.NAME.partial-XXXXXX` next to it
/// (base::ScratchFolder) and renamed at the end. It knows the digest of each of its files. Several threads may write
/// different files.
class AtomicFolder {
 public:
  /// Throws InvalidInput if `path` exists and is not an empty folder, NotFound if its parent does not exist, Denied if
  /// another process is filling it.
  explicit AtomicFolder(const std::filesystem::path& path);

  /// Paths are relative to the folder; missing folders are created.
  void write(const std::string& path, std::string_view content);
  /// A file that is written in pieces, between open and close.
  class Stream {
   public:
    void add(std::string_view text);

   private:
    friend class AtomicFolder;
    Stream(base::Descriptor file, std::string path) : file_(std::move(file)), path_(std::move(path)) {}
    base::Descriptor file_;
    std::string path_;
    std::string buffer_;
    base::Hasher hasher_;
  };
  Stream open(const std::string& path);
  /// Returns its digest.
  base::Digest close(Stream& stream);
  /// A new, empty file without a name on the same disk, open to read and write. It is not part of the folder.
  base::Descriptor unnamed_file();
  /// Copies a file whose content was read (sharing blocks if the file system can), or makes a hard link to it if `link`
  /// is set and it is possible. Returns whether it is a link.
  bool place(const base::Descriptor& file, std::string_view content, const std::string& path,
             const base::Digest& digest, bool link);

  /// The digests of the files so far, by path.
  const std::map<std::string, base::Digest>& digests() const { return digests_; }
  /// Where unnamed files are, for messages.
  std::filesystem::path place_of_unnamed_files() const { return target_.parent_path(); }

  /// Adds SHA256SUMS, syncs all files, and renames the folder to its name.
  void publish();

 private:
  /// The open folder of a file; makes missing folders.
  std::shared_ptr<const base::Folder> parent_of(const std::string& path);
  void remember(const std::string& path, const base::Digest& digest);

  std::filesystem::path target_;
  base::ScratchFolder partial_;
  std::mutex mutex_;                                                 ///< guards what follows
  std::map<std::string, std::shared_ptr<const base::Folder>> open_;  ///< some folders
  std::map<std::string, base::Digest> digests_;
};

}  // namespace publish
