#include "networks/torch_errors.h"

#include "base/error.h"

namespace networks {

int with_torch_errors(const std::function<int()>& work) {
  try {
    return work();
  } catch (const c10::Error& error) {
    throw base::Error(base::Code::Unsupported, std::string("LibTorch: ") + error.what_without_backtrace());
  }
}

}  // namespace networks
