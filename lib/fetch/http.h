#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "fetch/http_head.h"
#include "fetch/limits.h"

namespace fetch {

struct HttpRequest {
  std::string url;
  bool head_only = false;  ///< HEAD
  std::string range;       ///< "10-", "0-0"; empty: all
  std::string if_range;
  std::string if_none_match;
  std::string if_modified_since;
  bool digest_known = false;  ///< the file is compared with a digest: redirects from https to http may be followed
  std::chrono::steady_clock::time_point deadline;
};

/// Receives the final answer, not redirects. `begin` and `take` end the transfer by returning false.
struct HttpSink {
  std::function<bool(const HttpHead&)> begin = [](const HttpHead&) { return true; };
  std::function<bool(std::string_view)> take = [](std::string_view) { return true; };
  std::function<void(std::size_t)> count = [](std::size_t) {};  ///< bytes received, those of other answers included
  std::function<bool()> stop = [] { return false; };            ///< called all the time; true ends the transfer
};

struct HttpResult {
  /// Why the answer is not complete.
  enum class Trouble {
    None,               ///< it is complete, with any status
    Ended,              ///< ended by the sink
    Stopped,            ///< ended by `stop`
    Refused,            ///< the address must not be requested
    Redirects,          ///< too many, in a loop, from https to http, or to something that is neither
    Unreachable,        ///< cannot resolve or connect to the host: retry
    Broken,             ///< the connection was lost or too slow: retry
    Cut,                ///< the body ended before its announced end: retry
    DeadlineExceeded,   ///< the deadline passed
    DecompressionBomb,  ///< it decompresses to many times its size
    Permanent           ///< not HTTP, no valid certificate …: do not retry
  };
  Trouble trouble = Trouble::None;
  std::string message;  ///< the same each time
  HttpHead head;        ///< of the last answer
  std::string url;      ///< the final address, after redirects
  int redirects = 0;
  bool moved = false;  ///< redirected, and only permanently (301, 308)
};

/// Makes HTTP requests, one at a time, and keeps connections open in between. Allows http and https only, also after
/// redirects, each of which is checked. Uses the proxies of the environment, as curl does. Sends no credentials and
/// keeps no cookies. Addresses that are not public are refused at the socket, after DNS, unless the limits allow them.
/// A proxy connects by itself, so there the host is resolved and checked before the request.
class HttpSession {
 public:
  explicit HttpSession(const Limits& limits);
  ~HttpSession();
  HttpSession(const HttpSession&) = delete;
  HttpSession& operator=(const HttpSession&) = delete;

  /// Rethrows exceptions of the sink.
  HttpResult run(const HttpRequest& request, const HttpSink& sink);

 private:
  struct Transfer;
  struct State;
  /// One request without following redirects. False: it is final.
  bool hop(const HttpRequest& request, const std::string& proxy, const HttpSink& sink, HttpResult& result,
           std::string& next);
  void prepare(const HttpRequest& request, Transfer& transfer);

  Limits limits_;
  std::unique_ptr<State> state_;
};

}  // namespace fetch
