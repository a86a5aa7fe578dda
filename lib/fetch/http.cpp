#include "fetch/http.h"

#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <optional>
#include <set>
#include <tuple>

#include "base/error.h"
#include "fetch/address.h"
#include "fetch/address_policy.h"
#include "fetch/curl.h"
#include "fetch/proxy.h"

namespace fetch {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;
using Trouble = HttpResult::Trouble;

namespace {

// libcurl may report the timeout a little before the deadline.
constexpr milliseconds kClockSlack{100};
constexpr std::size_t kMaxHeadBytes = 64 << 10;
// Bodies of errors are read up to this size, so that the connection can be reused.
constexpr std::size_t kMaxOtherBytes = 64 << 10;
// Bodies of redirects must be read to the end: otherwise libcurl does not report the target.
constexpr std::size_t kMaxRedirectBytes = 1 << 20;
// gzip never makes a video a hundred times smaller. Not checked for the first bytes, which may arrive in one piece.
constexpr std::int64_t kMaxSwelling = 100;
constexpr std::int64_t kSwellingSlack = 128 << 10;

bool is_redirect(const HttpHead& head) {
  return (head.status == 301 || head.status == 302 || head.status == 303 || head.status == 307 || head.status == 308) &&
         !head.location.empty();
}

// Why a URL must not be requested, judging by its text and, where a proxy connects to it, by DNS.
std::string what_is_wrong(const std::optional<Address>& address, const std::string& proxy, const Limits& limits,
                          Trouble& trouble) {
  if (!address) {
    trouble = Trouble::Redirects;
    return "the URL or a redirect is not a valid URL";
  }
  if (address->scheme != "http" && address->scheme != "https") {
    trouble = Trouble::Redirects;
    return "the URL or a redirect is not http or https";
  }
  if (address->has_user) {
    trouble = Trouble::Redirects;
    return "the URL or a redirect contains a user name or password";
  }
  trouble = Trouble::Refused;
  if (!limits.allow_private && is_private_host(address->host)) return "the URL or a redirect is private or local";
  std::string why;
  if (!limits.allow_private && !proxy.empty()) why = why_not_handed_over(*address, proxy);
  if (why.empty()) trouble = Trouble::None;
  return why;
}

// Whoever can change what is sent could redirect to it, and then send any file.
bool loses_encryption(const std::string& from, const std::string& to) {
  const auto first = parse_address(from);
  const auto second = parse_address(to);
  return first && second && first->scheme == "https" && second->scheme == "http";
}

}  // namespace

struct HttpSession::State {
  State() : easy(curl().easy_init()) {
    if (easy == nullptr) throw base::Error(base::Code::Io, "libcurl cannot start a transfer");
  }
  ~State() { curl().easy_cleanup(easy); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  CURL* easy;
};

/// The state of one request, for the callbacks. Their exceptions are kept in `thrown`, as they cannot pass through C.
struct HttpSession::Transfer {
  Transfer(CURL* easy_, const std::string& proxy_, const Limits& limits_, const HttpSink& sink_)
      : easy(easy_), proxy(proxy_), limits(limits_), sink(sink_) {}
  ~Transfer() { curl().slist_free_all(fields); }
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  CURL* easy;
  const std::string& proxy;  ///< empty: none
  const Limits& limits;
  const HttpSink& sink;
  HttpHead head;
  curl_slist* fields = nullptr;
  std::size_t head_bytes = 0;
  std::size_t other_bytes = 0;
  std::int64_t decoded_bytes = 0;
  bool long_head = false;
  bool swollen = false;
  bool refused = false;
  bool ended = false;
  bool stopped = false;
  std::exception_ptr thrown;

  void add_field(const std::string& line) { fields = curl().slist_append(fields, line.c_str()); }

  template <typename Do>
  bool guarded(Do action) {
    try {
      return action();
    } catch (...) {
      thrown = std::current_exception();
      return false;
    }
  }

  bool take_line(std::string_view line) {
    head_bytes += line.size();
    long_head = head_bytes > kMaxHeadBytes;
    if (long_head) return false;
    if (line.starts_with("HTTP/")) {
      head = HttpHead{};
      const std::size_t blank = line.find(' ');
      if (blank != std::string_view::npos) head.status = std::atol(std::string(line.substr(blank + 1, 3)).c_str());
      return true;
    }
    if (line != "\r\n" && line != "\n") {
      head.add(line);
      return true;
    }
    if (head.status < 200 || is_redirect(head)) return true;
    ended = !sink.begin(head);
    return !ended;
  }

