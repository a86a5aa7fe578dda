#include "baseline/data/samples.h"

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <set>

#include "base/error.h"
#include "base/text.h"
#include "catalog/clip_summaries.h"
#include "catalog/clips.h"
#include "catalog/frame_sets.h"
#include "catalog/links.h"
#include "catalog/list.h"
#include "catalog/manifests.h"
#include "curate/label/taxonomies.h"
#include "curate/split/groups.h"
#include "model/frame.h"
#include "model/recipe.h"

namespace baseline {
namespace {

using base::Code;
using base::Error;

std::vector<std::string> classes_of(const std::vector<catalog::ClipSummary>& units, const SampleChoice& choice) {
  std::set<std::string> found;
  for (const catalog::ClipSummary& unit : units) {
    if (!unit.value.empty()) found.insert(unit.value);
  }
  const std::set<std::string> wanted(choice.classes.begin(), choice.classes.end());
  for (const std::string& name : wanted) {
    if (!found.contains(name)) {
      throw Error(Code::InvalidInput, fmt::format("no clip with frames has label '{}' on axis '{}'; labels in use: {}",
                                                  name, choice.axis, fmt::join(found, ", ")));
    }
  }
  const std::set<std::string>& classes = wanted.empty() ? found : wanted;
  if (classes.size() < 2) {
    throw Error(Code::InvalidInput,
                fmt::format("a classifier needs clips of at least two labels on axis '{}'; {}", choice.axis,
                            classes.empty() ? "no selected clip has one" : "all have '" + *classes.begin() + "'"));
  }
  return {classes.begin(), classes.end()};
}

std::string extension_of(const model::Clip& clip) {
  const std::string extension =
      base::lower(std::filesystem::path(clip.path.empty() ? clip.url : clip.path).extension().string());
  return extension.empty() ? extension : extension.substr(1);
}

/// Reads the clips of a dataset with their frames and metadata.
class Reader {
 public:
  explicit Reader(curate::Dataset& dataset) : dataset_(dataset) {
    for (const catalog::ObjectRow& row : catalog::objects(dataset.catalog())) bytes_[row.digest] = row.size_bytes;
  }

  SampleClip read(const catalog::ClipSummary& unit, int label) {
    catalog::Catalog& catalog = dataset_.catalog();
    const auto set = catalog::current_frame_set(catalog, unit.clip);
    const auto row = catalog::find_clip(catalog, unit.clip);
    const auto recipe = set ? catalog::find_recipe(catalog, set->recipe) : std::nullopt;
    if (!set || !row || !recipe) {
      throw Error(Code::Corrupt, fmt::format("clip '{}' is done but has no frames; run 'sonoset fsck'", unit.clip));
    }
    SampleClip clip{.unit = unit,
                    .label = label,
                    .person = {},
                    .header = set->header,
                    .content = set->content,
                    .object_bytes = bytes_[set->object],
                    .extension = extension_of(row->clip),
                    .frames = {},
                    .sector = model::sector_in_frames(*set, *recipe)};
    const auto folder = std::filesystem::relative(dataset_.folder_of(*set), dataset_.folder());
    for (const model::Frame& frame : set->frames) {
      clip.frames.push_back({frame, (folder / model::frame_name(frame.picture, recipe->format)).string()});
    }
    return clip;
  }

