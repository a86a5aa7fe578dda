#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "model/split.h"

namespace catalog {

/// Inserts a split, or replaces one of the same name, with its clips' labels in effect on its axis now.
void put_split(Catalog& catalog, const model::Split& split);
/// The same with the labels that its clips had when it was made; "" for none.
void put_split(Catalog& catalog, const model::Split& split, const std::map<std::string, std::string>& values);
/// Returns whether there was one.
bool remove_split(Catalog& catalog, std::string_view name);
std::optional<model::Split> find_split(Catalog& catalog, std::string_view name);
/// By clip, the label in effect on the split's axis when it was inserted, "" for none; without clips whose label an
/// older schema did not record.
std::map<std::string, std::string> split_values(Catalog& catalog, std::string_view name);
std::vector<std::string> split_names(Catalog& catalog);

/// The fold that a clip is in, in one split.
struct ClipFold {
  std::string split;
  int fold = 0;
  std::string name;   ///< of the fold, "test"; its number where folds have no names
  std::string stale;  ///< why the split is stale; empty: it is not
};
/// Those of all splits, by name of the split.
std::vector<ClipFold> folds_of(Catalog& catalog, std::string_view clip);
void set_stale(Catalog& catalog, std::string_view name, std::string_view why);

}  // namespace catalog
