#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

/// How far annotators agree, beyond chance. Values are indices of categories, from 0. Nothing is returned if a measure
/// is undefined: without two values to compare, or if all values are in one category.
namespace curate {

/// How far two categories are from each other; 0 if they are the same.
using Distance = std::function<double(std::size_t, std::size_t)>;

/// 1 for different categories.
Distance nominal_distance();
/// The squared difference of the categories' ranks.
Distance squared_distance();

/// Cohen's kappa of two annotators (Educational and Psychological Measurement 20, 1960), weighted by a distance
/// (Psychological Bulletin 70, 1968). `counts[i][j]`: clips that the first puts in category i and the second in j.
std::optional<double> cohens_kappa(const std::vector<std::vector<double>>& counts, const Distance& distance);

enum class Level { Nominal, Ordinal };

/// Krippendorff's alpha for any number of annotators and missing values (Krippendorff, "Computing Krippendorff's
/// Alpha-Reliability", 2011). `units`: the values of each clip; clips with fewer than two are ignored. `categories`: how
/// many there are, in order for Level::Ordinal.
std::optional<double> krippendorffs_alpha(const std::vector<std::vector<std::size_t>>& units, std::size_t categories,
                                          Level level);

}  // namespace curate
