#include "curate/contribute/contributions.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/file.h"
#include "catalog/list.h"
#include "catalog/manifests.h"
#include "curate/duplicates/known_clips.h"
#include "curate/label/taxonomies.h"
#include "curate/outcomes.h"
#include "curate/privacy/identity_findings.h"
#include "manifest/parse.h"
#include "manifest/subject_names.h"
#include "manifest/write.h"
#include "model/id.h"

namespace curate {
namespace fs = std::filesystem;
namespace {

using manifest::Manifest;

constexpr const char* kFirstTaxonomy = "lung-ultrasound";

fs::path contributions_file(const Dataset& dataset) {
  return dataset.manifests_folder() / fmt::format("{}.yaml", kContributions);
}

/// The taxonomy as a manifest names it, and where its file is; no file for a built-in one.
struct NamedTaxonomy {
  std::string name = kFirstTaxonomy;
  fs::path file = {};
};

// That of the dataset's first manifest, until there is one of contributions.
NamedTaxonomy named_taxonomy(Dataset& dataset) {
  auto row = catalog::find_manifest(dataset.catalog(), kContributions);
  if (!row) {
    const auto rows = catalog::manifests(dataset.catalog());
    if (rows.empty()) return {};
    row = rows.front();
  }
  if (manifest::built_in_taxonomy(row->taxonomy)) return {row->taxonomy};
  return {taxonomy_copy(dataset, kContributions).filename(), taxonomy_copy(dataset, row->name)};
}

Manifest parsed_or_throw(manifest::Parsed parsed) {
  if (!parsed.manifest) throw manifest::error_of(base::Code::InvalidInput, "", parsed.problems);
  return *std::move(parsed.manifest);
}

Manifest first_manifest(const std::string& taxonomy) {
  Manifest made;
  made.name = kContributions;
  made.title = "Contributions through the web page";
  made.taxonomy = taxonomy;
  model::Source source;
  source.id = kContributions;
  source.title = "Contributors; see the attributes of each clip";
  made.sources = {std::move(source)};
  return made;
}

Manifest manifest_now(const Dataset& dataset, const NamedTaxonomy& taxonomy) {
  const fs::path file = contributions_file(dataset);
  if (dataset.files().kind_of(dataset.name_of(file)) == base::FileKind::Missing) return first_manifest(taxonomy.name);
  return parsed_or_throw(manifest::parse(file, taxonomy.file));
}

void put_entry(Manifest& manifest, const model::Clip& clip) {
  const auto old = std::ranges::find(manifest.clips, clip.id, &model::Clip::id);
  if (old == manifest.clips.end()) {
    manifest.clips.push_back(clip);
  } else {
    *old = clip;
  }
}

manifest::Parsed parsed_entry(Dataset& dataset, const model::Clip& clip) {
  const NamedTaxonomy taxonomy = named_taxonomy(dataset);
  Manifest alone = first_manifest(taxonomy.name);
  alone.licences = catalog::licences(dataset.catalog(), kContributions);
  alone.clips = {clip};
  return manifest::parse_text(manifest::write(alone), kContributions, dataset.manifests_folder(), taxonomy.file);
}

void write_if_changed(const Dataset& dataset, const fs::path& file, const std::string& text) {
  const fs::path name = dataset.name_of(file);
  if (dataset.files().kind_of(name) == base::FileKind::File && base::read_text(file) == text) return;
  dataset.files().write_atomically(name, text);
}

/// Writes the manifest and imports it.
ImportSummary import_as(Dataset& dataset, const Manifest& manifest, const NamedTaxonomy& taxonomy,
                        const ImportOptions& options) {
  const std::string text = manifest::write(manifest);
  const fs::path file = contributions_file(dataset);
  // A manifest with problems must never replace the one that is there.
  parsed_or_throw(manifest::parse_text(text, kContributions, dataset.manifests_folder(), taxonomy.file));
  write_if_changed(dataset, file, text);
  return import(dataset, {parsed_or_throw(manifest::parse(file, taxonomy.file))}, options);
}

}  // namespace

manifest::Taxonomy contribution_taxonomy(Dataset& dataset) {
  const NamedTaxonomy named = named_taxonomy(dataset);
  if (named.file.empty()) return manifest::built_in_taxonomy(named.name).value();
  manifest::ParsedTaxonomy parsed = manifest::parse_taxonomy(base::read_text(named.file), named.file.string());
  if (!parsed.taxonomy) throw manifest::error_of(base::Code::Corrupt, "", parsed.problems);
  return *std::move(parsed.taxonomy);
}

std::string contribution_axis(Dataset& dataset, const manifest::Taxonomy& taxonomy) {
  const std::string main = catalog::main_axis(dataset.catalog());
  if (taxonomy.find_axis(main) != nullptr || taxonomy.axes.empty()) return main;
  return taxonomy.axes.front().id;
}

std::string contributed_subject(std::string_view person, std::string_view pseudonym) {
  if (pseudonym.empty() || manifest::is_placeholder(pseudonym)) return {};
  constexpr std::size_t kShown = 50;
  constexpr std::size_t kDigits = 10;
  const std::string shown = model::suggest_id(fmt::format("{}-{}", person, pseudonym)).substr(0, kShown);
  return fmt::format("{}-{}", shown, base::sha256(fmt::format("{}\n{}", person, pseudonym)).hex().substr(0, kDigits));
}

model::Clip contributed_clip(model::Clip clip) {
  clip.source = kContributions;
  clip.auto_region = true;
  return clip;
}

std::vector<std::string> contribution_problems(Dataset& dataset, const model::Clip& clip) {
  std::vector<std::string> problems;
  for (const manifest::Problem& problem : parsed_entry(dataset, clip).problems) {
    const std::string key = problem.key.substr(problem.key.rfind('.') + 1);
    problems.push_back(fmt::format("{}: {}", key == "value" ? "label" : key, problem.message));
  }
  return problems;
}

bool is_identifying_name(const std::string& name) {
  model::Clip clip;
  clip.path = name;
  return !file_name_findings(clip).empty();
}

Validation check_contributions(Dataset& dataset, const std::vector<OfferedClip>& offered, ValidateOptions options,
                               const ValidateHooks& hooks) {
  const NamedTaxonomy taxonomy = named_taxonomy(dataset);
  Manifest manifest = first_manifest(taxonomy.name);
  manifest.terms = contribution_taxonomy(dataset);
  manifest.path = contributions_file(dataset);
  for (const OfferedClip& one : offered) manifest.clips.push_back(one.clip);
  options.against = {{"the dataset", known_clips(dataset.catalog())}};
  Validation checked = validate({manifest}, {}, options, hooks);
  for (std::size_t i = 0; i < offered.size(); ++i) {
    auto& findings = checked.clips[i].findings;
    // Acceptance names it.
    std::erase_if(findings, [](const model::Finding& finding) { return finding.code == "digest-unnamed"; });
    model::Clip named = offered[i].clip;
    named.path = offered[i].name;
    for (model::Finding& finding : file_name_findings(named)) findings.push_back(std::move(finding));
  }
  return checked;
}

std::optional<model::Finding> accept_contribution(Dataset& dataset, const model::Clip& clip, ImportOptions options) {
  const NamedTaxonomy taxonomy = named_taxonomy(dataset);
  Manifest manifest = manifest_now(dataset, taxonomy);
  put_entry(manifest, clip);
  if (!taxonomy.file.empty()) {
    write_if_changed(dataset, taxonomy_copy(dataset, kContributions), base::read_text(taxonomy.file));
  }
  // Another recipe would make the frames of all clips again.
  if (const auto before = read_outcomes(dataset.manifests_folder(), kContributions)) options.recipe = before->recipe;
  const ImportSummary summary = import_as(dataset, manifest, taxonomy, options);
  const auto failure = std::ranges::find(summary.failures, clip.id, &model::Finding::id);
  if (failure == summary.failures.end()) return std::nullopt;
  if (manifest.clips.size() > 1) {
    std::erase_if(manifest.clips, [&](const model::Clip& one) { return one.id == clip.id; });
    options.allow_removals = true;
    options.retry = false;
    import_as(dataset, manifest, taxonomy, options);
  }
  return *failure;
}

}  // namespace curate
