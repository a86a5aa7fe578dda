#include "baseline/data/weights_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>

#include "base/error.h"
#include "base/file.h"
#include "baseline/embedded_weights.h"
#include "fetch/mirror.h"

namespace baseline {
namespace fs = std::filesystem;
using base::Code;
using base::Error;
using manifest::WeightsEntry;
using manifest::WeightsRegistry;

namespace {

WeightsRegistry parse(std::string_view text, const std::string& file) {
  manifest::ParsedWeightsRegistry parsed = manifest::parse_weights_registry(text, file);
  if (!parsed.registry) {
    throw manifest::error_of(Code::InvalidInput, "cannot read the registry of weights:", parsed.problems);
  }
  return *std::move(parsed.registry);
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool is_entry(const fs::path& file, const WeightsEntry& entry) {
  std::error_code error;
  return fs::file_size(file, error) == static_cast<std::uintmax_t>(entry.bytes) && !error &&
         base::sha256_of_file(file) == entry.sha256;
}

// Copies the file of an entry into the folder, through a private folder on the same disk.
void take(const fs::path& from, const WeightsEntry& entry, const fs::path& folder) {
  const base::PrivateFolder work(folder);
  const fs::path copy = work.path() / "weights";
  base::copy_file(base::open_to_read(from).get(), copy);
  if (!is_entry(copy, entry)) {
    throw Error(Code::Corrupt, fmt::format("'{}' changed during copying; run the same command again", from.string()));
  }
  fs::permissions(copy, fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read);
  base::sync_file_system(folder);
  fs::rename(copy, weights_file(entry, folder));
}

std::optional<fs::path> in_mirrors(const WeightsEntry& entry, const std::vector<fs::path>& mirrors) {
  for (const fs::path& folder : mirrors) {
    fetch::Mirror mirror(folder);
    for (const fs::path& candidate : mirror.candidates(entry.url, entry.sha256)) {
      if (is_entry(candidate, entry)) return candidate;
    }
    if (const auto found = mirror.find_by_content(entry.sha256)) return found;
  }
  return std::nullopt;
}

WeightsFetched download(const WeightsEntry& entry, const fs::path& folder, const WeightsFetch& how) {
  constexpr std::chrono::milliseconds kTick{100};
  const fetch::DownloadFolder downloads(folder / "downloads");
  fetch::Limits limits = how.download->limits;
  limits.max_bytes = std::min(limits.max_bytes, entry.bytes);
  fetch::Downloader downloader(downloads, fetch::ObjectStore(folder / "downloads" / "objects"), limits, 1, 1);
  downloader.add({entry.url, entry.sha256, false, false});
  for (;;) {
    if (how.stop()) return WeightsFetched::Stopped;
    const auto arrivals = downloader.take(kTick);
    how.progress(downloader.bytes());
    if (arrivals.empty()) continue;
    const fetch::Outcome& outcome = arrivals.front().outcome;
    if (const auto* failure = std::get_if<fetch::Failure>(&outcome)) {
      throw Error(Code::NotFound,
                  fmt::format("cannot fetch weights '{}': {} ({})", entry.name, failure->message, failure->code));
    }
    if (const auto* fetched = std::get_if<fetch::Fetched>(&outcome)) {
      take(fetched->file, entry, folder);
      downloads.remove(entry.url);
      return WeightsFetched::Downloaded;
    }
    return WeightsFetched::Stopped;
  }
}

}  // namespace

WeightsRegistry built_in_weights() {
  const EmbeddedFile& file = embedded_weights().front();
  return parse(file.text, std::string(file.name));
}

WeightsRegistry read_weights_registry(const fs::path& file) {
  constexpr std::size_t kMaxBytes = std::size_t{1} << 20;
  return parse(base::read_text(file, kMaxBytes), file);
}

fs::path default_weights_folder() {
  if (const std::string folder = environment("SONOSET_WEIGHTS"); !folder.empty()) return folder;
  if (const std::string cache = environment("XDG_CACHE_HOME"); !cache.empty())
    return fs::path(cache) / "sonoset/weights";
  if (const std::string home = environment("HOME"); !home.empty()) return fs::path(home) / ".cache/sonoset/weights";
  throw Error(Code::InvalidInput, "no folder for weights: set SONOSET_WEIGHTS, or use --weights-dir DIR");
}

fs::path weights_file(const WeightsEntry& entry, const fs::path& folder) {
  return folder / fmt::format("{}.{}", entry.name, manifest::to_string(entry.file));
}

fs::path find_weights(std::string_view name, const WeightsRegistry& registry, const fs::path& folder) {
  const WeightsEntry* entry = registry.find(name);
  if (entry == nullptr) {
    std::vector<std::string> names;
    for (const WeightsEntry& one : registry.entries) names.push_back(one.name);
    throw Error(Code::InvalidInput,
                fmt::format("unknown weights '{}'; known weights: {}", name, fmt::join(names, ", ")));
  }
  const fs::path file = weights_file(*entry, folder);
  if (!fs::exists(file)) {
    throw Error(Code::NotFound,
                fmt::format("weights '{}' are not in '{}'; run 'sonoset baseline weights fetch {}' to download them "
                            "({:.1f} MB, {})",
                            name, folder.string(), name, static_cast<double>(entry->bytes) / 1e6, entry->licence));
  }
  if (!is_entry(file, *entry)) {
    throw Error(Code::Corrupt,
                fmt::format("'{}' is damaged: its SHA-256 is {}, not {}; run 'sonoset baseline weights fetch {}' to "
                            "replace it",
                            file.string(), base::sha256_of_file(file).hex(), entry->sha256.hex(), name));
  }
  return file;
}

fs::path find_weights(std::string_view name) {
  return find_weights(name, built_in_weights(), default_weights_folder());
}

WeightsFetched fetch_weights(const WeightsEntry& entry, const fs::path& folder, const WeightsFetch& how) {
  if (is_entry(weights_file(entry, folder), entry)) return WeightsFetched::WasThere;
  const auto copy = in_mirrors(entry, how.mirrors);
  if (!copy && !how.download) {
    throw Error(
        Code::NotFound,
        fmt::format("weights '{}' are not {}; run without --offline to download them from {}", entry.name,
                    how.mirrors.empty() ? "here, and no mirror is given (--mirror DIR)" : "in the mirrors", entry.url));
  }
  fs::create_directories(folder);
  const base::FileLock lock(folder / "lock");
  if (!copy) return download(entry, folder, how);
  take(*copy, entry, folder);
  return WeightsFetched::FromMirror;
}

}  // namespace baseline
