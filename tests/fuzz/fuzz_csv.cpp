// An untrusted sheet: rows that fit the header, or an error in the row.
#include "manifest/csv.h"
#include "target.h"

FUZZ_TARGET(csv) {
  constexpr char kDelimiters[] = {0, ',', ';', '\t'};
  const manifest::ParsedCsv parsed =
      manifest::read_csv(fuzz::text_of(data, size), "fuzz.csv", kDelimiters[size % sizeof kDelimiters]);
  fuzz::check(parsed.table.has_value() == parsed.problems.empty());
  if (!parsed.table) return 0;
  for (const manifest::CsvRow& row : parsed.table->rows) {
    fuzz::check(!row.wrong.empty() || row.cells.size() == parsed.table->header.size());
  }
  return 0;
}
