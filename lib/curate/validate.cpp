#include "curate/validate.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <functional>
#include <map>

#include "base/error.h"
#include "catalog/label_in_effect.h"
#include "curate/entry_findings.h"
#include "curate/object_finder.h"
#include "curate/record.h"

namespace curate {
namespace fs = std::filesystem;
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kWait{1000};

/// A clip whose file is to be read.
struct Pending {
  std::size_t number;  ///< among the checked clips
  model::Clip clip;
  model::Recipe recipe;
  std::vector<fs::path> candidates;
  std::uintmax_t size = 0;
};

struct Opened {
  std::size_t number;
  model::ClipJob job;
  base::Descriptor file;
};

// Axes on which a clip's annotators disagree.
std::vector<model::Finding> label_ties(const model::Clip& clip) {
  std::map<std::string, std::vector<model::Label>> by_axis;
  for (const model::Label& label : clip.labels) by_axis[label.axis].push_back(label);
  std::vector<model::Finding> findings;
  for (const auto& [axis, labels] : by_axis) {
    if (catalog::label_in_effect(labels)) continue;
    std::string said;
    for (const model::Label& label : labels) said += (said.empty() ? "" : ", ") + label.value;
    findings.push_back({"label-tie", "clip", clip.id, fmt::format("{}: {}", axis, said)});
  }
  return findings;
}

class Validator {
 public:
  Validator(const ValidateOptions& options, const ValidateHooks& hooks)
      : options_(options), hooks_(hooks), finder_(options.mirrors) {}

  void add(const manifest::Manifest& manifest);
  void add(const fs::path& file);
  void read_media();
  Validation finish();

 private:
  void find(std::size_t number, const std::string& code, const std::string& message) {
    CheckedClip& checked = result_.clips[number];
    checked.findings.push_back({code, "clip", checked.clip, message});
  }
  void plan(std::size_t number, const model::Clip& clip, std::vector<fs::path> candidates);
  void open_next();
  void collect(WorkerPool& pool);
  void see(std::size_t number, model::ClipResult result);
  void compare();
  void end(std::size_t number);

