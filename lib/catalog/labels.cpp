#include "catalog/labels.h"

#include <utility>

#include "catalog/rows.h"
#include "store/database.h"

namespace catalog {

std::vector<model::Label> labels_of(Catalog& catalog, std::string_view clip, std::string_view axis) {
  std::vector<model::Label> labels;
  auto row = catalog.database().query(
      "SELECT axis, value, author, role FROM label WHERE clip = ? AND axis = ? ORDER BY decision, id", clip, axis);
  while (row.step()) {
    const model::Role role = checked(model::role_from(row.view(3)), "label", clip, row.view(3));
    labels.push_back({row.text(0), row.text(1), row.text(2), {}, role});
  }
  return labels;
}

std::vector<Annotation> annotations(Catalog& catalog) {
  std::vector<Annotation> all;
  auto row = catalog.database().query(
      "SELECT axis, clip, author, value FROM label WHERE role = 'annotator' ORDER BY axis, clip, author, decision, id");
  while (row.step()) {
    Annotation next{row.text(0), read_id(row, 1, "label"), row.text(2), row.text(3)};
    const bool again = !all.empty() && all.back().axis == next.axis && all.back().clip == next.clip &&
                       all.back().by == next.by;
    if (again) {
      all.back().value = std::move(next.value);
    } else {
      all.push_back(std::move(next));
    }
  }
  return all;
}

}  // namespace catalog
