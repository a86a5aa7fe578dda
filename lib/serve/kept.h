#pragma once

#include <cstdint>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace serve {

/// What was made from the whole catalog, kept until the catalog changes. Several threads may ask at once.
template <typename T>
class Kept {
 public:
  explicit Kept(std::size_t most) : most_(most) {}

  /// What is kept for `key`, else what `make` returns, which runs once for threads that ask at the same time and throws
  /// to all of them. `state`: DatasetPool::state, asked for before.
  std::shared_ptr<const T> get(std::int64_t state, const std::string& key, auto make) {
    std::promise<std::shared_ptr<const T>> mine;
    const auto [kept, is_new] = find(state, key, mine);
    if (!is_new) return kept.get();
    try {
      mine.set_value(std::make_shared<const T>(make()));
    } catch (...) {
      mine.set_exception(std::current_exception());
      forget(state, key);
    }
    return kept.get();
  }

 private:
  using Future = std::shared_future<std::shared_ptr<const T>>;

  std::pair<Future, bool> find(std::int64_t state, const std::string& key, auto& promise) {
    const std::lock_guard lock(mutex_);
    if (state != state_) kept_.clear();
    state_ = state;
    const auto place = kept_.find(key);
    if (place != kept_.end()) return {place->second, false};
    if (kept_.size() >= most_) kept_.clear();
    return {kept_.emplace(key, promise.get_future().share()).first->second, true};
  }
  void forget(std::int64_t state, const std::string& key) {
    const std::lock_guard lock(mutex_);
    if (state == state_) kept_.erase(key);
  }

  std::size_t most_;
  std::mutex mutex_;
  std::int64_t state_ = -1;
  std::map<std::string, Future> kept_;
};

}  // namespace serve
