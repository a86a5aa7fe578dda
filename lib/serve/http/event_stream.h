#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace serve {

/// Server-sent events (HTML Living Standard, section 9.2) for one client. Any thread sends; the server reads. What a
/// slow client has not taken is kept up to kMaxWaiting, then the stream ends and the client connects again.
class EventStream {
 public:
  static constexpr std::size_t kMaxWaiting = std::size_t{1} << 20;

  /// `name` is a word; `data` may have several lines. False if nobody reads any more: stop sending.
  bool send(std::string_view name, std::string_view data);
  /// A comment, which clients ignore: shows whether the client is still there.
  bool beat();
  /// Ends the stream after what was sent.
  void close();

  // For the server.
  /// `pause` is called where there is nothing to read, before `resume` is called for it.
  void connect(std::function<void()> pause, std::function<void()> resume);
  /// Copies at most `size` bytes: their number, 0 after `pause` was called, nothing at the end.
  std::optional<std::size_t> read(char* to, std::size_t size);
  /// The connection is gone.
  void disconnect();

 private:
  bool put(std::string_view text);
  void wake();
  std::mutex mutex_;
  std::function<void()> pause_ = [] {};
  std::function<void()> resume_ = [] {};
  std::string waiting_;
  bool paused_ = false;
  bool closed_ = false;
};

}  // namespace serve
