#include "curate/import/import_plan.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "catalog/clips.h"
#include "catalog/known_row.h"
#include "catalog/work.h"
#include "curate/import/clip_fetcher.h"
#include "curate/import/clip_recipe.h"

namespace curate {
namespace fs = std::filesystem;
namespace {

// How often a file that crashes or hangs workers is tried: the machine may be the cause.
constexpr int kMaxAttempts = 3;

// Crashes and exceeded limits may not happen again; other failures do.
bool is_certain(const std::string& code) { return code != "worker-crashed" && code != "worker-limit"; }

// With the digest of what its URL gave before, if that object is here: nothing is imported twice.
model::Clip known(Dataset& dataset, model::Clip clip, const manifest::Manifest& manifest, const PlanOptions& options) {
  if (clip.sha256) return clip;
  auto object = catalog::known_object(dataset.catalog(), manifest.name, clip);
  if (options.rebuild_from && options.rebuild_from->contains(clip.id)) object = options.rebuild_from->at(clip.id);
  if (object && dataset.objects().has(*object)) clip.sha256 = object;
  return clip;
}

// Whether the object and the frames' folder are there; if not, frames are made again.
bool has_files(Dataset& dataset, const catalog::Outcome& outcome) {
  if (outcome.state != catalog::State::Done || !outcome.object || !dataset.objects().has(*outcome.object)) return false;
  return fs::is_directory(dataset.folder_of({outcome.clip, outcome.recipe, *outcome.object, {}, {}, {}, {}}));
}

// Whether reading the same object again would fail again.
bool need_not_repeat(const Pending& pending, const catalog::FailedReading& reading, const std::string& reader) {
  if (!is_certain(reading.code) && reading.attempts < kMaxAttempts) return false;
  return reading.recipe == pending.recipe.digest() && reading.reader == reader;
}

/// Plans one import; reads the catalog's tables once.
class Planner {
 public:
  Planner(Dataset& dataset, const PlanOptions& options, ObjectFinder& finder)
      : dataset_(dataset), options_(options), finder_(finder) {
    for (catalog::Work& work : catalog::work(dataset.catalog())) states_.emplace(work.clip, std::move(work));
    if (options.retry) return;
    for (auto& reading : catalog::failed_readings(dataset.catalog())) failed_.emplace(reading.clip, reading);
  }

  void add(const manifest::Manifest& manifest) {
    std::set<std::string> whole;
    for (catalog::Outcome& outcome : catalog::outcomes(dataset_.catalog(), manifest.name)) {
      if (has_files(dataset_, outcome)) whole.insert(std::move(outcome.clip));
    }
    for (const model::Clip& clip : manifest.clips) {
      const bool wanted = options_.only.empty() || options_.only.contains(clip.id);
      if (wanted && !whole.contains(clip.id)) add(clip, manifest);
    }
  }

  ImportPlan take() {
    // Sorted so that the largest are taken first and no worker is left with one at the end. Results do not depend on
    // it.
    std::ranges::stable_sort(plan_.pending, [](const Pending& a, const Pending& b) { return a.size < b.size; });
    return std::move(plan_);
  }

 private:
  void add(const model::Clip& clip, const manifest::Manifest& manifest) {
    const catalog::Work& work = catalog::known_row(states_, clip.id, "clip_state", clip.id);
    Pending pending;
    pending.clip = known(dataset_, clip, manifest, options_);
    pending.unnamed = !clip.sha256;
    pending.recipe = recipe_for(clip, options_.recipe);
    pending.folder = manifest.folder();
    pending.candidates = finder_.candidates(pending.clip, pending.folder);
    pending.yt_dlp = wants_yt_dlp(manifest, clip.source);
    pending.failed = work.state == catalog::State::Failed;
    std::error_code error;
    if (!pending.candidates.empty()) pending.size = fs::file_size(pending.candidates.front(), error);
    if (error) pending.size = 0;
    const auto reading = failed_.find(clip.id);
    if (pending.failed && reading != failed_.end() && work.reason == reading->second.code &&
        need_not_repeat(pending, reading->second, options_.reader)) {
      pending.reading = reading->second;
    }
    if (pending.reading && finder_.would_bring(pending.reading->object, pending.clip, pending.candidates)) {
      ++plan_.skipped;
    } else {
      plan_.pending.push_back(std::move(pending));
    }
  }

  Dataset& dataset_;
  const PlanOptions& options_;
  ObjectFinder& finder_;
  std::map<std::string, catalog::Work> states_;
  std::map<std::string, catalog::FailedReading> failed_;  ///< by clip
  ImportPlan plan_;
};

}  // namespace

ImportPlan plan_import(Dataset& dataset, const std::vector<manifest::Manifest>& manifests, const PlanOptions& options,
                       ObjectFinder& finder) {
  Planner planner(dataset, options, finder);
  for (const manifest::Manifest& manifest : manifests) planner.add(manifest);
  return planner.take();
}

}  // namespace curate
