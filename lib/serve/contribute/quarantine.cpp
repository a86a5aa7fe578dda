#include "serve/contribute/quarantine.h"

#include <sys/statvfs.h>

#include <algorithm>

#include "base/digest.h"
#include "base/error.h"
#include "catalog/contributions/contributions_file.h"
#include "catalog/contributions/uploads.h"
#include "serve/people/secrets.h"

namespace serve {
namespace {

constexpr const char* kContributionsFile = "contributions.db";
constexpr const char* kUploads = "uploads";

store::Database opened_contributions(const base::Folder& state) {
  const std::filesystem::path path = state.path() / kContributionsFile;
  // SQLite gives its log the mode of the file.
  if (state.kind_of(kContributionsFile) == base::FileKind::Missing) state.create_file(kContributionsFile, 0600);
  return state.status_of(kContributionsFile).size == 0 ? catalog::create_contributions(path)
                                                       : catalog::open_contributions(path);
}

base::Folder uploads_folder(const base::Folder& state) {
  state.make_folder(kUploads, 0700);
  return state.below(kUploads);
}

}  // namespace

std::string random_id() {
  constexpr std::size_t kDigits = 32;
  return base::sha256(random_secret()).hex().substr(0, kDigits);
}

Quarantine::Quarantine(const std::filesystem::path& state)
    : database_(opened_contributions(base::Folder(state))), files_(uploads_folder(base::Folder(state))) {
  const std::vector<std::string> known = catalog::held_ids(database_);
  for (const std::string& name : files_.names()) {
    if (!std::ranges::binary_search(known, name)) files_.remove_all(name);
  }
}

std::int64_t Quarantine::free_bytes() const {
  struct statvfs status {};
  if (::statvfs(files_.held().c_str(), &status) != 0) base::throw_errno("cannot examine", files_.path());
  return static_cast<std::int64_t>(status.f_bavail) * static_cast<std::int64_t>(status.f_frsize);
}

Quarantine::Hold::Hold(Quarantine& from, const std::string& id, std::chrono::milliseconds idle)
    : from_(&from), id_(id) {
  const std::lock_guard lock(from.held_mutex_);
  std::shared_ptr<Held>& now = from.held_[id];
  if (now != nullptr) {
    const std::unique_lock in_use(now->mutex, std::try_to_lock);
    if (!in_use || std::chrono::steady_clock::now() - now->used < idle) return;
    now->taken_away = true;
  }
  held_ = std::make_shared<Held>();
  now = held_;
}

Quarantine::Hold::~Hold() {
  if (held_ == nullptr) return;
  const std::lock_guard lock(from_->held_mutex_);
  const auto now = from_->held_.find(id_);
  if (now != from_->held_.end() && now->second == held_) from_->held_.erase(now);
}

std::unique_lock<std::mutex> Quarantine::Hold::use() {
  std::unique_lock lock(held_->mutex);
  if (held_->taken_away) return {};
  held_->used = std::chrono::steady_clock::now();
  return lock;
}

}  // namespace serve
