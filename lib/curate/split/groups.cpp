#include "curate/split/groups.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string>

#include "base/error.h"
#include "curate/split/interner.h"

namespace curate {
namespace {

using catalog::ClipSummary;
using model::Link;
using model::LinkKind;
using model::SplitBy;

bool is_unknown(const ClipSummary& unit) { return unit.subject.empty() && unit.clip_case.empty(); }

std::vector<std::uint32_t> order_by_clip(const std::vector<ClipSummary>& units) {
  std::vector<std::uint32_t> order(units.size());
  std::iota(order.begin(), order.end(), 0U);
  // The catalog returns them in this order, and a check is much cheaper than a sort.
  const auto unordered = [&](std::uint32_t a, std::uint32_t b) { return units[a].clip >= units[b].clip; };
  if (std::ranges::adjacent_find(order, unordered) == order.end()) return order;
  std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) { return units[a].clip < units[b].clip; });
  const auto twice = std::ranges::adjacent_find(order, unordered);
  if (twice == order.end()) return order;
  throw base::Error(base::Code::InvalidInput, "clip '" + units[*twice].clip + "' is listed twice");
}

/// Which of the links a split uses.
class Use {
 public:
  Use(const std::vector<ClipSummary>& units, const model::SplitParameters& parameters) : parameters_(parameters) {
    if (parameters.by != SplitBy::Case) return;
    for (const ClipSummary& unit : units) {
      if (unit.clip_case.empty() && !unit.subject.empty()) subjects_.insert(unit.subject);
    }
  }

  bool operator()(const Link& link) const {
    if (parameters_.by == SplitBy::Frame || parameters_.by == SplitBy::Clip) return false;
    if (link.kind == LinkKind::SameSource) return parameters_.unknown != model::UnknownClips::LeaveOut;
    if (!model::is_certain(link.kind)) return false;
    if (link.kind == LinkKind::Subject && parameters_.by == SplitBy::Case) return subjects_.count(link.key) != 0;
    return true;
  }

 private:
  const model::SplitParameters& parameters_;
  std::set<std::string_view> subjects_;  // that have a clip without a case
};

/// The strongest links first, so that two parts are joined by the strongest link between them.
std::vector<const Link*> strongest_first(const std::vector<Link>& links, const Use& use) {
  std::vector<const Link*> used;
  used.reserve(links.size());
  for (const Link& link : links) {
    if (use(link)) used.push_back(&link);
  }
  const auto before = [](const Link* a, const Link* b) { return *a < *b; };
  if (!std::ranges::is_sorted(used, before)) std::ranges::sort(used, before);
  return used;
}

/// Disjoint sets of nodes. The first nodes are the units; the others are clips that links name but that are not units.
/// Members are the units that are not left out.
class Forest {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  explicit Forest(std::vector<bool> members)
      : parent_(members.size()), weakest_(members.size(), kNone), has_member_(std::move(members)) {
    std::iota(parent_.begin(), parent_.end(), 0U);
  }

  void resize(std::size_t nodes) {
    while (parent_.size() < nodes) parent_.push_back(static_cast<std::uint32_t>(parent_.size()));
    weakest_.resize(nodes, kNone);
    has_member_.resize(nodes, false);
  }

  /// The smallest node of a set: a unit, if it has one.
  std::uint32_t root(std::uint32_t node) {
    while (parent_[node] != node) {
      parent_[node] = parent_[parent_[node]];
      node = parent_[node];
    }
    return node;
  }

  void join(std::uint32_t a, std::uint32_t b, std::uint32_t link) {
    a = root(a);
    b = root(b);
    if (a == b) return;
    if (b < a) std::swap(a, b);
    parent_[b] = a;
    // This link joins members only if both parts have some.
    if (has_member_[b]) weakest_[a] = has_member_[a] ? link : weakest_[b];
    if (has_member_[b]) has_member_[a] = true;
  }

  /// The last link that joined members of a root's set.
  std::uint32_t weakest(std::uint32_t root) const { return weakest_[root]; }

