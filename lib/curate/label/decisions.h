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

/// Findings of these codes mean that two clips may belong together; resolving one means that they do not.
inline constexpr std::string_view kNearDuplicate = "near-duplicate";
inline constexpr std::string_view kSubjectsAlike = "subjects-alike";

/// What such a finding compares a clip with now: the earlier clips that look like it, or the names in its manifest that
/// are spelled alike. Sorted; empty for other codes.
std::vector<std::string> compared_with(catalog::Catalog& catalog, std::string_view code, std::string_view clip);

/// Adds a decision to the catalog and applies it.
void apply_decision(catalog::Catalog& catalog, const catalog::Decision& decision);

/// Whether it makes or removes a split. Such a decision is applied only once, when it is new to the catalog.
bool is_about_split(const catalog::Decision& decision);

/// Whether the catalog has it.
bool is_kept(catalog::Catalog& catalog, const catalog::Decision& decision);

/// The decision that one of kind "undo" undoes.
catalog::Decision undone_by(const catalog::Decision& undo);
/// The decisions that later ones undo, given all in order; an undo can be undone, too.
std::set<catalog::Decision> undone_decisions(const std::vector<catalog::Decision>& decisions);

/// Adds each line of decisions.jsonl to the catalog, in order, and applies it to what is there; for a clip that appears
/// later it is applied then. Of two resolutions of a finding the first is kept. Decisions that were undone are
/// reverted. An unterminated last line, which a kill leaves, is removed. Throws Corrupt with file and line for a line
/// that is not a decision.
void apply_decisions(catalog::Catalog& catalog, const std::filesystem::path& file);

/// By clip, the labels that people decided on, in order, whether or not the clip is there; includes lines of
/// decisions.jsonl that the catalog does not have yet. Writes nothing.
std::map<std::string, std::vector<model::Label>> decided_labels(catalog::Catalog& catalog,
                                                                const std::filesystem::path& file);

/// A decision as a line of decisions.jsonl: JSON with sorted keys. `parse_decision` throws InvalidInput.
std::string to_line(const catalog::Decision& decision);
catalog::Decision parse_decision(std::string_view line);

}  // namespace curate
