#include "catalog/findings.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "catalog/decisions.h"
#include "store/database.h"

namespace catalog {
namespace {

// The code of a finding; throws unless it has this origin and is about (about, id).
const model::FindingCode& checked_code(const model::Finding& finding, model::Origin origin, std::string_view about,
                                       std::string_view id) {
  const model::FindingCode* code = model::find_finding_code(finding.code);
  if (code == nullptr || code->origin != origin || finding.about != about || finding.id != id) {
    throw base::Error(base::Code::InvalidInput, fmt::format("finding '{}' about {} '{}' does not belong to {} '{}'",
                                                            finding.code, finding.about, finding.id, about, id));
  }
  return *code;
}

bool has_origin(const model::Finding& finding, model::Origin origin) {
  const model::FindingCode* code = model::find_finding_code(finding.code);
  return code != nullptr && code->origin == origin;
}

}  // namespace

void put_findings(Catalog& catalog, model::Origin origin, std::string_view about, std::string_view id,
                  const std::vector<model::Finding>& found) {
  store::Database& database = catalog.database();
  store::Transaction transaction(database);
  std::vector<model::Finding> present;
  for (const FindingRow& row : findings(catalog, about, id)) {
    if (!has_origin(row.finding, origin)) continue;
    present.push_back(row.finding);
    if (std::ranges::find(found, row.finding) != found.end()) continue;
    database.run("DELETE FROM finding WHERE about = ? AND id = ? AND code = ? AND message = ?", about, id,
                 row.finding.code, row.finding.message);
  }
  for (const model::Finding& finding : found) {
    const model::FindingCode& code = checked_code(finding, origin, about, id);
    // Existing findings are not written again: an import without changes writes nothing.
    if (std::ranges::find(present, finding) != present.end()) continue;
    database.run(
        "INSERT INTO finding (about, id, code, message, severity) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", about,
        id, finding.code, finding.message, to_string(code.severity));
  }
  transaction.commit();
}

std::vector<FindingRow> findings(Catalog& catalog, std::string_view about, std::string_view id) {
  std::vector<FindingRow> all;
  auto row = catalog.database().query(
      "SELECT code, about, id, message, resolved_by, resolution FROM finding WHERE about = ? AND id = ?"
      " ORDER BY code, message",
      about, id);
  while (row.step()) {
    all.push_back({{row.text(0), row.text(1), row.text(2), row.text(3)}, row.text(4), row.text(5)});
  }
  return all;
}

std::vector<std::string> ids_with_finding(Catalog& catalog, std::string_view about, std::string_view code) {
  std::vector<std::string> ids;
  auto row =
      catalog.database().query("SELECT DISTINCT id FROM finding WHERE about = ? AND code = ? ORDER BY id", about, code);
  while (row.step()) ids.push_back(row.text(0));
  return ids;
}

std::vector<FindingCount> finding_counts(Catalog& catalog) {
  std::vector<FindingCount> counts;
  auto row = catalog.database().query(
      "SELECT code, sum(resolved_by = ''), sum(resolved_by <> ''), ifnull(min(iif(resolved_by = '', id, NULL)), '')"
      " FROM finding GROUP BY code ORDER BY code");
  while (row.step()) counts.push_back({row.text(0), row.integer(1), row.integer(2), row.text(3)});
  return counts;
}

void reopen_all_findings(Catalog& catalog, std::string_view code) {
  catalog.database().run("UPDATE finding SET resolved_by = '', resolution = '' WHERE code = ? AND resolved_by <> ''",
                         code);
}

std::set<std::string> ids_with_resolved_finding(Catalog& catalog, std::string_view about, std::string_view code) {
  std::set<std::string> ids;
  auto row = catalog.database().query(
      "SELECT id FROM finding WHERE about = ? AND code = ? GROUP BY id HAVING min(resolved_by <> '')", about, code);
  while (row.step()) ids.insert(row.text(0));
  return ids;
}

int resolve_findings(Catalog& catalog, std::string_view about, std::string_view id, std::string_view code,
                     const Decision& decision) {
  store::Database& database = catalog.database();
  database.run(
      "UPDATE finding SET resolved_by = ?, resolution = ? WHERE about = ? AND id = ? AND code = ? AND resolved_by = ''",
      decision.who, decision.why, about, id, code);
  return static_cast<int>(database.changed_rows());
}

void reopen_findings(Catalog& catalog, std::string_view about, std::string_view id, std::string_view code,
                     const Decision& decision) {
  catalog.database().run(
      "UPDATE finding SET resolved_by = '', resolution = '' WHERE about = ? AND id = ? AND code = ? AND resolved_by = ?"
      " AND resolution = ?",
      about, id, code, decision.who, decision.why);
}

}  // namespace catalog