 private:
  std::vector<std::uint32_t> parent_;
  std::vector<std::uint32_t> weakest_;
  std::vector<bool> has_member_;
};

void join_by_links(const std::vector<ClipSummary>& units, const std::vector<const Link*>& links, Forest& forest) {
  if (links.empty()) return;
  std::vector<std::string_view> clips;
  clips.reserve(units.size() + 2 * links.size());
  for (const ClipSummary& unit : units) clips.emplace_back(unit.clip);
  for (const Link* link : links) {
    clips.emplace_back(link->first);
    clips.emplace_back(link->second);
  }
  const std::vector<std::uint32_t> numbers = Interner(units.size()).number_all(clips);
  const std::uint32_t* ends = numbers.data() + units.size();
  forest.resize(*std::ranges::max_element(numbers) + std::size_t{1});
  for (std::size_t i = 0; i < links.size(); ++i)
    forest.join(ends[2 * i], ends[2 * i + 1], static_cast<std::uint32_t>(i));
}

std::set<std::string> sources_with_unknown(const std::vector<ClipSummary>& units) {
  std::set<std::string> sources;
  for (const ClipSummary& unit : units) {
    if (is_unknown(unit)) sources.insert(unit.manifest + "/" + unit.source);
  }
  return sources;
}

/// Links each clip to the one before it of the same source; `only`: limited to these sources.
std::vector<Link> source_links(const std::vector<ClipSummary>& units, const std::vector<std::uint32_t>& order,
                               const std::optional<std::set<std::string>>& only) {
  std::vector<Link> links;
  std::map<std::string, const ClipSummary*> last;
  for (const std::uint32_t index : order) {
    const ClipSummary& unit = units[index];
    if (only && !only->contains(unit.manifest + "/" + unit.source)) continue;
    const ClipSummary*& before = last[unit.manifest + "/" + unit.source];
    if (before != nullptr) {
      links.push_back({LinkKind::SameSource, unit.manifest + "/" + unit.source, before->clip, unit.clip});
    }
    before = &unit;
  }
  return links;
}

/// The links that follow from sources alone.
std::vector<Link> made_source_links(const std::vector<ClipSummary>& units, const std::vector<std::uint32_t>& order,
                                    const model::SplitParameters& parameters) {
  if (parameters.by == SplitBy::Source) return source_links(units, order, std::nullopt);
  const bool joins = parameters.by == SplitBy::Subject || parameters.by == SplitBy::Case;
  if (joins && parameters.unknown == model::UnknownClips::Join) {
    return source_links(units, order, sources_with_unknown(units));
  }
  return {};
}

}  // namespace

Grouping make_groups(const std::vector<ClipSummary>& units, const std::vector<Link>& links,
                     const model::SplitParameters& parameters) {
  Grouping grouping;
  grouping.order = order_by_clip(units);
  const Use use(units, parameters);
  std::vector<const Link*> used = strongest_first(links, use);
  const std::vector<Link> of_sources = made_source_links(units, grouping.order, parameters);
  for (const Link& link : of_sources) used.push_back(&link);

  std::vector<bool> members(units.size(), true);
  if (parameters.unknown == model::UnknownClips::LeaveOut) {
    for (std::size_t i = 0; i < units.size(); ++i) members[i] = !is_unknown(units[i]);
  }
  Forest forest(members);
  join_by_links(units, used, forest);
  grouping.group.assign(units.size(), Grouping::kLeftOut);
  std::vector<std::uint32_t> number_of_root(units.size(), Grouping::kLeftOut);
  for (const std::uint32_t index : grouping.order) {
    if (!members[index]) continue;
    const std::uint32_t root = forest.root(index);
    std::uint32_t& number = number_of_root[root];
    if (number == Grouping::kLeftOut) {
      number = static_cast<std::uint32_t>(grouping.weakest.size());
      const std::uint32_t weakest = forest.weakest(root);
      grouping.weakest.push_back(weakest == Forest::kNone ? std::nullopt : std::optional<Link>(*used[weakest]));
    }
    grouping.group[index] = number;
  }
  return grouping;
}

}  // namespace curate
