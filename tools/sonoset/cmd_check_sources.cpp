#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "arguments.h"
#include "base/error.h"
#include "curate/validate/check_sources.h"
#include "fetch_options.h"
#include "interrupt.h"
#include "model/finding.h"
#include "model/metadata_json.h"
#include "progress.h"
#include "recipe_options.h"
#include "verbs.h"

namespace {

std::vector<curate::SourceQuestion> questions_for(const Context& context, const cxxopts::ParseResult& options) {
  if (options.count("manifest") == 0) {
    curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Read);
    return curate::questions_of(dataset);
  }
  ReadManifests read = read_manifests(options["manifest"].as<std::vector<std::string>>());
  if (!read.problems.empty()) {
    throw base::Error(base::Code::InvalidInput, "nothing was checked:\n" + manifest::text_of(read.problems));
  }
  return curate::questions_of(read.manifests);
}

void print_json(std::size_t addresses, const std::vector<curate::SourceFinding>& findings, bool stopped) {
  nlohmann::json document = {{"addresses", addresses}, {"stopped", stopped}, {"findings", nlohmann::json::array()}};
  for (const curate::SourceFinding& finding : findings) {
    nlohmann::json& one = document["findings"].emplace_back(model::finding_json(finding.code, finding.message));
    one["url"] = finding.url;
    one["clips"] = finding.clips;
  }
  fmt::print("{}\n", document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
}

void print_table(std::size_t addresses, const std::vector<curate::SourceFinding>& findings) {
  for (const curate::SourceFinding& finding : findings) {
    fmt::print("{:<16}{}\n{:16}{} ({})\n", finding.code, finding.url, "", finding.message,
               fmt::join(finding.clips, ", "));
  }
  std::vector<std::string> codes;
  for (const curate::SourceFinding& finding : findings) codes.push_back(finding.code);
  std::ranges::sort(codes);
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  if (!codes.empty()) fmt::print("\n");
  for (const std::string& code : codes) fmt::print("{}: {}\n", code, model::finding_code(code).next);
  fmt::print("{}{} addresses, {} findings\n", codes.empty() ? "" : "\n", addresses, findings.size());
}

}  // namespace

int cmd_check_sources(const Context& context, const Words& words) {
  Arguments arguments(
      "check-sources", "[MANIFEST…] [options]",
      "Asks every address of manifests, or of the dataset, without downloading its file: dead links, pages\n"
      "that moved for good, files that changed (size, ETag or digest against the manifest, its NAME.lock, or\n"
      "what the dataset has). Changes nothing. Exit code 1 where something was found.",
      {"sonoset check-sources manifests/pocus-2021.yaml", "sonoset -C lungs check-sources --json"});
  arguments.add()("manifest", "YAML files; none: the dataset", cxxopts::value<std::vector<std::string>>());
  arguments.add()("downloads", "So many requests at once", cxxopts::value<std::int64_t>()->default_value("8"));
  arguments.add()("per-host", "Of these, so many to one host", cxxopts::value<std::int64_t>()->default_value("2"));
  arguments.add()("allow-private", "Also ask private, loopback and link-local addresses");
  arguments.add()("fetch-timeout", "Seconds that asking one address may take",
                  cxxopts::value<std::int64_t>()->default_value("120"));
  arguments.add()("json", "One JSON document on stdout");
  arguments.positional({"manifest"});
  const auto options = arguments.parse(words);
  if (!options) return kDone;
  const curate::FetchOptions fetch = asking_options_of(*options);
  const auto questions = questions_for(context, *options);
  const auto stop = stop_at_interrupt();
  std::vector<curate::SourceFinding> findings;
  {
    Progress progress("addresses");
    findings = curate::check_sources(
        questions, fetch, [&](std::int64_t done, std::int64_t all) { progress.show(done, all, ""); }, stop);
  }
  const bool stopped = stop();
  if (options->count("json") > 0) {
    print_json(questions.size(), findings, stopped);
  } else {
    print_table(questions.size(), findings);
  }
  if (stopped) fmt::print(stderr, "stopped before all addresses were asked\n");
  return findings.empty() && !stopped ? kDone : kDoneWithFindings;
}
