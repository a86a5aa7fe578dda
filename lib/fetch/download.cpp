#include "fetch/download.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <random>

#include "base/error.h"
#include "base/file.h"
#include "base/url.h"
#include "fetch/retry.h"

namespace fetch {
namespace fs = std::filesystem;
namespace {

using Clock = std::chrono::steady_clock;
using Trouble = HttpResult::Trouble;

constexpr std::int64_t kSyncBytes = std::int64_t{64} << 20;
constexpr std::size_t kSniffBytes = 512;
constexpr std::chrono::milliseconds kEndSlack{100};

/// One request for an object; writes the body to disk.
class Try {
 public:
  Try(const Wanted& wanted, DownloadContext& context, Clock::time_point deadline);

  /// Whether the file is complete without a request, because the process was killed just after the last byte.
  bool is_whole() const { return !facts_.digest && offset_ > 0 && facts_.total == offset_; }
  HttpResult run(HttpSession& session);

  /// Why the request ended, apart from HTTP errors.
  enum class End { None, Changed, TooBig, Html, Unasked, RunLimit };
  End end() const { return end_; }
  bool complete() const { return complete_; }
  const DownloadFacts& facts() const { return facts_; }

 private:
  bool begin(const HttpHead& head);
  bool start_over(const HttpHead& head);
  bool goes_on(const HttpHead& head) const;
  bool take(std::string_view bytes);
  void open_body(std::int64_t at);

