#include "publish/croissant_rai.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "curate/split/leaks_text.h"
#include "publish/looked_for.h"

namespace publish {
namespace {

using catalog::ClipSummary;

template <typename Has>
std::size_t count_of(const Selection& selection, Has has) {
  return static_cast<std::size_t>(std::ranges::count_if(selection.units, has));
}

std::string raw_data(const Selection& selection, const Sources& sources) {
  std::map<std::pair<std::string, std::string>, std::size_t> clips;
  for (const ClipSummary& unit : selection.units) ++clips[{unit.manifest, unit.source}];
  std::string text;
  for (const auto& [key, count] : clips) {
    const auto source = sources.find(key);
    std::string name = key.first + "/" + key.second;
    if (source != sources.end() && !source->second.title.empty()) name += ": " + source->second.title;
    if (source != sources.end() && !source->second.url.empty()) name += ", " + source->second.url;
    text += fmt::format("{}{} ({})", text.empty() ? "" : "; ", name, base::counted(count, "clip"));
  }
  return text;
}

std::string missing_data(const Selection& selection) {
  return fmt::format("Of {}, {} have no known subject, {} no label on the axis '{}', and {} no known licence.",
                     base::counted(selection.units.size(), "clip"),
                     count_of(selection, [](const ClipSummary& unit) { return unit.subject.empty(); }),
                     count_of(selection, [](const ClipSummary& unit) { return unit.value.empty(); }), selection.axis,
                     count_of(selection, [](const ClipSummary& unit) { return unit.licence.empty(); }));
}

// A class from one source only can be told by its source.
std::vector<std::string> biases(const Selection& selection) {
  std::map<std::string, std::set<std::string>> sources;
  std::set<std::string> all;
  for (const ClipSummary& unit : selection.units) {
    all.insert(unit.manifest + "/" + unit.source);
    if (!unit.value.empty()) sources[unit.value].insert(unit.manifest + "/" + unit.source);
  }
  std::vector<std::string> found;
  for (const auto& [label, of] : sources) {
    if (all.size() < 2 || of.size() > 1) continue;
    found.push_back(fmt::format(
        "All clips with the label '{}' come from the source {}, which a model may learn instead.", label, *of.begin()));
  }
  found.emplace_back(
      "Whether a label comes from one source only was looked at. Age, sex and origin of subjects, devices and "
      "operators "
      "were not.");
  return found;
}

std::vector<std::string> sensitive(const Selection& selection) {
  std::vector<std::string> found = {"Subjects and cases are pseudonyms that the sources' manifests gave.",
                                    text_looked_for(looked_for(selection.units, &ClipSummary::text)),
                                    metadata_looked_for(looked_for(selection.units, &ClipSummary::metadata))};
  if (selection.blocked > 0) {
    found.push_back(fmt::format("{} an open finding that speaks against redistribution.",
                                base::counted(selection.blocked, "clip has", "clips have")));
  }
  return found;
}

std::vector<std::string> limitations(const Selection& selection) {
  std::vector<std::string> found;
  if (selection.split && selection.leaks) {
    found.push_back(
        fmt::format("Split '{}': {}", selection.split->parameters.name, curate::to_sentence(*selection.leaks)));
  }
  std::size_t left_out = 0;
  for (const auto& [reason, clips] : selection.left_out) left_out += clips.size();
  if (left_out > 0) {
    found.push_back(fmt::format("{} of the dataset {} not in this export; dataset.json has the reasons.",
                                base::counted(left_out, "clip"), left_out == 1 ? "is" : "are"));
  }
  return found;
}

}  // namespace

std::map<std::string, std::vector<std::string>> responsible_ai(const Selection& selection, const Sources& sources) {
  std::map<std::string, std::vector<std::string>> keys;
  keys["dataCollection"] = {
      "The clips were collected from the sources that dataCollectionRawData lists. How a source made and chose its "
      "recordings is not recorded here."};
  keys["dataCollectionRawData"] = {raw_data(selection, sources)};
  keys["dataCollectionMissingData"] = {missing_data(selection)};
  keys["dataPreprocessingProtocol"] = {
      "Pictures were decoded from the clips, turned upright and cropped to the clip's region where it has one. "
      "Metadata "
      "of the original files was not carried over. dataset.json has the options of this export."};
  keys["dataAnnotationProtocol"] = {
      "A clip's label is the last curator's, else its manifest's, else that of most annotators; if they are divided, "
      "it "
      "has none."};
  keys["personalSensitiveInformation"] = sensitive(selection);
  keys["dataBiases"] = biases(selection);
  if (auto found = limitations(selection); !found.empty()) keys["dataLimitations"] = std::move(found);
  return keys;
}

}  // namespace publish
