#include "serve/http/server.h"

#include <fmt/format.h>
#include <microhttpd.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/error.h"
#include "base/text.h"
#include "serve/http/head_layout.h"
#include "serve/http/problem.h"
#include "serve/http/reply.h"

namespace serve {
namespace {

/// A request, and what belongs to the library's connection.
struct Live : Exchange {
  explicit Live(const char* raw) : Exchange(raw), target_in_memory(raw) {}
  const char* target_in_memory;
  bool begun = false;
  int status = 0;
};

struct Head {
  Request& request;
  HeadLayout layout;
};

MHD_Result add_header(void* context, MHD_ValueKind, const char* name, std::size_t name_bytes, const char* value,
                      std::size_t value_bytes) {
  auto& head = *static_cast<Head*>(context);
  const std::string_view text(value == nullptr ? "" : value, value_bytes);
  head.layout.add({name, name_bytes}, text);
  head.request.headers.push_back({std::string(name, name_bytes), std::string(base::trimmed(text, " \t"))});
  return MHD_YES;
}

/// False where the head has what the library hides.
bool read_head(MHD_Connection* connection, const char* method, const char* version, Live& live) {
  Request& request = live.request;
  request.method = method;
  request.version = version;
  const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  if (info != nullptr) request.peer = peer_text(info->client_addr);
  Head head{request, HeadLayout(method, live.target_in_memory, request.raw_target.size(), version)};
  MHD_get_connection_values_n(connection, MHD_HEADER_KIND, add_header, &head);
  return head.layout.is_plain();
}

}  // namespace

class Server::State {
 public:
  State(ListenSocket socket, const ServerOptions& options, ServerCalls calls)
      : options_(options), calls_(std::move(calls)), deadlines_(options.deadlines), lanes_(options.lanes) {
    start(socket);
    ticker_ = std::thread([this] { tick(); });
  }
  void stop(std::chrono::milliseconds within);

 private:
  static void* on_target(void* self, const char* raw, MHD_Connection* connection);
  static MHD_Result on_call(void* self, MHD_Connection* connection, const char* target, const char* method,
                            const char* version, const char* data, std::size_t* size, void** live);
  static void on_end(void* self, MHD_Connection* connection, void** live, MHD_RequestTerminationCode how);
  static void on_connection(void* self, MHD_Connection* connection, void** context,
                            MHD_ConnectionNotificationCode what);

  void start(ListenSocket& socket);
  Exchange::Next begin(MHD_Connection* connection, const char* method, const char* version, Live& live);
  MHD_Result act(MHD_Connection* connection, Live& live, Exchange::Next next);
  MHD_Result answer(MHD_Connection* connection, Live& live);
  void run(MHD_Connection* connection, Live& live);
  bool keep(const std::shared_ptr<EventStream>& stream);
  std::vector<std::shared_ptr<EventStream>> streams();
  void tick();

  const ServerOptions options_;
  const ServerCalls calls_;
  Deadlines deadlines_;
  Lanes lanes_;
  MHD_Daemon* daemon_ = nullptr;
  std::thread ticker_;
  std::mutex mutex_;  // of what follows
  std::condition_variable changed_;
  std::size_t live_ = 0;
  bool stopping_ = false;
  std::vector<std::weak_ptr<EventStream>> streams_;
};

void Server::State::start(ListenSocket& socket) {
  daemon_ = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, socket.port, nullptr, nullptr,
                             on_call, this, MHD_OPTION_LISTEN_SOCKET, socket.socket.get(), MHD_OPTION_THREAD_POOL_SIZE,
                             options_.threads, MHD_OPTION_CONNECTION_LIMIT, options_.max_connections,
                             MHD_OPTION_PER_IP_CONNECTION_LIMIT, options_.max_connections_per_address,
                             MHD_OPTION_CONNECTION_TIMEOUT, static_cast<unsigned>(options_.silence.count()),
                             MHD_OPTION_CONNECTION_MEMORY_LIMIT, options_.head_bytes, MHD_OPTION_STRICT_FOR_CLIENT, 1,
                             MHD_OPTION_URI_LOG_CALLBACK, on_target, this, MHD_OPTION_NOTIFY_COMPLETED, on_end, this,
                             MHD_OPTION_NOTIFY_CONNECTION, on_connection, this, MHD_OPTION_END);
  if (daemon_ == nullptr) base::throw_errno("cannot serve on", fmt::format("{}:{}", socket.address, socket.port));
  socket.socket.release();  // the library closes it
}

void* Server::State::on_target(void* self, const char* raw, MHD_Connection*) {
  auto& state = *static_cast<State*>(self);
  const std::lock_guard lock(state.mutex_);
  ++state.live_;
  return new Live(raw);
}

