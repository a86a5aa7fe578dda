#include "curate/import/object_finder.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/file.h"

namespace curate {
namespace fs = std::filesystem;
namespace {

// Whether the path exists and stays below the folder, also through symlinks.
bool is_in(const fs::path& folder, const fs::path& path, const std::vector<fs::path>& follow_links) {
  std::error_code error;
  if (!fs::exists(folder / path, error)) return false;
  if (base::is_without_links(folder, path.native())) return true;
  const fs::path root = fs::canonical(folder, error);
  if (error || !fs::exists(root / path, error)) return false;
  return base::stays_below(root, path, error) || base::stays_below_any(follow_links, root / path);
}

model::Finding mismatch(const model::Clip& clip, const fs::path& candidate, const base::Digest& digest) {
  return {"digest-mismatch", "clip", clip.id,
          fmt::format("checksum mismatch: '{}' has SHA-256 {}, the manifest {}", candidate.filename().string(),
                      digest.hex(), clip.sha256->hex())};
}

}  // namespace

ObjectFinder::ObjectFinder(const Dataset& dataset, const std::vector<fs::path>& mirrors,
                           std::vector<fs::path> follow_links, std::int64_t max_bytes)
    : ObjectFinder(mirrors, std::move(follow_links), max_bytes) {
  objects_ = dataset.objects();
}

ObjectFinder::ObjectFinder(const std::vector<fs::path>& mirrors, std::vector<fs::path> follow_links,
                           std::int64_t max_bytes)
    : mirrors_(mirrors.begin(), mirrors.end()), follow_links_(std::move(follow_links)), max_bytes_(max_bytes) {}

std::optional<model::Finding> ObjectFinder::too_large(const model::Clip& clip, const fs::path& candidate,
                                                      const base::Descriptor& file) const {
  constexpr std::int64_t kMb = 1'000'000;
  const std::int64_t size = base::size_of(file.get(), candidate);
  if (size <= max_bytes_) return std::nullopt;
  return model::Finding{"file-too-large", "clip", clip.id,
                        fmt::format("'{}' has {} MB; --max-size allows {} MB", candidate.filename().string(),
                                    (size + kMb - 1) / kMb, max_bytes_ / kMb)};
}

std::vector<fs::path> ObjectFinder::candidates(const model::Clip& clip, const fs::path& folder) {
  std::vector<fs::path> found;
  if (clip.sha256 && objects_ && objects_->has(*clip.sha256)) return {objects_->path_of(*clip.sha256)};
  const auto path = clip.path.empty() ? std::nullopt : names_.find(folder, clip.path);
  if (path && is_in(folder, *path, follow_links_)) found.push_back(folder / *path);
  const std::string& address = clip.url.empty() ? clip.path : clip.url;
  for (const fetch::Mirror& mirror : mirrors_) {
    for (fs::path& file : mirror.candidates(address, clip.sha256)) found.push_back(std::move(file));
  }
  if (!found.empty() || !clip.sha256) return found;
  for (fetch::Mirror& mirror : mirrors_) {
    if (auto file = mirror.find_by_content(*clip.sha256)) found.push_back(std::move(*file));
  }
  return found;
}

model::Finding ObjectFinder::missing(const model::Clip& clip, const fs::path& folder) const {
  std::error_code error;
  const fs::path beside = folder / clip.path;
  if (!clip.path.empty() && fs::is_symlink(beside, error) && !fs::exists(beside, error)) {
    return {"pointer-file", "clip", clip.id,
            fmt::format("'{}' is a symlink to '{}', which does not exist", clip.path,
                        fs::read_symlink(beside, error).string())};
  }
  std::vector<std::string> folders;
  if (!clip.path.empty()) folders.push_back(folder.empty() ? "." : folder.string());
  for (const fetch::Mirror& mirror : mirrors_) folders.push_back(mirror.folder().string());
  const std::string where = folders.empty() ? "no --mirror given" : fmt::format("not in {}", fmt::join(folders, ", "));
  return {"object-missing", "clip", clip.id,
          clip.url.empty() ? fmt::format("'{}' not found: {}", clip.path, where)
                           : fmt::format("'{}' not found: {}, and downloads are off", clip.url, where)};
}

base::Descriptor ObjectFinder::open_staged(const fetch::Staged& staged) const {
  try {
    if (!staged.file.empty()) return base::open_to_read(staged.file);
  } catch (const base::Error& error) {
    if (error.code() != base::Code::NotFound) throw;
  }
  return objects_->open(staged.digest);
}

bool ObjectFinder::would_bring(const base::Digest& object, const model::Clip& clip,
                               const std::vector<fs::path>& candidates) const {
  if (clip.sha256 && *clip.sha256 != object) return false;
  try {
    for (const fs::path& candidate : candidates) {
      const base::Descriptor file = base::open_to_read(candidate);
      const bool own = objects_ && candidate == objects_->path_of(object);
      if (!own && too_large(clip, candidate, file)) return false;
      const bool same = base::sha256_of_descriptor(file.get()) == object;
      if (same || !clip.sha256) return same;
    }
  } catch (const base::Error&) {
    // `bring` tries an unreadable file again, and reports why.
  }
  return false;
}

std::variant<ObjectFinder::Opened, model::Finding> ObjectFinder::open(const model::Clip& clip, const fs::path& folder,
                                                                      const std::vector<fs::path>& candidates) const {
  model::Finding finding = missing(clip, folder);
  for (const fs::path& candidate : candidates) {
    base::Descriptor file = base::open_to_read(candidate);
    if (auto large = too_large(clip, candidate, file)) {
      finding = *std::move(large);
      continue;
    }
    const base::Digest digest = base::sha256_of_descriptor(file.get());
    if (!clip.sha256 || digest == *clip.sha256) return Opened{digest, std::move(file)};
    finding = mismatch(clip, candidate, digest);
  }
  return finding;
}

std::variant<ObjectFinder::Found, model::Finding> ObjectFinder::bring(const model::Clip& clip, const fs::path& folder,
                                                                      const std::vector<fs::path>& candidates,
                                                                      const fs::path& stage) {
  model::Finding finding = missing(clip, folder);
  for (const fs::path& candidate : candidates) {
    if (clip.sha256 && candidate == objects_->path_of(*clip.sha256)) {
      base::Descriptor object = objects_->open(*clip.sha256);
      return Found{{*clip.sha256, base::size_of(object.get(), "an object"), {}}, std::move(object)};
    }
    const base::Descriptor file = base::open_to_read(candidate);
    if (auto large = too_large(clip, candidate, file)) {
      finding = *std::move(large);
      continue;
    }
    fetch::Staged staged = objects_->stage(file.get(), stage);
    if (!clip.sha256 || staged.digest == *clip.sha256) {
      // From here on only our copy is read: the original may change.
      return Found{staged, staged.file.empty() ? objects_->open(staged.digest) : base::open_to_read(staged.file)};
    }
    fetch::ObjectStore::drop(staged);
    finding = mismatch(clip, candidate, staged.digest);
  }
  return finding;
}

}  // namespace curate
