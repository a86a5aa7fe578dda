#pragma once

#include <random>
#include <utility>
#include <vector>

namespace evaluation {

/// Into an order by chance (Fisher and Yates): the standard's shuffle differs between libraries.
template <class T>
void shuffle(std::vector<T>& items, std::mt19937_64& random) {
  for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[random() % i]);
}

}  // namespace evaluation
