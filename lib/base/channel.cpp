#include "base/channel.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <utility>

#include "base/error.h"

namespace base {
namespace {

using Clock = std::chrono::steady_clock;

struct Deadline {
  std::optional<Clock::time_point> at;

  void wait_for(int socket, short event) const {
    if (!at) return;
    for (;;) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(*at - Clock::now()).count();
      pollfd entry{socket, event, 0};
      const int ready = ::poll(&entry, 1, left > 0 ? static_cast<int>(left) : 0);
      if (ready > 0) return;
      if (ready == 0)
        throw Error(Code::Io, event == POLLIN ? "timeout: no answer in time" : "timeout: not read in time");
      if (errno != EINTR) throw_errno("cannot poll", "socket");
    }
  }
};

// The number of bytes received; 0 at the end. Takes ownership of received descriptors at once, so that none leak.
std::size_t receive_some(int socket, char* data, std::size_t size, std::vector<Descriptor>& descriptors) {
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int) * Channel::kMaxDescriptors)> control{};
  iovec part{data, size};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  header.msg_control = control.data();
  header.msg_controllen = control.size();
  ssize_t n = 0;
  while ((n = ::recvmsg(socket, &header, MSG_CMSG_CLOEXEC)) < 0 && errno == EINTR) {
  }
  if (n < 0 && errno == ECONNRESET) return 0;
  if (n < 0) throw_errno("cannot receive from", "socket");
  for (cmsghdr* item = CMSG_FIRSTHDR(&header); item != nullptr; item = CMSG_NXTHDR(&header, item)) {
    if (item->cmsg_level != SOL_SOCKET || item->cmsg_type != SCM_RIGHTS) continue;
    for (std::size_t at = 0; at + sizeof(int) <= item->cmsg_len - CMSG_LEN(0); at += sizeof(int)) {
      int descriptor = -1;
      std::memcpy(&descriptor, CMSG_DATA(item) + at, sizeof descriptor);
      descriptors.emplace_back(descriptor);
    }
  }
  return static_cast<std::size_t>(n);
}

bool receive_all(int socket, char* data, std::size_t size, const Deadline& deadline,
                 std::vector<Descriptor>& descriptors) {
  while (size > 0) {
    deadline.wait_for(socket, POLLIN);
    const std::size_t n = receive_some(socket, data, size, descriptors);
    if (n == 0) return false;
    data += n;
    size -= n;
  }
  return true;
}

}  // namespace

bool Channel::send(std::string_view text, const std::vector<int>& descriptors,
                   std::optional<std::chrono::milliseconds> within) {
  const Deadline deadline{within ? std::optional(Clock::now() + *within) : std::nullopt};
  if (text.size() > kMaxBytes) throw Error(Code::InvalidInput, "message too long");
  if (descriptors.size() > kMaxDescriptors) throw Error(Code::InvalidInput, "too many descriptors in a message");
  const auto length = static_cast<std::uint32_t>(text.size());
  std::string bytes{static_cast<char>(length >> 24), static_cast<char>(length >> 16), static_cast<char>(length >> 8),
                    static_cast<char>(length)};
  bytes.append(text);
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int) * kMaxDescriptors)> control{};
  iovec part{};
  msghdr header{};
  header.msg_iov = &part;
  header.msg_iovlen = 1;
  if (!descriptors.empty()) {
    header.msg_control = control.data();
    header.msg_controllen = CMSG_SPACE(sizeof(int) * descriptors.size());
    cmsghdr* item = CMSG_FIRSTHDR(&header);
    item->cmsg_level = SOL_SOCKET;
    item->cmsg_type = SCM_RIGHTS;
    item->cmsg_len = CMSG_LEN(sizeof(int) * descriptors.size());
    std::memcpy(CMSG_DATA(item), descriptors.data(), sizeof(int) * descriptors.size());
  }
  for (std::size_t sent = 0; sent < bytes.size();) {
    part = {bytes.data() + sent, bytes.size() - sent};
    const ssize_t n = ::sendmsg(socket_.get(), &header, MSG_NOSIGNAL | (within ? MSG_DONTWAIT : 0));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno == EAGAIN) {
      deadline.wait_for(socket_.get(), POLLOUT);
      continue;
    }
    if (n < 0 && (errno == EPIPE || errno == ECONNRESET)) return false;
    if (n < 0) throw_errno("cannot send to", "socket");
    sent += static_cast<std::size_t>(n);
    header.msg_control = nullptr;
    header.msg_controllen = 0;
  }
  return true;
}

std::optional<Channel::Message> Channel::receive(std::optional<std::chrono::milliseconds> within) {
  const Deadline deadline{within ? std::optional(Clock::now() + *within) : std::nullopt};
  Message message;
  std::array<unsigned char, 4> prefix{};
  if (!receive_all(socket_.get(), reinterpret_cast<char*>(prefix.data()), prefix.size(), deadline,
                   message.descriptors)) {
    return std::nullopt;
  }
  const std::size_t size = (std::size_t{prefix[0]} << 24) | (std::size_t{prefix[1]} << 16) |
                           (std::size_t{prefix[2]} << 8) | std::size_t{prefix[3]};
  if (size > kMaxBytes) throw Error(Code::Corrupt, "message too long");
  message.text.resize(size);
  if (!receive_all(socket_.get(), message.text.data(), size, deadline, message.descriptors)) return std::nullopt;
  return message;
}

std::size_t MessageReader::missing(std::size_t max_bytes) const {
  constexpr std::size_t kPrefix = 4;
  if (bytes_.size() < kPrefix) return kPrefix - bytes_.size();
  std::size_t size = 0;
  for (std::size_t i = 0; i < kPrefix; ++i) size = (size << 8) | static_cast<unsigned char>(bytes_[i]);
  if (size > max_bytes) throw Error(Code::Corrupt, "message too long");
  return kPrefix + size - bytes_.size();
}

MessageReader::State MessageReader::read(const Channel& channel, std::size_t max_bytes) {
  std::array<char, 1 << 16> piece;
  while (const std::size_t left = missing(max_bytes)) {
    const ssize_t n = ::recv(channel.descriptor(), piece.data(), std::min(left, piece.size()), MSG_DONTWAIT);
    if (n > 0) {
      bytes_.append(piece.data(), static_cast<std::size_t>(n));
    } else if (n == 0 || errno == ECONNRESET) {
      return State::Closed;
    } else if (errno == EAGAIN) {
      return State::Incomplete;
    } else if (errno != EINTR) {
      throw_errno("cannot receive from", "socket");
    }
  }
  return State::Complete;
}

std::string MessageReader::take() {
  std::string text = std::exchange(bytes_, {});
  text.erase(0, 4);
  return text;
}

std::pair<Channel, Channel> make_channel() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) throw_errno("cannot make", "socket pair");
  return {Channel(Descriptor(ends[0])), Channel(Descriptor(ends[1]))};
}

}  // namespace base
