#include "publish/formats/hugging_face.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <vector>

#include "base/digest.h"
#include "publish/formats/frame_rows.h"
#include "publish/formats/part_names.h"
#include "publish/hub_licence.h"
#include "publish/looked_for.h"

namespace publish {
namespace {

using Row = nlohmann::ordered_json;

constexpr FormatTraits kHuggingFace{
    .name = "huggingface", .description = "A dataset repository for Hugging Face", .needs_labels = true};

std::string json_of(const Row& row) { return row.dump(-1, ' ', false, Row::error_handler_t::replace); }

// Hugging Face's name of a split: \w+, and "validation" where others say "val".
std::string split_of(const std::string& part) {
  if (part == "val") return "validation";
  std::string name = part;
  std::ranges::replace(name, '-', '_');
  return name;
}

/// Folder of the frames of one split.
struct SplitPart {
  std::string folder;
  AtomicFolder::Stream rows;
  std::int64_t frames = 0;
  std::set<std::string> clips = {};
};

class HuggingFaceExport {
 public:
  explicit HuggingFaceExport(ExportRun& run) : run_(run), split_by_part_(part_names(run, split_of)) {
    // What is not divided is the split "train" there.
    const std::vector<std::string> parts = run.parts();
    if (parts.empty()) split_by_part_[""] = "train";
    order_ = parts.empty() ? std::vector<std::string>{""} : parts;
  }

  void add_clip(const ClipFacts& facts) {
    constexpr std::size_t kDigits = 16;
    const std::string clip = base::sha256(facts.unit.clip).hex().substr(0, kDigits);
    for (const model::Frame& frame : facts.set.frames) {
      SplitPart& part = part_of(facts, frame);
      const std::string stem = fmt::format("{}/{}/{:06}", part.folder, clip, frame.picture);
      const PlacedFrame placed = run_.place(facts, frame, stem);
      const Row row = row_of(facts, frame, placed, placed.path.substr(part.folder.size() + 1));
      if (features_.empty()) features_ = features_of(row);
      part.rows.add(json_of(row) + "\n");
      ++part.frames;
      part.clips.insert(facts.unit.clip);
    }
  }

  void finish() {
    for (auto& [name, part] : parts_) run_.folder().close(part.rows);
    run_.folder().write("README.md", card());
  }

 private:
  SplitPart& part_of(const ClipFacts& facts, const model::Frame& frame) {
    const std::string name = run_.part_of(facts, frame);
    const auto found = parts_.find(name);
    if (found != parts_.end()) return found->second;
    const std::string folder = fmt::format("part-{}", std::ranges::find(order_, name) - order_.begin());
    return parts_.emplace(name, SplitPart{folder, run_.folder().open(folder + "/metadata.jsonl")}).first->second;
  }

  Row row_of(const ClipFacts& facts, const model::Frame& frame, const PlacedFrame& placed,
             const std::string& file) const {
    const base::Rational time = base::Rational(frame.pts) * facts.set.content.time_base;
    Row row = {{"file_name", file},
               {"label", facts.unit.value},
               {"clip", facts.unit.clip},
               {"picture", frame.picture},
               {"timestamp_s", Row::parse(time.decimal(6)).get<double>()},
               {"subject", facts.unit.subject},
               {"case", facts.unit.clip_case},
               {"source", facts.unit.source},
               {"manifest", facts.unit.manifest},
               {"licence", facts.unit.licence},
               {"attribution", attribution(facts.source)},
               {"probe", facts.clip.probe},
               {"text_read", to_string(facts.unit.text)},
               {"width", placed.width},
               {"height", placed.height},
               {"pixels", frame.pixels.hex()}};
    if (const auto fold = run_.fold_of(facts, frame)) {
      row["fold"] = *fold;
      row["group"] = run_.group_of(facts);
    }
    return row;
  }

  std::string features_of(const Row& row) const {
    std::string text = "  features:\n  - name: image\n    dtype: image\n";
    for (const auto& [name, value] : row.items()) {
      if (name == "file_name") continue;
      text += fmt::format("  - name: {}\n", name);
      if (name == "label") {
        text += "    dtype:\n      class_label:\n        names:\n";
        const std::vector<std::string>& classes = run_.classes().names();
        for (std::size_t i = 0; i < classes.size(); ++i) text += fmt::format("          '{}': \"{}\"\n", i, classes[i]);
      } else {
        text += fmt::format("    dtype: {}\n", value.is_string()         ? "string"
                                               : value.is_number_float() ? "float64"
                                                                         : "int64");
      }
    }
    return text;
  }

  // Class names and splits are ids, which are quoted, as YAML takes some for numbers.
  std::string card() const {
    std::set<std::string> licences;
    for (const catalog::ClipSummary& unit : run_.selection().units) licences.insert(hub_licence(unit.licence));
    std::string head = "license:\n";
    for (const std::string& licence : licences) head += fmt::format("- {}\n", licence);
    head +=
        "task_categories:\n- image-classification\ntags:\n- medical\n- ultrasound\nconfigs:\n"
        "- config_name: default\n  data_files:\n";
    std::string table = "| split | folder | clips | frames |\n| --- | --- | --- | --- |\n";
    for (const std::string& name : order_) {
      const auto part = parts_.find(name);
      if (part == parts_.end()) continue;
      const auto& [folder, rows, frames, clips] = part->second;
      head += fmt::format("  - split: \"{}\"\n    path: {}/**\n", split_by_part_.at(name), folder);
      table += fmt::format("| {} | {} | {} | {} |\n", split_by_part_.at(name), folder, clips.size(), frames);
    }
    return fmt::format(
        "---\n{}dataset_info:\n{}---\n\n# Ultrasound frames\n\nFrames of ultrasound clips. Each row has the frame's "
        "clip, its label, subject and source. The numbers of the labels are those of `classes.json`.\n\n{}\n{}\n\n"
        "`LICENCES.md` names the licences, and the sources to credit. `dataset.json` says how the splits were made, "
        "which "
        "leaks were looked for, and what was left out.\n",
        head, features_, table, text_looked_for(looked_for(run_.selection().units, &catalog::ClipSummary::text)));
  }

  ExportRun& run_;
  std::map<std::string, std::string> split_by_part_;
  std::vector<std::string> order_;  ///< parts, by number of their folder
  std::map<std::string, SplitPart> parts_;
  std::string features_;
};

}  // namespace

const FormatTraits& HuggingFaceFormat::traits() const { return kHuggingFace; }

void HuggingFaceFormat::write(ExportRun& run) const {
  HuggingFaceExport writer(run);
  run.for_each_clip([&](const ClipFacts& facts) { writer.add_clip(facts); });
  writer.finish();
}

}  // namespace publish
