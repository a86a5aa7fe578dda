#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "catalog/decisions.h"
#include "model/finding.h"

/// Findings of checks, and how people resolved them.
namespace catalog {

struct FindingRow {
  model::Finding finding;
  std::string resolved_by;  ///< who; empty: open
  std::string resolution;   ///< why
};

/// Replaces the findings of one origin about (about, id); those of other origins stay, and a finding that is here again
/// keeps its resolution. Throws InvalidInput for a finding whose code has another origin.
void put_findings(Catalog& catalog, model::Origin origin, std::string_view about, std::string_view id,
                  const std::vector<model::Finding>& findings);
std::vector<FindingRow> findings(Catalog& catalog, std::string_view about, std::string_view id);
/// Ids with findings of this code, open or resolved; sorted.
std::vector<std::string> ids_with_finding(Catalog& catalog, std::string_view about, std::string_view code);
/// How many findings of a code there are.
struct FindingCount {
  std::string code;
  std::int64_t open = 0;
  std::int64_t resolved = 0;
  std::string example;  ///< the first id with an open one; empty: none, or the dataset itself
};
/// By code.
std::vector<FindingCount> finding_counts(Catalog& catalog);
/// Reopens every finding with this code.
void reopen_all_findings(Catalog& catalog, std::string_view code);
/// Ids with findings of this code, all of them resolved.
std::set<std::string> ids_with_resolved_finding(Catalog& catalog, std::string_view about, std::string_view code);
/// Marks the open findings with this code about (about, id) as resolved; returns how many.
int resolve_findings(Catalog& catalog, std::string_view about, std::string_view id, std::string_view code,
                     const Decision& decision);

/// Reopens the findings that this decision resolved.
void reopen_findings(Catalog& catalog, std::string_view about, std::string_view id, std::string_view code,
                     const Decision& decision);

}  // namespace catalog
