#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "model/clip.h"

/// The decisions that people make.
namespace catalog {

/// A decision as decisions.jsonl has it: who, when (RFC 3339, UTC), why, and what as JSON text.
struct Decision {
  std::string kind;  ///< "label", "resolve", "split", "remove-split", "undo"
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

/// Takes the label that a decision made away, where it is there.
void remove_label(Catalog& catalog, const Decision& decision);

}  // namespace catalog
