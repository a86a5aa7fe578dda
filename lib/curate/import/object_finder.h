#pragma once

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

/// Finds the bytes of clips: in the dataset, beside the manifest, in mirrors.
class ObjectFinder {
 public:
  /// Links beside a manifest may lead out of its folder to what lies below `follow_links`. Throws NotFound if a
  /// mirror is not a folder.
  ObjectFinder(const Dataset& dataset, const std::vector<std::filesystem::path>& mirrors,
               std::vector<std::filesystem::path> follow_links = {});
  /// Without a dataset: beside the manifest and in mirrors only.
  explicit ObjectFinder(const std::vector<std::filesystem::path>& mirrors,
                        std::vector<std::filesystem::path> follow_links = {});

  /// Where a clip's object may be, the likeliest first, without opening anything.
  std::vector<std::filesystem::path> candidates(const model::Clip& clip, const std::filesystem::path& folder);

  /// Whether `bring` would bring this object. Reads the candidates, and keeps nothing.
  bool would_bring(const base::Digest& object, const model::Clip& clip,
                   const std::vector<std::filesystem::path>& candidates) const;

  struct Opened {
    base::Digest digest;
    base::Descriptor file;
  };
  /// Opens what `bring` would bring, where it stands: it may change while it is read.
  std::variant<Opened, model::Finding> open(const model::Clip& clip, const std::filesystem::path& folder,
                                            const std::vector<std::filesystem::path>& candidates) const;
  /// What is said of a clip that has no candidate, and may not be downloaded: where it was looked for. `folder`: its
  /// manifest's.
  model::Finding missing(const model::Clip& clip, const std::filesystem::path& folder) const;
  /// Opens an object that was downloaded: its body, or the store's, where another clip has brought it there. Needs a
  /// dataset.
  base::Descriptor open_staged(const fetch::Staged& staged) const;

  struct Found {
    fetch::Staged staged;
    base::Descriptor file;  ///< open to read
  };
  /// Brings in the first candidate that holds what the clip's digest says (any, where it names none), staged under
  /// `stage`; or says why there is none. Needs a dataset.
  std::variant<Found, model::Finding> bring(const model::Clip& clip, const std::filesystem::path& folder,
                                            const std::vector<std::filesystem::path>& candidates,
                                            const std::filesystem::path& stage);

 private:
  std::optional<fetch::ObjectStore> objects_;
  std::vector<fetch::Mirror> mirrors_;
  std::vector<std::filesystem::path> follow_links_;
  base::NameFinder names_;
};

}  // namespace curate
