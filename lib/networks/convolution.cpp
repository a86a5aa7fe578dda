#include "networks/convolution.h"

#include <ATen/core/dispatch/Dispatcher.h>
#include <torch/torch.h>

// Exported by LibTorch, but Debian's package lacks its header (caffe2/utils/threadpool/thread_pool_guard.h).
namespace caffe2 {
struct TORCH_API _NoPThreadPoolGuard {
  static bool is_enabled();
  static void set_enabled(bool enabled);
};
}  // namespace caffe2

namespace networks {
namespace {

constexpr double kSix = 6;

c10::OperatorHandle find_operator(const char* name) { return c10::Dispatcher::singleton().findSchemaOrThrow(name, ""); }

}  // namespace

at::Tensor Convolution::operator()(const at::Tensor& map) const {
  const at::Tensor out = at::conv2d(map, weight, bias, stride, padding, 1, groups);
  return relu6 ? out.clamp(0, kSix) : out;
}

at::Tensor same_padded(const at::Tensor& kernel) { return at::constant_pad_nd(kernel, {1, 0, 1, 0}).contiguous(); }

PackedConvolution::PackedConvolution(const Convolution& convolution) {
  static const c10::OperatorHandle prepack = find_operator("prepacked::conv2d_clamp_prepack");
  using Sizes = std::vector<std::int64_t>;
  const auto bound = [&](double value) { return convolution.relu6 ? c10::IValue(value) : c10::IValue(); };
  std::vector<c10::IValue> stack{convolution.weight,
                                 convolution.bias,
                                 Sizes(2, convolution.stride),
                                 Sizes(2, convolution.padding),
                                 Sizes(2, 1),
                                 convolution.groups,
                                 bound(0),
                                 bound(kSix)};
  prepack.callBoxed(stack);
  packed_ = stack.front();
}

at::Tensor PackedConvolution::operator()(const at::Tensor& map) const {
  static const c10::OperatorHandle run = find_operator("prepacked::conv2d_clamp_run");
  std::vector<c10::IValue> stack{map, packed_};
  run.callBoxed(stack);
  return stack.front().toTensor();
}

OneThread::OneThread() : before_(caffe2::_NoPThreadPoolGuard::is_enabled()) {
  caffe2::_NoPThreadPoolGuard::set_enabled(true);
}
OneThread::~OneThread() { caffe2::_NoPThreadPoolGuard::set_enabled(before_); }

}  // namespace networks
