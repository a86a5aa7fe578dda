#include "serve/screen/screen_queue.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>

#include "base/error.h"
#include "curate/import/picture_checks.h"
#include "curate/workers/frame_files.h"
#include "model/json_text.h"

namespace serve {
namespace {

using base::Code;
using base::Error;

constexpr std::chrono::seconds kSweepEvery{30};
constexpr curate::WorkerLimits kScreenLimits{.time = std::chrono::seconds(60), .output_mb = 256};
constexpr model::JsonLimits kAnswerLimits{.depth = 8, .values = 100'000, .fractions = true};
constexpr std::size_t kMaxHeatMapBytes = std::size_t{256} << 20;

std::string unguessable_key() {
  std::random_device device;
  std::string key;
  for (int i = 0; i < 4; ++i) key += fmt::format("{:08x}", device());
  return key;
}

std::string request_of(const Screening& screening) {
  model::ClipResult answer = screening.clip;
  answer.findings.clear();  // they may have codes that no worker reports
  return model::to_json(answer);
}

std::vector<std::int64_t> heat_sizes(const std::string& answer, std::int64_t file_bytes) {
  const nlohmann::json said = model::parse_json(answer, kAnswerLimits);
  std::vector<std::int64_t> sizes;
  std::int64_t sum = 0;
  if (!said.contains("heat") || !said["heat"].is_array()) return sizes;
  for (const nlohmann::json& size : said["heat"]) {
    sizes.push_back(size.is_number_unsigned() ? size.get<std::int64_t>() : -1);
    if (sizes.back() < 0 || sizes.back() > file_bytes - sum)
      throw Error(Code::Corrupt, "heat maps of impossible sizes");
    sum += sizes.back();
  }
  return sizes;
}

}  // namespace

ScreenQueue::ScreenQueue(Options options)
    : options_(std::move(options)),
      predictor_(options_.programs / "sonoset-baseline", options_.dataset),
      scratch_(base::temporary_root(), "sonoset-screen") {
  for (int i = 0; i < options_.threads; ++i) threads_.emplace_back([this] { run(); });
}

ScreenQueue::~ScreenQueue() {
  stop_.set(StopTime::Clock::now());
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    changed_.notify_all();
  }
  for (std::thread& thread : threads_) thread.join();
  for (Entry& entry : entries_) {
    for (const auto& follower : entry.followers) follower->close();
  }
}

base::Descriptor ScreenQueue::new_file() {
  const std::lock_guard lock(files_mutex_);  // they have the same name for a moment
  return curate::make_output(scratch_.path());
}

ScreenQueue::Shared ScreenQueue::begin(const std::string& name, const std::string& model) {
  auto screening = std::make_shared<Screening>();
  screening->key = unguessable_key();
  screening->name = name;
  screening->model = model;
  screening->upload = new_file();
  const std::lock_guard lock(mutex_);
  drop_old();
  const auto pending = std::ranges::count_if(entries_, [](const Entry& entry) { return !is_final(entry.state); });
  if (pending >= static_cast<std::ptrdiff_t>(options_.max_pending)) return nullptr;
  entries_.push_back({screening, ScreenState::Uploading, StopTime::Clock::now(), 0, {}});
  return screening;
}

void ScreenQueue::submit(const std::string& key) {
  const std::lock_guard lock(mutex_);
  if (Entry* entry = entry_of(key)) entry->state = ScreenState::Queued;
  queue_.push_back(key);
  changed_.notify_one();
}

void ScreenQueue::cancel(const std::string& key) {
  const std::lock_guard lock(mutex_);
  std::erase_if(entries_, [&](const Entry& entry) { return entry.screening->key == key; });
}

ScreenQueue::Entry* ScreenQueue::entry_of(const std::string& key) {
  const auto found = std::ranges::find_if(entries_, [&](const Entry& entry) { return entry.screening->key == key; });
  return found == entries_.end() ? nullptr : &*found;
}

std::size_t ScreenQueue::ahead_of(const std::string& key) const {
  return static_cast<std::size_t>(std::ranges::find(queue_, key) - queue_.begin());
}

std::optional<ScreenQueue::Seen> ScreenQueue::find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  drop_old();
  Entry* entry = entry_of(key);
  if (entry == nullptr || entry->state == ScreenState::Uploading) return std::nullopt;
  entry->used = StopTime::Clock::now();
  return Seen{entry->screening, entry->state, ahead_of(key)};
}

void ScreenQueue::tell(Entry& entry) const {
  const std::string text = state_json(entry.screening->key, entry.state, ahead_of(entry.screening->key));
  std::erase_if(entry.followers, [&](const std::shared_ptr<EventStream>& follower) {
    const bool there = follower->send("state", text.substr(0, text.size() - 1));
    if (is_final(entry.state)) follower->close();
    return !there || is_final(entry.state);
  });
}

