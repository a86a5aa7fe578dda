#include "site_options.h"

#include <fmt/format.h>

#include "base/process.h"

serve::SiteOptions site_options(const Context& context, const cxxopts::ParseResult& options) {
  serve::SiteOptions site;
  site.dataset = context.dataset;
  site.programs = base::own_path().parent_path();
  site.version = SONOSET_VERSION;
  site.listen = options["listen"].as<std::string>();
  if (options.count("host") > 0) site.hosts = options["host"].as<std::vector<std::string>>();
  if (options.count("model") > 0) site.model = options["model"].as<std::string>();
  if (options.count("state") > 0) site.state = options["state"].as<std::string>();
  site.behind_tls = options.count("behind-tls") > 0;
  site.trust_proxy = options.count("trust-proxy") > 0;
  return site;
}

std::string public_address(const serve::SiteOptions& options) {
  return fmt::format("{}://{}/", options.behind_tls ? "https" : "http",
                     options.hosts.empty() ? options.listen : options.hosts.front());
}
