#include "manifest/parse.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/file.h"
#include "manifest/clip_reader.h"
#include "manifest/fields.h"
#include "manifest/head_reader.h"
#include "manifest/subject_names.h"
#include "model/id.h"

namespace manifest {
namespace fs = std::filesystem;
namespace {

void read_sources(const Fields& fields, Manifest& manifest, Declared& declared) {
  TakenIds taken;
  const auto items = fields.items("sources");
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Fields item(fields.log(), *items[i], item_key("sources", i), source_keys());
    manifest.sources.push_back(read_source(item, declared.licences));
    declared.sources.push_back(manifest.sources.back().id);
    taken.expect_new(item, manifest.sources.back().id);
  }
  std::ranges::sort(declared.sources);
}

// Adds the indexes of clips with problems to `faulty`.
void read_clips(const Fields& fields, Manifest& manifest, const Declared& declared, std::vector<std::size_t>& faulty) {
  model::Clip defaults;
  if (const Node* node = fields.find("defaults")) {
    defaults = read_defaults(Fields(fields.log(), *node, "defaults", default_keys()), declared);
  }
  TakenIds taken;
  const auto items = fields.items("clips");
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < items.size() && !fields.log().full(); ++i) {
    const std::size_t before = fields.log().count();
    const Fields item(fields.log(), *items[i], item_key("clips", i), clip_keys());
    manifest.clips.push_back(read_clip(item, defaults, declared));
    taken.expect_new(item, manifest.clips.back().id);
    bytes += bytes_of(manifest.clips.back());
    if (bytes > kMaxClipsBytes) {
      fields.log().add(
          *items[i], item_key("clips", i),
          fmt::format("more than {} bytes in all clips, defaults included; split the manifest", kMaxClipsBytes));
      faulty.push_back(i);
      return;
    }
    if (fields.log().count() > before) faulty.push_back(i);
  }
  if (items.empty() && fields.has("clips")) fields.add("clips", "no clips");
}

Manifest read_manifest(const Fields& fields, const fs::path& folder, const fs::path& taxonomy,
                       const std::vector<fs::path>& follow_links, std::vector<std::size_t>& faulty) {
  require_format_1(fields);
  fields.require("name", "an id for this manifest");
  fields.require("sources", "where the clips come from");
  fields.require("clips", "the list of clips");
  Manifest manifest;
  read_head(fields, folder, taxonomy, manifest);
  Declared declared{
      manifest.terms.name.empty() ? nullptr : &manifest.terms, {}, licence_ids(manifest), folder, follow_links};
  read_sources(fields, manifest, declared);
  read_clips(fields, manifest, declared, faulty);
  read_same_as(fields, manifest);
  return manifest;
}

void remove_clips(Manifest& manifest, const std::vector<std::size_t>& places) {
  std::vector<model::Clip> left;
  for (std::size_t i = 0; i < manifest.clips.size(); ++i) {
    if (!std::ranges::binary_search(places, i)) left.push_back(std::move(manifest.clips[i]));
  }
  manifest.clips = std::move(left);
}

}  // namespace

Parsed parse_text(std::string_view text, const std::string& name, const fs::path& folder, const fs::path& taxonomy,
                  const std::vector<fs::path>& follow_links) {
  Parsed parsed;
  const auto root = read_yaml(text, name, parsed.problems);
  if (!root) return parsed;
  Log log(name);
  const Fields fields(
      log, *root, "",
      {"format", "name", "title", "description", "taxonomy", "licences", "sources", "defaults", "clips", "same_as"});
  std::vector<std::size_t> faulty;
  Manifest manifest = read_manifest(fields, folder, taxonomy, follow_links, faulty);
  manifest.digest = base::sha256(text);
  remove_clips(manifest, faulty);
  check_names(manifest);
  if (log.empty()) {
    parsed.manifest = std::move(manifest);
  } else {
    if (manifest.name.empty()) manifest.name = model::suggest_id(fs::path(name).stem().string());
    parsed.partial = std::move(manifest);
  }
  parsed.problems = log.take();
  return parsed;
}

Parsed parse(const fs::path& path, const fs::path& taxonomy, const std::vector<fs::path>& follow_links) {
  Parsed parsed =
      parse_text(base::read_text(path, kMaxBytes), path.string(), base::folder_of(path), taxonomy, follow_links);
  if (parsed.manifest) parsed.manifest->path = path;
  if (parsed.partial) parsed.partial->path = path;
  return parsed;
}

}  // namespace manifest