  const Wanted& wanted_;
  DownloadContext& context_;
  HttpRequest request_;
  DownloadFacts facts_;
  std::int64_t offset_ = 0;  ///< bytes in the file
  std::string start_;        ///< the first bytes, to detect web pages
  base::Descriptor file_;
  End end_ = End::None;
  bool complete_ = false;
};

Try::Try(const Wanted& wanted, DownloadContext& context, Clock::time_point deadline)
    : wanted_(wanted), context_(context) {
  request_.url = wanted.url;
  request_.deadline = deadline;
  request_.digest_known = wanted.sha256.has_value();
  facts_ = context.folder.read(wanted.url).value_or(DownloadFacts{});
  facts_.url = wanted.url;
  if (facts_.digest) {
    // A conditional request, if "not modified" is a sufficient answer.
    const bool wrong = wanted.sha256 && *wanted.sha256 != *facts_.digest;
    if (!wrong && !whole_copy(facts_, context)) return;
    request_.if_none_match = facts_.etag;
    if (facts_.etag.empty()) request_.if_modified_since = facts_.last_modified;
    return;
  }
  const std::int64_t here = facts_.if_range.empty() ? 0 : context.folder.trusted_bytes(facts_);
  if (here == 0 || (facts_.total && here > *facts_.total)) return;
  offset_ = here;
  request_.range = fmt::format("{}-", here);
  request_.if_range = facts_.if_range;
}

void Try::open_body(std::int64_t at) {
  file_ = context_.folder.write_body(wanted_.url, at);
  offset_ = at;
}

// Truncates first, so that the facts never describe bytes of another file.
bool Try::start_over(const HttpHead& head) {
  const std::string kept = head.encoded() ? std::string() : head.strong_validator();
  open_body(0);
  facts_ = DownloadFacts{};
  facts_.url = wanted_.url;
  facts_.etag = head.etag;
  facts_.last_modified = head.last_modified;
  facts_.if_range = kept;
  facts_.boot = boot_id();
  if (!head.encoded()) facts_.total = head.content_length;
  start_.clear();
  context_.folder.write(facts_);
  if (facts_.total.value_or(0) <= context_.limits.max_bytes) return true;
  end_ = End::TooBig;
  return false;
}

// Whether a partial answer continues the file that we have.
bool Try::goes_on(const HttpHead& head) const {
  if (!head.range || head.range->first != offset_ || head.encoded()) return false;
  // Without the total size, an incomplete file could not be detected.
  if (!head.range->total && !facts_.total) return false;
  // A server that supports If-Range repeats the ETag (RFC 9110, 15.3.7); otherwise it may be another file.
  if (facts_.if_range.starts_with('"') && head.etag != facts_.if_range) return false;
  if (head.range->total && facts_.total && *head.range->total != *facts_.total) return false;
  if (!head.etag.empty() && !facts_.etag.empty() && head.etag != facts_.etag) return false;
  return head.last_modified.empty() || facts_.last_modified.empty() || head.last_modified == facts_.last_modified;
}

bool Try::begin(const HttpHead& head) {
  if (head.status == 200) return start_over(head);
  if (head.status != 206) return true;
  if (offset_ == 0) {
    end_ = End::Unasked;
    return false;
  }
  if (!goes_on(head)) {
    end_ = End::Changed;
    return false;
  }
  open_body(offset_);
  if (head.range->total) facts_.total = head.range->total;
  return facts_.total.value_or(0) <= context_.limits.max_bytes || (end_ = End::TooBig, false);
}

bool Try::take(std::string_view bytes) {
  if (!file_) return true;
  if (context_.bytes > context_.limits.max_total_bytes) {
    end_ = End::RunLimit;
    return false;
  }
  if (offset_ + static_cast<std::int64_t>(bytes.size()) > context_.limits.max_bytes) {
    end_ = End::TooBig;
    return false;
  }
  if (offset_ == static_cast<std::int64_t>(start_.size()) && start_.size() < kSniffBytes) {
    start_ += bytes.substr(0, kSniffBytes - start_.size());
    if (looks_like_html(start_)) {
      end_ = End::Html;
      return false;
    }
  }
  base::write_all(file_.get(), bytes, context_.folder.body(wanted_.url));
  offset_ += static_cast<std::int64_t>(bytes.size());
  if (offset_ - facts_.synced >= kSyncBytes && ::fdatasync(file_.get()) == 0) {
    facts_.synced = offset_;
    context_.folder.write(facts_);
  }
  return true;
}

HttpResult Try::run(HttpSession& session) {
  HttpSink sink;
  sink.begin = [this](const HttpHead& head) { return begin(head); };
  sink.take = [this](std::string_view bytes) { return take(bytes); };
  sink.count = [this](std::size_t bytes) { context_.bytes += static_cast<std::int64_t>(bytes); };
  sink.stop = [this] { return context_.stop.is_set(); };
  HttpResult result = session.run(request_, sink);
  const bool body = static_cast<bool>(file_);
  file_.reset();
  const long status = result.head.status;
  complete_ = result.trouble == Trouble::None && body && (!facts_.total || offset_ == *facts_.total);
  // The file was complete already (RFC 9110, 15.5.17).
  if (status == 416 && offset_ > 0) {
    const bool whole = result.head.range && result.head.range->total == offset_ && facts_.total == offset_;
    complete_ = whole;
    if (!whole) end_ = End::Changed;
  }
  if (result.trouble == Trouble::None && body && !complete_ && status != 416) {
    result.trouble = Trouble::Cut;
    result.message = "the download ended before the announced length";
  }
  return result;
}

/// All attempts of one download.
class Download {
 public:
  Download(const Wanted& wanted, HttpSession& session, DownloadContext& context)
      : wanted_(wanted),
        session_(session),
        context_(context),
        deadline_(std::min(Clock::now() + context.limits.time, context.end)) {}

  Outcome run();

 private:
  std::optional<Outcome> try_once();
  std::optional<Outcome> judge(const Try& one, const HttpResult& result);
  std::optional<Outcome> judge_status(const HttpResult& result);
  std::optional<Outcome> not_modified();
  void retry(std::string code, const std::string& message);
  Outcome fail(const std::string& code, const std::string& message) const {
    return Failure{code, about(wanted_.url, message)};
  }
  Outcome drop(const std::string& code, const std::string& message) const {
    context_.folder.remove(wanted_.url);
    return fail(code, message);
  }
  Outcome give_up(bool fruitless);

