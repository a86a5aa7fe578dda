#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "manifest/manifest.h"
#include "manifest/mapping.h"

namespace manifest {

/// The sources that clips name, made from a mapping's `sources` when a row first names them.
class SourceBook {
 public:
  SourceBook(const Mapping& mapping, std::vector<std::string> licences);

  /// What a clip without a `source` of its own is from: the mapping's one source.
  std::string only_source(const Scope& scope) const;
  /// Makes the source `id` from the row, or compares the row with it. Adds to `wrong` what does not fit.
  void name(const std::string& id, const Scope& scope, std::vector<std::string>& wrong);
  /// Those that were named, in the mapping's order, then as rows named them.
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
  std::map<std::string, std::size_t> literal_;  ///< sources whose id depends on no row
  std::vector<bool> varies_;                    ///< whether any of a source's facts depends on a row
  std::vector<std::size_t> computed_;
  std::vector<std::pair<std::string, Entry>> entries_;
  std::map<std::string, std::size_t> by_id_;
};

}  // namespace manifest
