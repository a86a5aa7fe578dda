#include "baseline/train/run_options.h"

namespace baseline {

std::string_view to_string(Network network) { return network == Network::MobileNetV2 ? "mobilenet-v2" : "small"; }

std::optional<Network> network_from(std::string_view text) {
  for (const Network network : {Network::MobileNetV2, Network::Small}) {
    if (to_string(network) == text) return network;
  }
  return std::nullopt;
}

}  // namespace baseline
