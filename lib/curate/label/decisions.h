#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/decisions.h"
#include "curate/label/decision_lines.h"
#include "model/clip.h"
#include "model/finding.h"

namespace curate {

/// Findings of these codes mean that two clips may belong together; resolving one means that they do not.
inline constexpr std::string_view kNearDuplicate = "near-duplicate";
inline constexpr std::string_view kSubjectsAlike = "subjects-alike";
/// A line of decisions.jsonl that cannot be applied.
inline constexpr std::string_view kWrongDecision = "decision-invalid";

/// What such a finding compares a clip with now: the earlier clips that look like it, or the names in its manifest that
/// are spelled alike. Sorted; empty for other codes.
std::vector<std::string> compared_with(catalog::Catalog& catalog, std::string_view code, std::string_view clip);

/// Adds a decision to the catalog and applies it; `later` as for catalog::add_label.
void apply_decision(catalog::Catalog& catalog, const catalog::Decision& decision,
                    std::set<std::string>* later = nullptr);

/// Whether it makes or removes a split. Such a decision is applied only once, when it is new to the catalog.
bool is_about_split(const catalog::Decision& decision);

/// As the catalog keeps it: of a split, which is long and has its own tables, only the name and digest.
catalog::Decision as_kept(catalog::Decision decision);

/// Whether the catalog has it.
bool is_kept(catalog::Catalog& catalog, const catalog::Decision& decision);

/// The decisions that later ones undo, given all in order; an undo can be undone, too.
std::set<catalog::Decision> undone_decisions(const std::vector<catalog::Decision>& decisions);

/// Adds each line of decisions.jsonl to the catalog, in order, and applies it to what is there; for a clip that appears
/// later it is applied then. Of two resolutions of a finding the first is kept. Decisions that were undone are
/// reverted, and so are labels that the taxonomy of the clip's manifest does not have. Each of the latter, and each
/// line that is not a decision, becomes a finding of the dataset; the file is not changed.
void apply_decisions(catalog::Catalog& catalog, const std::filesystem::path& file);

/// What is wrong with the lines of decisions.jsonl now, and the findings about them that nobody resolved.
std::vector<WrongLine> wrong_decisions(catalog::Catalog& catalog, const std::filesystem::path& file);
std::vector<model::Finding> open_wrong_decisions(catalog::Catalog& catalog);

/// The decisions that are in effect, in order, whether or not their clips are there; includes lines of decisions.jsonl
/// that the catalog does not have yet. Writes nothing.
std::vector<catalog::Decision> decisions_in_effect(catalog::Catalog& catalog, const std::filesystem::path& file);
/// Of these, by clip, the labels that people decided on.
std::map<std::string, std::vector<model::Label>> decided_labels(catalog::Catalog& catalog,
                                                                const std::filesystem::path& file);

/// The name that a finding's code has now: old decisions use the one that it had then.
std::string present_name(std::string_view code);

}  // namespace curate
