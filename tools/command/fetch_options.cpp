#include "fetch_options.h"

#include <fmt/format.h>

#include "recipe_options.h"

void add_fetch_options(Arguments& arguments) {
  arguments.add()("downloads", "So many downloads at once", cxxopts::value<std::int64_t>()->default_value("4"));
  arguments.add()("per-host", "Of these, so many from one host", cxxopts::value<std::int64_t>()->default_value("2"));
  arguments.add()("allow-private", "Also ask private, loopback and link-local addresses");
  arguments.add()("max-size", "MB that one file may have", cxxopts::value<std::int64_t>()->default_value("2048"));
  arguments.add()("fetch-timeout", "Seconds that fetching one file may take, all tries included",
                  cxxopts::value<std::int64_t>()->default_value("3600"));
}

curate::FetchOptions asking_options_of(const cxxopts::ParseResult& options) {
  curate::FetchOptions result;
  result.downloads = static_cast<int>(positive(options, "downloads", 64));
  result.per_host = static_cast<int>(positive(options, "per-host", 64));
  result.limits.allow_private = options.count("allow-private") > 0;
  result.limits.time = std::chrono::seconds(positive(options, "fetch-timeout", 1'000'000));
  return result;
}

curate::FetchOptions fetch_options_of(const cxxopts::ParseResult& options) {
  curate::FetchOptions result = asking_options_of(options);
  result.limits.max_bytes = positive(options, "max-size", 1'000'000) * 1'000'000;
  return result;
}
