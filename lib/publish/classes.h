#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "curate/dataset.h"
#include "publish/selection.h"

namespace publish {

/// The numbers that training uses for the labels of an axis: all values of the axis in the order of the dataset's
/// taxonomies, then values that only labels have. They depend on the dataset, not on what is exported from it, so that
/// exports of one dataset agree, and a fold that lacks a class does not change the others' numbers.
class Classes {
 public:
  Classes(curate::Dataset& dataset, const Selection& selection);

  const std::vector<std::string>& names() const { return names_; }
  /// Empty for a value that is not a class.
  std::optional<std::size_t> index(std::string_view value) const;
  /// The text of classes.json.
  std::string json() const;

 private:
  std::string axis_;
  std::vector<std::string> names_;
};

}  // namespace publish
