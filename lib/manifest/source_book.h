#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "manifest/manifest.h"
#include "manifest/mapping.h"

namespace manifest {

/// The sources of the clips, made from a mapping's `sources` when a row first names them.
class SourceBook {
 public:
  SourceBook(const Mapping& mapping, std::vector<std::string> licences);

  /// The source of a clip that names none: the only one of the mapping; else empty.
  std::string only_source(const Scope& scope) const;
  /// Makes the source `id` from the row, or compares it with the row. Adds differences to `wrong`.
  void name(const std::string& id, const Scope& scope, std::vector<std::string>& wrong);
  /// The named sources, in the order of the mapping, then of the rows.
  std::vector<model::Source> take();

 private:
  struct Entry {
    std::size_t order = 0;
    std::map<std::string, std::string> facts;
    model::Source source;
    std::vector<std::string> wrong;
  };
  std::optional<std::size_t> find_rules(const std::string& id, const Scope& scope) const;
  Entry make(std::size_t order, const Scope& scope) const;

  const Mapping& mapping_;
  std::vector<std::string> licences_;
  std::map<std::string, std::size_t> literal_;  ///< sources with a constant id
  std::vector<bool> varies_;                    ///< whether any value of a source depends on a row
  std::vector<std::size_t> computed_;
  std::vector<std::pair<std::string, Entry>> entries_;
  std::map<std::string, std::size_t> by_id_;
};

}  // namespace manifest
