// Times a split of a million clips in 200,000 groups, without loading data: `cmake --build --preset release --target
// bench-split`.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <random>

#include "curate/split/split.h"

namespace {

constexpr int kSubjects = 200000;
constexpr int kClips = 1000000;
constexpr int kRuns = 5;

/// Clips of subjects with very different numbers of clips, with rare and common labels, by clip as from the catalog.
std::vector<catalog::ClipSummary> make_units() {
  std::mt19937_64 random(1);
  const std::vector<std::string> values = {"covid", "pneumonia", "regular", "viral", "other"};
  std::vector<catalog::ClipSummary> units(kClips);
  for (int i = 0; i < kClips; ++i) {
    catalog::ClipSummary& unit = units[i];
    // The first clips have one subject each; the square root concentrates the others on some subjects.
    const double draw = static_cast<double>(random() % 1000000) / 1e6;
    const int subject = i < kSubjects ? i : static_cast<int>(draw * draw * kSubjects);
    unit.clip = fmt::format("clip-of-the-benchmark-{:07}", (std::uint64_t(i) * 7919) % kClips);
    unit.manifest = "bench";
    unit.source = fmt::format("site-{}", subject % 40);
    unit.subject = fmt::format("bench/subject-{:06}", subject);
    unit.value = values[(subject % 97 == 0) ? 4 : subject % 4];
    unit.frames = 1 + static_cast<std::int64_t>(random() % 30);
  }
  std::sort(units.begin(), units.end(), [](const auto& a, const auto& b) { return a.clip < b.clip; });
  // A copy with its texts in this order in memory, as after reading the rows of a query.
  return std::vector<catalog::ClipSummary>(units);
}

/// The links by subject, sorted by key, then clip, as from the catalog.
std::vector<model::Link> make_links(const std::vector<catalog::ClipSummary>& units) {
  std::vector<std::pair<std::string, std::string>> keys;
  for (const catalog::ClipSummary& unit : units) keys.emplace_back(unit.subject, unit.clip);
  std::sort(keys.begin(), keys.end());
  std::vector<model::Link> links;
  for (std::size_t i = 1; i < keys.size(); ++i) {
    if (keys[i].first != keys[i - 1].first) continue;
    links.push_back({model::LinkKind::Subject, keys[i].first, keys[i - 1].second, keys[i].second});
  }
  return links;
}

}  // namespace

int main() {
  const std::vector<catalog::ClipSummary> units = make_units();
  const std::vector<model::Link> links = make_links(units);
  std::vector<double> seconds;
  for (int run = 0; run < kRuns; ++run) {
    model::SplitParameters parameters;
    parameters.name = "bench";
    const auto start = std::chrono::steady_clock::now();
    const curate::MadeSplit made = curate::make_split(units, links, parameters);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    seconds.push_back(took.count());
    fmt::print("run {}: {:.3f} s, {} clips in {} groups\n", run + 1, took.count(), units.size(),
               made.split.groups.size());
  }
  std::sort(seconds.begin(), seconds.end());
  fmt::print("median {:.3f} s (at least 2 s, aim 0.5 s)\n", seconds[kRuns / 2]);
}
