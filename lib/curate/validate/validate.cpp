#include "curate/validate/validate.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <map>
#include <utility>

#include "base/error.h"
#include "curate/duplicates/duplicates.h"
#include "curate/duplicates/informative.h"
#include "curate/import/clip_recipe.h"
#include "curate/import/entry_findings.h"
#include "curate/import/object_finder.h"
#include "curate/label/label_conflicts.h"
#include "curate/label/label_ties.h"
#include "curate/privacy/tag_meaning.h"
#include "curate/split/links.h"
#include "curate/validate/submission_fetcher.h"
#include "curate/workers/clip_queue.h"

namespace curate {
namespace fs = std::filesystem;
namespace {

/// A clip whose file will be read.
struct Planned {
  std::size_t number;  ///< among the checked clips
  model::Clip clip;
  model::Recipe recipe;
  fs::path folder;  ///< of its manifest
  std::vector<fs::path> candidates;
  std::uintmax_t size = 0;
  bool yt_dlp = false;  ///< its source is fetched by yt-dlp
};

/// A planned clip and its open file.
struct OpenFile {
  Planned planned;
  base::Descriptor file;
};

class Validator : private ClipWork {
 public:
  Validator(const ValidateOptions& options, const ValidateHooks& hooks)
      : options_(options), hooks_(hooks), finder_(options.mirrors, options.follow_links, options.max_file_bytes) {}

  void add(const manifest::Manifest& manifest);
  void add(const fs::path& file);
  void read_media();
  Validation finish();

 private:
  void find(std::size_t number, const std::string& code, const std::string& message) {
    CheckedClip& checked = result_.clips[number];
    checked.findings.push_back({code, "clip", checked.clip, message});
  }
  void plan(std::size_t number, const model::Clip& clip, const fs::path& folder, std::vector<fs::path> candidates,
            bool yt_dlp);
  bool has_next() const override { return !pending_.empty() || !arrived_.empty(); }
  std::optional<OpenedClip> open_next() override;
  void collect(WorkerPool::Outcome outcome) override;
  bool is_downloading() const override { return fetcher_ && fetcher_->waiting(); }
  void receive(std::chrono::milliseconds time) override;
  bool stop() override { return hooks_.stop(); }

  std::optional<OpenFile> open_pending();
  void start_downloads();
  void download(Planned planned, const model::Finding& finding);
  OpenFile take(Planned planned, const base::Digest& digest, base::Descriptor file);
  void see(std::size_t number, const model::Recipe& recipe, model::ClipResult result);
  void compare();
  void compare_labels();
  void end(std::size_t number);

