#include "catalog/label_in_effect.h"

#include <map>

#include "store/database.h"

namespace catalog {
namespace {

// The value with most votes; empty for a tie.
std::optional<std::string> majority(const std::map<std::string, std::string>& value_by_author) {
  std::map<std::string, int> votes;
  for (const auto& entry : value_by_author) ++votes[entry.second];
  std::optional<std::string> best;
  int most = 0;
  for (const auto& [value, count] : votes) {
    if (count == most) best.reset();
    if (count > most) {
      best = value;
      most = count;
    }
  }
  return best;
}

}  // namespace

std::optional<std::string> label_in_effect(const std::vector<model::Label>& said) {
  std::optional<std::string> curator;
  std::map<std::string, std::string> manifest;  // each value counts once, as its own author
  std::map<std::string, std::string> annotators;
  for (const model::Label& label : said) {
    switch (label.role) {
      case model::Role::Curator:
        curator = label.value;
        break;
      case model::Role::Manifest:
        manifest[label.value] = label.value;
        break;
      case model::Role::Annotator:
        annotators[label.by] = label.value;
        break;
    }
  }
  if (curator) return curator;
  return majority(manifest.empty() ? annotators : manifest);
}

std::map<std::string, std::string> labels_in_effect(Catalog& catalog, std::string_view clip) {
  std::map<std::string, std::string> values;
  auto row = catalog.database().query("SELECT axis, value FROM label_in_effect WHERE clip = ?", clip);
  while (row.step()) values.emplace(row.text(0), row.text(1));
  return values;
}

std::vector<std::string> labelled_axes(Catalog& catalog) {
  std::vector<std::string> axes;
  auto row = catalog.database().query("SELECT DISTINCT axis FROM label_in_effect ORDER BY axis");
  while (row.step()) axes.push_back(row.text(0));
  return axes;
}

}  // namespace catalog
