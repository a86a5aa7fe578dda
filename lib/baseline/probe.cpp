#include "baseline/probe.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/file.h"
#include "baseline/evaluations.h"
#include "baseline/features.h"
#include "baseline/probe_curve.h"
#include "baseline/probe_grouping.h"
#include "baseline/probe_metadata.h"
#include "baseline/probe_permutations.h"
#include "baseline/probe_pixels.h"
#include "baseline/probe_scores.h"
#include "catalog/decisions.h"
#include "curate/leaks.h"
#include "curate/stale_splits.h"

namespace baseline {
namespace {

namespace fs = std::filesystem;

/// Fewer cannot give p < 0.05.
constexpr int kLeastPermutations = 20;

/// Clips, labels and people, and what is done with them.
class Probe {
 public:
  Probe(curate::Dataset& dataset, const ProbeOptions& options, const TrainWatch& watch)
      : dataset_(dataset), options_(options), watch_(watch) {}

  ProbeSummary run();

 private:
  void load();
  /// The split's clips only: what is in no fold is not judged.
  void keep_those_in_folds();
  Table model_table(const at::Tensor& pictures);
  void describe();
  base::Digest digest() const;
  void open(const Assignment& assignment, int repeat) const;
  ProbeScore score(const Decisions& decisions) const {
    return score_of(labels_, decisions.clips, classes(), people_, options_.seed + 1);
  }
  void test_shortcuts(const at::Tensor& pictures);
  void add_shortcut(ShortcutScore::Kind kind, const Table& table, const Samples& samples, const Assignment& assignment,
                    bool together);
  void test_groupings(const Table& table);
  GroupingScore grouping_score(const Regrouping& regrouping, const Table& table) const;

  int classes() const { return static_cast<int>(samples_.classes.size()); }
  void tell(const std::string& unit, std::int64_t done, std::int64_t total, const std::string& note = "") const {
    if (watch_.stop()) throw Stopped();
    watch_.progress(unit, done, total, note);
  }

