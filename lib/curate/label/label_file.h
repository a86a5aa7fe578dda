#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "curate/author.h"
#include "curate/dataset.h"
#include "model/clip.h"

namespace curate {

/// A label in a file.
struct LabelRow {
  int line = 0;
  std::string clip;
  model::Label label;
};

/// Reads a CSV file with the columns `clip`, `axis` and `value`, and perhaps `by` and `evidence`; empty cells of the
/// last two are those of `author`. A row that is there twice counts once. Throws InvalidInput, naming the rows that
/// cannot be used: a wrong number of cells, an unknown clip, axis or value, no author or evidence, two values of one
/// author for a clip.
std::vector<LabelRow> read_labels(Dataset& dataset, std::string_view text, const std::string& file, model::Role role,
                                  const Author& author);

}  // namespace curate
