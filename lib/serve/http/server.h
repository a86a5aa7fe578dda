#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

#include "serve/http/deadlines.h"
#include "serve/http/exchange.h"
#include "serve/http/lanes.h"
#include "serve/http/listen_socket.h"

namespace serve {

struct ServerOptions {
  unsigned threads = 2;             ///< that move bytes
  unsigned max_connections = 2000;  ///< further ones wait in the system's queue
  unsigned max_connections_per_address = 1000;
  std::size_t head_bytes = std::size_t{32} << 10;  ///< memory of a connection: its head and a piece of a body
  std::chrono::seconds silence{30};                ///< after which a connection is closed
  std::chrono::seconds beat{15};                   ///< between comments on streams of events
  std::size_t max_streams = 200;                   ///< of events; further ones get 503
  Deadlines::Limits deadlines = {};
  Lanes::Limits lanes = {};
};

/// What a server asks of its user; all are called by several threads.
struct ServerCalls {
  Exchange::Find find;
  /// Adds the headers that all responses have.
  std::function<void(const Request&, Response&)> complete = [](const Request&, Response&) {};
  Exchange::Report report = [](const Request&, const std::exception&) {};
  /// After a response was sent, or could not be sent.
  std::function<void(const Request&, int status)> log = [](const Request&, int) {};
};

/// An HTTP/1.1 server (libmicrohttpd). Few threads move all bytes and never wait: actions run on the threads of their
/// lane, while their connection rests.
class Server {
 public:
  /// Starts to answer. Throws Io.
  Server(ListenSocket socket, const ServerOptions& options, ServerCalls calls);
  /// `stop` without waiting for clients.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Takes no more connections, ends streams of events, waits at most `within` for requests that have begun, and for
  /// running actions however long they take; then closes all connections.
  void stop(std::chrono::milliseconds within);

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace serve
