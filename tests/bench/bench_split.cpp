// Times a split of a million clips in 200,000 groups, without loading data: `cmake --build --preset release --target
// bench-split`.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
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

namespace {

void time_split(const std::string& title, const std::vector<catalog::ClipSummary>& units,
                const std::vector<model::Link>& links, const model::SplitParameters& parameters) {
  std::vector<double> seconds;
  std::vector<double> cpu_seconds;
  for (int run = 0; run < kRuns; ++run) {
    const auto start = std::chrono::steady_clock::now();
    const std::clock_t cpu_start = std::clock();
    const curate::MadeSplit made = curate::make_split(units, links, parameters);  // freed after the clock stops
    seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    cpu_seconds.push_back(static_cast<double>(std::clock() - cpu_start) / CLOCKS_PER_SEC);
  }
  std::ranges::sort(seconds);
  std::ranges::sort(cpu_seconds);
  fmt::print("{}: median {:.3f} s, {:.3f} s of one core (at most 1 s, aim 0.5 s)\n", title, seconds[kRuns / 2],
             cpu_seconds[kRuns / 2]);
}

}  // namespace

int main() {
  const std::vector<catalog::ClipSummary> units = make_units();
  const std::vector<model::Link> links = make_links(units);
  model::SplitParameters parameters;
  parameters.name = "bench";
  time_split("default weights", units, links, parameters);
  model::SplitParameters labels = parameters;
  labels.balance = {.labels = 1, .clips = 0, .frames = 0};
  time_split("labels only", units, links, labels);
  parameters.test = 200;
  time_split("with a test set", units, links, model::with_folds(parameters, 5));
}
