#include "curate/split/leaks.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace curate {
namespace {

using model::Link;
using model::LinkKind;

/// Which folds something stands in: it takes the least and the largest to see that there are several.
struct Extent {
  int least = INT32_MAX;
  int largest = -1;

  void add(const Extent& other) {
    least = std::min(least, other.least);
    largest = std::max(largest, other.largest);
  }
  bool several() const { return least < largest; }
};

struct Node {
  Extent extent;
  std::int64_t frames = 0;
  bool in_split = false;
};

/// Clips, and who is next to whom. Hash maps are looked up only: the order is that of units and links.
class Graph {
 public:
  Graph(const model::Split& split, const std::vector<catalog::ClipSummary>& units, const std::vector<Link>& links,
        const Pictures& pictures) {
    const Folds folds(split);
    for (const catalog::ClipSummary& unit : units) {
      Node& node = nodes_[number(unit.clip)];
      for (const auto& [fold, frames] : folds.of_clip(unit.clip, unit.frames, pictures)) {
        node.extent.add({fold, fold});
        node.frames += frames;
        node.in_split = true;
      }
    }
    for (const Link& link : links) {
      const std::size_t first = number(link.first);
      const std::size_t second = number(link.second);
      neighbours_[first].push_back({second, link.kind});
      neighbours_[second].push_back({first, link.kind});
    }
  }

  const std::vector<Node>& nodes() const { return nodes_; }
  Extent extent(std::string_view clip) const {
    const auto found = numbers_.find(clip);
    return found == numbers_.end() ? Extent() : nodes_[found->second].extent;
  }

  /// For each node, whether it and all that can be reached from it stand in several folds.
  std::vector<bool> reaches_other_folds(bool through_unknown) const {
    std::vector<bool> result(nodes_.size());
    std::vector<bool> seen(nodes_.size());
    for (std::size_t start = 0; start < nodes_.size(); ++start) {
      if (seen[start]) continue;
      const std::vector<std::size_t> reached = reach(start, through_unknown, seen);
      Extent extent;
      for (const std::size_t node : reached) extent.add(nodes_[node].extent);
      for (const std::size_t node : reached) result[node] = extent.several();
    }
    return result;
  }

 private:
  struct Neighbour {
    std::size_t node;
    LinkKind kind;
  };

  std::size_t number(std::string_view clip) {
    const auto [found, is_new] = numbers_.emplace(clip, nodes_.size());
    if (is_new) {
      nodes_.emplace_back();
      neighbours_.emplace_back();
    }
    return found->second;
  }

  std::vector<std::size_t> reach(std::size_t start, bool through_unknown, std::vector<bool>& seen) const {
    std::vector<std::size_t> reached = {start};
    seen[start] = true;
    for (std::size_t i = 0; i < reached.size(); ++i) {
      for (const Neighbour& next : neighbours_[reached[i]]) {
        if (seen[next.node] || (next.kind == LinkKind::SameSource && !through_unknown)) continue;
        seen[next.node] = true;
        reached.push_back(next.node);
      }
    }
    return reached;
  }

  std::unordered_map<std::string_view, std::size_t> numbers_;
  std::vector<Node> nodes_;
  std::vector<std::vector<Neighbour>> neighbours_;
};

/// The folds that each key of one kind stands in.
class Keys {
 public:
  void add(std::string_view key, const Extent& extent) { extents_[key].add(extent); }
  std::int64_t in_several() const {
    return std::ranges::count_if(extents_, [](const auto& entry) { return entry.second.several(); });
  }

 private:
  std::unordered_map<std::string_view, Extent> extents_;  // a count does not depend on the order
};

std::int64_t keys_in_several_folds(LinkKind kind, const Graph& graph, const std::vector<catalog::ClipSummary>& units,
                                   const std::vector<Link>& links) {
  Keys keys;
  for (const catalog::ClipSummary& unit : units) {
    if (kind == LinkKind::Subject && !unit.subject.empty()) keys.add(unit.subject, graph.extent(unit.clip));
    if (kind == LinkKind::Case && !unit.clip_case.empty()) keys.add(unit.clip_case, graph.extent(unit.clip));
  }
  for (const Link& link : links) {
    if (link.kind != kind) continue;
    keys.add(link.key, graph.extent(link.first));
    keys.add(link.key, graph.extent(link.second));
  }
  return keys.in_several();
}

}  // namespace

Leaks check_leaks(const model::Split& split, const std::vector<catalog::ClipSummary>& units,
                  const std::vector<Link>& links, const Pictures& pictures) {
  const Graph graph(split, units, links, pictures);
  const std::vector<bool> linked = graph.reaches_other_folds(false);
  const std::vector<bool> doubtful = graph.reaches_other_folds(true);
  Leaks leaks;
  for (std::size_t i = 0; i < graph.nodes().size(); ++i) {
    const Node& node = graph.nodes()[i];
    if (!node.in_split) continue;
    leaks.total_frames += node.frames;
    ++leaks.total_clips;
    if (linked[i]) {
      leaks.frames += node.frames;
      ++leaks.clips;
    } else if (doubtful[i]) {
      leaks.possible_leak_frames += node.frames;
      ++leaks.possible_leak_clips;
    }
  }
  leaks.subjects = keys_in_several_folds(LinkKind::Subject, graph, units, links);
  leaks.cases = keys_in_several_folds(LinkKind::Case, graph, units, links);
  leaks.objects = keys_in_several_folds(LinkKind::Object, graph, units, links);
  leaks.urls = keys_in_several_folds(LinkKind::MediaUrl, graph, units, links);
  leaks.near_duplicates = keys_in_several_folds(LinkKind::NearDuplicate, graph, units, links);
  return leaks;
}

std::string to_sentence(const Leaks& leaks) {
  if (leaks.none()) return "Nothing leaks: no subject, case, object or URL stands in two folds.";
  std::string text = fmt::format(
      "{} of {} frames leak ({} of {} clips): what shows the same stands in several folds "
      "({} subjects, {} cases, {} objects, {} URLs).",
      leaks.frames, leaks.total_frames, leaks.clips, leaks.total_clips, leaks.subjects, leaks.cases, leaks.objects,
      leaks.urls);
  if (leaks.possible_leak_clips > 0) {
    text += fmt::format(" {} more frames ({} clips) may: nobody knows whose they are.", leaks.possible_leak_frames,
                        leaks.possible_leak_clips);
  }
  return text;
}

}  // namespace curate
