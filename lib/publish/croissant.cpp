#include "publish/croissant.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "base/text.h"
#include "publish/croissant_rai.h"
#include "publish/table.h"

namespace publish {
namespace {

using CroissantJson = nlohmann::ordered_json;

struct MediaKind {
  std::string_view extension;
  std::string_view encoding;
  std::string_view type;  ///< of the content
};
constexpr MediaKind kMediaKinds[] = {{".jpg", "image/jpeg", "sc:ImageObject"},
                                     {".mkv", "video/x-matroska", "sc:VideoObject"},
                                     {".mp4", "video/mp4", "sc:VideoObject"},
                                     {".png", "image/png", "sc:ImageObject"}};

// The specification's appendix 1, with the terms that its text uses: cr, dct, rai, citeAs, conformsTo, fileObject …
CroissantJson context() {
  CroissantJson context = {{"@language", "en"}, {"@vocab", "https://schema.org/"}};
  for (const char* term : {"citeAs",        "column",       "equivalentProperty",
                           "excludes",      "extract",      "field",
                           "fileObject",    "fileProperty", "fileSet",
                           "format",        "includes",     "isEnumeration",
                           "isLiveDataset", "jsonPath",     "key",
                           "md5",           "parentField",  "path",
                           "recordSet",     "references",   "regex",
                           "repeated",      "replace",      "separator",
                           "source",        "subField",     "transform"}) {
    context[term] = std::string("cr:") + term;
  }
  // mlcroissant and the published files have containedIn and encodingFormat of schema.org, from @vocab.
  context["conformsTo"] = "dct:conformsTo";
  context["cr"] = "http://mlcommons.org/croissant/";
  context["data"] = {{"@id", "cr:data"}, {"@type", "@json"}};
  context["dataType"] = {{"@id", "cr:dataType"}, {"@type", "@vocab"}};
  context["dct"] = "http://purl.org/dc/terms/";
  context["examples"] = {{"@id", "cr:examples"}, {"@type", "@json"}};
  context["ml"] = "http://mlcommons.org/schema/";
  context["rai"] = "http://mlcommons.org/croissant/RAI/";
  context["sc"] = "https://schema.org/";
  return context;
}

CroissantJson reference(const std::string& id) { return {{"@id", id}}; }

CroissantJson field(const std::string& id, CroissantJson type, CroissantJson source = nullptr) {
  CroissantJson field = {{"@type", "cr:Field"}, {"@id", id}, {"name", id}, {"dataType", std::move(type)}};
  if (!source.is_null()) field["source"] = std::move(source);
  return field;
}

CroissantJson record_set(const std::string& id, const std::string& about, CroissantJson fields) {
  return {{"@type", "cr:RecordSet"}, {"@id", id}, {"name", id}, {"description", about}, {"field", std::move(fields)}};
}

CroissantJson of_file_set(const std::string& set, const char* property) {
  return {{"fileSet", reference(set)}, {"extract", {{"fileProperty", property}}}};
}

std::string encoding_of(const std::string& path) {
  const std::string extension = std::filesystem::path(path).extension();
  if (extension == ".csv") return "text/csv";
  if (extension == ".json") return "application/json";
  if (extension == ".jsonl") return "application/jsonlines";
  if (extension == ".md") return "text/markdown";
  return extension == ".tar" ? "application/x-tar" : "application/octet-stream";
}

bool is_tar(const MediaFile& file) { return file.path.ends_with(".tar"); }

class CroissantFile {
 public:
  CroissantFile(const CroissantFacts& facts, const std::map<std::string, base::Digest>& digests)
      : facts_(facts), digests_(digests), tars_(std::ranges::any_of(facts.media, is_tar)) {}

  CroissantJson document() const {
    CroissantJson json;
    json["@context"] = context();
    json["@type"] = "sc:Dataset";
    json["name"] = "sonoset-" + facts_.catalog_digest.substr(0, 12);
    json["description"] = description();
    json["conformsTo"] = {"http://mlcommons.org/croissant/1.0", "http://mlcommons.org/croissant/RAI/1.0"};
    json["license"] = licences();
    if (const std::string citation = citations(); !citation.empty()) json["citeAs"] = citation;
    json["isLiveDataset"] = false;
    json["distribution"] = distribution();
    json["recordSet"] = record_sets();
    for (auto& [key, value] : responsible_ai(facts_.selection, facts_.sources)) {
      json["rai:" + key] = value.size() == 1 ? CroissantJson(value.front()) : CroissantJson(value);
    }
    return json;
  }

