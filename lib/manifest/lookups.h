#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "manifest/mapping.h"
#include "manifest/names.h"
#include "manifest/scaffold_inputs.h"

namespace manifest {

/// The table that clips are made from.
bool is_each(const Mapping& mapping, std::size_t table);

/// Which rows and files belong together, which are used, and which are left over.
class Lookups {
 public:
  using Reasons = std::vector<std::string>;

  /// Reports rows and files that cannot be used at all. All arguments have to stay.
  Lookups(const Mapping& mapping, const ScaffoldInputs& inputs, const Names& names);

  /// What a clip is made from, in order: files, or rows of the mapping's `each`.
  std::vector<Item> items() const;
  /// Gives the item its rows of the other tables, and its file; several items where it has several rows. They count as
  /// used, whether or not anything is `wrong`.
  std::vector<Item> complete(Item item, Reasons& wrong);
  /// Notes that a row or file is in no clip, once for each reason.
  void report(const Item& item, const std::string& name, const Reasons& reasons);
  /// Reports what nothing used.
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
