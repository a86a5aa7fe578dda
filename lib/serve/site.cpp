#include "serve/site.h"

#include <fmt/format.h>

#include "base/error.h"
#include "curate/user_folders.h"
#include "serve/api_dataset.h"
#include "serve/assets.h"
#include "serve/dataset_pool.h"
#include "serve/http/hosts.h"
#include "serve/http/router.h"
#include "serve/media/media.h"
#include "serve/screen/screen.h"
#include "serve/security_headers.h"

namespace serve {
namespace {

using base::Code;
using base::Error;

/// Where other machines reach the server, people must log in first.
void check_reach(const ListenSocket& socket, const std::string& text) {
  if (socket.loopback) return;
  throw Error(Code::InvalidInput,
              fmt::format("cannot listen on '{}': other machines would reach it, and this version has no accounts yet; "
                          "listen on 127.0.0.1, and reach it through 'ssh -L'",
                          text));
}

ListenSocket checked_socket(const SiteOptions& options) {
  for (const std::string& name : options.hosts) {
    if (!is_host(name)) throw Error(Code::InvalidInput, fmt::format("--host '{}' is not the name of a host", name));
  }
  ListenSocket socket = listen_on(options.listen);
  check_reach(socket, options.listen);
  return socket;
}

std::optional<std::filesystem::path> cache_below(const char* name) {
  const auto folder = curate::cache_folder();
  return folder ? std::optional(*folder / name) : std::nullopt;
}

}  // namespace

struct Site::Parts {
  Parts(const SiteOptions& options, ListenSocket socket)
      : url(fmt::format("http://{}:{}/", socket.address, socket.port)),
        hosts(socket.port, options.hosts),
        pool(options.dataset),
        media(pool, {options.programs / "sonoset-worker", cache_below("serve")}),
        screen(pool, options.model,
               {.programs = options.programs, .dataset = options.dataset, .log_error = options.log_error}) {
    assets.add_routes(router);
    add_dataset_routes(pool, router);
    media.add_routes(router);
    screen.add_routes(router);
    server.emplace(std::move(socket), options.server, calls(options));
  }

  ServerCalls calls(const SiteOptions& options) {
    ServerCalls calls;
    calls.find = [this](Request& request) -> std::variant<const Action*, Response> {
      if (std::optional<Response> refusal = hosts.check(request)) return std::move(*refusal);
      request.person.sees_all = true;  // see check_reach: no other machine reaches the server
      return router.find(request);
    };
    calls.complete = [](const Request&, Response& response) { add_security_headers(response); };
    calls.report = [log = options.log_error](const Request& request, const std::exception& error) {
      log(fmt::format("{} {}: {}", request.method, request.raw_target, error.what()));
    };
    calls.log = [log = options.log](const Request& request, int status) {
      log(fmt::format("{} {} {} {}", request.peer, request.method, request.raw_target, status));
    };
    return calls;
  }

  std::string url;
  Hosts hosts;
  DatasetPool pool;
  Media media;
  Screen screen;
  Assets assets;
  Router router;
  std::optional<Server> server;
};

Site::Site(const SiteOptions& options) : parts_(std::make_unique<Parts>(options, checked_socket(options))) {}

Site::~Site() = default;

const std::string& Site::url() const { return parts_->url; }

void Site::stop(std::chrono::milliseconds within) {
  parts_->media.stop_at(StopTime::Clock::now() + within);
  parts_->screen.stop_at(StopTime::Clock::now() + within);
  parts_->server->stop(within);
}

}  // namespace serve
