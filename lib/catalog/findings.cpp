#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "catalog/decisions.h"
#include "store/database.h"

namespace catalog {
namespace {

// The severity of a finding that is about what the call says, with a code there is.
std::string_view checked_severity(const model::Finding& finding, std::string_view about, std::string_view id) {
  const auto& codes = model::finding_codes();
  const auto code = std::find_if(codes.begin(), codes.end(),
                                 [&finding](const model::FindingCode& one) { return one.code == finding.code; });
  if (code == codes.end() || finding.about != about || finding.id != id) {
    throw base::Error(base::Code::InvalidInput, fmt::format("finding '{}' about {} '{}' cannot stand under {} '{}'",
                                                            finding.code, finding.about, finding.id, about, id));
  }
  return to_string(code->severity);
}

}  // namespace

void put_findings(Catalog& catalog, std::string_view about, std::string_view id,
                  const std::vector<model::Finding>& found) {
  store::Database& database = catalog.database();
  store::Transaction transaction(database);
  for (const FindingRow& present : findings(catalog, about, id)) {
    if (std::find(found.begin(), found.end(), present.finding) != found.end()) continue;
    database.run("DELETE FROM finding WHERE about = ? AND id = ? AND code = ? AND message = ?", about, id,
                 present.finding.code, present.finding.message);
  }
  for (const model::Finding& finding : found) {
    database.run(
        "INSERT INTO finding (about, id, code, message, severity) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", about,
        id, finding.code, finding.message, checked_severity(finding, about, id));
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

int resolve_findings(Catalog& catalog, std::string_view about, std::string_view id, std::string_view code,
                     const Decision& decision) {
  store::Database& database = catalog.database();
  database.run(
      "UPDATE finding SET resolved_by = ?, resolution = ? WHERE about = ? AND id = ? AND code = ? AND resolved_by = ''",
      decision.who, decision.why, about, id, code);
  return static_cast<int>(database.changed_rows());
}

}  // namespace catalog
