#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "arguments.h"
#include "base/error.h"
#include "base/text.h"
#include "curate/validate/check_sources.h"
#include "fetch_options.h"
#include "interrupt.h"
#include "model/finding.h"
#include "model/metadata_json.h"
#include "option_groups.h"
#include "progress.h"
#include "recipe_options.h"
#include "say.h"
#include "verbs.h"

namespace {

std::vector<curate::SourceQuestion> questions_for(const Context& context, const cxxopts::ParseResult& options) {
  if (options.count("manifest") == 0) {
    curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Read);
    return curate::questions_of(dataset);
  }
  ReadManifests read = read_manifests(options["manifest"].as<std::vector<std::string>>());
  if (!read.problems.empty()) {
    throw manifest::error_of(base::Code::InvalidInput, "nothing was checked:", read.problems);
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
  print_document(document);
}

void print_table(std::size_t addresses, const std::vector<curate::SourceFinding>& findings) {
  for (const curate::SourceFinding& finding : findings) {
    say("{:<16}{}\n{:16}{} ({})\n", finding.code, finding.url, "", finding.message,
        fmt::format("{}", fmt::join(finding.clips, ", ")));
  }
  std::vector<std::string> codes;
  for (const curate::SourceFinding& finding : findings) codes.push_back(finding.code);
  std::ranges::sort(codes);
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  if (!codes.empty()) say("\n");
  for (const std::string& code : codes) say("{}: {}\n", code, model::finding_code(code).next);
  say("{}{} checked, {}\n", codes.empty() ? "" : "\n", base::counted(addresses, "address", "addresses"),
      base::counted(findings.size(), "finding"));
}

}  // namespace

int cmd_check_sources(const Context& context, const Words& words) {
  Arguments arguments(
      "check-sources", "[MANIFEST…] [options]",
      "Checks every URL of the manifests, or of the dataset, without downloading files: reports dead links,\n"
      "permanent redirects and changed files (size, ETag or digest compared with the manifest, its NAME.lock\n"
      "or the dataset). Changes nothing. Exit code 1: something was found.",
      {"sonoset check-sources manifests/pocus-2021.yaml", "sonoset -C lungs check-sources --json"});
  arguments.add()("manifest", "Manifest files (default: the dataset)", cxxopts::value<std::vector<std::string>>(),
                  "FILE");
  cxxopts::OptionAdder download = arguments.add(kDownloadGroup);
  download("downloads", "Maximum parallel requests", cxxopts::value<std::int64_t>()->default_value("8"), "N");
  download("per-host", "Maximum parallel requests to one host", cxxopts::value<std::int64_t>()->default_value("2"),
           "N");
  download("allow-private", "Allow private, loopback and link-local addresses");
  download("fetch-timeout", "Time limit for one URL", cxxopts::value<std::int64_t>()->default_value("120"), "SECONDS");
  arguments.add(kOutputGroup)("json", "Print one JSON document");
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
  if (stopped) say(stderr, "stopped before all URLs were checked\n");
  return findings.empty() && !stopped ? kDone : kDoneWithFindings;
}
