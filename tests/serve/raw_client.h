#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/descriptor.h"

namespace test {

/// A TCP connection to this machine.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port);
  /// Sends all, or nothing more where the other side is gone.
  void send(std::string_view text);
  /// Sends as much as is taken at once; the number of bytes.
  std::size_t send_some(std::string_view text);
  /// What comes until `end` was seen, the other side closes, or ten seconds are over.
  std::string read_until(std::string_view end);
  /// What comes until the other side closes, or ten seconds are over.
  std::string read_all() { return read_until({}); }

 private:
  base::Descriptor socket_;
};

}  // namespace test
