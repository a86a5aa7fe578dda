#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "model/clip.h"
#include "model/finding.h"
#include "model/link.h"

/// Findings and links, which checks make, and the decisions that people make about them.
namespace catalog {

/// A decision as decisions.jsonl has it: who, when (RFC 3339, UTC), why, and what as JSON text.
struct Decision {
  std::string kind;  ///< "label", "resolve"
  std::string who;
  std::string at;
  std::string why;
  std::string what;  ///< canonical JSON: sorted keys
  auto operator<=>(const Decision&) const = default;
};

/// Adds a decision once: the same one again changes nothing. Returns whether it was new.
bool put_decision(Catalog& catalog, const Decision& decision);
std::vector<Decision> decisions(Catalog& catalog);

/// Appends a label of role Annotator or Curator that a decision made.
void add_label(Catalog& catalog, std::string_view clip, const model::Label& label, const Decision& decision);

struct FindingRow {
  model::Finding finding;
  std::string resolved_by;  ///< who; empty: open
  std::string resolution;   ///< why
};

/// Replaces the findings of one origin about one thing (about, id) by these; those of other origins stay, and one that
/// is here again keeps its resolution. Throws InvalidInput for a finding whose code has another origin.
void put_findings(Catalog& catalog, model::Origin origin, std::string_view about, std::string_view id,
                  const std::vector<model::Finding>& findings);
std::vector<FindingRow> findings(Catalog& catalog, std::string_view about, std::string_view id);
/// What has findings with this code, open ones or not; sorted.
std::vector<std::string> ids_with_finding(Catalog& catalog, std::string_view about, std::string_view code);
/// Marks the open findings with this code about (about, id) as resolved; returns how many.
int resolve_findings(Catalog& catalog, std::string_view about, std::string_view id, std::string_view code,
                     const Decision& decision);

/// Replaces all links of these kinds.
void put_links(Catalog& catalog, const std::vector<model::LinkKind>& kinds, const std::vector<model::Link>& links);
/// By (kind, key, first, second).
std::vector<model::Link> links(Catalog& catalog);
std::vector<model::Link> links_of(Catalog& catalog, std::string_view clip);

}  // namespace catalog