MHD_Result Server::State::on_call(void* self, MHD_Connection* connection, const char*, const char* method,
                                  const char* version, const char* data, std::size_t* size, void** context) {
  auto& state = *static_cast<State*>(self);
  auto& live = *static_cast<Live*>(*context);
  Exchange::Next next;
  if (!live.begun) {
    live.begun = true;
    next = state.begin(connection, method, version, live);
  } else {
    std::size_t taken = 0;
    next = live.advance({data, *size}, taken);
    *size -= taken;
  }
  return state.act(connection, live, next);
}

Exchange::Next Server::State::begin(MHD_Connection* connection, const char* method, const char* version, Live& live) {
  if (read_head(connection, method, version, live)) return live.begin(calls_.find);
  live.response = closing_problem(400, "the head of the request is malformed");
  return Exchange::Next::Answer;
}

MHD_Result Server::State::act(MHD_Connection* connection, Live& live, Exchange::Next next) {
  if (next == Exchange::Next::Read) {
    deadlines_.wait_for_body(connection, live.body_bytes());
    return MHD_YES;
  }
  deadlines_.serve(connection);
  if (next == Exchange::Next::Drop) return MHD_NO;
  if (next == Exchange::Next::Answer) return answer(connection, live);
  run(connection, live);
  return MHD_YES;
}

void Server::State::run(MHD_Connection* connection, Live& live) {
  MHD_suspend_connection(connection);
  const auto job = [this, connection, &live](bool runs) {
    if (runs) {
      live.job(calls_.report);
    } else {
      live.refuse_job();
    }
    MHD_resume_connection(connection);
  };
  if (!lanes_.post(live.lane(), job)) job(false);
}

MHD_Result Server::State::answer(MHD_Connection* connection, Live& live) {
  Response response = std::move(*live.response);
  const auto* stream = std::get_if<std::shared_ptr<EventStream>>(&response.body);
  if (stream != nullptr && !keep(*stream)) response = problem(503, "too many people follow events; try again later");
  // The library takes chunks with sizes that others may read differently: nothing after them is trusted.
  if (live.request.is_chunked()) response.set("Connection", "close");
  calls_.complete(live.request, response);
  live.status = response.status;
  return reply(connection, std::move(response)) ? MHD_YES : MHD_NO;
}

void Server::State::on_end(void* self, MHD_Connection* connection, void** context, MHD_RequestTerminationCode) {
  auto& state = *static_cast<State*>(self);
  const std::unique_ptr<Live> live(static_cast<Live*>(*context));
  if (live == nullptr) return;
  *context = nullptr;
  state.deadlines_.wait_for_head(connection);
  if (live->status != 0) state.calls_.log(live->request, live->status);
  const std::lock_guard lock(state.mutex_);
  --state.live_;
  state.changed_.notify_all();
}

void Server::State::on_connection(void* self, MHD_Connection* connection, void**, MHD_ConnectionNotificationCode what) {
  auto& state = *static_cast<State*>(self);
  if (what == MHD_CONNECTION_NOTIFY_CLOSED) return state.deadlines_.closed(connection);
  const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  if (info != nullptr) state.deadlines_.opened(connection, info->connect_fd);
}

bool Server::State::keep(const std::shared_ptr<EventStream>& stream) {
  const std::lock_guard lock(mutex_);
  std::erase_if(streams_, [](const auto& one) { return one.expired(); });
  if (stopping_ || streams_.size() >= options_.max_streams) {
    stream->close();
    return false;
  }
  streams_.push_back(stream);
  return true;
}

std::vector<std::shared_ptr<EventStream>> Server::State::streams() {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<EventStream>> open;
  for (const auto& stream : streams_) {
    if (auto one = stream.lock()) open.push_back(std::move(one));
  }
  return open;
}

void Server::State::tick() {
  auto last_beat = Deadlines::Clock::now();
  std::unique_lock lock(mutex_);
  while (!changed_.wait_for(lock, std::chrono::seconds(1), [&] { return stopping_; })) {
    lock.unlock();
    const auto now = Deadlines::Clock::now();
    deadlines_.sweep(now);
    if (now - last_beat >= options_.beat) {
      last_beat = now;
      for (const auto& stream : streams()) stream->beat();
    }
    lock.lock();
  }
}

void Server::State::stop(std::chrono::milliseconds within) {
  if (daemon_ == nullptr) return;
  const base::Descriptor listening(MHD_quiesce_daemon(daemon_));
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
  }
  ticker_.join();
  for (const auto& stream : streams()) stream->close();
  {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, within, [&] { return live_ == 0; });
  }
  lanes_.stop();
  MHD_stop_daemon(daemon_);
  daemon_ = nullptr;
}

Server::Server(ListenSocket socket, const ServerOptions& options, ServerCalls calls)
    : state_(std::make_unique<State>(std::move(socket), options, std::move(calls))) {}

Server::~Server() { stop(std::chrono::milliseconds(0)); }

void Server::stop(std::chrono::milliseconds within) { state_->stop(within); }

}  // namespace serve
