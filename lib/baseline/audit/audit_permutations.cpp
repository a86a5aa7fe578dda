#include "baseline/audit/audit_permutations.h"

#include <ATen/Parallel.h>

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

#include "evaluation/audit_scores.h"
#include "evaluation/label_permutation.h"

namespace baseline {
namespace {

/// Runs `work` for each number below `count` on LibTorch's number of threads, each single-threaded. The first exception
/// stops all of them.
void for_each_number(int count, const std::function<void(int)>& work) {
  const int threads = std::max(1, std::min(at::get_num_threads(), count));
  std::atomic<int> next = 0;
  std::exception_ptr thrown;
  std::mutex mutex;
  const auto run = [&] {
    at::set_num_threads(1);
    try {
      for (int i = next++; i < count; i = next++) work(i);
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!thrown) thrown = std::current_exception();
      next = count;
    }
  };
  const int before = at::get_num_threads();
  std::vector<std::thread> pool;
  for (int i = 0; i < threads; ++i) pool.emplace_back(run);
  for (std::thread& thread : pool) thread.join();
  at::set_num_threads(before);
  if (thrown) std::rethrow_exception(thrown);
}

}  // namespace

evaluation::PermutationTest permute(const FoldedTable& table, std::span<const int> labels, int classes,
                                    const std::vector<std::string>& subjects, int permutations, std::uint64_t seed,
                                    const PermutationWatch& watch) {
  const evaluation::LabelPermutation permutation(labels, subjects);
  evaluation::PermutationTest test;
  test.how = permutation.how();
  test.balanced.resize(static_cast<std::size_t>(permutations));
  std::mutex mutex;
  std::int64_t done = 0;
  for_each_number(permutations, [&](int number) {
    const std::vector<int> permuted = permutation.labels(seed, static_cast<std::uint64_t>(number));
    test.balanced[static_cast<std::size_t>(number)] =
        evaluation::balanced_accuracy_of(permuted, table.test(permuted, classes).clips, classes);
    const std::lock_guard lock(mutex);
    watch(++done, permutations);
  });
  return test;
}

}  // namespace baseline
