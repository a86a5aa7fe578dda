#include "fetch_options.h"

#include <fmt/format.h>

#include "option_groups.h"
#include "recipe_options.h"

void add_fetch_options(Arguments& arguments) {
  cxxopts::OptionAdder add = arguments.add(kDownloadGroup);
  add("downloads", "Maximum parallel downloads", cxxopts::value<std::int64_t>()->default_value("4"), "N");
  add("per-host", "Maximum parallel downloads from one host", cxxopts::value<std::int64_t>()->default_value("2"), "N");
  add("allow-private", "Allow private, loopback and link-local addresses");
  add("max-size", "Size limit for one file", cxxopts::value<std::int64_t>()->default_value("2048"), "MB");
  add("fetch-timeout", "Time limit for one file, retries included",
      cxxopts::value<std::int64_t>()->default_value("3600"), "SECONDS");
}

void add_run_fetch_options(Arguments& arguments) {
  add_fetch_options(arguments);
  cxxopts::OptionAdder add = arguments.add(kDownloadGroup);
  add("max-total-size", "Size limit for all downloads of this run",
      cxxopts::value<std::int64_t>()->default_value("100000"), "MB");
  add("total-timeout", "Time limit for all downloads of this run",
      cxxopts::value<std::int64_t>()->default_value("86400"), "SECONDS");
  add("allow-yt-dlp", "Run yt-dlp for sources with fetch: yt-dlp");
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
  result.limits.max_bytes = max_file_bytes_of(options);
  return result;
}

curate::FetchOptions run_fetch_options_of(const cxxopts::ParseResult& options) {
  curate::FetchOptions result = fetch_options_of(options);
  result.limits.max_total_bytes = positive(options, "max-total-size", 1'000'000'000) * 1'000'000;
  result.limits.total_time = std::chrono::seconds(positive(options, "total-timeout", 10'000'000));
  result.limits.allow_yt_dlp = options.count("allow-yt-dlp") > 0;
  return result;
}

std::int64_t max_file_bytes_of(const cxxopts::ParseResult& options) {
  return positive(options, "max-size", 1'000'000) * 1'000'000;
}