  bool swells() {
    if (!head.encoded()) return false;
    curl_off_t came = 0;
    curl().easy_getinfo(easy, CURLINFO_SIZE_DOWNLOAD_T, &came);
    return decoded_bytes > (came + kSwellingSlack) * kMaxSwelling;
  }

  bool take_body(std::string_view bytes) {
    sink.count(bytes.size());
    if (head.status < 200 || head.status >= 300) {
      other_bytes += bytes.size();
      return other_bytes <= (is_redirect(head) ? kMaxRedirectBytes : kMaxOtherBytes);
    }
    decoded_bytes += static_cast<std::int64_t>(bytes.size());
    swollen = swells();
    if (swollen) return false;
    ended = !sink.take(bytes);
    return !ended;
  }

  static std::size_t on_header(char* data, std::size_t, std::size_t n, void* user) {
    auto& transfer = *static_cast<Transfer*>(user);
    return transfer.guarded([&] { return transfer.take_line({data, n}); }) ? n : 0;
  }
  static std::size_t on_body(char* data, std::size_t, std::size_t n, void* user) {
    auto& transfer = *static_cast<Transfer*>(user);
    return transfer.guarded([&] { return transfer.take_body({data, n}); }) ? n : 0;
  }
  static int on_progress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    auto& transfer = *static_cast<Transfer*>(user);
    transfer.stopped = transfer.stopped || transfer.sink.stop();
    return transfer.stopped ? 1 : 0;
  }
  // Called with the address that is actually used: after DNS, and for each redirect.
  static curl_socket_t on_socket(void* user, curlsocktype, curl_sockaddr* address) {
    auto& transfer = *static_cast<Transfer*>(user);
    const bool inet = address->family == AF_INET || address->family == AF_INET6;
    // The address of a proxy is your own choice.
    const bool any = transfer.limits.allow_private || !transfer.proxy.empty();
    if (!inet || (!any && !is_public_address(address->addr))) {
      transfer.refused = true;
      return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  }
};

HttpSession::HttpSession(const Limits& limits) : limits_(limits), state_(std::make_unique<State>()) {}
HttpSession::~HttpSession() = default;

void HttpSession::prepare(const HttpRequest& request, Transfer& transfer) {
  CURL* easy = state_->easy;
  const auto set = curl().easy_setopt;
  curl().easy_reset(easy);  // keeps connections
  const auto left = std::chrono::duration_cast<milliseconds>(request.deadline - Clock::now()).count();
  set(easy, CURLOPT_URL, request.url.c_str());
  set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  set(easy, CURLOPT_FOLLOWLOCATION, 0L);
  // Even where it is empty: curl must not find another one in the environment.
  set(easy, CURLOPT_PROXY, transfer.proxy.c_str());
  set(easy, CURLOPT_NOPROXY, "");
  set(easy, CURLOPT_NOSIGNAL, 1L);
  set(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  set(easy, CURLOPT_USERAGENT, "sonoset");
  set(easy, CURLOPT_NOBODY, request.head_only ? 1L : 0L);
  set(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits_.connect_time.count()));
  set(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(std::max<std::int64_t>(1, left)));
  set(easy, CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(limits_.slow_bytes_per_s));
  set(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(limits_.slow_time.count()));
  set(easy, CURLOPT_OPENSOCKETFUNCTION, &Transfer::on_socket);
  set(easy, CURLOPT_OPENSOCKETDATA, &transfer);
  set(easy, CURLOPT_HEADERFUNCTION, &Transfer::on_header);
  set(easy, CURLOPT_HEADERDATA, &transfer);
  set(easy, CURLOPT_WRITEFUNCTION, &Transfer::on_body);
  set(easy, CURLOPT_WRITEDATA, &transfer);
  set(easy, CURLOPT_NOPROGRESS, 0L);
  set(easy, CURLOPT_XFERINFOFUNCTION, &Transfer::on_progress);
  set(easy, CURLOPT_XFERINFODATA, &transfer);
  // Asks for the file without encoding. An encoded answer is decoded, and its decoded size counts.
  set(easy, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
  transfer.add_field("Accept-Encoding: identity");
  if (!request.range.empty()) transfer.add_field("Range: bytes=" + request.range);
  if (!request.if_range.empty()) transfer.add_field("If-Range: " + request.if_range);
  if (!request.if_none_match.empty()) transfer.add_field("If-None-Match: " + request.if_none_match);
  if (!request.if_modified_since.empty()) transfer.add_field("If-Modified-Since: " + request.if_modified_since);
  set(easy, CURLOPT_HTTPHEADER, transfer.fields);
}

namespace {

constexpr const char* kNoConnection = "cannot connect to the host";

bool is_connected(CURL* easy) {
  curl_off_t time = 0;
  return curl().easy_getinfo(easy, CURLINFO_CONNECT_TIME_T, &time) == CURLE_OK && time > 0;
}

const std::pair kLongHead{Trouble::Permanent, "the headers of the answer are too long"};

// Messages have no numbers, which could differ from run to run.
std::pair<Trouble, std::string> trouble_of(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return {Trouble::Unreachable, "cannot resolve the host name"};
    case CURLE_COULDNT_CONNECT:
      return {Trouble::Unreachable, kNoConnection};
    case CURLE_OPERATION_TIMEDOUT:
      return {Trouble::Broken, "the host is too slow"};
    case CURLE_PARTIAL_FILE:
      return {Trouble::Cut, "the download ended before the announced length"};
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_AGAIN:
      return {Trouble::Broken, "the connection was lost"};
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
      return {Trouble::Permanent, "the answer is not HTTP"};
    case CURLE_OUT_OF_MEMORY:  // as libcurl calls a line of more than 100 KB
      return kLongHead;
    case CURLE_PEER_FAILED_VERIFICATION:
      return {Trouble::Permanent, "the host's certificate is not valid"};
    default:
      return {Trouble::Permanent, curl().easy_strerror(code)};
  }
}

}  // namespace

bool HttpSession::hop(const HttpRequest& request, const std::string& proxy, const HttpSink& sink, HttpResult& result,
                      std::string& next) {
  Transfer transfer(state_->easy, proxy, limits_, sink);
  prepare(request, transfer);
  const CURLcode code = curl().easy_perform(state_->easy);
  result.head = transfer.head;
  if (transfer.thrown) std::rethrow_exception(transfer.thrown);
  if (!transfer.long_head && is_redirect(transfer.head) && (code == CURLE_OK || code == CURLE_WRITE_ERROR)) {
    const char* target = nullptr;
    curl().easy_getinfo(state_->easy, CURLINFO_REDIRECT_URL, &target);
    next = target != nullptr ? target : "";
    return true;
  }
  if (transfer.long_head) {
    std::tie(result.trouble, result.message) = kLongHead;
  } else if (transfer.ended) {
    result.trouble = Trouble::Ended;
  } else if (transfer.stopped) {
    result.trouble = Trouble::Stopped;
  } else if (transfer.swollen) {
    result.trouble = Trouble::DecompressionBomb;
    result.message = fmt::format("decompresses to more than {} times its size", kMaxSwelling);
  } else if (code == CURLE_OPERATION_TIMEDOUT && Clock::now() + kClockSlack >= request.deadline) {
    result.trouble = Trouble::DeadlineExceeded;
    result.message = "the download exceeded the time limit";
  } else if (code == CURLE_OPERATION_TIMEDOUT && !is_connected(state_->easy)) {
    result.trouble = Trouble::Unreachable;
    result.message = kNoConnection;
  } else if (transfer.refused && code == CURLE_COULDNT_CONNECT) {
    result.trouble = Trouble::Refused;
    result.message = "the URL or a redirect is private or local";
  } else if (transfer.head.status >= 300 && code == CURLE_WRITE_ERROR && transfer.other_bytes > kMaxOtherBytes) {
    result.trouble = Trouble::None;  // an error page too long to read; the status is enough
  } else if (code != CURLE_OK) {
    std::tie(result.trouble, result.message) = trouble_of(code);
  }
  return false;
}

HttpResult HttpSession::run(const HttpRequest& request, const HttpSink& sink) {
  HttpResult result;
  HttpRequest current = request;
  std::set<std::string> seen;
  bool permanent = true;
  for (;;) {
    result.url = current.url;
    const auto address = parse_address(current.url);
    const std::string proxy = address ? proxy_for(*address) : std::string();
    result.message = what_is_wrong(address, proxy, limits_, result.trouble);
    if (result.trouble != Trouble::None) return result;
    if (!seen.insert(current.url).second) {
      result.trouble = Trouble::Redirects;
      result.message = "redirect loop";
      return result;
    }
    std::string next;
    if (!hop(current, proxy, sink, result, next)) {
      result.moved = result.redirects > 0 && permanent;
      return result;
    }
    if (++result.redirects > limits_.redirects) {
      result.trouble = Trouble::Redirects;
      result.message = fmt::format("more than {} redirects", limits_.redirects);
      return result;
    }
    if (!request.digest_known && loses_encryption(current.url, next)) {
      result.trouble = Trouble::Redirects;
      result.message = "redirects from https to http; add sha256 to the manifest to allow it";
      return result;
    }
    permanent = permanent && (result.head.status == 301 || result.head.status == 308);
    current.url = next;
  }
}

}  // namespace fetch
