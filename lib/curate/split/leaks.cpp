#include "curate/split/leaks.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "catalog/known_row.h"

namespace curate {
namespace {

using catalog::ClipSummary;
using model::Link;
using model::LinkKind;

bool has_no_person(const ClipSummary& unit) { return unit.subject.empty() && unit.clip_case.empty(); }

/// The smallest and the largest fold that something is in: they differ if there are several.
struct Extent {
  int least = INT32_MAX;
  int largest = -1;

  void add(const Extent& other) {
    least = std::min(least, other.least);
    largest = std::max(largest, other.largest);
  }
  bool several() const { return least < largest; }
};

Extent joined(Extent a, const Extent& b) {
  a.add(b);
  return a;
}

struct Node {
  std::vector<int> folds;  // sorted; none: it is not in the split
  std::int64_t frames = 0;

  Extent extent() const { return folds.empty() ? Extent() : Extent{folds.front(), folds.back()}; }
};

/// Clips and their certain links. The hash maps are never iterated, so the order is that of units and links.
class Graph {
 public:
  Graph(const model::Split& split, const std::vector<ClipSummary>& units, const std::vector<Link>& links,
        const Pictures& pictures) {
    const Folds folds(split);
    for (const ClipSummary& unit : units) {
      Node& node = nodes_[number(unit.clip)];
      for (const auto& [fold, frames] : folds.of_clip(unit.clip, unit.frames, pictures)) {
        node.folds.push_back(fold);
        node.frames += frames;
      }
    }
    for (const Link& link : links) {
      const std::size_t first = number(link.first);
      const std::size_t second = number(link.second);
      if (!model::is_certain(link.kind)) continue;
      neighbours_[first].push_back(second);
      neighbours_[second].push_back(first);
    }
  }

  const std::vector<Node>& nodes() const { return nodes_; }
  std::size_t at(std::string_view clip) const { return catalog::known_row(numbers_, clip, "clip", clip); }

  /// The number of each node's part. Parts are connected by certain links.
  std::vector<std::size_t> parts() const {
    constexpr std::size_t kNone = SIZE_MAX;
    std::vector<std::size_t> part(nodes_.size(), kNone);
    std::size_t count = 0;
    for (std::size_t start = 0; start < nodes_.size(); ++start) {
      if (part[start] != kNone) continue;
      std::vector<std::size_t> reached = {start};
      part[start] = count;
      for (std::size_t i = 0; i < reached.size(); ++i) {
        for (const std::size_t next : neighbours_[reached[i]]) {
          if (part[next] != kNone) continue;
          part[next] = count;
          reached.push_back(next);
        }
      }
      ++count;
    }
    return part;
  }

 private:
  std::size_t number(std::string_view clip) {
    const auto [found, is_new] = numbers_.emplace(clip, nodes_.size());
    if (is_new) {
      nodes_.emplace_back();
      neighbours_.emplace_back();
    }
    return found->second;
  }

  std::unordered_map<std::string_view, std::size_t> numbers_;
  std::vector<Node> nodes_;
  std::vector<std::vector<std::size_t>> neighbours_;
};

/// Which parts leak, and which may leak.
class Parts {
 public:
  Parts(const Graph& graph, const std::vector<ClipSummary>& units, const std::vector<Link>& links)
      : part_(graph.parts()), extents_(part_.size()), possible_(part_.size()) {
    for (std::size_t i = 0; i < part_.size(); ++i) extents_[part_[i]].add(graph.nodes()[i].extent());
    look_at_sources(graph, units);
    for (const Link& link : links) {
      if (link.kind != LinkKind::NearDuplicate && link.kind != LinkKind::AlikeName) continue;
      const std::size_t first = part_[graph.at(link.first)];
      const std::size_t second = part_[graph.at(link.second)];
      if (joined(extents_[first], extents_[second]).several()) possible_[first] = possible_[second] = true;
    }
  }

  bool leaks(std::size_t node) const { return extents_[part_[node]].several(); }
  bool may_leak(std::size_t node) const { return possible_[part_[node]]; }

 private:
  struct Source {
    Extent all;      // of the parts that have a clip of this source
    Extent unknown;  // of the parts that have an unknown clip of it in the split
  };

  void look_at_sources(const Graph& graph, const std::vector<ClipSummary>& units) {
    std::map<std::pair<std::string_view, std::string_view>, Source> sources;
    const auto source_of = [&](const ClipSummary& unit) -> Source& { return sources[{unit.manifest, unit.source}]; };
    for (const ClipSummary& unit : units) {
      const std::size_t node = graph.at(unit.clip);
      source_of(unit).all.add(extents_[part_[node]]);
      // Clips that the split leaves out are in no fold.
      if (has_no_person(unit) && !graph.nodes()[node].folds.empty()) source_of(unit).unknown.add(extents_[part_[node]]);
    }
    for (const ClipSummary& unit : units) {
      const std::size_t node = graph.at(unit.clip);
      const std::size_t part = part_[node];
      const Source& source = source_of(unit);
      if (source.unknown.largest < 0) continue;
      const bool is_unknown = has_no_person(unit) && !graph.nodes()[node].folds.empty();
      if (is_unknown ? source.all.several() : joined(source.unknown, extents_[part]).several()) possible_[part] = true;
    }
  }

