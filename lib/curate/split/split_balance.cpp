#include "curate/split/split_balance.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/splitmix64.h"
#include "curate/split/loads.h"

namespace curate {
namespace {

/// Amounts to evaluate, roughly; takes about a tenth of a second.
constexpr std::int64_t kMaxWork = std::int64_t{1} << 25;
/// Up to this number every pair is tried, above it some partners for each item.
constexpr std::size_t kMaxPairs = std::size_t{1} << 22;
constexpr std::size_t kPartnersOfMany = 8;
constexpr std::size_t kPartnersOfFew = 1024;
constexpr int kMaxShakes = 2000;

std::int64_t squared_size(const Items& items, std::size_t item) {
  std::int64_t sum = 0;
  for (const Items::Amount& amount : items.of(item)) sum += amount.amount * amount.amount;
  return sum;
}

class Search {
 public:
  Search(const Items& items, int folds, std::uint64_t seed, Assignment assignment)
      : items_(items), folds_(folds), state_(seed), loads_(items, folds), assignment_(std::move(assignment)) {
    for (std::size_t i = 0; i < items.size(); ++i) loads_.add(i, assignment_[i]);
  }

  const Assignment& assignment() const { return assignment_; }
  bool may_work() const { return work_ < kMaxWork; }

  /// Moves and swaps until neither lowers the cost; returns the change in cost.
  std::int64_t descend() {
    std::int64_t change = 0;
    for (std::int64_t last = -1; last < 0 && may_work(); change += last) last = move_all() + swap_all();
    return change;
  }

  /// The same with these items only.
  void descend_among(const std::vector<std::uint32_t>& free) {
    for (std::int64_t last = -1; last < 0 && may_work();) {
      last = 0;
      for (std::size_t i = 0; i < free.size() && may_work(); ++i) {
        last += move_where_best(free[i]);
        for (std::size_t j = i + 1; j < std::min(free.size(), i + kPartnersOfFew); ++j) last += swap(free[i], free[j]);
      }
    }
  }

  /// Moves a few random items to other folds, even if the cost rises.
  std::int64_t shake() {
    std::int64_t change = 0;
    const std::uint64_t items = 2 + random(3);
    for (std::uint64_t i = 0; i < items; ++i) {
      const std::size_t item = random(items_.size());
      const int to = static_cast<int>(random(folds_));
      if (to != assignment_[item] && loads_.count(assignment_[item]) > 1) change += move(item, to);
    }
    return change;
  }

  void go_back_to(const Assignment& assignment) {
    for (std::size_t i = 0; i < assignment.size(); ++i) {
      if (assignment_[i] != assignment[i]) move(i, assignment[i]);
    }
    work_ += static_cast<std::int64_t>(assignment.size());
  }

 private:
  std::uint64_t random(std::uint64_t below) { return (state_ = base::splitmix64(state_)) % below; }

  std::int64_t move(std::size_t item, int to) {
    const std::int64_t change = loads_.cost_of_moving(item, assignment_[item], to);
    loads_.remove(item, assignment_[item]);
    loads_.add(item, to);
    assignment_[item] = to;
    return change;
  }

  std::int64_t move_all() {
    std::int64_t change = 0;
    for (std::size_t item = 0; item < items_.size(); ++item) change += move_where_best(item);
    return change;
  }

  std::int64_t move_where_best(std::size_t item) {
    const int from = assignment_[item];
    if (loads_.count(from) == 1) return 0;
    std::pair<std::int64_t, int> best = {0, from};
    for (int to = 0; to < folds_; ++to) {
      if (to != from) best = std::min(best, {loads_.cost_of_moving(item, from, to), to});
    }
    work_ += static_cast<std::int64_t>(items_.of(item).size()) * folds_;
    return best.first < 0 ? move(item, best.second) : 0;
  }

  /// Tries every pair if there are few items, else some partners for each.
  std::int64_t swap_all() {
    std::int64_t change = 0;
    const std::size_t size = items_.size();
    const bool all = size * size <= kMaxPairs;
    for (std::size_t item = 0; item < size && may_work(); ++item) {
      const std::size_t partners = all ? size - 1 - item : std::min(kPartnersOfMany, size);
      for (std::size_t i = 0; i < partners; ++i) change += swap(item, all ? item + 1 + i : random(size));
    }
    return change;
  }

  /// Swaps two items if that lowers the cost.
  std::int64_t swap(std::size_t a, std::size_t b) {
    const int fold_a = assignment_[a];
    const int fold_b = assignment_[b];
    if (fold_a == fold_b) return 0;
    work_ += 2 * static_cast<std::int64_t>(items_.of(a).size() + items_.of(b).size());
    const std::int64_t change = loads_.cost_of_swapping(a, fold_a, b, fold_b);
    if (change >= 0) return 0;
    move(a, fold_b);
    move(b, fold_a);
    return change;
  }

