// Our side of bench_forward.py: for each line on stdin, with a number of threads, runs one forward pass of 32 pictures
// and prints the seconds it took.
//   bench_forward WEIGHTS
#include <torch/torch.h>

#include <chrono>
#include <cstdio>
#include <iostream>

#include "networks/mobilenet_v2.h"
#include "networks/threads.h"

int main(int argc, char** argv) {
  if (argc != 2) return std::fputs("usage: bench_forward WEIGHTS\n", stderr), 2;
  constexpr int kBatch = 32;
  const auto net = networks::MobileNetV2::read(argv[1]);
  const at::Tensor pictures =
      torch::rand({kBatch, 3, networks::MobileNetV2::kSide, networks::MobileNetV2::kSide}) * 2 - 1;
  for (int threads = 0; std::cin >> threads;) {
    networks::set_threads(threads);
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    net.logits(pictures);
    std::printf("%.6f\n", std::chrono::duration<double>(Clock::now() - start).count());
    std::fflush(stdout);
  }
  return 0;
}
