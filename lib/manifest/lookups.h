#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "manifest/mapping.h"
#include "manifest/names.h"
#include "manifest/scaffold_inputs.h"

namespace manifest {

/// Whether clips are made from this table.
bool is_each(const Mapping& mapping, std::size_t table);

/// Finds the rows and files that belong together, and keeps track of those not used.
class Lookups {
 public:
  using Reasons = std::vector<std::string>;

  /// Reports rows and files that cannot be used at all. The arguments must outlive this object.
  Lookups(const Mapping& mapping, const ScaffoldInputs& inputs, const Names& names);

  /// An item for each file, or for each row of the table named by `each`, in order.
  std::vector<Item> items() const;
  /// Adds to the item its rows of the other tables and its file; several rows give several items. Rows and files are
  /// marked as used even if something is `wrong`.
  std::vector<Item> complete(Item item, Reasons& wrong);
  /// Reports that a row or file is in no clip, once for each reason.
  void report(const Item& item, const std::string& name, const Reasons& reasons);
  /// Reports the rows and files that were not used.
  void report_rest();
  std::vector<Unplaced> take() { return std::move(unplaced_); }

 private:
  using Index = std::unordered_map<std::string, std::vector<std::size_t>>;

  Item item_of_row(std::size_t table, std::size_t row) const;
  Item item_of_file(std::size_t file) const;
  void leave_out_rows(std::size_t table);
  void leave_out_files();
  void index_table(std::size_t table);
  void index_files();
  bool find_rows(std::size_t table, std::vector<Item>& items, Reasons& wrong) const;
  bool add_rows(std::size_t table, Item item, const std::vector<std::size_t>& rows, std::vector<Item>& found,
                Reasons& wrong) const;
  bool find_file(std::vector<Item>& items, Reasons& wrong) const;
  void mark_used(const std::vector<Item>& items);

  const Mapping& mapping_;
  const ScaffoldInputs& inputs_;
  const Names& names_;
  std::vector<Index> row_index_;
  Index file_index_;
  std::vector<std::vector<bool>> row_settled_;  ///< used, reported, or left out on purpose
  std::vector<bool> file_settled_;
  std::vector<Unplaced> unplaced_;
};

}  // namespace manifest