  std::vector<std::size_t> part_;
  std::vector<Extent> extents_;  // of parts
  std::vector<bool> possible_;
};

using KeyedNode = std::tuple<LinkKind, std::string_view, std::size_t>;

/// Each clip of the split with each of its keys, sorted.
std::vector<KeyedNode> keyed_nodes(const Graph& graph, const std::vector<ClipSummary>& units,
                                   const std::vector<Link>& links) {
  std::vector<KeyedNode> keyed;
  const auto add = [&](LinkKind kind, std::string_view key, std::string_view clip) {
    const std::size_t node = graph.at(clip);
    if (!key.empty() && !graph.nodes()[node].folds.empty()) keyed.emplace_back(kind, key, node);
  };
  for (const ClipSummary& unit : units) {
    add(LinkKind::Subject, unit.subject, unit.clip);
    add(LinkKind::Case, unit.clip_case, unit.clip);
  }
  for (const Link& link : links) {
    if (link.kind == LinkKind::SameSource) continue;
    add(link.kind, link.key, link.first);
    add(link.kind, link.key, link.second);
  }
  std::ranges::sort(keyed);
  keyed.erase(std::unique(keyed.begin(), keyed.end()), keyed.end());
  return keyed;
}

void add_node(LeakingKey& key, const Node& node) {
  key.folds.insert(key.folds.end(), node.folds.begin(), node.folds.end());
  key.frames += node.frames;
  ++key.clips;
}

void keep_if_several(LeakingKey key, std::vector<LeakingKey>& keys) {
  std::ranges::sort(key.folds);
  key.folds.erase(std::unique(key.folds.begin(), key.folds.end()), key.folds.end());
  if (key.folds.size() > 1) keys.push_back(std::move(key));
}

std::vector<LeakingKey> leaking_keys(const Graph& graph, const std::vector<ClipSummary>& units,
                                     const std::vector<Link>& links) {
  std::vector<LeakingKey> keys;
  const std::vector<KeyedNode> keyed = keyed_nodes(graph, units, links);
  for (std::size_t from = 0; from < keyed.size();) {
    const auto& [kind, text, first] = keyed[from];
    LeakingKey key;
    key.kind = kind;
    key.key = text;
    for (; from < keyed.size() && std::get<0>(keyed[from]) == kind && std::get<1>(keyed[from]) == key.key; ++from) {
      add_node(key, graph.nodes()[std::get<2>(keyed[from])]);
    }
    keep_if_several(std::move(key), keys);
  }
  return keys;
}

/// Adds the sources that have unknown clips, with those of their clips that may leak.
void add_sources(const Graph& graph, const Parts& parts, const std::vector<ClipSummary>& units,
                 std::vector<LeakingKey>& keys) {
  std::map<std::string, std::pair<LeakingKey, bool>> sources;
  for (const ClipSummary& unit : units) {
    const std::size_t node = graph.at(unit.clip);
    if (graph.nodes()[node].folds.empty() || !parts.may_leak(node)) continue;
    auto& [key, has_unknown] = sources[unit.manifest + "/" + unit.source];
    add_node(key, graph.nodes()[node]);
    has_unknown = has_unknown || has_no_person(unit);
  }
  for (auto& [name, entry] : sources) {
    entry.first.kind = LinkKind::SameSource;
    entry.first.key = name;
    if (entry.second) keep_if_several(std::move(entry.first), keys);
  }
}

}  // namespace

std::int64_t Leaks::count(model::LinkKind kind) const {
  return std::ranges::count_if(keys, [kind](const LeakingKey& key) { return key.kind == kind; });
}

Leaks check_leaks(const model::Split& split, const std::vector<ClipSummary>& units, const std::vector<Link>& links,
                  const Pictures& pictures, const Compared& compared) {
  const Graph graph(split, units, links, pictures);
  const Parts parts(graph, units, links);
  Leaks leaks;
  leaks.compared = compared;
  for (const ClipSummary& unit : units) {
    const std::size_t number = graph.at(unit.clip);
    const Node& node = graph.nodes()[number];
    if (node.folds.empty()) continue;
    leaks.total_frames += node.frames;
    ++leaks.total_clips;
    if (has_no_person(unit)) ++leaks.unknown_clips;
    if (parts.leaks(number)) {
      leaks.frames += node.frames;
      ++leaks.clips;
    } else if (parts.may_leak(number)) {
      leaks.possible_leak_frames += node.frames;
      ++leaks.possible_leak_clips;
    }
  }
  leaks.keys = leaking_keys(graph, units, links);
  add_sources(graph, parts, units, leaks.keys);
  return leaks;
}

}  // namespace curate
