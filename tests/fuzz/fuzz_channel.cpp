// Bytes from a worker: complete messages, the end, or an error; never more than was sent.
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

#include "base/channel.h"
#include "base/error.h"
#include "target.h"

FUZZ_TARGET(channel) {
  size = std::min<std::size_t>(size, 1 << 16);  // what a socket holds without a reader
  auto [ours, theirs] = base::make_channel();
  if (::send(theirs.descriptor(), data, size, MSG_DONTWAIT) != static_cast<ssize_t>(size)) return 0;
  ::shutdown(theirs.descriptor(), SHUT_WR);
  std::size_t received = 0;
  try {
    while (const auto message = ours.receive(std::chrono::milliseconds(1000))) received += 4 + message->text.size();
  } catch (const base::Error&) {
  }
  fuzz::check(received <= size);
  return 0;
}