  curate::Dataset& dataset_;
  const ProbeOptions& options_;
  const TrainWatch& watch_;
  Samples samples_;
  Assignment assignment_;
  std::vector<int> labels_;
  std::vector<int> frame_labels_;
  std::vector<std::string> people_;
  base::Digest network_;
  bool seen_before_ = false;
  ProbeResult result_;
};

void Probe::load() {
  catalog::Catalog& catalog = dataset_.catalog();
  const model::Split split = curate::find_split(catalog, options_.split);
  const std::vector<catalog::Unit> units = catalog::units(catalog, split.parameters.axis);
  const std::vector<model::Link> links = catalog::links(catalog);
  curate::check_fit(catalog, split, units, links);
  samples_ = load_samples(dataset_, {split.parameters.axis, options_.classes, options_.filters});
  assignment_ = assignment_of(split, samples_);
  const curate::Leaks leaks = curate::check_leaks(split, units, links, pictures_by_clip(samples_));
  if (!leaks.none()) result_.leaks = curate::to_sentence(leaks);
  keep_those_in_folds();
  for (std::size_t i = 0; i < samples_.clips.size(); ++i) {
    const SampleClip& clip = samples_.clips[i];
    labels_.push_back(clip.label);
    frame_labels_.insert(frame_labels_.end(), clip.frames.size(), clip.label);
    people_.push_back(person_of(clip, assignment_.groups[i]));
  }
}

void Probe::keep_those_in_folds() {
  Samples kept{samples_.axis, samples_.classes, {}, samples_.links};
  for (std::size_t i = 0; i < samples_.clips.size(); ++i) {
    if (std::ranges::count(assignment_.folds[i], -1) == 0) kept.clips.push_back(std::move(samples_.clips[i]));
  }
  if (kept.clips.empty()) {
    throw base::Error(base::Code::InvalidInput, fmt::format("split '{}' has none of these clips", options_.split));
  }
  std::swap(samples_, kept);
  assignment_ = assignment_of(curate::find_split(dataset_.catalog(), options_.split), samples_);
}

void Probe::describe() {
  result_.split = options_.split;
  result_.by = model::to_string(assignment_.parameters.by);
  result_.axis = samples_.axis;
  result_.folds = assignment_.parameters.folds;
  result_.seed = options_.seed;
  result_.version = options_.version;
  result_.classes = samples_.classes;
  result_.counts.classes.resize(samples_.classes.size());
  std::set<std::string> everybody;
  std::vector<std::set<std::string>> of_class(samples_.classes.size());
  for (std::size_t i = 0; i < labels_.size(); ++i) {
    const auto label = static_cast<std::size_t>(labels_[i]);
    const auto frames = static_cast<std::int64_t>(samples_.clips[i].frames.size());
    for (ClassCounts* counts : {&result_.counts.all, &result_.counts.classes[label]}) {
      ++counts->clips;
      counts->frames += frames;
    }
    everybody.insert(people_[i]);
    of_class[label].insert(people_[i]);
  }
  result_.counts.all.subjects = static_cast<std::int64_t>(everybody.size());
  for (std::size_t c = 0; c < of_class.size(); ++c) {
    result_.counts.classes[c].subjects = static_cast<std::int64_t>(of_class[c].size());
  }
  const auto most = std::ranges::max_element(result_.counts.classes, {}, &ClassCounts::clips);
  result_.majority_class = static_cast<int>(most - result_.counts.classes.begin());
  result_.majority_accuracy = static_cast<double>(most->clips) / static_cast<double>(labels_.size());
}

Table Probe::model_table(const at::Tensor& pictures) {
  if (options_.network == Network::Small) {
    result_.network = "logistic regression on plain features of the pixels (without training a network)";
    return plain_table(pictures);
  }
  const MobileNetV2 network = MobileNetV2::read(options_.weights);
  network_ = network.digest();
  result_.network = "logistic regression on blocks 11 and 12 of MobileNetV2 1.0/224, ImageNet weights";
  const Inputs inputs =
      features_of(samples_, dataset_.folder(), network, feature_cache(dataset_.folder(), network_),
                  [&](std::int64_t done, std::int64_t total) { tell("frames", done, total, "features"); });
  return {"MobileNetV2", inputs.rows, 0.012, 4};
}

base::Digest Probe::digest() const {
  Plan plan;
  plan.samples = samples_;
  plan.repeats = {assignment_};
  plan.seed = options_.seed;
  plan.network = result_.network;
  plan.network_digest = network_;
  return base::sha256(fmt::format("probe 1\nplan {}\npermutations {}\n", plan.digest().hex(), options_.permutations));
}

void Probe::open(const Assignment& assignment, int repeat) const {
  if (seen_before_) return;
  for (int fold = 0; fold < assignment.parameters.folds; ++fold) {
    note_opening(dataset_.folder(), {*base::Digest::from_hex(result_.digest), repeat, fold, options_.version},
                 assignment);
  }
}

void Probe::add_shortcut(ShortcutScore::Kind kind, const Table& table, const Samples& samples,
                         const Assignment& assignment, bool together) {
  tell("predictors", static_cast<std::int64_t>(result_.shortcuts.size()), 13, table.name);
  const FoldedTable folded(samples, assignment, table);
  ShortcutScore shortcut{kind, table.name, together, score(folded.test(labels_, classes()))};
  // As good as it gets: each figure by what was fitted for it.
  shortcut.score.accuracy = accuracy_of(labels_, folded.test(labels_, classes(), {}, false).clips);
  result_.shortcuts.push_back(std::move(shortcut));
}

void Probe::test_shortcuts(const at::Tensor& pictures) {
  const OneFrameEach clips = one_frame_each(samples_, assignment_);
  const std::vector<Table> metadata = metadata_tables(samples_);
  for (const Table& table : metadata) {
    add_shortcut(ShortcutScore::Kind::Metadata, table, clips.samples, clips.assignment, &table == &metadata.back());
  }
  add_shortcut(ShortcutScore::Kind::Source, source_table(samples_), clips.samples, clips.assignment, true);
  add_shortcut(ShortcutScore::Kind::Border, border_table(pictures), samples_, assignment_, true);
  add_shortcut(ShortcutScore::Kind::Statistics, statistics_table(samples_, pictures), samples_, assignment_, true);
}

GroupingScore Probe::grouping_score(const Regrouping& regrouping, const Table& table) const {
  GroupingScore score{regrouping.by, regrouping.impossible, 0, 0, {}};
  const auto draws = static_cast<double>(regrouping.assignments.size());
  for (std::size_t i = 0; i < regrouping.assignments.size(); ++i) {
    const Assignment& assignment = regrouping.assignments[i];
    open(assignment, static_cast<int>(i));
    const Decisions decisions = FoldedTable(samples_, assignment, table).test(labels_, classes());
    score.frame_accuracy += accuracy_of(frame_labels_, decisions.frames) / draws;
    score.frame_balanced += balanced_accuracy_of(frame_labels_, decisions.frames, classes()) / draws;
    score.clips.accuracy += accuracy_of(labels_, decisions.clips) / draws;
    score.clips.balanced += balanced_accuracy_of(labels_, decisions.clips, classes()) / draws;
    tell("groupings", static_cast<std::int64_t>(result_.groupings.size()), 4, "by " + regrouping.by);
  }
  return score;
}

void Probe::test_groupings(const Table& table) {
  for (const Regrouping& regrouping : regroupings(samples_, assignment_.parameters)) {
    result_.groupings.push_back(grouping_score(regrouping, table));
  }
}

ProbeSummary Probe::run() {
  load();
  describe();
  const at::Tensor pictures =
      pictures_of(samples_, dataset_.folder(), kProbeSide, [&](std::int64_t done, std::int64_t total) {
        tell("frames", done, total, "pictures");
      }).rows;
  const Table table = model_table(pictures);
  result_.digest = digest().hex();
  ProbeSummary summary;
  summary.folder =
      dataset_.folder() / "baseline" / fmt::format("probe-{}-{}", options_.split, result_.digest.substr(0, 8));
  fs::create_directories(summary.folder);
  const base::FileLock lock(summary.folder / "lock");
  base::remove_partial_files(summary.folder);
  seen_before_ = fs::exists(summary.folder / "probe.json");

  open(assignment_, 0);
  const FoldedTable folded(samples_, assignment_, table);
  const Decisions decisions = folded.test(labels_, classes());
  result_.model = score(decisions);
  result_.frame_accuracy = accuracy_of(frame_labels_, decisions.frames);
  result_.frame_balanced = balanced_accuracy_of(frame_labels_, decisions.frames, classes());
  test_shortcuts(pictures);
  test_groupings(table);
  result_.curve =
      learning_curve(folded, assignment_, labels_, classes(), people_, options_.seed,
                     [&](std::int64_t done, std::int64_t total) { tell("draws", done, total, "learning curve"); });
  result_.permutations = permute(folded, labels_, classes(), people_, options_.permutations, options_.seed,
                                 [&](std::int64_t done, std::int64_t total) { tell("permutations", done, total); });
  PermutationTest& test = result_.permutations;
  test.reached =
      std::ranges::count_if(test.balanced, [&](double value) { return value >= result_.model.balanced - 1e-12; });
  test.p = (1 + static_cast<double>(test.reached)) / (1 + static_cast<double>(test.balanced.size()));
  judge_probe(result_);
  base::write_atomically(summary.folder / "probe.html", probe_html(result_));
  base::write_atomically(summary.folder / "probe.json", probe_json(result_));
  summary.openings = count_openings(dataset_.folder());
  summary.result = std::move(result_);
  return summary;
}

}  // namespace

ProbeSummary probe(curate::Dataset& dataset, const ProbeOptions& options, const TrainWatch& watch) {
  if (options.permutations < kLeastPermutations) {
    throw base::Error(base::Code::InvalidInput, fmt::format("{} permutations cannot give p < 0.05: take {} or more",
                                                            options.permutations, kLeastPermutations));
  }
  return Probe(dataset, options, watch).run();
}

}  // namespace baseline
