#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "manifest/fields.h"
#include "manifest/taxonomy.h"
#include "model/clip.h"

namespace manifest {

/// Notes where the taxonomy has no such axis or value; silent where `taxonomy` is null or `value` empty.
void check_value(const Fields& fields, std::string_view name, const Taxonomy* taxonomy, const std::string& axis,
                 const std::string& value);

/// `labels`: a mapping of axis to value, or a list of {axis, value, by, role, evidence}. Sorted.
std::vector<model::Label> read_labels(const Fields& fields, const Taxonomy* taxonomy);
/// Puts `own` in place of the labels on the same axes.
void merge_labels(std::vector<model::Label>& labels, const std::vector<model::Label>& own);

/// `attributes`: a mapping of ids to text.
std::map<std::string, std::string> read_attributes(const Fields& fields);

}  // namespace manifest