std::shared_ptr<EventStream> ScreenQueue::follow(const std::string& key) {
  const std::lock_guard lock(mutex_);
  Entry* entry = entry_of(key);
  if (entry == nullptr || entry->state == ScreenState::Uploading) return nullptr;
  auto stream = std::make_shared<EventStream>();
  entry->followers.push_back(stream);
  tell(*entry);
  return stream;
}

void ScreenQueue::set_state(const std::string& key, ScreenState state) {
  const std::lock_guard lock(mutex_);
  Entry* entry = entry_of(key);
  if (entry == nullptr) return;
  entry->state = state;
  entry->used = StopTime::Clock::now();
  if (state == ScreenState::Done) entry->bytes = base::size_of(entry->screening->frames.get(), "frames");
  tell(*entry);
}

// Those that are pending stay.
void ScreenQueue::drop_old() {
  const auto now = StopTime::Clock::now();
  std::erase_if(entries_,
                [&](const Entry& entry) { return is_final(entry.state) && now - entry.used > options_.keep; });
  std::size_t kept = 0;
  std::int64_t bytes = 0;
  for (auto entry = entries_.end(); entry != entries_.begin();) {
    --entry;
    if (!is_final(entry->state)) continue;
    bytes += entry->bytes;
    if (++kept > options_.max_kept || bytes > options_.max_kept_bytes) entry = entries_.erase(entry);
  }
}

void ScreenQueue::run() {
  std::unique_lock lock(mutex_);
  while (!stopped_) {
    if (queue_.empty()) {
      changed_.wait_for(lock, kSweepEvery, [&] { return stopped_ || !queue_.empty(); });
      drop_old();
      continue;
    }
    const std::string key = queue_.front();
    queue_.pop_front();
    Entry* entry = entry_of(key);
    if (entry == nullptr) continue;
    const Shared screening = entry->screening;
    lock.unlock();
    look_at(*screening);
    lock.lock();
  }
}

void ScreenQueue::look_at(Screening& screening) {
  try {
    set_state(screening.key, ScreenState::Reading);
    if (read(screening)) {
      set_state(screening.key, ScreenState::Predicting);
      std::string answer = predictor_.ask(screening.model, request_of(screening), {screening.frames.get()}, stop_);
      const nlohmann::json said = model::parse_json(answer, kAnswerLimits);
      if (said.value("state", "failed") == "failed")
        throw Error(Code::Unsupported, said.value("why", "no reason given"));
      screening.prediction = std::move(answer);
    }
  } catch (const Error& error) {
    const bool is_ours = error.code() != Code::Unsupported && error.code() != Code::Corrupt;
    if (is_ours) options_.log_error(fmt::format("screening: {}", error.what()));
    screening.why = is_ours ? "the server cannot screen files now; its log says why" : error.what();
  } catch (const std::exception& error) {
    options_.log_error(fmt::format("screening: {}", error.what()));
    screening.why = "the server cannot screen files now; its log says why";
  }
  screening.upload.reset();
  set_state(screening.key, screening.why.empty() ? ScreenState::Done : ScreenState::Failed);
}

// False: the file cannot be read; the reason is set.
bool ScreenQueue::read(Screening& screening) {
  model::ClipJob job;
  job.clip = "screened";
  job.recipe = screen_recipe();
  screening.frames = new_file();
  const WorkerRule rule{options_.programs / "sonoset-worker", kScreenLimits};
  screening.clip = run_worker_job(rule, job, screening.upload.get(), screening.frames.get(), stop_);
  if (!model::has_error(screening.clip.findings)) {
    curate::check_output(screening.frames.get(), screening.clip.frames);
    for (model::Finding& finding : curate::check_pictures(screening.clip, {.frames = 1}, job.recipe)) {
      screening.clip.findings.push_back(std::move(finding));
    }
  }
  const model::Finding* error = model::first_error(screening.clip.findings);
  if (error != nullptr) screening.why = error->message;
  return error == nullptr;
}

std::string ScreenQueue::heat(Screening& screening, std::size_t number) {
  const std::lock_guard lock(screening.heat_mutex);
  if (!screening.heat) {
    base::Descriptor file = new_file();
    const std::string answer =
        predictor_.ask(screening.model, request_of(screening), {screening.frames.get(), file.get()}, stop_);
    screening.heat_bytes = heat_sizes(answer, base::size_of(file.get(), "heat maps"));
    screening.heat = std::move(file);
  }
  if (number >= screening.heat_bytes.size()) throw Error(Code::NotFound, "there is no heat map of this frame");
  std::int64_t at = 0;
  for (std::size_t i = 0; i < number; ++i) at += screening.heat_bytes[i];
  const auto size = static_cast<std::size_t>(screening.heat_bytes[number]);
  if (size > kMaxHeatMapBytes) throw Error(Code::Corrupt, "a heat map is too large");
  std::string png(size, '\0');
  png.resize(base::read_at(screening.heat.get(), at, png.data(), png.size(), "heat maps"));
  return png;
}

}  // namespace serve