 private:
  std::string description() const {
    std::int64_t frames = 0;
    for (const catalog::ClipSummary& unit : facts_.selection.units) frames += unit.frames;
    return fmt::format("{} of {}, with labels on the axis '{}', exported from a catalog of sonoset with the digest {}.",
                       base::counted(frames, "frame"), base::counted(facts_.selection.units.size(), "ultrasound clip"),
                       facts_.selection.axis, facts_.catalog_digest);
  }

  // URLs of licences; one without a URL, and an unknown one, by name.
  CroissantJson licences() const {
    std::set<std::string> urls;
    std::set<std::string> names;
    for (const catalog::ClipSummary& unit : facts_.selection.units) {
      const auto licence = unit.licence.empty() ? std::nullopt : facts_.licences(unit.manifest, unit.licence);
      if (licence && licence->url.starts_with("http")) {
        urls.insert(licence->url);
      } else {
        names.insert(unit.licence.empty() ? "Unknown licence" : unit.licence);
      }
    }
    CroissantJson all = CroissantJson::array();
    for (const std::string& url : urls) all.push_back(url);
    for (const std::string& name : names) all.push_back({{"@type", "sc:CreativeWork"}, {"name", name}});
    return all;
  }

  std::string citations() const {
    std::set<std::string> all;
    for (const catalog::ClipSummary& unit : facts_.selection.units) {
      const auto source = facts_.sources.find({unit.manifest, unit.source});
      if (source != facts_.sources.end() && !source->second.citation.empty()) all.insert(source->second.citation);
    }
    return fmt::format("{}", fmt::join(all, "\n"));
  }

  CroissantJson distribution() const {
    CroissantJson all = CroissantJson::array();
    std::set<std::string_view> apart;  // what a file set describes
    for (const MediaFile& file : facts_.media) {
      if (!is_tar(file)) apart.insert(file.path);
    }
    CroissantJson tars = CroissantJson::array();
    for (const auto& [path, digest] : digests_) {
      if (apart.contains(path)) continue;
      all.push_back({{"@type", "cr:FileObject"},
                     {"@id", path},
                     {"name", path},
                     {"contentUrl", path},
                     {"encodingFormat", encoding_of(path)},
                     {"sha256", digest.hex()}});
      if (path.ends_with(".tar")) tars.push_back(reference(path));
    }
    for (const MediaKind* kind : kinds()) {
      CroissantJson set = {{"@type", "cr:FileSet"},
                           {"@id", set_of(*kind)},
                           {"name", set_of(*kind)},
                           {"encodingFormat", kind->encoding},
                           {"includes", fmt::format("{}*{}", tars_ ? "" : "**/", kind->extension)}};
      if (tars_) set["containedIn"] = tars;
      all.push_back(std::move(set));
    }
    if (tars_) {
      all.push_back({{"@type", "cr:FileSet"},
                     {"@id", "files-json"},
                     {"name", "files-json"},
                     {"containedIn", tars},
                     {"encodingFormat", "application/json"},
                     {"includes", "*.json"}});
    }
    return all;
  }

  // Of the pictures in the export.
  std::vector<const MediaKind*> kinds() const {
    std::vector<const MediaKind*> found;
    for (const MediaKind& kind : kMediaKinds) {
      const bool present = std::ranges::any_of(facts_.media, [&](const MediaFile& file) {
        return file.path.ends_with(kind.extension) || file.extensions.contains(std::string(kind.extension));
      });
      if (present) found.push_back(&kind);
    }
    return found;
  }

  static std::string set_of(const MediaKind& kind) { return fmt::format("files-{}", kind.extension.substr(1)); }

  CroissantJson record_sets() const {
    CroissantJson all = CroissantJson::array();
    if (!facts_.parts.empty()) all.push_back(splits());
    all.push_back(classes());
    all.push_back(files());
    if (tars_) all.push_back(members());
    for (const MediaKind* kind : kinds()) all.push_back(pictures(*kind));
    return all;
  }

  CroissantJson splits() const {
    const std::map<std::string, std::string> known = {
        {"test", "cr:TestSplit"}, {"train", "cr:TrainingSplit"}, {"val", "cr:ValidationSplit"}};
    const bool all_known =
        std::ranges::all_of(facts_.parts, [&](const std::string& part) { return known.contains(part); });
    CroissantJson fields = {field("splits/name", "sc:Text")};
    if (all_known) fields.push_back(field("splits/url", "sc:URL"));
    CroissantJson set = record_set("splits", "The parts of the split.", fields);
    set["dataType"] = "cr:Split";
    set["key"] = reference("splits/name");
    for (const std::string& part : facts_.parts) {
      CroissantJson row = {{"splits/name", part}};
      if (all_known) row["splits/url"] = known.at(part);
      set["data"].push_back(std::move(row));
    }
    return set;
  }