 private:
  curate::Dataset& dataset_;
  std::map<base::Digest, std::int64_t> bytes_;
};

/// The person of each clip. Unknown never means unique: clips without a subject count as one person if a split by
/// subject would keep them together, independent of the split in use and the clips selected.
std::map<std::string, std::string> persons(const std::vector<catalog::ClipSummary>& units,
                                           const std::vector<model::Link>& links) {
  model::SplitParameters by_subject;
  const curate::Grouping grouping = curate::make_groups(units, links, by_subject);
  std::map<std::uint32_t, std::string> first;
  for (const std::uint32_t i : grouping.order) first.try_emplace(grouping.group[i], units[i].clip);
  std::map<std::string, std::string> persons;
  for (std::size_t i = 0; i < units.size(); ++i) {
    persons[units[i].clip] = units[i].subject.empty() ? first.at(grouping.group[i]) : units[i].subject;
  }
  return persons;
}

// The title of the one taxonomy of the dataset's manifests that has this axis.
std::string taxonomy_title(curate::Dataset& dataset, std::string_view axis) {
  std::set<std::string> titles;
  for (const catalog::ManifestRow& manifest : catalog::manifests(dataset.catalog())) {
    const manifest::Taxonomy taxonomy = curate::taxonomy_of(dataset, manifest.name);
    if (taxonomy.find_axis(axis) != nullptr) titles.insert(taxonomy.title);
  }
  return titles.size() == 1 ? *titles.begin() : std::string();
}

// The ranks of the classes on an ordinal axis, if all manifests agree on its order.
std::vector<int> ranks_of(curate::Dataset& dataset, std::string_view axis, const std::vector<std::string>& classes) {
  std::set<std::vector<std::string>> orders;
  for (const catalog::ManifestRow& manifest : catalog::manifests(dataset.catalog())) {
    const manifest::Taxonomy taxonomy = curate::taxonomy_of(dataset, manifest.name);
    const manifest::Axis* found = taxonomy.find_axis(axis);
    if (found == nullptr) continue;
    if (found->kind != manifest::AxisKind::Ordinal) return {};
    std::vector<std::string> order;
    for (const manifest::Value& value : found->values) {
      if (std::ranges::find(classes, value.id) != classes.end()) order.push_back(value.id);
    }
    orders.insert(std::move(order));
  }
  if (orders.size() != 1 || orders.begin()->size() != classes.size()) return {};
  std::vector<int> ranks;
  for (const std::string& name : classes) {
    ranks.push_back(static_cast<int>(std::ranges::find(*orders.begin(), name) - orders.begin()->begin()));
  }
  return ranks;
}

void require_sectors(const Samples& samples) {
  std::vector<std::string> without;
  for (const SampleClip& clip : samples.clips) {
    if (!clip.sector) without.push_back(clip.unit.clip);
  }
  if (without.empty()) return;
  throw Error(Code::InvalidInput,
              fmt::format("--view {} needs the sectors of the clips, but {} of {} have none, such as '{}'; 'sonoset "
                          "import --region auto' with their manifests finds them",
                          model::to_string(samples.view), without.size(), samples.clips.size(), without.front()));
}

}  // namespace

std::int64_t Samples::frames() const {
  std::int64_t frames = 0;
  for (const SampleClip& clip : clips) frames += static_cast<std::int64_t>(clip.frames.size());
  return frames;
}

std::vector<catalog::ClipSummary> Samples::units() const {
  std::vector<catalog::ClipSummary> units;
  for (const SampleClip& clip : clips) units.push_back(clip.unit);
  return units;
}

Samples load_samples(curate::Dataset& dataset, const SampleChoice& choice) {
  std::vector<catalog::ClipSummary> units = catalog::clip_summaries(dataset.catalog(), choice.axis);
  const std::vector<model::Link> links = catalog::links(dataset.catalog());
  const std::map<std::string, std::string> person_of = persons(units, links);
  if (const auto ids = catalog::matching_clips(dataset.catalog(), choice.filters)) {
    std::erase_if(units, [&](const catalog::ClipSummary& unit) { return !ids->contains(unit.clip); });
  }
  Samples samples{choice.axis, classes_of(units, choice), {}, links, {}, taxonomy_title(dataset, choice.axis),
                  choice.view};
  samples.ranks = ranks_of(dataset, choice.axis, samples.classes);
  Reader reader(dataset);
  for (const catalog::ClipSummary& unit : units) {
    const auto label = std::ranges::lower_bound(samples.classes, unit.value);
    if (label == samples.classes.end() || *label != unit.value || unit.frames == 0) continue;
    samples.clips.push_back(reader.read(unit, static_cast<int>(label - samples.classes.begin())));
    samples.clips.back().person = person_of.at(unit.clip);
  }
  if (choice.view != model::View::Crop) require_sectors(samples);
  return samples;
}

curate::Pictures pictures_by_clip(const Samples& samples) {
  return [&samples](std::string_view clip) {
    std::vector<std::int64_t> pictures;
    const auto found = std::ranges::lower_bound(samples.clips, clip, {},
                                                [](const SampleClip& c) -> std::string_view { return c.unit.clip; });
    if (found == samples.clips.end() || found->unit.clip != clip) return pictures;
    for (const SampleFrame& frame : found->frames) pictures.push_back(frame.facts.picture);
    return pictures;
  };
}

}  // namespace baseline
