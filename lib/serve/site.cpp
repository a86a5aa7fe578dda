#include "serve/site.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "curate/user_folders.h"
#include "serve/api_dataset.h"
#include "serve/api_document.h"
#include "serve/api_facets.h"
#include "serve/api_lists.h"
#include "serve/api_splits.h"
#include "serve/assets.h"
#include "serve/clip_listing.h"
#include "serve/contribute/contribute.h"
#include "serve/curation/api_curation.h"
#include "serve/curation/finisher.h"
#include "serve/curation/write_queue.h"
#include "serve/dataset_pool.h"
#include "serve/http/hosts.h"
#include "serve/http/problem.h"
#include "serve/http/router.h"
#include "serve/media/media.h"
#include "serve/people/api_accounts.h"
#include "serve/people/api_session.h"
#include "serve/people/people.h"
#include "serve/people/state_folder.h"
#include "serve/screen/screen.h"
#include "serve/security_headers.h"

namespace serve {
namespace {

using base::Code;
using base::Error;
using Found = std::variant<const Action*, Response>;

bool is_plain_in_shell(char c) {
  return base::is_alphanumeric(c) || std::string_view("/._-").find(c) != std::string_view::npos;
}

std::string shell_word(const std::string& text) {
  if (!text.empty() && std::ranges::all_of(text, is_plain_in_shell)) return text;
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

PeopleOptions people_options(const SiteOptions& options) {
  PeopleOptions made;
  made.state = options.state_folder();
  made.behind_tls = options.behind_tls;
  made.trust_proxy = options.trust_proxy;
  made.add_command =
      fmt::format("sonoset -C {} serve user add NAME --role admin", shell_word(options.dataset.string()));
  if (!options.state.empty()) made.add_command += " --state " + shell_word(options.state.string());
  return made;
}

/// Where other machines reach the server, people must log in.
void check_reach(const ListenSocket& socket, const SiteOptions& options, People& people) {
  if (people.has_accounts()) return;
  const std::string& add = people.options().add_command;
  if (!socket.loopback) {
    throw Error(Code::InvalidInput,
                fmt::format("cannot listen on '{}': other machines would reach it, and there are no accounts; run '{}'",
                            options.listen, add));
  }
  if (!options.hosts.empty()) {
    throw Error(Code::InvalidInput,
                fmt::format("cannot answer as '{}': other machines would reach it, and there are no accounts; run '{}'",
                            options.hosts.front(), add));
  }
}

ListenSocket checked_socket(const SiteOptions& options, People& people) {
  for (const std::string& name : options.hosts) {
    if (!is_host(name)) throw Error(Code::InvalidInput, fmt::format("--host '{}' is not the name of a host", name));
  }
  ListenSocket socket = listen_on(options.listen);
  check_reach(socket, options, people);
  return socket;
}

// One clip is made again at a time.
curate::ImportOptions making_options(const SiteOptions& options) {
  curate::ImportOptions making;
  making.jobs = 1;
  making.worker = options.programs / "sonoset-worker";
  making.version = options.version;
  return making;
}

std::optional<std::filesystem::path> cache_below(const char* name) {
  const auto folder = curate::cache_folder();
  return folder ? std::optional(*folder / name) : std::nullopt;
}

/// Without the codes of invitations and receipts.
std::string logged_target(const Request& request) {
  const auto& segments = request.target.segments;
  const bool secret = segments.size() > 3 && (segments[2] == "invitations" || segments[2] == "receipts");
  return secret ? fmt::format("/api/v1/{}/...", segments[2]) : request.raw_target;
}

}  // namespace

struct Site::Parts {
  explicit Parts(const SiteOptions& options)
      : pool(options.dataset),
        listings(pool),
        splits(pool, listings),
        people(people_options(options)),
        media(pool, {options.programs / "sonoset-worker", cache_below("serve")}),
        screen(pool, options.model,
               {.programs = options.programs, .dataset = options.dataset, .log_error = options.log_error}),
        queue({.dataset = options.dataset, .patience = std::chrono::seconds(20)}),
        curation(pool, queue, people, {making_options(options)}),
        finisher(pool, queue, {making_options(options), options.log_error}),
        contribute(pool, people, queue,
                   {.state = options.state_folder(),
                    .worker = options.programs / "sonoset-worker",
                    .version = options.version,
                    .log_error = options.log_error}) {
    ListenSocket socket = checked_socket(options, people);
    url = fmt::format("http://{}:{}/", socket.address, socket.port);
    hosts.emplace(socket.port, options.hosts);
    alone = socket.loopback && options.hosts.empty();
    assets.add_routes(router);
    add_document_route(router);
    add_dataset_routes(pool, listings, router);
    add_list_routes(pool, listings, router);
    add_facet_routes(listings, router);
    splits.add_routes(router);
    media.add_routes(router);
    screen.add_routes(router);
    curation.add_routes(router);
    contribute.add_routes(router);
    add_session_routes(people, router);
    add_account_routes(people, router);
    server.emplace(std::move(socket), options.server, calls(options));
  }

  Found find(Request& request) {
    if (std::optional<Response> refusal = hosts->check(request)) return std::move(*refusal);
    if (std::optional<Response> refusal = people.admit(request, alone)) return std::move(*refusal);
    Found found = router.find(request);
    const auto* action = std::get_if<const Action*>(&found);
    if (action == nullptr) return found;
    if (std::optional<Response> refusal = people.refuse(request, **action)) return std::move(*refusal);
    return found;
  }

  ServerCalls calls(const SiteOptions& options) {
    ServerCalls calls;
    calls.report = [log = options.log_error](const Request& request, const std::exception& error) {
      log(fmt::format("{} {}: {}", request.method, logged_target(request), error.what()));
    };
    calls.find = [this, report = calls.report](Request& request) -> Found {
      try {
        return find(request);
      } catch (const std::exception& error) {
        report(request, error);
        return problem_of(error);
      }
    };
    calls.complete = [](const Request&, Response& response) { add_security_headers(response); };
    calls.log = [log = options.log](const Request& request, int status) {
      log(fmt::format("{} {} {} {}", request.peer, request.method, logged_target(request), status));
    };
    return calls;
  }

  std::string url;
  bool alone = false;  ///< only this machine reaches the server
  std::optional<Hosts> hosts;
  DatasetPool pool;
  ClipListings listings;
  Splits splits;
  People people;
  Media media;
  Screen screen;
  WriteQueue queue;
  Curation curation;
  Finisher finisher;
  Contribute contribute;
  Assets assets;
  Router router;
  std::optional<Server> server;
};

std::filesystem::path SiteOptions::state_folder() const {
  return state.empty() ? default_state_folder(dataset) : state;
}

Site::Site(const SiteOptions& options) : parts_(std::make_unique<Parts>(options)) {}

Site::~Site() = default;

const std::string& Site::url() const { return parts_->url; }

std::vector<Router::Listed> Site::routes() const { return parts_->router.routes(); }

void Site::stop(std::chrono::milliseconds within) {
  parts_->media.stop_at(StopTime::Clock::now() + within);
  parts_->screen.stop_at(StopTime::Clock::now() + within);
  parts_->contribute.stop_at(StopTime::Clock::now() + within);
  parts_->queue.stop();
  parts_->server->stop(within);
}

}  // namespace serve
