#include "curate/import/object_lock.h"

#include <map>
#include <string>

#include "base/file.h"
#include "catalog/clips.h"
#include "catalog/known_row.h"
#include "manifest/lock.h"

namespace curate {
namespace {

std::filesystem::path lock_file(const Dataset& dataset, std::string_view manifest) {
  return dataset.manifests_folder() / (std::string(manifest) + ".lock");
}

// The program that chose the file, and the format it chose; empty if none did.
std::string chosen_by(const Dataset& dataset, const catalog::ClipRow& row) {
  if (row.clip.url.empty()) return {};
  const auto facts = dataset.downloads().read(row.clip.url);
  if (!facts || facts->by.empty() || facts->digest != row.object) return {};
  return facts->by + ", format " + facts->format;
}

}  // namespace

void write_object_lock(Dataset& dataset, std::string_view manifest) {
  std::map<base::Digest, std::int64_t> sizes;
  for (const catalog::ObjectRow& object : catalog::objects(dataset.catalog())) {
    sizes.emplace(object.digest, object.size_bytes);
  }
  // A file that was replaced between two imports has two digests at one URL: the first clip's is kept.
  std::map<std::string, manifest::LockEntry> entries;
  for (const catalog::ClipRow& row : catalog::clips(dataset.catalog(), manifest)) {
    const std::string& from = row.clip.url.empty() ? row.clip.path : row.clip.url;
    if (!row.object) continue;
    const std::int64_t size = catalog::known_row(sizes, *row.object, "object", row.object->hex());
    entries.emplace(from, manifest::LockEntry{from, *row.object, size, chosen_by(dataset, row)});
  }
  manifest::Lock lock;
  for (auto& [from, entry] : entries) lock.entries.push_back(std::move(entry));
  const std::string text = manifest::write_lock(lock);
  const std::filesystem::path file = lock_file(dataset, manifest);
  if (std::filesystem::is_regular_file(file) && base::read_text(file) == text) return;
  base::write_atomically(file, text);
}

void copy_object_lock(const Dataset& dataset, const manifest::Manifest& manifest) {
  const std::string text = base::read_text(lock_file(dataset, manifest.name));
  base::write_atomically(manifest.folder() / (manifest.name + ".lock"), text);
}

}  // namespace curate
