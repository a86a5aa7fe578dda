#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "arguments.h"
#include "base/error.h"
#include "catalog/clips.h"
#include "catalog/removed.h"
#include "catalog/splits.h"
#include "curate/dataset.h"
#include "publish/clip_document.h"
#include "publish/split_document.h"
#include "say.h"
#include "show_named.h"
#include "verbs.h"

namespace {

using nlohmann::ordered_json;

// JSON, but a text without quotes.
std::string shown(const ordered_json& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

// Indented lines, like YAML.
void print_text(const ordered_json& value, const std::string& indent) {
  for (const auto& [key, item] : value.items()) {
    const std::string name = value.is_array() ? "-" : key + ":";
    if (item.is_structured() && item.empty()) continue;
    if (item.is_array() && !item.front().is_structured()) {
      say("{}{} {}\n", indent, name, shown(item));
    } else if (item.is_structured() && value.is_array()) {
      std::string line;
      for (const auto& [inner, cell] : item.items()) {
        if (cell != "") line += fmt::format("{}{} {}", line.empty() ? "" : ", ", inner, shown(cell));
      }
      say("{}- {}\n", indent, line);
    } else if (item.is_structured()) {
      say("{}{}\n", indent, name);
      print_text(item, indent + "  ");
    } else {
      say("{}{} {}\n", indent, name, shown(item));
    }
  }
}

}  // namespace

int cmd_show(const Context& context, const Words& words) {
  Arguments arguments(
      "show", "ID [--json]",
      "Shows everything known about one clip, split, object, source, subject or case. A clip: manifest entry,\n"
      "labels, state, media, links, findings and frames. A split: groups with their folds and weakest links.\n"
      "An object (by digest, at least eight digits): its file and the clips that use it. Others: their clips.",
      {"sonoset -C lungs show s01-a", "sonoset -C lungs show main --json", "sonoset -C lungs show 4f1c09ab"});
  arguments.add()("id", "Id of a clip, split, object, source, subject or case", cxxopts::value<std::string>(), "ID");
  arguments.add()("json", "Print one JSON document");
  arguments.positional({"id"});
  const auto options = arguments.parse(words, {"id"});
  if (!options) return kDone;
  const auto id = (*options)["id"].as<std::string>();
  curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Read);
  catalog::Transaction snapshot(dataset.catalog());
  ordered_json document;
  if (const auto clip = catalog::find_clip(dataset.catalog(), id)) {
    document = publish::clip_document(dataset, *clip);
  } else if (const auto split = catalog::find_split(dataset.catalog(), id)) {
    document = publish::split_document(*split);
  } else if (auto object = show_object(dataset, id)) {
    document = *std::move(object);
  } else if (auto named = show_named(dataset, id)) {
    document = *std::move(named);
  } else {
    for (const catalog::RemovedClip& removed : catalog::removed_clips(dataset.catalog())) {
      if (removed.clip != id) continue;
      throw base::Error(
          base::Code::NotFound,
          fmt::format("clip '{}' was removed from manifest '{}'; its files stay until gc, decisions about it are kept",
                      id, removed.manifest));
    }
    throw base::Error(
        base::Code::NotFound,
        fmt::format("nothing named '{}'; see 'sonoset list clips', or list splits, sources, subjects", id));
  }
  if (options->count("json") > 0) {
    print_document(document);
  } else {
    print_text(document, "");
  }
  return kDone;
}
