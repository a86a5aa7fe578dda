#include "baseline/train/run_options.h"

#include "base/names.h"

namespace baseline {
namespace {

constexpr auto kNetworkNames =
    base::names<Network>({{Network::MobileNetV2, "mobilenet-v2"}, {Network::Small, "small"}});

}  // namespace

std::string_view to_string(Network network) { return base::name_of(kNetworkNames, network); }

std::optional<Network> network_from(std::string_view text) { return base::value_of(kNetworkNames, text); }

std::string_view pooling_of(Network network, model::View view) {
  return network == Network::MobileNetV2 && view == model::View::Masked ? "sector" : "picture";
}

}  // namespace baseline