  const ValidateOptions& options_;
  const ValidateHooks& hooks_;
  ObjectFinder finder_;
  Validation result_;
  std::vector<base::Digest> recipes_;   ///< of each clip
  std::vector<catalog::ClipRow> rows_;  ///< of the clips in manifests, which come first
  std::vector<model::Link> links_;      ///< between these, from their pictures
  NominalAxes nominal_;
  std::vector<Planned> pending_;  ///< the largest last
  std::map<std::size_t, Planned> downloading_;
  std::optional<SubmissionFetcher> fetcher_;
  bool downloads_ = false;                  ///< have started
  std::deque<OpenFile> arrived_;            ///< downloaded
  std::map<std::size_t, OpenFile> opened_;  ///< a worker reads it or will soon
  std::size_t done_ = 0;
};

void Validator::plan(std::size_t number, const model::Clip& clip, const fs::path& folder,
                     std::vector<fs::path> candidates, bool yt_dlp) {
  Planned pending{number, clip, recipe_for(clip, options_.recipe), folder, std::move(candidates), 0, yt_dlp};
  recipes_.push_back(pending.recipe.digest());
  std::error_code error;
  if (!pending.candidates.empty()) pending.size = fs::file_size(pending.candidates.front(), error);
  if (error) pending.size = 0;
  pending_.push_back(std::move(pending));
}

void Validator::add(const manifest::Manifest& manifest) {
  for (const manifest::Axis& axis : manifest.terms.axes) {
    if (axis.kind == manifest::AxisKind::Nominal) nominal_[manifest.name].insert(axis.id);
  }
  for (const model::Clip& clip : manifest.clips) {
    CheckedClip checked;
    checked.clip = clip.id;
    checked.manifest = manifest.name;
    checked.file = manifest.path;
    checked.line = clip.line;
    checked.column = clip.column;
    checked.findings = entry_findings(clip, manifest);
    for (model::Finding& tie : label_ties(clip.id, clip.labels)) checked.findings.push_back(std::move(tie));
    result_.clips.push_back(std::move(checked));
    rows_.push_back({clip, clip.labels, manifest.name, {}, {}});
    const fs::path folder = manifest.folder();
    plan(result_.clips.size() - 1, clip, folder, finder_.candidates(clip, folder), wants_yt_dlp(manifest, clip.source));
  }
}

void Validator::add(const fs::path& file) {
  base::open_to_read(file);  // a mistyped name is an error, not a finding
  CheckedClip checked;
  checked.clip = file.string();
  checked.file = file;
  result_.clips.push_back(std::move(checked));
  model::Clip clip;
  clip.id = file.string();
  clip.path = file.string();
  plan(result_.clips.size() - 1, clip, {}, {file}, false);
}

void Validator::end(std::size_t number) {
  result_.clips[number].looked_at = true;
  hooks_.progress(++done_, result_.clips.size());
}

std::optional<OpenFile> Validator::open_pending() {
  Planned planned = std::move(pending_.back());
  pending_.pop_back();
  const std::size_t number = planned.number;
  model::Finding missing;
  try {
    auto opened = finder_.open(planned.clip, planned.folder, planned.candidates);
    if (auto* object = std::get_if<ObjectFinder::Opened>(&opened)) {
      return take(std::move(planned), object->digest, std::move(object->file));
    }
    missing = std::move(std::get<model::Finding>(opened));
  } catch (const base::Error& error) {
    find(number, "object-missing", error.what());
    end(number);
    return std::nullopt;
  }
  download(std::move(planned), missing);
  return std::nullopt;
}

// All clips of a URL are known only after every local file was tried.
void Validator::start_downloads() {
  if (!fetcher_ || !pending_.empty() || std::exchange(downloads_, true)) return;
  fetcher_->start();
}

std::optional<OpenedClip> Validator::open_next() {
  std::optional<OpenFile> next;
  if (arrived_.empty()) {
    next = open_pending();
    start_downloads();
  } else {
    next = std::move(arrived_.front());
    arrived_.pop_front();
  }
  if (!next) return std::nullopt;
  const std::size_t number = next->planned.number;
  OpenedClip clip{{}, next->file.get(), -1};
  clip.job.clip = std::to_string(number);  // two manifests may have the same clip id
  clip.job.name = model::file_name(next->planned.clip);
  clip.job.recipe = next->planned.recipe;
  clip.job.every_picture = options_.every_picture;
  opened_.emplace(number, *std::move(next));
  return clip;
}

// Downloads the clip if that is allowed; else it ends with `finding`.
void Validator::download(Planned planned, const model::Finding& finding) {
  if (options_.fetch && !planned.clip.url.empty()) {
    if (!fetcher_) fetcher_.emplace(*options_.fetch);
    fetcher_->add(planned.number, planned.clip, planned.yt_dlp);
    downloading_.emplace(planned.number, std::move(planned));
    return;
  }
  find(planned.number, finding.code, finding.message);
  end(planned.number);
}

void Validator::receive(std::chrono::milliseconds time) {
  // Takes no more than workers need soon, because each is an open file.
  if (!downloads_ || !arrived_.empty()) return;
  for (auto& [number, what] : fetcher_->take(time)) {
    auto planned = downloading_.extract(number);
    if (const auto* finding = std::get_if<model::Finding>(&what)) {
      find(number, finding->code, finding->message);
      end(number);
    } else {
      auto& file = std::get<SubmissionFetcher::File>(what);
      arrived_.push_back(take(std::move(planned.mapped()), file.digest, std::move(file.file)));
    }
  }
}

OpenFile Validator::take(Planned planned, const base::Digest& digest, base::Descriptor file) {
  CheckedClip& checked = result_.clips[planned.number];
  checked.object = digest;
  if (!checked.manifest.empty() && !planned.clip.sha256) {
    checked.findings.push_back(digest_unnamed(checked.clip, digest));
  }
  return {std::move(planned), std::move(file)};
}

void Validator::see(std::size_t number, const model::Recipe& recipe, model::ClipResult result) {
  CheckedClip& checked = result_.clips[number];
  for (model::Finding& finding : result.findings) find(number, finding.code, finding.message);
  for (const model::Finding& finding : check_pictures(result, options_.least, recipe)) {
    find(number, finding.code, finding.message);
  }
  if (result.tags) {
    for (const model::Finding& finding : metadata_findings(result.clip, *result.tags))
      find(number, finding.code, finding.message);
  }
  checked.header = std::move(result.header);
  checked.content = result.content;
  checked.frames = std::move(result.frames);
  checked.key_packets = std::move(result.key_packets);
}

void Validator::collect(WorkerPool::Outcome outcome) {
  const std::size_t number = std::stoul(outcome.clip);
  const model::Recipe recipe = opened_.extract(number).mapped().planned.recipe;
  if (outcome.result) {
    see(number, recipe, *std::move(outcome.result));
  } else {
    find(number, outcome.failure.code, outcome.failure.message);
  }
  end(number);
}

void Validator::read_media() {
  // The largest are read first, so that no worker is left with one at the end; missing files are downloaded meanwhile.
  std::ranges::stable_sort(pending_, [](const Planned& a, const Planned& b) { return a.size < b.size; });
  const auto is_here = [](const Planned& planned) { return !planned.candidates.empty(); };
  const auto here =
      static_cast<std::size_t>(std::stable_partition(pending_.begin(), pending_.end(), is_here) - pending_.begin());
  while (pending_.size() > here) open_pending();  // starts its download, or fails
  start_downloads();
  const std::size_t work = here + downloading_.size();
  if (work == 0) return;
  const int jobs = static_cast<int>(std::min(static_cast<std::size_t>(options_.jobs), work));
  WorkerLimits limits = options_.limits;
  limits.read_text = options_.recipe.text > 0;
  result_.stopped = !ClipQueue(*this, options_.worker, jobs, limits).run();
}

void Validator::compare() {
  std::vector<AskedClip> asked;
  for (std::size_t i = 0; i < result_.clips.size(); ++i) {
    const CheckedClip& checked = result_.clips[i];
    AskedClip clip{{checked.clip, checked.manifest, checked.object.value_or(base::Digest{}), recipes_[i], {}, {}}, {}};
    if (!checked.frames.empty()) clip.clip.key_packets = checked.key_packets;
    for (const model::Frame& frame : checked.frames) {
      clip.clip.pixels.push_back(frame.pixels);
      clip.clip.hashes.push_back(frame.hash);
      clip.informative.push_back(is_informative(frame.brightness, frame.sharpness));
    }
    asked.push_back(std::move(clip));
  }
  Recognised recognised = recognise(asked, options_.against);
  for (std::size_t i = 0; i < result_.clips.size(); ++i) {
    auto& findings = result_.clips[i].findings;
    std::ranges::move(recognised.findings[i], std::back_inserter(findings));
  }
  links_ = std::move(recognised.links);
}

// Compares labels as the dataset would after an import.
void Validator::compare_labels() {
  for (std::size_t i = 0; i < rows_.size(); ++i) rows_[i].object = result_.clips[i].object;
  std::vector<model::Link> links = make_links(rows_, {});
  links.insert(links.end(), links_.begin(), links_.end());
  const auto conflicts = label_conflicts(rows_, links, nominal_);
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const auto found = conflicts.find(result_.clips[i].clip);
    if (found == conflicts.end()) continue;
    for (const model::Finding& finding : found->second) find(i, finding.code, finding.message);
  }
}

Validation Validator::finish() {
  compare();
  compare_labels();
  for (CheckedClip& checked : result_.clips) {
    std::ranges::stable_sort(checked.findings, [](const auto& a, const auto& b) {
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
    count += std::ranges::count_if(checked.findings, [&](const model::Finding& finding) {
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
