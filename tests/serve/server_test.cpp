#include "serve/http/server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <vector>

#include "base/file.h"
#include "serve/http/range.h"
#include "serve/http/router.h"
#include "serve/raw_client.h"
#include "support/support.h"

namespace serve {
namespace {

using namespace std::chrono_literals;
using test::RawClient;
using Clock = std::chrono::steady_clock;

/// A server on a free port with routes of its own.
class Served {
 public:
  explicit Served(const Router& router, const ServerOptions& options = {}) {
    ListenSocket socket = listen_on("127.0.0.1:0");
    port = socket.port;
    ServerCalls calls;
    calls.find = [&router](Request& request) { return router.find(request); };
    server = std::make_unique<Server>(std::move(socket), options, std::move(calls));
  }
  std::string get(const std::string& path, const std::string& headers = {}) const {
    RawClient client(port);
    client.send("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n");
    return client.read_all();
  }
  std::uint16_t port = 0;
  std::unique_ptr<Server> server;
};

Action says(const std::string& text) {
  return {[text](const Request&) { return text_response("text/plain", text); }};
}

TEST(Server, SlowActionsDoNotKeepOthersWaiting) {
  std::promise<void> release;
  const std::shared_future<void> released = release.get_future().share();
  Router router;
  router.add("GET", "/quick", says("quick"));
  Action slow{[&](const Request&) {
    released.wait();
    return text_response("text/plain", "slow");
  }};
  slow.lane = Lane::Slow;
  router.add("GET", "/slow", slow);
  ServerOptions options;
  options.lanes.max_waiting = 50;
  options.lanes.slow_threads = 4;
  const Served served(router, options);
  std::vector<RawClient> waiting;
  for (int i = 0; i < 100; ++i) {
    waiting.emplace_back(served.port).send("GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  }
  for (int i = 0; i < 50; ++i) EXPECT_NE(served.get("/quick").find("\r\n\r\nquick"), std::string::npos);
  release.set_value();
  int answered = 0, busy = 0;
  for (RawClient& client : waiting) {
    const std::string answer = client.read_all();
    answered += answer.ends_with("slow") ? 1 : 0;
    busy += answer.find(" 503 ") != std::string::npos ? 1 : 0;
  }
  EXPECT_EQ(answered + busy, 100);
  EXPECT_GE(answered, 50);
  EXPECT_GE(busy, 40);
}

/// A sink that waits for leave before it takes the second piece.
struct HeldSink : BodySink {
  HeldSink(std::shared_future<void> leave, std::atomic<std::int64_t>& count, std::atomic<int>& unfinished)
      : may_write(std::move(leave)), bytes(count), left(unfinished) {}
  ~HeldSink() override { left += finished ? 0 : 1; }
  std::optional<Response> write(std::string_view piece) override {
    if (bytes > 0) may_write.wait();
    bytes += static_cast<std::int64_t>(piece.size());
    return std::nullopt;
  }
  Response finish() override {
    finished = true;
    return text_response("text/plain", std::to_string(bytes) + "X");
  }
  std::shared_future<void> may_write;
  std::atomic<std::int64_t>& bytes;
  std::atomic<int>& left;
  bool finished = false;
};

TEST(Server, BodiesWaitForTheirSink) {
  std::promise<void> leave;
  std::atomic<std::int64_t> bytes = 0;
  std::atomic<int> left = 0;
  Router router;
  Action action;
  action.open = [&, may_write = leave.get_future().share()](const Request&) {
    return std::make_unique<HeldSink>(may_write, bytes, left);
  };
  router.add("PUT", "/file", action);
  router.add("GET", "/quick", says("quick"));
  ServerOptions options;
  options.silence = 1s;  // libmicrohttpd can miss the end of a connection that comes with its last data
  const Served served(router, options);
  constexpr std::size_t kSize = 40'000'000;
  const std::string block(1'000'000, 'x');
  RawClient client(served.port);
  client.send("PUT /file HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(kSize) + "\r\n\r\n");
  std::size_t sent = 0;
  for (const auto end = Clock::now() + 1s; Clock::now() < end;) sent += client.send_some(block);
  EXPECT_LT(sent, kSize / 2) << "what the system holds, and a buffer of ours";
  EXPECT_NE(served.get("/quick").find("quick"), std::string::npos);
  leave.set_value();
  while (sent < kSize) sent += client.send_some(std::string_view(block).substr(0, kSize - sent));
  EXPECT_TRUE(client.read_until("40000000X").ends_with("40000000X"));
  EXPECT_EQ(left, 0);
  {
    RawClient leaves(served.port);
    leaves.send("PUT /file HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n\r\n" + block);
  }
  for (int i = 0; i < 200 && left == 0; ++i) std::this_thread::sleep_for(20ms);
  EXPECT_EQ(left, 1) << "a sink whose client has gone is destroyed unfinished";
}

TEST(Server, BodiesDoNotStall) {
  std::promise<void> leave;
  leave.set_value();
  const std::shared_future<void> may_write = leave.get_future().share();
  std::atomic<int> left = 0, answered = 0;
  Router router;
  Action action;
  action.open = [&](const Request&) {
    static std::atomic<std::int64_t> all = 1;
    return std::make_unique<HeldSink>(may_write, all, left);
  };
  router.add("PUT", "/file", action);
  const Served served(router);
  const std::string body(2'000'000, 'x');
  const auto began = Clock::now();
  std::vector<std::thread> clients;
  clients.reserve(8);
  for (int i = 0; i < 8; ++i) {
    clients.emplace_back([&] {
      RawClient client(served.port);
      for (int k = 0; k < 10; ++k) {
        client.send("PUT /file HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n");
        client.send(body);
        answered += client.read_until("X").starts_with("HTTP/1.1 200 ") ? 1 : 0;
      }
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(answered, 80);
  EXPECT_EQ(left, 0);
  EXPECT_LT(Clock::now() - began, 20s);
}

TEST(Server, EventsArriveOneByOne) {
  const auto stream = std::make_shared<EventStream>();
  Router router;
  router.add("GET", "/events", {[&](const Request&) { return event_response(stream); }});
  const Served served(router);
  RawClient client(served.port);
  client.send("GET /events HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_NE(client.read_until("\r\n\r\n").find("text/event-stream"), std::string::npos);
  for (int i = 0; i < 20; ++i) {
    const std::string event = "data: " + std::to_string(i) + "\ndata: b\n\n";
    EXPECT_TRUE(stream->send("progress", std::to_string(i) + "\nb"));
    EXPECT_NE(client.read_until(event).find("event: progress\n" + event), std::string::npos);
  }
  stream->close();
  EXPECT_NE(client.read_until("0\r\n\r\n").find("0\r\n\r\n"), std::string::npos);
  EXPECT_FALSE(stream->send("progress", "late"));
}

TEST(Server, StreamsWhoseClientLeftEnd) {
  const auto stream = std::make_shared<EventStream>();
  Router router;
  router.add("GET", "/events", {[&](const Request&) { return event_response(stream); }});
  const Served served(router);
  {
    RawClient client(served.port);
    client.send("GET /events HTTP/1.1\r\nHost: x\r\n\r\n");
    client.read_until("\r\n\r\n");
  }
  bool open = true;
  for (int i = 0; i < 100 && open; ++i) {
    open = stream->beat();
    std::this_thread::sleep_for(10ms);
  }
  EXPECT_FALSE(open);
}

TEST(Server, FilesAreSentInParts) {
  const base::PrivateFolder folder = test::temporary_folder();
  base::write_atomically(folder.path() / "file", "0123456789");
  Router router;
  router.add("GET", "/file", {[&](const Request& request) {
               return in_range(request, file_response("video/mp4", base::open_to_read(folder.path() / "file")));
             }});
  const Served served(router);
  EXPECT_TRUE(served.get("/file").ends_with("\r\n\r\n0123456789"));
  const std::string part = served.get("/file", "Range: bytes=2-4\r\n");
  EXPECT_TRUE(part.starts_with("HTTP/1.1 206 ") && part.ends_with("\r\n\r\n234")) << part;
}

TEST(Server, ClientsThatTrickleAreCut) {
  Router router;
  router.add("PUT", "/", says("done"));
  ServerOptions options;
  options.deadlines.head = 500ms;
  options.deadlines.grace = 500ms;
  const Served served(router, options);
  for (const char* start : {"GET / HTTP/1.1\r\nX: ", "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n"}) {
    RawClient client(served.port);
    client.send(start);
    const auto began = Clock::now();
    // Each byte is well within the time of silence.
    while (Clock::now() - began < 8s && client.send_some("x") > 0) std::this_thread::sleep_for(50ms);
    EXPECT_LT(Clock::now() - began, 5s) << start;
  }
}

TEST(Server, FinishesWhatHasBegun) {
  Router router;
  std::promise<void> running;
  router.add("GET", "/", {[&](const Request&) {
               running.set_value();
               std::this_thread::sleep_for(300ms);
               return text_response("text/plain", "finished");
             }});
  const auto stream = std::make_shared<EventStream>();
  router.add("GET", "/events", {[&](const Request&) { return event_response(stream); }});
  const Served served(router);
  RawClient idle(served.port), events(served.port), client(served.port);
  events.send("GET /events HTTP/1.1\r\nHost: x\r\n\r\n");
  events.read_until("\r\n\r\n");
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  running.get_future().wait();
  const auto began = Clock::now();
  served.server->stop(5s);
  EXPECT_LT(Clock::now() - began, 3s);
  EXPECT_TRUE(client.read_all().ends_with("finished"));
  EXPECT_TRUE(events.read_all().ends_with("0\r\n\r\n"));
  EXPECT_EQ(idle.read_all(), "");
}

TEST(Server, DoesNotWaitForeverForClients) {
  Router router;
  router.add("PUT", "/", says("done"));
  const Served served(router);
  RawClient client(served.port);
  client.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\nx");
  std::this_thread::sleep_for(100ms);
  const auto began = Clock::now();
  served.server->stop(300ms);
  EXPECT_LT(Clock::now() - began, 3s);
  EXPECT_EQ(client.read_all(), "");
}

}  // namespace
}  // namespace serve
