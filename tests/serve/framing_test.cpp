#include "serve/http/framing.h"

#include <gtest/gtest.h>

#include <limits>

#include "base/error.h"

#include "serve/http/exchange.h"
#include "serve/http/head_layout.h"
#include "serve/made_request.h"

namespace serve {
namespace {

using test::made_request;

int framing_status(Request request) {
  const std::optional<Response> refusal = check_framing(request);
  if (refusal) {
    EXPECT_EQ(refusal->header("Connection"), "close");
  }
  return refusal ? refusal->status : 200;
}

TEST(Framing, TakesWhatIsClear) {
  Request request = made_request("GET", "/a%20b?c=d", {{"X", "tab\tand \xc3\xbc"}});
  request.target = {};
  EXPECT_FALSE(check_framing(request));
  EXPECT_EQ(request.target.segments.at(0), "a b");
  EXPECT_EQ(framing_status(made_request("POST", "/", {{"Content-Length", "10"}})), 200);
  EXPECT_EQ(framing_status(made_request("PATCH", "/", {{"transfer-encoding", "chunked"}})), 200);
  EXPECT_EQ(framing_status(made_request("GET", "/", {{"Content-Length", "0"}})), 200);
}

TEST(Framing, RefusesWhatCanBeReadInTwoWays) {
  const std::vector<std::vector<Header>> cases = {{{"Content-Length", "4"}, {"Transfer-Encoding", "chunked"}},
                                                  {{"Content-Length", "4"}, {"content-length", "4"}},
                                                  {{"Content-Length", "+4"}},
                                                  {{"Content-Length", "4, 4"}},
                                                  {{"Content-Length", ""}},
                                                  {{"Content-Length", "9999999999999999999"}},
                                                  {{"Transfer-Encoding", "Chunked"}},
                                                  {{"Transfer-Encoding", "gzip, chunked"}},
                                                  {{"Transfer-Encoding", "chunked"}, {"Transfer-Encoding", "chunked"}},
                                                  {{"Host", "localhost:8080"}, {"host", "localhost:8080"}},
                                                  {{"X ", "a"}},
                                                  {{"", "a"}},
                                                  {{"X\t", "a"}},
                                                  {{"X", "a\rb"}},
                                                  {{"X", std::string("a\0b", 3)}},
                                                  {{"X", "a\x7f"}}};
  for (const std::vector<Header>& headers : cases) {
    EXPECT_EQ(framing_status(made_request("POST", "/", headers)), 400) << headers[0].name << ": " << headers[0].value;
  }
  EXPECT_EQ(framing_status(made_request("GET", "/", {{"Content-Length", "1"}})), 400);
  EXPECT_EQ(framing_status(made_request("GET", "/", std::vector<Header>(101, {"X", "a"}))), 400);
  EXPECT_EQ(framing_status(made_request("GET", "http://localhost/")), 400);
  EXPECT_EQ(framing_status(made_request("get", "/")), 501);
  EXPECT_EQ(framing_status(made_request("GET", "/" + std::string(9000, 'a'))), 414);
  Request old = made_request("POST", "/", {{"Transfer-Encoding", "chunked"}});
  old.version = "HTTP/1.0";
  EXPECT_EQ(framing_status(old), 400);
  old.version = "HTTP/1.2";
  EXPECT_EQ(framing_status(old), 505);
}

/// A head as the library leaves it: zeros where parts end.
bool is_plain(std::string memory, std::size_t second_name, std::size_t second_value) {
  memory += std::string(4, 'x');  // what follows
  for (char& c : memory) c = c == '~' ? '\0' : c;
  const char* const at = memory.data();
  HeadLayout layout({at, 3}, at + 4, 2, at + 7);
  layout.add(at + 17, at + 20);
  layout.add(at + second_name, at + second_value);
  return layout.is_plain();
}

TEST(HeadLayout, FollowsPartsInMemory) {
  //                    0   4  7         17 20  24 27
  EXPECT_TRUE(is_plain("GET~/a~HTTP/1.1~~A~ bc~~D~ e~~~~", 24, 27));
  EXPECT_FALSE(is_plain("GET~/a~HTTP/1.1~~A~ bc~~D~ e~x~~", 24, 27)) << "one line feed";
  EXPECT_FALSE(is_plain("GET~/a~HTTP/1.1~~A~ bc~~D~ e~~~ a", 24, 27)) << "a line without a name ends the head";
  EXPECT_FALSE(is_plain("GET~/a~HTTP/1.1~~A~ bc~xy~~D~ e~~~~", 27, 30)) << "a zero byte in a value";
  EXPECT_FALSE(is_plain("GET~/a~HTTP/1.1~~A~ bc~~D~x e~~~~", 24, 28)) << "something before a value";
  EXPECT_FALSE(is_plain("GET~/a~HTTP/1.1~~A~ bc~~D~ e~~~~", 24, 20)) << "a value that was moved";
}

/// Takes at most `limit` bytes.
struct CountingSink : BodySink {
  CountingSink(std::size_t& taken, std::size_t most) : bytes(taken), limit(most) {}
  std::optional<Response> write(std::string_view piece) override {
    bytes += piece.size();
    if (bytes > limit) return Response{.status = 413};
    return std::nullopt;
  }
  Response finish() override { return {.status = 201}; }
  std::size_t& bytes;
  std::size_t limit;
};

/// What a client that sends `size` bytes gets; nothing: the connection is dropped.
std::optional<int> upload(std::size_t size, std::size_t limit, std::size_t& bytes, std::size_t max_body = 0) {
  Action action;
  if (max_body > 0) {
    action.answer = [&](const Request& request) {
      bytes = request.body.size();
      return Response{.status = 201};
    };
    action.max_body_bytes = max_body;
  } else {
    action.open = [&](const Request&) { return std::make_unique<CountingSink>(bytes, limit); };
  }
  Exchange exchange("/");
  exchange.request = made_request("POST", "/", {{"Transfer-Encoding", "chunked"}});
  Exchange::Next next = exchange.begin([&](Request&) { return &action; });
  const std::string body(size, 'x');
  std::string_view rest = body;
  while (next == Exchange::Next::Read || next == Exchange::Next::Run) {
    if (next == Exchange::Next::Run) exchange.job([](const Request&, const std::exception&) {});
    const bool opened = next == Exchange::Next::Run && rest.size() == size;
    const std::string_view piece = opened ? std::string_view() : rest.substr(0, 10'000);
    std::size_t taken = 0;
    next = exchange.advance(piece, taken);
    rest.remove_prefix(taken);
  }
  if (next == Exchange::Next::Drop) return std::nullopt;
  return exchange.response->status;
}

TEST(Exchange, GivesBodiesInPieces) {
  constexpr std::size_t kAny = std::numeric_limits<std::size_t>::max();
  for (const std::size_t size : {std::size_t{1}, Exchange::kBufferBytes, 3 * Exchange::kBufferBytes + 1}) {
    std::size_t bytes = 0;
    EXPECT_EQ(upload(size, kAny, bytes), 201);
    EXPECT_EQ(bytes, size);
  }
  std::size_t bytes = 0;
  EXPECT_EQ(upload(3 * Exchange::kBufferBytes, 10, bytes), 413) << "the rest is dropped, and the client told";
  EXPECT_EQ(bytes, Exchange::kBufferBytes);
  bytes = 0;
  EXPECT_EQ(upload(2 * Exchange::kMaxDropped, 10, bytes), std::nullopt);
}

TEST(Exchange, TakesWholeBodiesUpToALimit) {
  std::size_t bytes = 0;
  EXPECT_EQ(upload(50'000, 0, bytes, 50'000), 201);
  EXPECT_EQ(bytes, 50'000U);
  EXPECT_EQ(upload(50'001, 0, bytes, 50'000), 413);
}

TEST(Exchange, ErrorsOfActionsAreAnswers) {
  const auto status = [](const base::Error& error) {
    const Action action{[&](const Request&) -> Response { throw error; }};
    Exchange exchange("/");
    exchange.request = made_request("GET", "/");
    EXPECT_EQ(exchange.begin([&](Request&) { return &action; }), Exchange::Next::Read);
    std::size_t taken = 0;
    EXPECT_EQ(exchange.advance({}, taken), Exchange::Next::Run);
    int reported = 0;
    exchange.job([&](const Request&, const std::exception&) { ++reported; });
    EXPECT_EQ(exchange.advance({}, taken), Exchange::Next::Answer);
    EXPECT_EQ(reported, exchange.response->status == 500 ? 1 : 0);
    if (reported > 0) {
      EXPECT_EQ(std::get<std::string>(exchange.response->body).find("secret"), std::string::npos);
    }
    return exchange.response->status;
  };
  EXPECT_EQ(status({base::Code::NotFound, "no clip"}), 404);
  EXPECT_EQ(status({base::Code::InvalidInput, "not an id"}), 400);
  EXPECT_EQ(status({base::Code::Io, "/secret/file"}), 500);
}

}  // namespace
}  // namespace serve
