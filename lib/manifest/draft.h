#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "manifest/mapping.h"
#include "manifest/node.h"

namespace manifest {

/// A clip on its way from a row to a manifest: texts by key ("id", "window.first", "attributes.doi"), and labels.
struct Draft {
  std::map<std::string, std::string> values;
  std::vector<std::map<std::string, std::string>> labels;
};

/// What `mapping` makes of what `scope` names. Adds to `wrong` why a key cannot be told.
Draft make_draft(const Mapping& mapping, const Scope& scope, std::vector<std::string>& wrong);

/// Puts what another row of the same clip says into `draft`: labels are gathered, everything else has to agree.
void merge(Draft& draft, const Draft& other, std::vector<std::string>& wrong);

/// Gives region and window the shape that manifests have: x, y, width and height from left, top, size, right and
/// bottom; the picture after the last one.
void normalise(Draft& draft, std::vector<std::string>& wrong);

/// The draft as an entry of `clips`, all of it on one line of a file.
std::shared_ptr<const Node> to_node(const Draft& draft, int line);

}  // namespace manifest
