#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "base/folder.h"
#include "store/database.h"

namespace serve {

/// What people uploaded and nobody accepted yet: contributions.db and the folder uploads/ in the state folder, outside
/// of the dataset. Files have random names and are this user's alone. A row is written after its file was made and
/// before it is removed, so files without rows are what a kill left. Any thread may call.
class Quarantine {
  struct Held {
    std::mutex mutex;
    std::chrono::steady_clock::time_point used = std::chrono::steady_clock::now();
    bool taken_away = false;
  };

 public:
  /// `state` exists: see open_state_folder. Removes files without rows.
  explicit Quarantine(const std::filesystem::path& state);

  /// Calls `use` with the database, in a transaction, which is rolled back if `use` throws; nobody else uses it
  /// meanwhile.
  template <typename Use>
  auto with(Use use) {
    const std::lock_guard lock(mutex_);
    store::Transaction transaction(database_);
    auto result = use(database_);
    transaction.commit();
    return result;
  }

  const base::Folder& files() const { return files_; }
  /// For what does not belong to this user alone on the disk.
  std::int64_t free_bytes() const;

  /// Keeps others from a file while its bytes change.
  class Hold {
   public:
    /// Nothing is held if somebody else holds the file and used it within `idle`. Otherwise it is taken from them: a
    /// client may be gone without the server knowing.
    Hold(Quarantine& from, const std::string& id, std::chrono::milliseconds idle = std::chrono::hours(24));
    ~Hold();
    Hold(Hold&& other) noexcept = default;
    Hold& operator=(Hold&&) = delete;
    explicit operator bool() const { return held_ != nullptr; }
    /// While this exists, nobody takes the file away; nothing if somebody did.
    std::unique_lock<std::mutex> use();

   private:
    Quarantine* from_;
    std::string id_;
    std::shared_ptr<Held> held_;
  };

 private:
  std::mutex mutex_;
  store::Database database_;
  base::Folder files_;
  std::mutex held_mutex_;
  std::map<std::string, std::shared_ptr<Held>> held_;
};

/// 128 random bits as 32 hexadecimal digits.
std::string random_id();

}  // namespace serve
