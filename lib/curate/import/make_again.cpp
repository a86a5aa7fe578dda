#include "curate/import/make_again.h"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "base/error.h"
#include "catalog/clips.h"
#include "curate/label/taxonomies.h"
#include "curate/outcomes.h"
#include "manifest/parse.h"

namespace curate {
namespace fs = std::filesystem;
namespace {

using base::Code;
using base::Error;

/// The clips of a manifest that are made, and all objects that are known.
struct Part {
  std::set<std::string> clips;
  std::map<std::string, base::Digest> objects;
};

std::map<std::string, Part> parts_of(Dataset& dataset, const std::set<std::string>& clips) {
  std::map<std::string, Part> parts;
  for (const std::string& clip : clips) {
    const auto row = catalog::find_clip(dataset.catalog(), clip);
    if (!row) throw Error(Code::NotFound, fmt::format("no clip '{}'; see 'sonoset list clips'", clip));
    Part& part = parts[row->manifest];
    part.clips.insert(clip);
    if (row->object) part.objects.emplace(clip, *row->object);
  }
  return parts;
}

// A clip that a kill left without frames still has the object of its last outcome.
void add_objects(const Outcomes& outcomes, Part& part) {
  for (const std::string& clip : part.clips) {
    const auto known = outcomes.clips.find(clip);
    if (known != outcomes.clips.end() && known->second.object) part.objects.emplace(clip, *known->second.object);
  }
}

}  // namespace

manifest::Manifest manifest_copy(const Dataset& dataset, const std::string& name) {
  const fs::path file = dataset.manifests_folder() / (name + ".yaml");
  if (!fs::is_regular_file(file)) {
    throw Error(Code::NotFound, fmt::format("the copy of manifest '{}' is missing; import the manifest again", name));
  }
  const fs::path terms = taxonomy_copy(dataset, name);
  manifest::Parsed parsed = manifest::parse(file, fs::is_regular_file(terms) ? terms : fs::path());
  if (parsed.manifest) return std::move(*parsed.manifest);
  throw manifest::error_of(Code::InvalidInput, fmt::format("'{}' cannot be read:", file.string()), parsed.problems);
}

std::vector<ImportSummary> make_again(Dataset& dataset, const std::set<std::string>& clips, ImportOptions options,
                                      const ImportHooks& hooks) {
  options.mirrors.clear();
  options.fetch.reset();
  options.retry = true;
  std::vector<ImportSummary> made;
  for (auto& [name, part] : parts_of(dataset, clips)) {
    if (const auto outcomes = read_outcomes(dataset.manifests_folder(), name)) {
      options.recipe = outcomes->recipe;
      add_objects(*outcomes, part);
    }
    options.only = std::move(part.clips);
    options.rebuild_from = std::move(part.objects);
    made.push_back(import(dataset, {manifest_copy(dataset, name)}, options, hooks));
    write_outcomes(dataset.catalog(), dataset.manifests_folder(), name);
  }
  return made;
}

}  // namespace curate
