#pragma once

#include <chrono>
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
  std::string range;       ///< "10-", "0-0"; empty: the whole
  std::string if_range;
  std::string if_none_match;
  std::string if_modified_since;
  std::chrono::steady_clock::time_point deadline;
};

/// What takes the final answer: not redirects. Either function may end the transfer by false.
struct HttpSink {
  std::function<bool(const HttpHead&)> begin = [](const HttpHead&) { return true; };
  std::function<bool(std::string_view)> take = [](std::string_view) { return true; };
  std::function<bool()> stop = [] { return false; };  ///< asked all the time; true ends the transfer
};

struct HttpResult {
  /// Why there is no whole answer.
  enum class Trouble {
    None,               ///< there is one, of whatever status
    Ended,              ///< the sink wanted no more
    Stopped,            ///< `stop` said so
    Refused,            ///< an address that may not be asked
    Redirects,          ///< too many, in a circle, or to something that is not http(s)
    Unreachable,        ///< the host has no address, or takes no connection: another try may help
    Broken,             ///< the connection broke, or was too slow: another try may help
    Cut,                ///< the body ended before its announced end: another try may help
    DeadlineExceeded,   ///< the deadline passed
    DecompressionBomb,  ///< it unpacks to many times what came
    Permanent           ///< not HTTP, no valid certificate …: another try will not help
  };
  Trouble trouble = Trouble::None;
  std::string message;  ///< in words that are the same each time
  HttpHead head;        ///< of the last answer
  std::string url;      ///< where it came from, after redirects
  int redirects = 0;
  bool moved = false;  ///< there were redirects, and all of them permanent (301, 308)
};

/// Makes HTTP requests, one at a time, and keeps connections in between. Only http and https, also after redirects,
/// each of which is followed by our own rules. Proxies come from the environment, as curl reads it. Sends no
/// credentials and keeps no cookies. Addresses that are not public are refused at the socket, after DNS, unless the
/// limits allow them; through a proxy, which does its own DNS, those that the URL itself names.
class HttpSession {
 public:
  explicit HttpSession(const Limits& limits);
  ~HttpSession();
  HttpSession(const HttpSession&) = delete;
  HttpSession& operator=(const HttpSession&) = delete;

  /// Throws what the sink throws.
  HttpResult run(const HttpRequest& request, const HttpSink& sink);

 private:
  struct Transfer;
  struct State;
  /// One request without following; false: it is final.
  bool hop(const HttpRequest& request, const HttpSink& sink, HttpResult& result, std::string& next);
  void prepare(const HttpRequest& request, Transfer& transfer);

  Limits limits_;
  std::unique_ptr<State> state_;
};

}  // namespace fetch
