#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/file.h"
#include "base/name_finder.h"
#include "curate/dataset.h"
#include "fetch/mirror.h"
#include "fetch/object_store.h"
#include "model/clip.h"
#include "model/finding.h"

namespace curate {

/// Finds the files of clips: in the dataset, beside the manifest, in mirrors.
class ObjectFinder {
 public:
  /// Symlinks beside a manifest may point out of its folder to below `follow_links`. Larger files than `max_bytes` are
  /// not read, except the dataset's own. Throws NotFound if a mirror is not a folder.
  ObjectFinder(const Dataset& dataset, const std::vector<std::filesystem::path>& mirrors,
               std::vector<std::filesystem::path> follow_links, std::int64_t max_bytes);
  /// Without a dataset: beside the manifest and in mirrors only.
  ObjectFinder(const std::vector<std::filesystem::path>& mirrors, std::vector<std::filesystem::path> follow_links,
               std::int64_t max_bytes);

  /// Where a clip's object may be, the most likely first; opens nothing.
  std::vector<std::filesystem::path> candidates(const model::Clip& clip, const std::filesystem::path& folder);

  /// Whether `bring` would stage this object. Reads the candidates and keeps nothing.
  bool would_bring(const base::Digest& object, const model::Clip& clip,
                   const std::vector<std::filesystem::path>& candidates) const;

  struct Opened {
    base::Digest digest;
    base::Descriptor file;
  };
  /// Opens the file that `bring` would stage, in place: it may change while it is read.
  std::variant<Opened, model::Finding> open(const model::Clip& clip, const std::filesystem::path& folder,
                                            const std::vector<std::filesystem::path>& candidates) const;
  /// The finding for a clip without candidates that may not be downloaded; it names the folders that were searched.
  /// `folder` is the manifest's.
  model::Finding missing(const model::Clip& clip, const std::filesystem::path& folder) const;
  /// Opens a downloaded object: the download, or the store's copy if another clip moved it there. Needs a dataset.
  base::Descriptor open_staged(const fetch::Staged& staged) const;

  struct Found {
    fetch::Staged staged;
    base::Descriptor file;  ///< open to read
  };
  /// Stages the first candidate with the clip's digest (any, if it has none) at `stage`, or returns why there is none.
  /// Needs a dataset.
  std::variant<Found, model::Finding> bring(const model::Clip& clip, const std::filesystem::path& folder,
                                            const std::vector<std::filesystem::path>& candidates,
                                            const std::filesystem::path& stage);

 private:
  std::optional<model::Finding> too_large(const model::Clip& clip, const std::filesystem::path& candidate,
                                          const base::Descriptor& file) const;

  std::optional<fetch::ObjectStore> objects_;
  std::vector<fetch::Mirror> mirrors_;
  std::vector<std::filesystem::path> follow_links_;
  std::int64_t max_bytes_;
  base::NameFinder names_;
};

}  // namespace curate