  const Items& items_;
  int folds_;
  std::uint64_t state_;
  Loads loads_;
  Assignment assignment_;
  std::int64_t work_ = 0;
};

/// A cost at which the search stops: that of perfectly even folds, and a little more.
std::int64_t cost_of_even_folds(const Items& items, int folds) {
  std::vector<std::int64_t> totals(items.dimensions);
  std::ranges::copy(items.offset, totals.begin());
  for (const Items::Amount& x : items.amounts) totals[x.dimension] += x.amount;
  std::int64_t sum = 0;
  for (const std::int64_t total : totals) sum += total * total / folds;
  return sum + (sum >> 24);
}

}  // namespace

std::int64_t cost(const Items& items, const Assignment& assignment, int folds) {
  std::vector<std::int64_t> loads(std::size_t(folds) * items.dimensions);
  std::ranges::copy(items.offset, loads.end() - static_cast<std::ptrdiff_t>(items.offset.size()));
  for (std::size_t i = 0; i < items.size(); ++i) {
    for (const Items::Amount& x : items.of(i))
      loads[std::size_t(assignment[i]) * items.dimensions + x.dimension] += x.amount;
  }
  return std::accumulate(loads.begin(), loads.end(), std::int64_t{0},
                         [](std::int64_t sum, std::int64_t load) { return sum + load * load; });
}

namespace {

/// Assigns a fold to each item that has none (below 0); returns these items.
std::vector<std::uint32_t> deal(const Items& items, int folds, std::uint64_t seed, Assignment& assignment) {
  struct Place {
    std::int64_t size;
    std::uint64_t tie;
    std::uint32_t item;
  };
  Loads loads(items, folds);
  std::vector<Place> places;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (assignment[i] < 0) {
      places.push_back({squared_size(items, i), items.tie[i], static_cast<std::uint32_t>(i)});
    } else {
      loads.add(i, assignment[i]);
    }
  }
  std::ranges::sort(places, [](const Place& a, const Place& b) {
    if (a.size != b.size) return a.size > b.size;
    return a.tie != b.tie ? a.tie < b.tie : a.item < b.item;
  });
  int empty = 0;
  for (int fold = 0; fold < folds; ++fold) empty += loads.count(fold) == 0 ? 1 : 0;
  const int start = static_cast<int>(base::splitmix64(seed) % static_cast<std::uint64_t>(folds));
  for (std::size_t i = 0; i < places.size(); ++i) {
    const bool only_empty = places.size() - i <= static_cast<std::size_t>(empty);
    std::pair<std::int64_t, int> best = {INT64_MAX, 0};
    for (int step = 0; step < folds; ++step) {
      const int fold = (start + step) % folds;
      if (only_empty && loads.count(fold) > 0) continue;
      const std::int64_t added = loads.cost_of_adding(places[i].item, fold);
      if (added < best.first) best = {added, fold};
    }
    if (loads.count(best.second) == 0) --empty;
    loads.add(places[i].item, best.second);
    assignment[places[i].item] = best.second;
  }
  std::vector<std::uint32_t> dealt;
  for (const Place& place : places) dealt.push_back(place.item);
  return dealt;
}

}  // namespace

Assignment balance_greedily(const Items& items, int folds, std::uint64_t seed) {
  Assignment assignment(items.size(), -1);
  deal(items, folds, seed, assignment);
  return assignment;
}

void place_rest(const Items& items, int folds, std::uint64_t seed, Assignment& assignment) {
  const std::vector<std::uint32_t> dealt = deal(items, folds, seed, assignment);
  Search search(items, folds, seed, assignment);
  search.descend_among(dealt);
  assignment = search.assignment();
}

void improve(const Items& items, int folds, std::uint64_t seed, Assignment& assignment) {
  const std::int64_t enough = cost_of_even_folds(items, folds);
  std::int64_t now = cost(items, assignment, folds);
  if (now <= enough) return;
  Search search(items, folds, base::splitmix64(seed), assignment);
  now += search.descend();
  assignment = search.assignment();
  // In a small set, more shakes find nothing new; a large set becomes even long before.
  for (int i = 0; i < kMaxShakes && now > enough && search.may_work(); ++i) {
    const std::int64_t change = search.shake() + search.descend();
    if (change > 0) {
      search.go_back_to(assignment);
    } else {
      now += change;
      assignment = search.assignment();
    }
  }
}

}  // namespace curate