  const Wanted& wanted_;
  HttpSession& session_;
  DownloadContext& context_;
  Clock::time_point deadline_;
  std::minstd_rand random_{std::random_device{}()};
  Failure last_;                                     ///< the last temporary failure
  std::optional<std::chrono::seconds> retry_after_;  ///< as the server asked
  bool cut_ = false;
  std::int64_t most_ = 0;  ///< the most bytes that were on disk
};

void Download::retry(std::string code, const std::string& message) {
  last_ = {std::move(code), about(wanted_.url, message), {}};
}

std::optional<Outcome> Download::not_modified() {
  const auto facts = context_.folder.read(wanted_.url);
  if (facts && facts->digest) {
    if (wanted_.sha256 && *wanted_.sha256 != *facts->digest) return accept(wanted_, *facts, context_);
    if (const auto copy = whole_copy(*facts, context_)) return *copy;
  }
  context_.folder.remove(wanted_.url);
  retry("fetch-failed", "the server answered 304 Not Modified, but there is no local copy");
  return std::nullopt;
}

std::optional<Outcome> Download::judge_status(const HttpResult& result) {
  const long status = result.head.status;
  const std::string answer = fmt::format("HTTP status {}", status);
  if (status == 304) return not_modified();
  if (is_passing(status)) {
    retry_after_ = parse_retry_after(result.head.retry_after, std::time(nullptr));
    retry("fetch-failed", answer);
    return std::nullopt;
  }
  if (status >= 200 && status < 300) return drop("empty-file", answer + " without a file");
  return fail(code_for(status), answer);
}

std::optional<Outcome> Download::judge(const Try& one, const HttpResult& result) {
  retry_after_.reset();
  cut_ = result.trouble == Trouble::Cut;
  switch (one.end()) {
    case Try::End::Html:
      return drop("html-page", "the server sent a web page");
    case Try::End::TooBig:
      return drop("fetch-limit", fmt::format("larger than {} bytes", context_.limits.max_bytes));
    case Try::End::RunLimit:
      return *over_run_limit(wanted_, context_);
    case Try::End::Changed:
      context_.folder.remove(wanted_.url);
      retry("fetch-failed", "the file changed during the download");
      return std::nullopt;
    case Try::End::Unasked:
      retry("fetch-failed", "the server sent part of the file instead of all of it");
      return std::nullopt;
    case Try::End::None:
      break;
  }
  if (one.complete()) return accept(wanted_, one.facts(), context_);
  switch (result.trouble) {
    case Trouble::None:
      return judge_status(result);
    case Trouble::Stopped:
      return Stopped{};
    case Trouble::Refused:
      return fail("address-refused", result.message);
    case Trouble::DeadlineExceeded:
      if (auto over = over_run_limit(wanted_, context_)) return *std::move(over);
      return fail("fetch-limit", result.message);
    case Trouble::DecompressionBomb:
      return drop("fetch-limit", result.message);
    case Trouble::Unreachable:
      retry("fetch-failed", result.message);
      // After a redirect, another host is unreachable.
      if (result.redirects == 0) last_.host_is_away = result.message;
      return std::nullopt;
    case Trouble::Broken:
    case Trouble::Cut:
    case Trouble::Ended:
      retry(cut_ ? "short-file" : "fetch-failed", result.message);
      return std::nullopt;
    case Trouble::Redirects:
    case Trouble::Permanent:
      break;
  }
  return fail("fetch-failed", result.message);
}

std::optional<Outcome> Download::try_once() {
  Try one(wanted_, context_, deadline_);
  if (one.is_whole()) return accept(wanted_, one.facts(), context_);
  const HttpResult result = one.run(session_);
  return judge(one, result);
}

// A file that always ends at the same place is incomplete on the server and is removed. After other failures the part
// is kept, so that a later run can continue.
Outcome Download::give_up(bool fruitless) {
  if (cut_ && fruitless) context_.folder.remove(wanted_.url);
  return last_;
}

Outcome Download::run() {
  if (const auto copy = kept_copy(wanted_, context_)) return *copy;
  // Ends even if the server sends a byte at a time.
  constexpr int kMaxTries = 1000;
  int fruitless = 0;
  for (int tries = 0; tries < kMaxTries; ++tries) {
    if (context_.stop.is_set()) return Stopped{};
    if (auto over = over_run_limit(wanted_, context_)) return *std::move(over);
    if (auto outcome = try_once()) return std::move(*outcome);
    const auto now = context_.folder.read(wanted_.url);
    const std::int64_t here = now && !now->if_range.empty() ? context_.folder.trusted_bytes(*now) : 0;
    fruitless = here > most_ ? 1 : fruitless + 1;
    most_ = std::max(most_, here);
    if (fruitless >= context_.limits.tries) return give_up(true);
    const auto wait = wait_before_retry(context_.limits, fruitless, retry_after_, random_);
    if (!wait) {
      return fail("fetch-failed", fmt::format("the server asks to retry after more than {} s",
                                              context_.limits.max_retry_after.count() / 1000));
    }
    if (Clock::now() + *wait >= deadline_) return give_up(false);
    if (!context_.stop.sleep(*wait)) return Stopped{};
  }
  return give_up(false);
}

std::string start_of(const base::Descriptor& file) {
  std::string text(kSniffBytes, '\0');
  text.resize(base::read_at(file.get(), 0, text.data(), text.size(), "a download"));
  return text;
}

}  // namespace

std::string about(const std::string& url, const std::string& message) {
  return fmt::format("'{}': {}", base::shown_url(url), message);
}

std::string mismatch(const std::string& url, const base::Digest& is, const base::Digest& wanted) {
  return fmt::format("checksum mismatch: '{}' has SHA-256 {}, expected {}", base::shown_url(url), is.hex(),
                     wanted.hex());
}

std::optional<Fetched> whole_copy(const DownloadFacts& facts, const DownloadContext& context) {
  if (!facts.digest) return std::nullopt;
  if (context.store.has(*facts.digest)) return Fetched{*facts.digest, facts.size, {}};
  try {
    if (context.folder.has_body(facts.url) &&
        base::sha256_of_descriptor(context.folder.open_body(facts.url).get()) == *facts.digest) {
      return Fetched{*facts.digest, facts.size, context.folder.body(facts.url)};
    }
  } catch (const base::Error& error) {
    if (error.code() != base::Code::NotFound) throw;
  }
  // It may have been moved to the store meanwhile.
  if (context.store.has(*facts.digest)) return Fetched{*facts.digest, facts.size, {}};
  return std::nullopt;
}

std::optional<Fetched> kept_copy(const Wanted& wanted, const DownloadContext& context) {
  const auto facts = context.folder.read(wanted.url);
  if (!facts || !facts->digest) return std::nullopt;
  const bool is_it = wanted.sha256 ? *wanted.sha256 == *facts->digest : !wanted.ask;
  return is_it ? whole_copy(*facts, context) : std::nullopt;
}

Outcome accept(const Wanted& wanted, DownloadFacts facts, const DownloadContext& context) {
  base::Descriptor body;
  if (!facts.digest || context.folder.has_body(wanted.url)) {
    body = context.folder.open_body(wanted.url);
    facts.size = base::size_of(body.get(), "a download");
    facts.digest = base::sha256_of_descriptor(body.get());
  }
  if (facts.size == 0) {
    context.folder.remove(wanted.url);
    return Failure{"empty-file", about(wanted.url, "the file is empty")};
  }
  if (body && looks_like_html(start_of(body))) {
    context.folder.remove(wanted.url);
    return Failure{"html-page", about(wanted.url, "the file is a web page")};
  }
  const bool right = !wanted.sha256 || *wanted.sha256 == *facts.digest;
  // The facts of a wrong file are kept, so that it is not downloaded again while the server reports no change.
  if (!right) context.folder.remove_body(wanted.url);
  context.folder.write(facts);
  if (!right) {
    return Failure{"digest-mismatch", mismatch(wanted.url, *facts.digest, *wanted.sha256)};
  }
  const bool stored = context.store.has(*facts.digest);
  if (stored) context.folder.remove_body(wanted.url);
  return Fetched{*facts.digest, facts.size, stored ? fs::path() : context.folder.body(wanted.url)};
}

std::optional<Failure> over_run_limit(const Wanted& wanted, const DownloadContext& context) {
  if (context.bytes > context.limits.max_total_bytes) {
    return Failure{"fetch-limit", about(wanted.url, fmt::format("the downloads of this run exceed {} bytes in all",
                                                                context.limits.max_total_bytes))};
  }
  // The last moments before the end are no time to start another attempt.
  if (Clock::now() + kEndSlack < context.end) return std::nullopt;
  return Failure{"fetch-limit", about(wanted.url, fmt::format("the downloads of this run take longer than {} s",
                                                              context.limits.total_time.count() / 1000))};
}

Outcome download(const Wanted& wanted, HttpSession& session, DownloadContext& context) {
  return Download(wanted, session, context).run();
}

}  // namespace fetch
