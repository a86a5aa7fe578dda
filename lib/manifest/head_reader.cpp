#include "manifest/head_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/file.h"
#include "manifest/address.h"
#include "manifest/clip_reader.h"
#include "manifest/licence.h"
#include "manifest/subject_names.h"
#include "manifest/text.h"
#include "model/id.h"

namespace manifest {
namespace fs = std::filesystem;
namespace {

// Each licence name is searched for in all of them.
constexpr std::size_t kMaxLicences = 256;

// A taxonomy file below the manifest's folder. Its problems are reported with the manifest's.
std::optional<Taxonomy> read_own_taxonomy(const Fields& fields, const std::string& path, const fs::path& folder,
                                          const fs::path& copy) {
  if (const auto wrong = what_is_wrong_with_path(path, folder)) {
    fields.add("taxonomy", *wrong);
    return std::nullopt;
  }
  if (folder.empty()) {
    fields.add("taxonomy", "a taxonomy file can only be named in a manifest that is a file");
    return std::nullopt;
  }
  try {
    const fs::path file = copy.empty() ? (folder / path).lexically_normal() : copy;
    ParsedTaxonomy parsed = parse_taxonomy(base::read_text(file, kMaxBytes), file.string());
    for (Problem& problem : parsed.problems) fields.log().add(std::move(problem));
    return std::move(parsed.taxonomy);
  } catch (const base::Error& error) {
    fields.add("taxonomy", error.what());
    return std::nullopt;
  }
}

std::optional<Taxonomy> read_taxonomy_of(const Fields& fields, const fs::path& folder, const fs::path& copy,
                                         std::string& name) {
  const std::string text = fields.line("taxonomy");
  if (!text.empty()) name = text;
  if (auto built_in = built_in_taxonomy(name)) return built_in;
  if (name.find('.') != std::string::npos || name.find('/') != std::string::npos) {
    return read_own_taxonomy(fields, name, folder, copy);
  }
  const auto names = built_in_taxonomy_names();
  fields.add("taxonomy", fmt::format("unknown taxonomy {}{} (built-in: {}; or name a .yaml file)", cited(name),
                                     did_you_mean(name, names), fmt::join(names, ", ")));
  return std::nullopt;
}

void read_permits(const Fields& fields, model::Licence& licence) {
  const std::vector<std::pair<std::string, bool*>> known = {{"redistribute", &licence.redistribute},
                                                            {"research", &licence.research},
                                                            {"commercial", &licence.commercial},
                                                            {"derivatives", &licence.derivatives}};
  const auto items = fields.items("permits");
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string key = item_key(fields.key("permits"), i);
    const std::string text = scalar(fields.log(), *items[i], key, false).value_or("");
    const auto named = [&](const auto& one) { return one.first == text; };
    const auto found = std::ranges::find_if(known, named);
    if (found != known.end()) {
      *found->second = true;
    } else if (!text.empty()) {
      fields.log().add(*items[i], key,
                       fmt::format("{} is not redistribute, research, commercial or derivatives", cited(text)));
    }
  }
}

model::Licence read_stated_licence(const Fields& fields) {
  fields.require("id", "LicenseRef- followed by a name");
  fields.require("title", "the name of the licence");
  fields.require("permits", "a list of redistribute, research, commercial, derivatives; [] for none");
  model::Licence licence;
  licence.id = fields.line("id");
  licence.title = fields.line("title");
  licence.url = fields.url("url");
  if (!licence.id.empty() && !is_licence_ref(licence.id)) {
    fields.add("id", spdx_licence(licence.id)
                         ? "SPDX licences are built in; remove this entry"
                         : "not a valid id: write LicenseRef- followed by letters, digits, '.' and '-'");
  }
  read_permits(fields, licence);
  return licence;
}

std::string read_fetch(const Fields& fields) {
  std::string text = fields.line("fetch");
  if (text.empty() || text == model::kFetchByYtDlp) return text;
  fields.add("fetch",
             fmt::format("unknown method {}; use yt-dlp, or remove the key if the URLs point directly at the files",
                         cited(text)));
  return {};
}

SubjectName read_subject_name(Log& log, const Node& node, const std::string& key, const std::string& own) {
  const std::string text = scalar(log, node, key, false).value_or("");
  const std::size_t slash = text.find('/');
  SubjectName name =
      slash == std::string::npos ? SubjectName{own, text} : SubjectName{text.substr(0, slash), text.substr(slash + 1)};
  if (is_placeholder(name.subject)) {
    log.add(node, key, fmt::format("{} is a placeholder, not a subject", cited(text)));
    return {};
  }
  if (text.empty() || own.empty() || (model::is_id(name.manifest) && model::is_id(name.subject))) return name;
  log.add(node, key, fmt::format("{} is not SUBJECT or MANIFEST/SUBJECT", cited(text)));
  return {};
}

void read_licences(const Fields& fields, Manifest& manifest) {
  TakenIds taken;
  const auto items = fields.items("licences");
  if (items.size() > kMaxLicences) return fields.add("licences", fmt::format("more than {} licences", kMaxLicences));
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Fields item(fields.log(), *items[i], item_key("licences", i), {"id", "title", "url", "permits"});
    manifest.licences.push_back(read_stated_licence(item));
    taken.expect_new(item, manifest.licences.back().id);
  }
}

}  // namespace

