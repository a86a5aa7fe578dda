#include "baseline/audit/audit.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/file.h"
#include "base/folder.h"
#include "base/text.h"
#include "baseline/audit/audit_curve.h"
#include "baseline/audit/audit_grouping.h"
#include "baseline/audit/audit_metadata.h"
#include "baseline/audit/audit_permutations.h"
#include "baseline/audit/audit_pixels.h"
#include "baseline/audit/audit_sample.h"
#include "baseline/data/feature_cache.h"
#include "baseline/data/features.h"
#include "baseline/data/former_names.h"
#include "baseline/train/cross_validation.h"
#include "baseline/train/test_set_evaluations.h"
#include "catalog/digest.h"
#include "evaluation/audit_json.h"
#include "evaluation/audit_report.h"
#include "evaluation/audit_scores.h"
#include "evaluation/audit_verdict.h"

namespace baseline {
namespace {

namespace fs = std::filesystem;

/// Fewer cannot give p < 0.05.
constexpr int kMinPermutations = 20;

/// One audit: loads the sample, runs all tests and collects their results.
class Audit {
 public:
  Audit(curate::Dataset& dataset, const AuditOptions& options, const TrainWatch& watch)
      : dataset_(dataset), options_(options), watch_(watch) {}

  AuditSummary run();

 private:
  Table model_table(const at::Tensor& pictures);
  void describe();
  base::Digest digest() const;
  void open(const Assignment& assignment, int repeat) const;
  evaluation::AuditScore score(const Decisions& decisions) const {
    return evaluation::score_of(sample_.labels, decisions.clips, classes(), sample_.people, options_.seed + 1);
  }
  void test_shortcuts(const at::Tensor& pictures);
  void add_shortcut(evaluation::ShortcutScore::Kind kind, const Table& table, const Samples& samples,
                    const Assignment& assignment, bool together);
  void test_groupings(const Table& table);
  evaluation::GroupingScore grouping_score(const Regrouping& regrouping, const Table& table) const;

  int classes() const { return sample_.classes(); }
  void tell(const std::string& unit, std::int64_t done, std::int64_t total, const std::string& note = "") const {
    if (watch_.stop()) throw Stopped();
    watch_.progress(unit, done, total, note);
  }

