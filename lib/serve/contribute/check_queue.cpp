#include "serve/contribute/check_queue.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "curate/contribute/contributions.h"
#include "model/metadata_json.h"
#include "serve/contribute/offer.h"
#include "serve/http/json_text.h"

namespace serve {
namespace {

using catalog::ContributedFile;
using catalog::FileState;
using store::Database;

constexpr int kAtOnce = 8;
constexpr std::chrono::seconds kSweepUploadsEvery{30};
// One file must not keep the others waiting.
constexpr curate::WorkerLimits kCheckLimits{.time = std::chrono::seconds(120)};

curate::ValidateOptions check_options(const Quarantine& quarantine, const CheckQueue::Options& given) {
  curate::ValidateOptions options;
  options.mirrors = {quarantine.files().path()};
  options.worker = given.worker;
  options.recipe.text = given.text.version();
  options.limits = kCheckLimits;
  return options;
}

std::string findings_text(const std::vector<model::Finding>& findings) {
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const model::Finding& finding : findings) all.push_back(model::finding_json(finding.code, finding.message));
  return json_text(all);
}

std::string facts_text(const curate::CheckedClip& checked, bool text_read) {
  if (checked.frames.empty()) return "{}";
  return json_text({{"container", checked.header.container},
                    {"codec", checked.header.codec},
                    {"width", checked.content.width},
                    {"height", checked.content.height},
                    {"pictures", checked.content.pictures},
                    {"grey", checked.content.grey},
                    {"text_read", text_read}});
}

/// Why a file is not for quarantine; empty: it is.
std::string why_refused(const curate::CheckedClip& checked) {
  if (const model::Finding* error = model::first_error(checked.findings)) return error->message;
  const auto same = std::ranges::find(checked.findings, "duplicate", &model::Finding::code);
  return same == checked.findings.end() ? "" : same->message;
}

}  // namespace

CheckQueue::CheckQueue(Quarantine& quarantine, DatasetPool& pool, Options options)
    : quarantine_(quarantine), pool_(pool), options_(std::move(options)) {
  quarantine_.with([](Database& db) {
    catalog::check_again(db);
    return true;
  });
  thread_ = std::thread([this] { run(); });
}

CheckQueue::~CheckQueue() {
  stopped_ = true;
  wake();
  thread_.join();
}

void CheckQueue::wake() {
  const std::lock_guard lock(mutex_);
  woken_ = true;
  changed_.notify_all();
}

void CheckQueue::wait() {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, kSweepUploadsEvery, [&] { return woken_; });
  woken_ = false;
}

void CheckQueue::run() {
  while (!stopped_) {
    try {
      options_.between();
      while (!stopped_ && check_some()) {
      }
    } catch (const std::exception& error) {
      options_.log_error(fmt::format("checking contributions: {}", error.what()));
    }
    if (!stopped_) wait();
  }
}

std::vector<ContributedFile> CheckQueue::take() {
  return quarantine_.with([](Database& db) {
    std::vector<ContributedFile> files = catalog::files_in_state(db, FileState::Received, kAtOnce);
    for (ContributedFile& file : files) {
      file.state = FileState::Checking;
      catalog::put_contributed_file(db, file, FileState::Received);
    }
    return files;
  });
}

bool CheckQueue::check_some() {
  std::vector<ContributedFile> files = take();
  if (files.empty()) return false;
  try {
    check(files);
  } catch (...) {
    give_back(files);
    throw;
  }
  return true;
}

void CheckQueue::give_back(const std::vector<ContributedFile>& files) {
  for (ContributedFile file : files) {
    file.state = FileState::Received;
    quarantine_.with([&](Database& db) { return catalog::put_contributed_file(db, file, FileState::Checking); });
  }
}

void CheckQueue::check(std::vector<ContributedFile>& files) {
  const auto options = check_options(quarantine_, options_);
  const curate::ValidateHooks hooks{.stop = [this] { return stopped_.load(); }};
  const curate::Validation checked = pool_.read([&](curate::Dataset& dataset) {
    std::vector<curate::OfferedClip> offered;
    for (const ContributedFile& file : files) {
      const auto contribution =
          quarantine_.with([&](Database& db) { return catalog::find_contribution(db, file.contribution); });
      offered.push_back({entry_of(dataset, contribution.value(), file, read_described(file.said)), file.name});
    }
    return curate::check_contributions(dataset, offered, options, hooks);
  });
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (checked.clips[i].looked_at) end(files[i], checked.clips[i]);
  }
}

void CheckQueue::end(ContributedFile file, const curate::CheckedClip& checked) {
  file.object = checked.object;
  file.findings = findings_text(checked.findings);
  file.facts = facts_text(checked, options_.text.is_there());
  file.reason = why_refused(checked);
  const bool ended = quarantine_.with([&](Database& db) {
    if (file.reason.empty() && catalog::is_held_elsewhere(db, file)) file.reason = "this file was contributed before";
    file.state = file.reason.empty() ? FileState::Quarantined : FileState::Refused;
    file.kept = file.reason.empty();
    return catalog::put_contributed_file(db, file, FileState::Checking);
  });
  // Otherwise it was withdrawn meanwhile.
  if (ended && !file.kept) quarantine_.files().remove_file(file.id);
}

}  // namespace serve
