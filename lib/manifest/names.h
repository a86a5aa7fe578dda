#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "manifest/csv.h"
#include "manifest/mapping.h"
#include "manifest/media_files.h"

namespace manifest {

/// Resolves the names in a mapping's rules: "Column", "table.Column", "#5" (by number), computed columns and "@file".
class Names {
 public:
  /// Reports unknown and ambiguous names. Both arguments must outlive this object.
  Names(const Mapping& mapping, const std::vector<CsvTable>& tables, Log& log);

  struct Place {
    enum class Kind { File, Computed, Cell, Ambiguous };
    Kind kind = Kind::Cell;
    std::size_t table = 0;   ///< for Cell
    std::size_t column = 0;  ///< for Cell and Computed
  };
  const Place* find(const std::string& name) const;
  const Mapping& mapping() const { return mapping_; }

 private:
  void add(const std::string& name, Place place);
  std::string no_column(const std::string& name) const;
  void check(const Rule& rule, Log& log, bool in_label, std::size_t computed) const;
  void check_optional(const std::optional<Rule>& rule, Log& log, bool in_label) const;
  void check_all(Log& log) const;

  const Mapping& mapping_;
  std::unordered_map<std::string, Place> places_;
  std::vector<std::string> known_;
};

/// The rows and the file that one clip is made from. Computed columns are evaluated once.
class Item : public Scope {
 public:
  Item(const Names& names, std::size_t tables) : names_(names), rows_(tables), looked_up_(tables) {}

  void set_file(const MediaFile& file) { file_ = &file; }
  /// Null: the table has no row for this clip.
  void set_row(std::size_t table, const CsvRow* row);
  const MediaFile* file() const { return file_; }
  const CsvRow* row(std::size_t table) const { return rows_[table]; }

  Outcome look_up(const std::string& name) const override;

 private:
  Outcome cell(const Names::Place& place, const std::string& name) const;

  const Names& names_;
  const MediaFile* file_ = nullptr;
  std::vector<const CsvRow*> rows_;
  std::vector<bool> looked_up_;
  mutable std::map<std::size_t, Outcome> computed_;
};

}  // namespace manifest