  curate::Dataset& dataset_;
  const AuditOptions& options_;
  const TrainWatch& watch_;
  AuditSample sample_;
  base::Digest network_;
  bool seen_before_ = false;
  evaluation::AuditResult result_;
};

void Audit::describe() {
  result_.split = options_.split;
  result_.by = model::to_string(sample_.assignment.parameters.by);
  result_.axis = sample_.samples.axis;
  result_.folds = sample_.assignment.parameters.folds;
  result_.seed = options_.seed;
  result_.version = options_.version;
  result_.dataset = catalog::digest(dataset_.catalog()).hex();
  result_.leaks = sample_.leaks;
  result_.possible_leaks = sample_.possible_leaks;
  result_.classes = sample_.samples.classes;
  result_.counts = sample_.counts();
  const auto most = std::ranges::max_element(result_.counts.classes, {}, &evaluation::ClassCounts::clips);
  result_.majority_class = static_cast<int>(most - result_.counts.classes.begin());
  result_.majority_accuracy = static_cast<double>(most->clips) / static_cast<double>(sample_.labels.size());
}

Table Audit::model_table(const at::Tensor& pictures) {
  if (options_.network == Network::Small) {
    result_.network = "logistic regression on plain features of the pixels (without training a network)";
    return plain_table(pictures);
  }
  const networks::MobileNetV2 network = networks::MobileNetV2::read(options_.weights);
  network_ = network.digest();
  result_.network = "logistic regression on blocks 11 and 12 of MobileNetV2 1.0/224, ImageNet weights";
  const Inputs inputs =
      features_of(sample_.samples, dataset_.folder(), network, feature_cache(dataset_.folder(), network_),
                  [&](std::int64_t done, std::int64_t total) { tell("frames", done, total, "features"); });
  return {"MobileNetV2", inputs.rows, 0.012, 4};
}

base::Digest Audit::digest() const {
  Plan plan;
  plan.samples = sample_.samples;
  plan.repeats = {sample_.assignment};
  plan.seed = options_.seed;
  plan.network = result_.network;
  plan.network_digest = network_;
  return base::sha256(fmt::format("probe 1\nplan {}\npermutations {}\n", plan.digest().hex(), options_.permutations));
}

void Audit::open(const Assignment& assignment, int repeat) const {
  if (seen_before_) return;
  for (int fold = 0; fold < assignment.parameters.folds; ++fold) {
    note_test_set_evaluation(dataset_.folder(),
                             {*base::Digest::from_hex(result_.digest), repeat, fold, options_.version}, assignment);
  }
}

void Audit::add_shortcut(evaluation::ShortcutScore::Kind kind, const Table& table, const Samples& samples,
                         const Assignment& assignment, bool together) {
  tell("predictors", static_cast<std::int64_t>(result_.shortcuts.size()), 13, table.name);
  const FoldedTable folded(samples, assignment, table);
  result_.shortcuts.push_back({kind, table.name, together, score(folded.test(sample_.labels, classes()))});
}

void Audit::test_shortcuts(const at::Tensor& pictures) {
  const OneFrameEach clips = one_frame_each(sample_.samples, sample_.assignment);
  const std::vector<Table> metadata = metadata_tables(sample_.samples);
  for (const Table& table : metadata) {
    add_shortcut(evaluation::ShortcutScore::Kind::Metadata, table, clips.samples, clips.assignment,
                 &table == &metadata.back());
  }
  add_shortcut(evaluation::ShortcutScore::Kind::Source, source_table(sample_.samples), clips.samples, clips.assignment,
               true);
  add_shortcut(evaluation::ShortcutScore::Kind::Border, border_table(pictures), sample_.samples, sample_.assignment,
               true);
  add_shortcut(evaluation::ShortcutScore::Kind::Statistics, statistics_table(sample_.samples, pictures),
               sample_.samples, sample_.assignment, true);
}

evaluation::GroupingScore Audit::grouping_score(const Regrouping& regrouping, const Table& table) const {
  evaluation::GroupingScore score{regrouping.by, regrouping.impossible, 0, 0, {}};
  const auto draws = static_cast<double>(regrouping.assignments.size());
  for (std::size_t i = 0; i < regrouping.assignments.size(); ++i) {
    const Assignment& assignment = regrouping.assignments[i];
    open(assignment, static_cast<int>(i));
    const Decisions decisions = FoldedTable(sample_.samples, assignment, table).test(sample_.labels, classes());
    score.frame_accuracy += evaluation::accuracy_of(sample_.frame_labels, decisions.frames) / draws;
    score.frame_balanced += evaluation::balanced_accuracy_of(sample_.frame_labels, decisions.frames, classes()) / draws;
    score.clips.accuracy += evaluation::accuracy_of(sample_.labels, decisions.clips) / draws;
    score.clips.balanced += evaluation::balanced_accuracy_of(sample_.labels, decisions.clips, classes()) / draws;
    tell("groupings", static_cast<std::int64_t>(result_.groupings.size()), 4, "by " + regrouping.by);
  }
  return score;
}

void Audit::test_groupings(const Table& table) {
  for (const Regrouping& regrouping : regroupings(sample_.samples, sample_.assignment.parameters)) {
    result_.groupings.push_back(grouping_score(regrouping, table));
  }
}

AuditSummary Audit::run() {
  sample_ = load_audit_sample(dataset_, options_);
  describe();
  const at::Tensor pictures =
      pictures_of(sample_.samples, dataset_.folder(), kAuditSide, [&](std::int64_t done, std::int64_t total) {
        tell("frames", done, total, "pictures");
      }).rows;
  const Table table = model_table(pictures);
  result_.digest = digest().hex();
  AuditSummary summary;
  const auto folder_of = [&](std::string_view name) {
    return dataset_.folder() / "baseline" / fmt::format("{}-{}-{}", name, options_.split, result_.digest.substr(0, 8));
  };
  summary.folder = folder_of("audit");
  dataset_.files().make_folders(dataset_.name_of(summary.folder));
  const base::FileLock lock(summary.folder / "lock");
  base::Folder(summary.folder).remove_partial_files();
  seen_before_ = fs::exists(summary.folder / "audit.json") ||
                 fs::exists(folder_of(former_name("audit")) / former_name("audit.json"));

  open(sample_.assignment, 0);
  const FoldedTable folded(sample_.samples, sample_.assignment, table);
  const Decisions decisions = folded.test(sample_.labels, classes());
  result_.model = score(decisions);
  result_.frame_accuracy = evaluation::accuracy_of(sample_.frame_labels, decisions.frames);
  result_.frame_balanced = evaluation::balanced_accuracy_of(sample_.frame_labels, decisions.frames, classes());
  test_shortcuts(pictures);
  test_groupings(table);
  result_.curve =
      learning_curve(folded, sample_.assignment, sample_.labels, classes(), sample_.people, options_.seed,
                     [&](std::int64_t done, std::int64_t total) { tell("draws", done, total, "learning curve"); });
  result_.permutations =
      permute(folded, sample_.labels, classes(), sample_.people, options_.permutations, options_.seed,
              [&](std::int64_t done, std::int64_t total) { tell("permutations", done, total); });
  evaluation::PermutationTest& test = result_.permutations;
  test.reached =
      std::ranges::count_if(test.balanced, [&](double value) { return value >= result_.model.balanced - 1e-12; });
  test.p = (1 + static_cast<double>(test.reached)) / (1 + static_cast<double>(test.balanced.size()));
  evaluation::evaluate_audit(result_);
  base::write_atomically(summary.folder / "audit.html", evaluation::audit_html(result_));
  base::write_atomically(summary.folder / "audit.json", evaluation::audit_json(result_));
  summary.test_set_evaluations = count_test_set_evaluations(dataset_.folder());
  summary.result = std::move(result_);
  return summary;
}

}  // namespace

AuditSummary audit(curate::Dataset& dataset, const AuditOptions& options, const TrainWatch& watch) {
  if (options.permutations < kMinPermutations) {
    throw base::Error(base::Code::InvalidInput,
                      fmt::format("{} cannot give p < 0.05; use at least {}",
                                  base::counted(options.permutations, "permutation"), kMinPermutations));
  }
  return Audit(dataset, options, watch).run();
}

}  // namespace baseline
