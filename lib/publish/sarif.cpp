#include "publish/sarif.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/digest.h"
#include "model/finding.h"

namespace publish {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

// RFC 3986: what needs no percent sign in a path.
bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~/").find(c) != std::string_view::npos;
}

std::string uri_of(const fs::path& file, const fs::path& root) {
  const fs::path relative = fs::absolute(file).lexically_normal().lexically_proximate(root);
  std::string uri;
  for (const char c : relative.generic_string()) {
    uri += is_plain(c) ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

std::size_t rule_index(std::string_view code) {
  const auto& codes = model::finding_codes();
  return static_cast<std::size_t>(&model::finding_code(code) - codes.data());
}

ordered_json rules() {
  ordered_json rules = ordered_json::array();
  for (const model::FindingCode& code : model::finding_codes()) {
    rules.push_back({{"id", code.code},
                     {"shortDescription", {{"text", code.meaning}}},
                     {"help", {{"text", code.next}}},
                     {"defaultConfiguration", {{"level", model::to_string(code.severity)}}}});
  }
  return rules;
}

struct Place {
  const fs::path& file;
  int line;
  int column;
};

ordered_json location(const Place& place, const fs::path& root) {
  ordered_json physical = {{"artifactLocation", {{"uri", uri_of(place.file, root)}}}};
  if (place.line > 0) {
    physical["region"] = {{"startLine", place.line}, {"startColumn", std::max(place.column, 1)}};
  }
  return {{"physicalLocation", std::move(physical)}};
}

/// `what` names the finding among all, whatever line it stands on.
ordered_json result(std::string_view code, const std::string& message, const std::string& what, const Place& place,
                    const fs::path& root) {
  const model::FindingCode& rule = model::finding_code(code);
  const std::string identity = fmt::format("{}\n{}\n{}", code, uri_of(place.file, root), what);
  return {{"ruleId", rule.code},
          {"ruleIndex", rule_index(code)},
          {"level", model::to_string(rule.severity)},
          {"message", {{"text", fmt::format("{} Next: {}.", message, rule.next)}}},
          {"locations", ordered_json::array({location(place, root)})},
          {"partialFingerprints", {{"sonosetFinding/v1", base::sha256(identity).hex()}}}};
}

ordered_json results(const curate::Validation& validation, const std::vector<manifest::Problem>& problems,
                     const fs::path& root) {
  ordered_json results = ordered_json::array();
  for (const manifest::Problem& problem : problems) {
    const std::string text = problem.key.empty() ? problem.message : problem.key + ": " + problem.message;
    const fs::path file = problem.file;
    results.push_back(result("manifest-problem", text + ".", text, {file, problem.line, problem.column}, root));
  }
  for (const curate::CheckedClip& clip : validation.clips) {
    for (const model::Finding& finding : clip.findings) {
      const std::string text = fmt::format("Clip '{}': {}.", clip.clip, finding.message);
      results.push_back(
          result(finding.code, text, clip.clip + "\n" + finding.message, {clip.file, clip.line, clip.column}, root));
    }
  }
  return results;
}

}  // namespace

std::string to_sarif(const curate::Validation& validation, const std::vector<manifest::Problem>& problems,
                     const std::string& version, const fs::path& root) {
  const ordered_json driver = {{"name", "sonoset"}, {"version", version}, {"rules", rules()}};
  const ordered_json run = {
      {"tool", {{"driver", driver}}},
      {"invocations", ordered_json::array({{{"executionSuccessful", !validation.stopped}}})},
      {"results", results(validation, problems, root)},
  };
  const ordered_json log = {{"$schema",
                             "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
                             "sarif-schema-2.1.0.json"},
                            {"version", "2.1.0"},
                            {"runs", ordered_json::array({run})}};
  return log.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace publish