  CroissantJson classes() const {
    CroissantJson set = record_set("classes", "The values that labels can have, and the numbers of the classes.",
                                   {field("classes/name", "sc:Text"), field("classes/index", "sc:Integer")});
    set["dataType"] = "sc:Enumeration";
    set["key"] = reference("classes/name");
    set["data"] = CroissantJson::array();
    const std::vector<std::string>& names = facts_.classes.names();
    for (std::size_t i = 0; i < names.size(); ++i) {
      set["data"].push_back({{"classes/name", names[i]}, {"classes/index", i}});
    }
    return set;
  }

  CroissantJson column(const std::string& id, CroissantJson type, const char* name) const {
    return field(id, std::move(type), {{"fileObject", reference(kMediaTable)}, {"extract", {{"column", name}}}});
  }

  CroissantJson files() const {
    CroissantJson fields = {column("files/path", "sc:Text", "path"), column("files/sha256", "sc:Text", "sha256")};
    if (!tars_) fields.push_back(column("files/clip", "sc:Text", "clip"));
    if (!tars_) fields.push_back(labelled(column("files/label", {"sc:Text", "cr:Label"}, "label")));
    if (!facts_.parts.empty()) fields.push_back(in_split(column("files/split", "sc:Text", "split")));
    CroissantJson set = record_set("files", "The files with pictures, and their digests.", fields);
    set["key"] = reference("files/path");
    return set;
  }

  static CroissantJson labelled(CroissantJson field) {
    field["references"] = reference("classes/name");
    return field;
  }
  static CroissantJson in_split(CroissantJson field) {
    field["references"] = reference("splits/name");
    return field;
  }

  // What the members KEY.json of tar files say.
  CroissantJson members() const {
    const auto value = [](const std::string& id, CroissantJson type, const char* path) {
      return field(id, std::move(type), {{"fileSet", reference("files-json")}, {"extract", {{"jsonPath", path}}}});
    };
    CroissantJson set =
        record_set("members", "What is known of each frame.",
                   {value("members/path", "sc:Text", "$.path"), value("members/clip", "sc:Text", "$.clip"),
                    labelled(value("members/label", {"sc:Text", "cr:Label"}, "$.label"))});
    set["key"] = reference("members/path");
    return set;
  }

  CroissantJson pictures(const MediaKind& kind) const {
    const std::string id =
        fmt::format("{}-{}", kind.type == "sc:VideoObject" ? "videos" : "pictures", kind.extension.substr(1));
    const std::string of = tars_ ? "members" : "files";
    CroissantJson path = field(id + "/path", "sc:Text", of_file_set(set_of(kind), tars_ ? "filename" : "fullpath"));
    path["references"] = reference(of + "/path");
    CroissantJson fields = {path, field(id + "/content", kind.type, of_file_set(set_of(kind), "content")),
                            field(id + "/clip", "sc:Text", reference(of + "/clip")),
                            labelled(field(id + "/label", {"sc:Text", "cr:Label"}, reference(of + "/label")))};
    if (!tars_ && !facts_.parts.empty()) {
      fields.push_back(in_split(field(id + "/split", "sc:Text", reference("files/split"))));
    }
    CroissantJson set = record_set(id, "The pictures with their labels.", fields);
    set["key"] = reference(id + "/path");
    return set;
  }

  const CroissantFacts& facts_;
  const std::map<std::string, base::Digest>& digests_;
  bool tars_;
};

}  // namespace

std::string media_csv(const CroissantFacts& facts, const std::map<std::string, base::Digest>& digests) {
  std::vector<const MediaFile*> sorted;
  for (const MediaFile& file : facts.media) sorted.push_back(&file);
  std::ranges::sort(sorted, {}, &MediaFile::path);
  std::string text = csv_row({"path", "sha256", "clip", "label", "split"});
  const auto cell = [](const std::string& value) { return value.empty() ? catalog::Cell() : catalog::Cell(value); };
  for (const MediaFile* file : sorted) {
    text += csv_row({file->path, digests.at(file->path).hex(), cell(file->clip), cell(file->label), cell(file->part)});
  }
  return text;
}

std::string croissant_json(const CroissantFacts& facts, const std::map<std::string, base::Digest>& digests) {
  const CroissantJson json = CroissantFile(facts, digests).document();
  return json.dump(2, ' ', false, CroissantJson::error_handler_t::replace) + "\n";
}

}  // namespace publish
