#include "catalog/decisions.h"

#include <fmt/format.h>

#include "base/error.h"
#include "catalog/derived.h"
#include "store/database.h"

namespace catalog {

bool put_decision(Catalog& catalog, const Decision& decision) {
  store::Database& database = catalog.database();
  database.run("INSERT INTO decision (kind, who, at, why, what) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
               decision.kind, decision.who, decision.at, decision.why, decision.what);
  return database.changed_rows() > 0;
}

std::vector<Decision> decisions(Catalog& catalog) {
  std::vector<Decision> all;
  auto row = catalog.database().query("SELECT kind, who, at, why, what FROM decision ORDER BY id");
  while (row.step()) all.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4)});
  return all;
}

void add_label(Catalog& catalog, std::string_view clip, const model::Label& label, const Decision& decision,
               std::set<std::string>* later) {
  if (label.role == model::Role::Manifest) {
    throw base::Error(base::Code::InvalidInput,
                      fmt::format("a label of clip '{}' with role 'manifest' can only come from a manifest", clip));
  }
  store::Database& database = catalog.database();
  store::Transaction transaction(database);
  if (!database.query("SELECT 1 FROM clip WHERE name = ?", clip).step()) no_such_clip(clip);
  put_decision(catalog, decision);
  database.run(
      "INSERT INTO label (clip, axis, value, author, evidence, role, decision) SELECT ?, ?, ?, ?, ?, ?, id"
      " FROM decision WHERE kind = ? AND who = ? AND at = ? AND why = ? AND what = ? ON CONFLICT DO NOTHING",
      clip, label.axis, label.value, label.by, label.evidence, to_string(label.role), decision.kind, decision.who,
      decision.at, decision.why, decision.what);
  if (database.changed_rows() > 0) {
    if (later == nullptr) {
      refresh_labels(database, clip);
    } else {
      later->insert(std::string(clip));
    }
  }
  transaction.commit();
}

void update_labels(Catalog& catalog, const std::set<std::string>& clips) {
  store::Transaction transaction(catalog.database());
  for (const std::string& clip : clips) refresh_labels(catalog.database(), clip);
  transaction.commit();
}

void remove_label(Catalog& catalog, const Decision& decision) {
  store::Database& database = catalog.database();
  store::Transaction transaction(database);
  auto row = database.query(
      "SELECT l.clip, l.decision FROM label l JOIN decision d ON d.id = l.decision"
      " WHERE d.kind = ? AND d.who = ? AND d.at = ? AND d.why = ? AND d.what = ?",
      decision.kind, decision.who, decision.at, decision.why, decision.what);
  if (row.step()) {
    const std::string clip = row.text(0);
    database.run("DELETE FROM label WHERE decision = ?", row.integer(1));
    refresh_labels(database, clip);
  }
  transaction.commit();
}

}  // namespace catalog
