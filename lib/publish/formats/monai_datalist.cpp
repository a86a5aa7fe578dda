#include "publish/formats/monai_datalist.h"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "publish/formats/export_run.h"
#include "publish/formats/frame_rows.h"
#include "publish/formats/part_names.h"

namespace publish {
namespace {

using Json = nlohmann::ordered_json;

constexpr FormatTraits kMonai{.name = "monai", .description = "A MONAI datalist and frames", .needs_labels = true};

constexpr const char* kTraining = "training";

std::string list_of(const std::string& part) {
  if (part == "train") return kTraining;
  return part == "val" ? "validation" : part;
}

/// The keys before the lists, as in the Medical Segmentation Decathlon's dataset.json.
Json head_of(const ExportRun& run) {
  Json labels = Json::object();
  for (std::size_t i = 0; i < run.classes().names().size(); ++i) labels[std::to_string(i)] = run.classes().names()[i];
  return {{"name", "sonoset"},
          {"description", "Frames with the number of their class on axis '" + run.selection().axis + "'"},
          {"licence", "LICENCES.md"},
          {"tensorImageSize", "2D"},
          {"modality", {{"0", "ultrasound"}}},
          {"labels", labels}};
}

}  // namespace

const FormatTraits& MonaiFormat::traits() const { return kMonai; }

void MonaiFormat::write(ExportRun& run) const {
  const Json head = head_of(run);
  std::set<std::string> taken;
  for (const auto& entry : head.items()) taken.insert(entry.key());
  std::map<std::string, std::string> list_by_part;
  if (!run.selection().fold_names.empty()) list_by_part = part_names(run, list_of, taken);
  FrameRows rows(run, RowForm::Csv, false);
  std::map<std::string, std::string> lists;  // items by name of the list
  run.for_each_clip([&](const ClipFacts& facts) {
    for (const model::Frame& frame : facts.set.frames) {
      const std::string stem = fmt::format("images/{}/{:06}", facts.unit.clip, frame.picture);
      const PlacedFrame placed = run.place(facts, frame, stem);
      rows.add(facts, frame, placed);
      Json item = {{"image", placed.path}, {"label", run.class_of(facts)}};
      if (const auto fold = run.fold_of(facts, frame)) item["fold"] = *fold;
      const auto list = list_by_part.find(run.part_of(facts, frame));
      std::string& items = lists[list == list_by_part.end() ? kTraining : list->second];
      items += (items.empty() ? "  " : ",\n  ") + item.dump();
    }
  });
  rows.close();
  std::string text = head.dump(1, ' ', false, Json::error_handler_t::replace);
  text.resize(text.size() - 2);  // without "\n}"
  AtomicFolder::Stream file = run.folder().open("datalist.json");
  file.add(text);
  for (const auto& [name, items] : lists) file.add(fmt::format(",\n \"{}\": [\n{}\n ]", name, items));
  file.add("\n}\n");
  run.folder().close(file);
}

}  // namespace publish
