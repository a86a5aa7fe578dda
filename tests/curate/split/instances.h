#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "catalog/clip_summaries.h"
#include "model/link.h"

namespace test {

/// Random input of a split, made from a seed.
struct Instance {
  std::vector<catalog::ClipSummary> units;
  std::vector<model::Link> links;
};

struct InstanceSize {
  int clips = 200;
  int subjects = 60;
  int labels = 4;
  int stray_links = 10;  ///< by object or URL, between any two clips
  int ghosts = 5;        ///< clips without frames that links name
};

Instance make_instance(std::uint64_t seed, const InstanceSize& size = {});

/// The same in another order.
Instance shuffled(Instance instance, std::uint64_t seed);

catalog::ClipSummary unit(const std::string& clip, const std::string& subject, const std::string& value,
                          std::int64_t frames = 10);
model::Link link(model::LinkKind kind, const std::string& key, const std::string& first, const std::string& second);

}  // namespace test
