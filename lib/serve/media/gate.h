#pragma once

#include <atomic>
#include <optional>
#include <utility>

namespace serve {

/// Limits how many requests may hold a thread for something slow, so that they leave threads to others.
class Gate {
 public:
  class Pass {
   public:
    explicit Pass(Gate& gate) : gate_(&gate) {}
    ~Pass() {
      if (gate_ != nullptr) --gate_->inside_;
    }
    Pass(Pass&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)) {}
    Pass& operator=(Pass&&) = delete;

   private:
    Gate* gate_;
  };

  explicit Gate(int most) : most_(most) {}
  /// Nothing if there are too many. The gate must outlive the pass.
  std::optional<Pass> enter() {
    if (++inside_ <= most_) return Pass(*this);
    --inside_;
    return std::nullopt;
  }

 private:
  const int most_;
  std::atomic<int> inside_{0};
};

}  // namespace serve