  const ValidateOptions& options_;
  const ValidateHooks& hooks_;
  ObjectFinder finder_;
  Validation result_;
  std::vector<base::Digest> recipes_;  ///< of each clip
  std::vector<Pending> pending_;       ///< the largest last
  std::deque<Opened> opened_;
  std::size_t done_ = 0;
};

void Validator::plan(std::size_t number, const model::Clip& clip, std::vector<fs::path> candidates) {
  Pending pending{number, clip, recipe_for(clip, options_.recipe), std::move(candidates), 0};
  recipes_.push_back(pending.recipe.digest());
  std::error_code error;
  if (!pending.candidates.empty()) pending.size = fs::file_size(pending.candidates.front(), error);
  if (error) pending.size = 0;
  pending_.push_back(std::move(pending));
}

void Validator::add(const manifest::Manifest& manifest) {
  for (const model::Clip& clip : manifest.clips) {
    CheckedClip checked;
    checked.clip = clip.id;
    checked.manifest = manifest.name;
    checked.file = manifest.path;
    checked.line = clip.line;
    checked.column = clip.column;
    checked.findings = entry_findings(clip, manifest);
    for (model::Finding& tie : label_ties(clip)) checked.findings.push_back(std::move(tie));
    result_.clips.push_back(std::move(checked));
    plan(result_.clips.size() - 1, clip, finder_.candidates(clip, manifest.path.parent_path()));
  }
}

void Validator::add(const fs::path& file) {
  base::open_to_read(file);  // a name that was mistyped is no finding
  CheckedClip checked;
  checked.clip = file.string();
  checked.file = file;
  result_.clips.push_back(std::move(checked));
  model::Clip clip;
  clip.id = file.string();
  clip.path = file.string();
  plan(result_.clips.size() - 1, clip, {file});
}

void Validator::end(std::size_t number) {
  result_.clips[number].looked_at = true;
  hooks_.progress(++done_, result_.clips.size());
}

void Validator::open_next() {
  const Pending pending = std::move(pending_.back());
  pending_.pop_back();
  CheckedClip& checked = result_.clips[pending.number];
  try {
    auto opened = finder_.open(pending.clip, pending.candidates);
    if (const auto* finding = std::get_if<model::Finding>(&opened)) {
      checked.findings.push_back(*finding);
      return end(pending.number);
    }
    auto& object = std::get<ObjectFinder::Opened>(opened);
    checked.object = object.digest;
    if (!checked.manifest.empty() && !pending.clip.sha256) {
      find(pending.number, "digest-unnamed", fmt::format("the file has SHA-256 {}", object.digest.hex()));
    }
    model::ClipJob job;
    job.clip = std::to_string(pending.number);  // two manifests may have clips of one id
    job.name = pending.candidates.empty() ? "" : pending.candidates.front().filename().string();
    job.recipe = pending.recipe;
    job.every_picture = options_.every_picture;
    opened_.push_back({pending.number, std::move(job), std::move(object.file)});
  } catch (const base::Error& error) {
    find(pending.number, "object-missing", error.what());
    end(pending.number);
  }
}

void Validator::see(std::size_t number, model::ClipResult result) {
  CheckedClip& checked = result_.clips[number];
  for (model::Finding& finding : result.findings) find(number, finding.code, finding.message);
  for (const model::Finding& finding : check_pictures(result, options_.least)) {
    find(number, finding.code, finding.message);
  }
  checked.claimed = std::move(result.claimed);
  checked.seen = result.seen;
  checked.frames = std::move(result.frames);
}

void Validator::collect(WorkerPool& pool) {
  for (WorkerPool::Outcome& outcome : pool.wait(Clock::now() + kWait)) {
    const std::size_t number = std::stoul(outcome.clip);
    if (outcome.result) {
      see(number, std::move(*outcome.result));
    } else {
      find(number, outcome.failure.code, outcome.failure.message);
    }
    end(number);
  }
}

void Validator::read_media() {
  // The largest first, so that no worker is left alone with it at the end; what nobody has needs no worker.
  std::stable_sort(pending_.begin(), pending_.end(),
                   [](const Pending& a, const Pending& b) { return a.size < b.size; });
  const auto nobody_has = [](const Pending& pending) { return pending.candidates.empty(); };
  const auto found = std::stable_partition(pending_.begin(), pending_.end(), std::not_fn(nobody_has));
  const auto files = static_cast<std::size_t>(found - pending_.begin());
  while (pending_.size() > files) open_next();
  if (files == 0) return;
  const std::size_t jobs = std::min(static_cast<std::size_t>(options_.jobs), files);
  WorkerPool pool(options_.worker, static_cast<int>(jobs), options_.limits);
  while (!pending_.empty() || !opened_.empty() || pool.busy()) {
    result_.stopped = hooks_.stop();
    if (result_.stopped) return;
    while (!pending_.empty() && opened_.size() < jobs) open_next();
    while (!opened_.empty() && pool.has_free()) {
      pool.submit(opened_.front().job, opened_.front().file.get(), -1);
      opened_.pop_front();
    }
    if (pool.busy()) collect(pool);
  }
}

void Validator::compare() {
  std::vector<Submitted> submission;
  for (std::size_t i = 0; i < result_.clips.size(); ++i) {
    const CheckedClip& checked = result_.clips[i];
    Submitted submitted{{checked.clip, checked.manifest, checked.object.value_or(base::Digest{}), recipes_[i], {}, {}},
                        {}};
    for (const model::Frame& frame : checked.frames) {
      submitted.clip.pixels.push_back(frame.pixels);
      submitted.clip.hashes.push_back(frame.hash);
      submitted.telling.push_back(is_telling(frame));
    }
    submission.push_back(std::move(submitted));
  }
  const auto found = find_duplicates(submission, options_.against);
  for (std::size_t i = 0; i < found.size(); ++i) {
    auto& findings = result_.clips[i].findings;
    findings.insert(findings.end(), found[i].begin(), found[i].end());
  }
}

Validation Validator::finish() {
  compare();
  for (CheckedClip& checked : result_.clips) {
    std::stable_sort(checked.findings.begin(), checked.findings.end(), [](const auto& a, const auto& b) {
      const auto severity = [](const model::Finding& f) {
        return -static_cast<int>(model::finding_code(f.code).severity);
      };
      return std::pair(severity(a), a.code) < std::pair(severity(b), b.code);
    });
  }
  return std::move(result_);
}

}  // namespace

std::int64_t Validation::count(model::Severity severity) const {
  std::int64_t count = 0;
  for (const CheckedClip& checked : clips) {
    count += std::count_if(checked.findings.begin(), checked.findings.end(), [&](const model::Finding& finding) {
      return model::finding_code(finding.code).severity == severity;
    });
  }
  return count;
}

Validation validate(const std::vector<manifest::Manifest>& manifests, const std::vector<fs::path>& files,
                    const ValidateOptions& options, const ValidateHooks& hooks) {
  Validator validator(options, hooks);
  for (const manifest::Manifest& manifest : manifests) validator.add(manifest);
  for (const fs::path& file : files) validator.add(file);
  validator.read_media();
  return validator.finish();
}

}  // namespace curate
