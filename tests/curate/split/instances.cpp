#include "curate/split/instances.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <random>

namespace test {
namespace {

void chain(model::LinkKind kind, const std::map<std::string, std::vector<std::string>>& clips_of,
           std::vector<model::Link>& links) {
  for (const auto& [key, clips] : clips_of) {
    for (std::size_t i = 1; i < clips.size(); ++i) links.push_back({kind, key, clips[i - 1], clips[i]});
  }
}

}  // namespace

catalog::ClipSummary unit(const std::string& clip, const std::string& subject, const std::string& value,
                          std::int64_t frames) {
  catalog::ClipSummary made;
  made.clip = clip;
  made.manifest = "m";
  made.source = "s";
  made.subject = subject.empty() ? "" : "m/" + subject;
  made.value = value;
  made.frames = frames;
  return made;
}

model::Link link(model::LinkKind kind, const std::string& key, const std::string& first, const std::string& second) {
  return {kind, key, std::min(first, second), std::max(first, second)};
}

Instance make_instance(std::uint64_t seed, const InstanceSize& size) {
  std::mt19937_64 random(seed);
  const auto below = [&](int bound) { return static_cast<int>(random() % static_cast<std::uint64_t>(bound)); };
  Instance instance;
  std::map<std::string, std::vector<std::string>> of_subject;
  std::map<std::string, std::vector<std::string>> of_case;
  std::map<std::string, std::vector<std::string>> of_source;
  for (int i = 0; i < size.clips + size.ghosts; ++i) {
    catalog::ClipSummary made = unit(fmt::format("c{:04}", i), "", "", 1 + below(30));
    made.source = fmt::format("site{}", below(5));
    const int subject = below(size.subjects);
    if (below(8) != 0) made.subject = fmt::format("m/p{:03}", subject);
    if (below(3) == 0) made.clip_case = fmt::format("m/case{:03}-{}", subject, below(2));
    if (below(20) != 0) made.value = fmt::format("label{}", below(3) == 0 ? below(size.labels) : subject % size.labels);
    if (!made.subject.empty()) of_subject[made.subject].push_back(made.clip);
    if (!made.clip_case.empty()) of_case[made.clip_case].push_back(made.clip);
    if (made.subject.empty() && made.clip_case.empty()) of_source["m/" + made.source].push_back(made.clip);
    const bool is_ghost = i % (size.clips / (size.ghosts + 1) + 1) == 1 && size.ghosts > 0;
    if (!is_ghost) instance.units.push_back(made);
  }
  chain(model::LinkKind::Subject, of_subject, instance.links);
  chain(model::LinkKind::Case, of_case, instance.links);
  chain(model::LinkKind::SameSource, of_source, instance.links);
  for (int i = 0; i < size.stray_links; ++i) {
    const std::string a = fmt::format("c{:04}", below(size.clips));
    const std::string b = fmt::format("c{:04}", below(size.clips));
    if (a != b) instance.links.push_back(link(static_cast<model::LinkKind>(below(3)), fmt::format("k{}", i), a, b));
  }
  std::ranges::sort(instance.links);
  return instance;
}

Instance shuffled(Instance instance, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::ranges::shuffle(instance.units, random);
  std::ranges::shuffle(instance.links, random);
  return instance;
}

}  // namespace test
