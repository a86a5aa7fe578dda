#include "networks/mobilenet_v2.h"

#include <ATen/Parallel.h>
#include <torch/torch.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <mutex>

#include "base/file.h"
#include "networks/mobilenet_v2_layers.h"
#include "networks/pictures.h"
#include "weights/tflite.h"

namespace networks {
namespace {

constexpr int kLast = MobileNetV2::kBlocks - 1;

struct PackedBlock {
  explicit PackedBlock(const MobileNetBlock& block)
      : convolutions(block.convolutions.begin(), block.convolutions.end()), residual(block.residual) {}
  std::vector<PackedConvolution> convolutions;
  bool residual;
};

void expect_pictures(const at::Tensor& pictures) {
  TORCH_CHECK(pictures.dim() == 4 && pictures.size(1) == 3 && pictures.size(2) == MobileNetV2::kSide &&
                  pictures.size(3) == MobileNetV2::kSide && pictures.scalar_type() == at::kFloat,
              "MobileNetV2 takes pictures of [N, 3, 224, 224], not ", pictures.sizes());
}

at::Tensor pooled(const at::Tensor& map) { return map.mean({2, 3}); }

}  // namespace

struct MobileNetV2::State {
  State(MobileNetLayers from, const base::Digest& of) : layers(std::move(from)), digest(of) {}

  MobileNetLayers layers;
  base::Digest digest;
  std::mutex mutex;                              // protects `packed`
  std::vector<std::vector<PackedBlock>> packed;  // per thread

  /// Calls `keep(i, block, map)` for each picture i and block up to `last`; on several threads, each with its own i.
  template <typename Keep>
  void for_each_map(const at::Tensor& pictures, int last, const Keep& keep);
};

template <typename Keep>
void MobileNetV2::State::for_each_map(const at::Tensor& pictures, int last, const Keep& keep) {
  expect_pictures(pictures);
  const std::lock_guard lock(mutex);
  while (packed.size() < static_cast<std::size_t>(at::get_num_threads())) {
    packed.emplace_back(layers.blocks.begin(), layers.blocks.end());
  }
  // One picture at a time: the output of a layer stays in the cache for the next layer.
  at::parallel_for(0, pictures.size(0), 1, [&](std::int64_t begin, std::int64_t end) {
    const at::NoGradGuard no_gradients;  // not inherited by threads
    const OneThread one_thread;
    const auto& blocks = packed.at(static_cast<std::size_t>(at::get_thread_num()));
    for (std::int64_t i = begin; i < end; ++i) {
      at::Tensor map = pictures.narrow(0, i, 1).contiguous(at::MemoryFormat::ChannelsLast);
      for (int block = 0; block <= last; ++block) {
        map = run_block(blocks[static_cast<std::size_t>(block)], map);
        keep(i, block, map);
      }
    }
  });
}

MobileNetV2::MobileNetV2(std::unique_ptr<State> state) : state_(std::move(state)) {}
MobileNetV2::MobileNetV2(MobileNetV2&&) noexcept = default;
MobileNetV2& MobileNetV2::operator=(MobileNetV2&&) noexcept = default;
MobileNetV2::~MobileNetV2() = default;

MobileNetV2 MobileNetV2::read(const std::filesystem::path& path) {
  const std::string bytes = base::read_text(path, weights::kMaxTfliteBytes);
  MobileNetLayers layers = mobilenet_v2_layers(weights::parse_tflite(bytes, path), path);
  return MobileNetV2(std::make_unique<State>(std::move(layers), base::sha256(bytes)));
}

std::vector<at::Tensor> MobileNetV2::maps(const at::Tensor& pictures, std::span<const int> blocks) const {
  std::vector<at::Tensor> result;
  for (const int block : blocks) {
    assert(block >= 0 && block < kBlocks);
    result.push_back(at::empty({pictures.size(0), channels_of(block), side_of(block), side_of(block)}, at::kFloat));
  }
  if (blocks.empty()) return result;
  state_->for_each_map(pictures, std::ranges::max(blocks), [&](std::int64_t i, int block, const at::Tensor& map) {
    for (std::size_t k = 0; k < blocks.size(); ++k) {
      if (blocks[k] == block) result[k].narrow(0, i, 1).copy_(map);
    }
  });
  return result;
}

at::Tensor MobileNetV2::features(const at::Tensor& pictures) const {
  at::Tensor result = at::empty({pictures.size(0), channels_of(kLast)}, at::kFloat);
  state_->for_each_map(pictures, kLast, [&](std::int64_t i, int block, const at::Tensor& map) {
    if (block == kLast) result.narrow(0, i, 1).copy_(pooled(map));
  });
  return result;
}

at::Tensor MobileNetV2::logits(const at::Tensor& pictures) const {
  return at::linear(features(pictures), state_->layers.classifier_weight, state_->layers.classifier_bias);
}

MobileNetV2::Outputs MobileNetV2::from_block(const at::Tensor& map, int block) const {
  const std::array<int, 1> last = {kLast};
  const at::Tensor features = pooled(block == kLast ? map : maps_from_block(map, block, last).front());
  return {features, at::linear(features, state_->layers.classifier_weight, state_->layers.classifier_bias)};
}

std::vector<at::Tensor> MobileNetV2::maps_from_block(const at::Tensor& map, int block,
                                                     std::span<const int> blocks) const {
  std::vector<at::Tensor> result(blocks.size());
  at::Tensor at = map;
  for (int i = block + 1; i <= (blocks.empty() ? block : std::ranges::max(blocks)); ++i) {
    at = run_block(state_->layers.blocks[static_cast<std::size_t>(i)], at);
    for (std::size_t k = 0; k < blocks.size(); ++k) {
      if (blocks[k] == i) result[k] = at;
    }
  }
  assert(std::ranges::all_of(result, [](const at::Tensor& one) { return one.defined(); }));
  return result;
}

int MobileNetV2::channels_of(int block) {
  constexpr std::array<int, kBlocks> kChannels = {16, 24, 24, 32, 32,  32,  64,  64,  64,
                                                  64, 96, 96, 96, 160, 160, 160, 320, 1280};
  return kChannels.at(static_cast<std::size_t>(block));
}

int MobileNetV2::side_of(int block) {
  constexpr std::array<int, kBlocks> kSides = {112, 56, 56, 28, 28, 28, 14, 14, 14, 14, 14, 14, 14, 7, 7, 7, 7, 7};
  return kSides.at(static_cast<std::size_t>(block));
}

const MobileNetLayers& MobileNetV2::layers() const { return state_->layers; }
const base::Digest& MobileNetV2::digest() const { return state_->digest; }

at::Tensor input_of(std::span<const model::Picture> pictures) {
  constexpr float kHalf = 127.5F;
  return pictures_tensor(pictures, 3, MobileNetV2::kSide).div_(kHalf).sub_(1);
}

}  // namespace networks
