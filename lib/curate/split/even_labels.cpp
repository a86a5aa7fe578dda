#include "curate/split/even_labels.h"

#include <tuple>
#include <utility>

#include "base/splitmix64.h"
#include "curate/split/loads.h"
#include "curate/split/share_differences.h"

namespace curate {
namespace {

/// Amounts to evaluate, roughly; takes less than a tenth of a second.
constexpr std::int64_t kMaxLabelWork = std::int64_t{1} << 22;
/// Shakes without a better result after which the search ends.
constexpr int kMaxIdleShakes = 300;
/// Up to this number of items every pair is tried, above it some partners for each.
constexpr std::size_t kMaxItemsOfPairs = 1024;
constexpr std::size_t kLabelPartners = 4;

/// The difference of two items' amounts.
void subtract(std::span<const Items::Amount> a, std::span<const Items::Amount> b, std::vector<Items::Amount>& result) {
  result.clear();
  auto x = a.begin();
  auto y = b.begin();
  while (x != a.end() || y != b.end()) {
    if (y == b.end() || (x != a.end() && x->dimension < y->dimension)) {
      result.push_back(*x++);
    } else if (x == a.end() || y->dimension < x->dimension) {
      result.push_back({y->dimension, -y->amount});
      ++y;
    } else {
      if (x->amount != y->amount) result.push_back({x->dimension, x->amount - y->amount});
      ++x;
      ++y;
    }
  }
}

class LabelSearch {
 public:
  LabelSearch(const Items& counts, const Items& items, const std::vector<std::int64_t>& shares, std::uint64_t seed,
              const Assignment& assignment)
      : counts_(counts),
        folds_(static_cast<int>(shares.size())),
        state_(seed),
        differences_(counts, shares, assignment),
        loads_(items, folds_),
        assignment_(assignment),
        least_sum_(differences_.least_sum()) {
    for (std::size_t i = 0; i < assignment_.size(); ++i) loads_.add(i, assignment_[i]);
  }

  using Value = std::tuple<std::int64_t, std::int64_t, std::int64_t>;
  Value value() const { return {differences_.largest(), differences_.sum(), cost_}; }
  const Assignment& assignment() const { return assignment_; }
  bool may_work() const { return work_ < kMaxLabelWork; }
  /// No assignment has labels that are more even.
  bool labels_are_even() const { return differences_.sum() <= least_sum_; }

  /// Moves and swaps until neither is better.
  void descend() {
    for (bool better = true; better && may_work();) {
      better = false;
      for (std::size_t item = 0; item < assignment_.size() && may_work(); ++item) {
        better |= move_if_better(item);
        better |= swap_if_better(item);
      }
    }
  }

  /// Moves a few random items to other folds, even if that is worse.
  void shake() {
    const std::uint64_t moves = 1 + random(4);
    for (std::uint64_t i = 0; i < moves; ++i) {
      const std::size_t item = random(assignment_.size());
      const int to = static_cast<int>(random(static_cast<std::uint64_t>(folds_)));
      if (to != assignment_[item] && loads_.count(assignment_[item]) > 1) move(item, to);
    }
  }

  void go_back_to(const Assignment& assignment) {
    for (std::size_t i = 0; i < assignment.size(); ++i) {
      if (assignment_[i] != assignment[i]) move(i, assignment[i]);
    }
    work_ += static_cast<std::int64_t>(assignment.size());
  }

 private:
  std::size_t fold_of(std::size_t item) const { return static_cast<std::size_t>(assignment_[item]); }
  std::uint64_t random(std::uint64_t below) { return (state_ = base::splitmix64(state_)) % below; }

  bool is_better(const ShareDifferences::Effect& effect, std::int64_t cost) const {
    return std::tuple(std::int64_t{effect.largest}, effect.sum, cost) <
           std::tuple(std::int64_t{0}, std::int64_t{0}, std::int64_t{0});
  }

  void move(std::size_t item, int to) {
    differences_.move(counts_.of(item), fold_of(item), static_cast<std::size_t>(to));
    cost_ += loads_.cost_of_moving(item, assignment_[item], to);
    loads_.remove(item, assignment_[item]);
    loads_.add(item, to);
    assignment_[item] = to;
  }

  bool move_if_better(std::size_t item) {
    if (loads_.count(assignment_[item]) == 1) return false;
    bool moved = false;
    for (int to = 0; to < folds_; ++to) {
      if (to == assignment_[item]) continue;
      const auto effect = differences_.effect(counts_.of(item), fold_of(item), static_cast<std::size_t>(to));
      work_ += 1 + static_cast<std::int64_t>(counts_.of(item).size());
      if (effect.largest > 0 || !is_better(effect, loads_.cost_of_moving(item, assignment_[item], to))) continue;
      move(item, to);
      moved = true;
    }
    return moved;
  }

  bool swap_if_better(std::size_t item) {
    bool swapped = false;
    const std::size_t size = assignment_.size();
    const bool all = size <= kMaxItemsOfPairs;
    const std::size_t partners = all ? size - 1 - item : kLabelPartners;
    for (std::size_t i = 0; i < partners; ++i) swapped |= swap_two(item, all ? item + 1 + i : random(size));
    return swapped;
  }

  bool swap_two(std::size_t a, std::size_t b) {
    const int fold_a = assignment_[a];
    const int fold_b = assignment_[b];
    if (fold_a == fold_b) return false;
    subtract(counts_.of(a), counts_.of(b), difference_);
    const auto effect = differences_.effect(difference_, fold_of(a), fold_of(b));
    work_ += 1 + static_cast<std::int64_t>(difference_.size());
    if (effect.largest > 0 || !is_better(effect, loads_.cost_of_swapping(a, fold_a, b, fold_b))) return false;
    move(a, fold_b);
    move(b, fold_a);
    return true;
  }

  const Items& counts_;
  int folds_;
  std::uint64_t state_;
  ShareDifferences differences_;
  Loads loads_;
  Assignment assignment_;
  std::int64_t least_sum_;
  std::int64_t cost_ = 0;  // compared with that of the start
  std::int64_t work_ = 0;
  std::vector<Items::Amount> difference_;
};

}  // namespace

void even_labels(const Items& counts, const Items& items, const std::vector<std::int64_t>& shares, std::uint64_t seed,
                 Assignment& assignment) {
  LabelSearch search(counts, items, shares, base::splitmix64(seed), assignment);
  search.descend();
  assignment = search.assignment();
  LabelSearch::Value best = search.value();
  for (int idle = 0; idle < kMaxIdleShakes && search.may_work() && !search.labels_are_even(); ++idle) {
    search.shake();
    search.descend();
    if (search.value() > best) {
      search.go_back_to(assignment);
      continue;
    }
    if (search.value() < best) idle = 0;
    best = search.value();
    assignment = search.assignment();
  }
}

}  // namespace curate
