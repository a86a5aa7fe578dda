#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "manifest/mapping.h"
#include "manifest/node.h"

namespace manifest {

/// A clip made from rows, not yet checked: texts by key ("id", "window.first", "attributes.doi"), and labels.
struct Draft {
  std::map<std::string, std::string> values;
  std::vector<std::map<std::string, std::string>> labels;
};

/// Evaluates the clip rules of `mapping`. Adds to `wrong` why a key could not be evaluated.
Draft make_draft(const Mapping& mapping, const Scope& scope, std::vector<std::string>& wrong);

/// Merges another row of the same clip into `draft`: labels are collected, all other values must be equal.
void merge(Draft& draft, const Draft& other, std::vector<std::string>& wrong);

/// Converts region and window to the keys of manifests: `x`, `y`, `width`, `height` from `left`, `top`, `size`, `right`
/// and `bottom`; `end` from `last`.
void normalise(Draft& draft, std::vector<std::string>& wrong);

/// The draft as an entry of `clips`; all its nodes have the line number `line`.
std::shared_ptr<const Node> to_node(const Draft& draft, int line);

}  // namespace manifest
