#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "serve/http/listen_socket.h"
#include "serve/http/router.h"
#include "serve/http/server.h"

namespace serve {

struct SiteOptions {
  std::filesystem::path dataset;
  std::string listen = "127.0.0.1:8080";
  /// The folder with the programs that it starts: sonoset-worker, and sonoset-baseline where it is installed.
  std::filesystem::path programs;
  std::string version = {};          ///< of this program, for what it imports
  std::string model;                 ///< that screens files: a run or a folder; empty: the run that finished last
  std::vector<std::string> hosts;    ///< names besides the loopback ones: see Hosts
  std::filesystem::path state = {};  ///< the folder of accounts; empty: see state_folder
  bool behind_tls = false;           ///< browsers reach the server through https: cookies need it
  bool trust_proxy = false;          ///< a proxy on this machine says who the client is: see client_address
  ServerOptions server = {};
  /// A line for each request, and for each error of the server itself; called by several threads.
  std::function<void(const std::string&)> log = [](const std::string&) {};
  std::function<void(const std::string&)> log_error = [](const std::string&) {};

  /// `state`, or the default_state_folder of the dataset.
  std::filesystem::path state_folder() const;
};

/// A dataset's web service: pages and API.
class Site {
 public:
  /// Starts to serve. Throws what opening the dataset or the accounts throws; InvalidInput for options that do not
  /// fit, also for an address or a name that other machines reach while there are no accounts; Io where the system
  /// refuses the address.
  explicit Site(const SiteOptions& options);
  ~Site();
  Site(const Site&) = delete;
  Site& operator=(const Site&) = delete;

  /// "http://127.0.0.1:8080/".
  const std::string& url() const;
  /// All that it answers.
  std::vector<Router::Listed> routes() const;
  /// Finishes what is running: see Server::stop.
  void stop(std::chrono::milliseconds within);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace serve
