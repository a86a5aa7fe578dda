#include "catalog/people/audit.h"

#include <limits>

namespace catalog {

void add_event(store::Database& people, const AuditEvent& event) {
  people.run("INSERT INTO audit (at, person, address, action, object, outcome) VALUES (?, ?, ?, ?, ?, ?)", event.at,
             event.person, event.address, event.action, event.object, event.outcome);
}

std::vector<AuditEvent> events(store::Database& people, std::int64_t before, int limit) {
  std::vector<AuditEvent> all;
  auto row = people.query(
      "SELECT id, at, person, address, action, object, outcome FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?",
      before == 0 ? std::numeric_limits<std::int64_t>::max() : before, limit);
  while (row.step()) {
    all.push_back({row.integer(0), row.integer(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6)});
  }
  return all;
}

}  // namespace catalog
