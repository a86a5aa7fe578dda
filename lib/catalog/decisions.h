#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "model/clip.h"

/// People's decisions.
namespace catalog {

/// A decision as in decisions.jsonl: who, when (RFC 3339, UTC), why, and what as JSON text.
struct Decision {
  std::string kind;  ///< "label", "resolve", "region", "window", "split", "remove-split", "undo"
  std::string who;
  std::string at;
  std::string why;
  std::string what;  ///< canonical JSON: sorted keys
  auto operator<=>(const Decision&) const = default;
};

/// Adds a decision unless it is there already. Returns whether it was new.
bool put_decision(Catalog& catalog, const Decision& decision);
std::vector<Decision> decisions(Catalog& catalog);

/// Adds the label of role Annotator or Curator that a decision made. Of many, `later` collects the clips whose labels
/// in effect must then be updated with `update_labels`: each takes as long as the clip has labels.
void add_label(Catalog& catalog, std::string_view clip, const model::Label& label, const Decision& decision,
               std::set<std::string>* later = nullptr);
void update_labels(Catalog& catalog, const std::set<std::string>& clips);

/// Removes the label that a decision made, if it is there.
void remove_label(Catalog& catalog, const Decision& decision);

}  // namespace catalog
