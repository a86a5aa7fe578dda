#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"

namespace base {

/// One end of a socket pair that carries messages: a 4-byte big-endian length, the bytes, and with them any open
/// descriptors (SCM_RIGHTS, unix(7)). The other side may be hostile: lengths are bounded, and a cut message is an end.
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
  /// False where the other side has gone. Throws Io for other failures, InvalidInput for a text over kMaxBytes.
  bool send(std::string_view text, const std::vector<int>& descriptors = {});
  /// The next message; nothing where the other side has gone or broke off in the middle. Throws Corrupt for a length
  /// over kMaxBytes, Io where the message does not come within the time.
  std::optional<Message> receive(std::optional<std::chrono::milliseconds> within = std::nullopt);

 private:
  Descriptor socket_;
};

/// Two connected ends, both closed on exec.
std::pair<Channel, Channel> make_channel();

}  // namespace base
