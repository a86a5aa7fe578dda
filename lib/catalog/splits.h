#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "model/split.h"

namespace catalog {

/// What a split and an export need of each clip that has frames; read in one query, quick for a million clips.
struct Unit {
  std::string clip;
  std::string manifest;
  std::string source;
  std::string subject;    ///< "manifest/subject", the first of those that are one person; empty: unknown
  std::string clip_case;  ///< "manifest/case"; empty: none
  std::string value;      ///< of the label in effect on the asked axis; empty: none
  std::string licence;    ///< the clip's own, else its source's; empty: unknown
  std::int64_t frames = 0;
};
/// By clip. Only clips whose wanted frames are done.
std::vector<Unit> units(Catalog& catalog, std::string_view axis);

/// Inserts or, under the same name, replaces.
void put_split(Catalog& catalog, const model::Split& split);
std::optional<model::Split> find_split(Catalog& catalog, std::string_view name);
/// Of each of a split's clips the label in effect on its axis when the split was put, empty for none; without those
/// whose an older schema did not note.
std::map<std::string, std::string> split_values(Catalog& catalog, std::string_view name);
std::vector<std::string> split_names(Catalog& catalog);
void set_stale(Catalog& catalog, std::string_view name, std::string_view why);

}  // namespace catalog
