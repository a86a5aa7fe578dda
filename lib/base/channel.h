#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"

namespace base {

/// One end of a socket pair for messages: a 4-byte big-endian length, then the bytes, with any open descriptors
/// attached (SCM_RIGHTS, unix(7)). The other side may be hostile: lengths are bounded, and an incomplete message is an
/// end.
class Channel {
 public:
  static constexpr std::size_t kMaxBytes = std::size_t{64} << 20;
  static constexpr std::size_t kMaxDescriptors = 4;

  struct Message {
    std::string text;
    std::vector<Descriptor> descriptors;
  };

  explicit Channel(Descriptor socket) : socket_(std::move(socket)) {}

  int descriptor() const { return socket_.get(); }
  /// False if the other side is closed. Throws Io for other failures and on timeout, InvalidInput for a text over
  /// kMaxBytes.
  bool send(std::string_view text, const std::vector<int>& descriptors = {},
            std::optional<std::chrono::milliseconds> within = std::nullopt);
  /// The next message; nothing if the other side is closed, also within a message. Throws Corrupt for a length over
  /// kMaxBytes, Io on timeout.
  std::optional<Message> receive(std::optional<std::chrono::milliseconds> within = std::nullopt);

 private:
  Descriptor socket_;
};

/// Receives messages piece by piece, without waiting, from a side that may be hostile. Descriptors it attaches are
/// closed.
class MessageReader {
 public:
  enum class State { Incomplete, Complete, Closed };

  /// Takes what has arrived of the next message. Throws Corrupt for a length over `max_bytes`.
  State read(const Channel& channel, std::size_t max_bytes);
  /// The complete message; the next `read` begins another one.
  std::string take();

 private:
  std::size_t missing(std::size_t max_bytes) const;
  std::string bytes_;  // with the length in front
};

/// Two connected ends, both close-on-exec.
std::pair<Channel, Channel> make_channel();

}  // namespace base