void read_head(const Fields& fields, const fs::path& folder, const fs::path& taxonomy, Manifest& manifest) {
  manifest.name = fields.id("name");
  manifest.title = fields.line("title");
  manifest.description = fields.text("description");
  manifest.terms = read_taxonomy_of(fields, folder, taxonomy, manifest.taxonomy).value_or(Taxonomy{});
  read_licences(fields, manifest);
}

model::Source read_source(const Fields& fields, const std::vector<std::string>& licences) {
  fields.require("id", "the name that clips use for the source");
  fields.require("title", "the name of the source");
  return {fields.id("id"),           fields.line("title"),
          fields.url("url"),         read_licence(fields, "licence", licences),
          fields.url("licence_url"), fields.text("terms"),
          fields.text("citation"),   read_fetch(fields)};
}

const std::vector<std::string>& source_keys() {
  static const std::vector<std::string> keys = {"id",          "title", "url",      "licence",
                                                "licence_url", "terms", "citation", "fetch"};
  return keys;
}

std::vector<std::string> licence_ids(const Manifest& manifest) {
  std::vector<std::string> ids;
  for (const model::Licence& licence : manifest.licences) ids.push_back(licence.id);
  return ids;
}

void read_same_as(const Fields& fields, Manifest& manifest) {
  std::set<std::string> own;
  for (const model::Clip& clip : manifest.clips) own.insert(clip.subject);
  const std::vector<std::string> known(own.begin(), own.end());
  const auto lists = fields.items("same_as");
  for (std::size_t i = 0; i < lists.size(); ++i) {
    const std::string key = item_key("same_as", i);
    if (lists[i]->items.size() < 2) {
      fields.log().add(*lists[i], key, "expected a list of two or more subjects that are the same person");
      continue;
    }
    std::vector<SubjectName> names;
    for (std::size_t k = 0; k < lists[i]->items.size(); ++k) {
      const Node& item = *lists[i]->items[k];
      names.push_back(read_subject_name(fields.log(), item, item_key(key, k), manifest.name));
      const SubjectName& name = names.back();
      if (!name.subject.empty() && name.manifest == manifest.name && own.count(name.subject) == 0) {
        fields.log().add(
            item, item_key(key, k),
            fmt::format("no clip has the subject '{}'{}", name.subject, did_you_mean(name.subject, known)));
      }
    }
    manifest.same_as.push_back(std::move(names));
  }
}

}  // namespace manifest
