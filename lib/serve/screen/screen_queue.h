#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/scratch_folder.h"
#include "serve/http/event_stream.h"
#include "serve/media/worker_job.h"
#include "serve/screen/predictor_process.h"
#include "serve/screen/screening.h"

namespace serve {

/// Files that are screened, one after another, by a few threads: read by a sealed worker, then predicted. What was
/// found is kept for some minutes in memory and in files without names, then it is gone. Any thread may call.
class ScreenQueue {
 public:
  struct Options {
    std::filesystem::path programs;
    std::filesystem::path dataset;
    int threads = 2;
    std::size_t max_pending = 24;  ///< that are uploaded, wait or are looked at
    std::size_t max_kept = 64;
    std::int64_t max_kept_bytes = std::int64_t{1} << 30;  ///< of frames
    std::chrono::seconds keep{600};                       ///< after somebody asked last
    std::function<void(const std::string&)> log_error = [](const std::string&) {};
  };
  using Shared = std::shared_ptr<Screening>;
  struct Seen {
    Shared screening;
    ScreenState state = ScreenState::Uploading;
    std::size_t ahead = 0;  ///< before it in the queue
  };

  explicit ScreenQueue(Options options);
  /// Gives up what is running.
  ~ScreenQueue();

  /// A screening with an empty file for its upload; null if too many are pending. Then `submit` or `cancel`.
  Shared begin(const std::string& name, const std::string& model);
  void submit(const std::string& key);
  void cancel(const std::string& key);
  std::optional<Seen> find(const std::string& key);
  /// Events "state" with state_json, until it is final; null if there is no such screening.
  std::shared_ptr<EventStream> follow(const std::string& key);
  /// A frame's heat map as PNG. All of them are made when the first is asked for. Throws NotFound if it has none; what
  /// PredictorProcess::ask throws.
  std::string heat(Screening& screening, std::size_t number);

  bool is_installed() const { return predictor_.is_installed(); }
  /// Somebody will want predictions of this model soon: loading it takes a second or two.
  void prepare(const std::string& model) { predictor_.prepare(model); }
  void stop_at(StopTime::Clock::time_point when) { stop_.set(when); }

 private:
  struct Entry {
    Shared screening;
    ScreenState state = ScreenState::Uploading;
    StopTime::Clock::time_point used;
    std::int64_t bytes = 0;
    std::vector<std::shared_ptr<EventStream>> followers;
  };
  void run();
  void look_at(Screening& screening);
  bool read(Screening& screening);
  void set_state(const std::string& key, ScreenState state);
  Entry* entry_of(const std::string& key);
  std::size_t ahead_of(const std::string& key) const;
  void tell(Entry& entry) const;
  void drop_old();
  base::Descriptor new_file();

  Options options_;
  StopTime stop_;
  PredictorProcess predictor_;
  base::ScratchFolder scratch_;
  std::mutex files_mutex_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::list<Entry> entries_;  ///< the oldest first
  std::deque<std::string> queue_;
  bool stopped_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace serve
