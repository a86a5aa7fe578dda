#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "manifest/fields.h"
#include "manifest/taxonomy.h"
#include "model/clip.h"

namespace manifest {

/// Reports an axis or value that the taxonomy does not have. Does nothing if `taxonomy` is null or `value` is empty.
void check_value(const Fields& fields, std::string_view name, const Taxonomy* taxonomy, const std::string& axis,
                 const std::string& value);

/// `labels`: a mapping of axis to value, or a list of {axis, value, by, role, evidence}. Sorted.
std::vector<model::Label> read_labels(const Fields& fields, const Taxonomy* taxonomy);
/// Replaces the labels on the axes of `own` by `own`.
void merge_labels(std::vector<model::Label>& labels, const std::vector<model::Label>& own);

/// `attributes`: a mapping of ids to text.
std::map<std::string, std::string> read_attributes(const Fields& fields);

}  // namespace manifest
