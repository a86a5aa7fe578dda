#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/digest.h"
#include "base/file.h"

namespace publish {

/// A folder that appears under its name whole or not at all: filled beside it, renamed at the end. It knows the digest
/// of each file in it. Until then it is in `.NAME.partial` beside its place; what a kill left there, the next one
/// clears.
class AtomicFolder {
 public:
  /// Throws InvalidInput where `path` exists and is not an empty folder; NotFound where its parent is missing; Denied
  /// where another process is filling it.
  explicit AtomicFolder(const std::filesystem::path& path);

  /// Paths are relative to the folder; the folders that they name are made.
  void write(const std::string& path, std::string_view content);
  /// A file that is written in pieces, from open to close.
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
  void close(Stream& stream);
  /// A copy of an open file (blocks shared where the file system can), or a hard link to `from` where `link` is set and
  /// possible. Returns whether it is a link.
  bool place(const base::Descriptor& file, const std::filesystem::path& from, const std::string& path,
             const base::Digest& digest, bool link);

  /// Adds SHA256SUMS, brings all to disk, and gives the folder its name.
  void publish();

 private:
  /// The folder beside the place, locked, empty at the start and gone at the end.
  class Partial {
   public:
    explicit Partial(std::filesystem::path path);
    ~Partial();
    Partial(const Partial&) = delete;
    Partial& operator=(const Partial&) = delete;
    const std::filesystem::path& path() const { return path_; }

   private:
    std::filesystem::path path_;
    base::Descriptor lock_;
  };
  std::filesystem::path prepared(const std::string& path) const;

  std::filesystem::path target_;
  Partial partial_;
  std::filesystem::path folder_;
  std::map<std::string, base::Digest> digests_;
};

}  // namespace publish
