#include "curate/validate/check_sources.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <tuple>
#include <utility>

#include "base/url.h"
#include "catalog/clips.h"
#include "catalog/manifests.h"
#include "fetch/host_queue.h"
#include "fetch/retry.h"
#include "manifest/lock.h"

namespace curate {
namespace fs = std::filesystem;
namespace {

using Trouble = fetch::HttpResult::Trouble;
using Questions = std::map<std::string, SourceQuestion>;

// Adds a clip to the question of its URL. If clips of one URL disagree on the digest, it is unknown.
void add(Questions& questions, const model::Clip& clip, const std::optional<base::Digest>& sha256, bool yt_dlp) {
  const auto [place, is_new] = questions.try_emplace(clip.url);
  SourceQuestion& question = place->second;
  question.url = clip.url;
  question.clips.push_back(clip.id);
  question.yt_dlp = question.yt_dlp || yt_dlp;
  if (is_new) {
    question.sha256 = sha256;
  } else if (question.sha256 != sha256) {
    question.sha256.reset();
  }
}

std::vector<SourceQuestion> sorted(Questions questions) {
  std::vector<SourceQuestion> all;
  for (auto& [url, question] : questions) {
    std::ranges::sort(question.clips);
    all.push_back(std::move(question));
  }
  return all;
}

bool is_page(const std::string& content_type) {
  return content_type.starts_with("text/html") || content_type.starts_with("application/xhtml");
}

// Why the file is not what it was; empty if nothing shows that.
std::string what_changed(const SourceQuestion& known, const fetch::SourceState& state) {
  const fetch::HttpHead& head = state.result.head;
  if (known.sha256 && head.sha256) {
    if (*known.sha256 == *head.sha256) return {};
    return fmt::format("SHA-256 is now {}, was {}", head.sha256->hex(), known.sha256->hex());
  }
  if (known.size && state.size && *known.size != *state.size) {
    return fmt::format("size is now {} bytes, was {}", *state.size, *known.size);
  }
  if (!known.etag.empty() && !head.etag.empty()) {
    return known.etag == head.etag ? "" : "ETag changed since the download";
  }
  if (!known.last_modified.empty() && !head.last_modified.empty() && known.last_modified != head.last_modified) {
    return fmt::format("modified on {}, was {}", head.last_modified, known.last_modified);
  }
  return {};
}

std::string code_of(const fetch::HttpResult& result) {
  if (result.trouble == Trouble::Refused) return "address-refused";
  if (result.trouble != Trouble::None) return "fetch-failed";
  const long status = result.head.status;
  return status >= 200 && status < 300 ? "" : fetch::code_for(status);
}

}  // namespace

std::vector<SourceQuestion> questions_of(const std::vector<manifest::Manifest>& manifests) {
  Questions questions;
  for (const manifest::Manifest& manifest : manifests) {
    const fs::path lock_file = manifest.folder() / (manifest.name + ".lock");
    const manifest::Lock lock = fs::is_regular_file(lock_file) ? manifest::read_lock(lock_file) : manifest::Lock{};
    for (const model::Clip& clip : manifest.clips) {
      if (clip.url.empty()) continue;
      const manifest::LockEntry* locked = lock.find(clip.url);
      add(questions, clip, clip.sha256 || locked == nullptr ? clip.sha256 : std::optional(locked->sha256),
          wants_yt_dlp(manifest, clip.source));
      SourceQuestion& question = questions.at(clip.url);
      if (locked != nullptr && question.sha256 == locked->sha256) question.size = locked->size;
    }
  }
  return sorted(std::move(questions));
}

std::vector<SourceQuestion> questions_of(Dataset& dataset) {
  std::map<base::Digest, std::int64_t> sizes;
  for (const auto& object : catalog::objects(dataset.catalog())) sizes.emplace(object.digest, object.size_bytes);
  Questions questions;
  for (const catalog::ClipRow& row : catalog::clips(dataset.catalog())) {
    if (row.clip.url.empty()) continue;
    const auto source = catalog::find_source(dataset.catalog(), row.manifest, row.clip.source);
    add(questions, row.clip, row.clip.sha256 ? row.clip.sha256 : row.object,
        source && source->fetch == model::kFetchByYtDlp);
  }
  for (auto& [url, question] : questions) {
    if (!question.sha256) continue;
    const auto size = sizes.find(*question.sha256);
    if (size != sizes.end()) question.size = size->second;
    const auto facts = dataset.downloads().read(url);
    if (!facts || facts->digest != question.sha256) continue;
    question.etag = facts->etag;
    question.last_modified = facts->last_modified;
  }
  return sorted(std::move(questions));
}

std::vector<SourceFinding> judge(const SourceQuestion& question, const fetch::SourceState& state) {
  std::vector<SourceFinding> findings;
  const auto note = [&](const std::string& code, const std::string& message) {
    findings.push_back({question.url, question.clips, code, message});
  };
  const fetch::HttpResult& result = state.result;
  const std::string code = code_of(result);
  if (!code.empty()) {
    note(code, result.trouble == Trouble::None ? fmt::format("HTTP status {}", result.head.status) : result.message);
    return findings;
  }
  if (result.moved) note("source-moved", fmt::format("redirects permanently to '{}'", base::shown_url(result.url)));
  if (question.yt_dlp) return findings;
  if (is_page(result.head.content_type)) {
    note("html-page", "returns a web page");
  } else if (const std::string change = what_changed(question, state); !change.empty()) {
    note("source-changed", change);
  }
  return findings;
}

std::vector<SourceFinding> check_sources(const std::vector<SourceQuestion>& questions, const FetchOptions& options,
                                         const std::function<void(std::int64_t, std::int64_t)>& progress,
                                         const std::function<bool()>& stop) {
  std::vector<SourceFinding> findings;
  if (questions.empty()) return findings;
  std::mutex mutex;
  std::atomic<std::int64_t> done{0};
  fetch::Stop stopping;
  {
    fetch::HostQueue queue(options.downloads, options.per_host, options.limits);
    for (const SourceQuestion& question : questions) {
      queue.add(question.url, [&](fetch::HttpSession& session) {
        const fetch::SourceState state =
            fetch::look_at(question.url, question.sha256.has_value(), session, options.limits, stopping);
        if (state.result.trouble == Trouble::Stopped) return;
        std::vector<SourceFinding> found = judge(question, state);
        const std::lock_guard lock(mutex);
        findings.insert(findings.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
        ++done;
      });
    }
    constexpr std::chrono::milliseconds kLook{100};
    while (!queue.idle() && !stop()) {
      queue.wait(kLook);
      progress(done, static_cast<std::int64_t>(questions.size()));
    }
    stopping.set();
  }
  std::ranges::sort(findings, [](const SourceFinding& a, const SourceFinding& b) {
    return std::tie(a.url, a.code) < std::tie(b.url, b.code);
  });
  return findings;
}

}  // namespace curate
