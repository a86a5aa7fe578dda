#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/decisions.h"
#include "model/clip.h"

namespace curate {

/// Findings of these codes say that two clips may belong together: resolved, that they do not.
inline constexpr std::string_view kNearDuplicate = "near-duplicate";
inline constexpr std::string_view kSubjectsAlike = "subjects-alike";

/// What such a finding about a clip compares it with now: the clips before it that may show the same, or the names in
/// its manifest that are written alike. Sorted; empty for other codes.
std::vector<std::string> compared_with(catalog::Catalog& catalog, std::string_view code, std::string_view clip);

/// Keeps a decision in the catalog, and applies it to what is there.
void apply_decision(catalog::Catalog& catalog, const catalog::Decision& decision);

/// Whether it makes or removes a split. Such a decision is applied once, when the catalog first sees it.
bool is_about_split(const catalog::Decision& decision);

/// Whether the catalog has seen it.
bool is_kept(catalog::Catalog& catalog, const catalog::Decision& decision);

/// What a decision of kind "undo" takes back.
catalog::Decision undone_by(const catalog::Decision& undo);
/// Of decisions in their order, those that later ones take back; an undo can be taken back, too.
std::set<catalog::Decision> undone_decisions(const std::vector<catalog::Decision>& decisions);

/// Keeps each line of decisions.jsonl in the catalog, in their order, and applies it to what is there: of a clip that
/// comes later or comes back it holds then. Of two resolutions of one finding the first stands. Throws Corrupt with
/// file and line for a line that is no decision. A last line without its end is what a kill left, and is cut off.
/// What was taken back is not applied, and taken away where it was.
void apply_decisions(catalog::Catalog& catalog, const std::filesystem::path& file);

/// Of each clip the labels that people decided on, in their order, whether or not the clip is there; also by lines of
/// decisions.jsonl that the catalog has not seen yet. Writes nothing.
std::map<std::string, std::vector<model::Label>> decided_labels(catalog::Catalog& catalog,
                                                                const std::filesystem::path& file);

/// A decision as a line of decisions.jsonl: JSON with sorted keys. `parse_decision` throws InvalidInput.
std::string to_line(const catalog::Decision& decision);
catalog::Decision parse_decision(std::string_view line);

}  // namespace curate
