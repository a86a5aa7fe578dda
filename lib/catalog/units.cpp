#include <algorithm>
#include <map>

#include "catalog/entries.h"
#include "catalog/splits.h"
#include "store/database.h"

namespace catalog {
namespace {

std::string person(std::string_view manifest, std::string_view subject) {
  return std::string(manifest).append("/").append(subject);
}

/// Of each pseudonym that has others, the first of those that are one person.
class People {
 public:
  explicit People(Catalog& catalog) {
    for (const auto& [first, second] : same_as(catalog)) {
      const std::string a = first_of(person(first.first, first.second));
      const std::string b = first_of(person(second.first, second.second));
      const auto& [low, high] = std::minmax(a, b);
      if (low != high) same_[high] = low;
    }
  }

  std::string first_of(std::string name) const {
    for (auto next = same_.find(name); next != same_.end(); next = same_.find(name)) name = next->second;
    return name;
  }

 private:
  std::map<std::string, std::string> same_;  // to one that comes before it
};

}  // namespace

std::vector<Unit> units(Catalog& catalog, std::string_view axis) {
  const People people(catalog);
  // All tables in the order of their clips, and none of clip's long rows: '+' keeps SQLite from another way.
  auto row = catalog.database().query(
      "SELECT c.name, c.manifest, c.source, c.subject, c.patient_case, l.value, n.licence, n.frames"
      " FROM clip_state n CROSS JOIN clip c INDEXED BY clip_unit ON c.name = n.clip"
      " LEFT JOIN label_in_effect l ON l.axis = ? AND l.clip = n.clip"
      " WHERE +n.state = 'done' AND +n.frame_set IS NOT NULL ORDER BY n.clip",
      axis);
  std::vector<Unit> all;
  while (row.step()) {
    Unit unit;
    unit.clip = row.text(0);
    unit.manifest = row.text(1);
    unit.source = row.text(2);
    if (!row.view(3).empty()) unit.subject = people.first_of(person(unit.manifest, row.view(3)));
    if (!row.view(4).empty()) unit.clip_case = person(unit.manifest, row.view(4));
    if (!row.is_null(5)) unit.value = row.text(5);
    unit.licence = row.text(6);
    unit.frames = row.integer(7);
    all.push_back(std::move(unit));
  }
  return all;
}

}  // namespace catalog
