#include "publish/sarif.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/digest.h"
#include "base/error.h"
#include "base/file.h"
#include "base/url.h"
#include "manifest/node.h"
#include "model/finding.h"

namespace publish {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

std::string uri_of(const fs::path& file, const fs::path& root) {
  const fs::path relative = fs::absolute(file).lexically_normal().lexically_proximate(root);
  return base::percent_encoded(relative.generic_string(), [](char c) { return base::is_unreserved(c) || c == '/'; });
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

/// Converts columns from bytes to UTF-16 code units, the standard's default.
class Columns {
 public:
  int of(const fs::path& file, int line, int byte_column) {
    const std::string_view text = line_of(file, line);
    const std::string_view before = text.substr(0, static_cast<std::size_t>(std::max(byte_column - 1, 0)));
    int units = 1;
    for (const char c : before) {
      const auto byte = static_cast<unsigned char>(c);
      units += (byte & 0xc0U) != 0x80U ? 1 : 0;  // a code point starts here
      units += byte >= 0xf0U ? 1 : 0;            // outside the first plane: a pair
    }
    return before.size() + 1 == static_cast<std::size_t>(byte_column) ? units : std::max(byte_column, 1);
  }

 private:
  std::string_view line_of(const fs::path& file, int line) {
    const auto [entry, is_new] = lines_.try_emplace(file);
    if (is_new) read(file, entry->second);
    const auto index = static_cast<std::size_t>(line) - 1;
    return index < entry->second.size() ? std::string_view(entry->second[index]) : std::string_view();
  }

  // If the file cannot be read any more, columns stay in bytes.
  static void read(const fs::path& file, std::vector<std::string>& lines) {
    try {
      std::istringstream text(base::read_text(file, manifest::kMaxBytes));
      for (std::string line; std::getline(text, line);) lines.push_back(line);
    } catch (const base::Error&) {
      lines.clear();
    }
  }

  std::map<fs::path, std::vector<std::string>> lines_;
};

struct Place {
  const fs::path& file;
  int line;
  int column;
};

ordered_json location(const Place& place, const fs::path& root) {
  ordered_json physical = {{"artifactLocation", {{"uri", uri_of(place.file, root)}}}};
  if (place.line > 0) {
    physical["region"] = {{"startLine", place.line}, {"startColumn", place.column}};
  }
  return {{"physicalLocation", std::move(physical)}};
}

/// `what` identifies the finding independently of its line.
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
  Columns columns;
  ordered_json results = ordered_json::array();
  for (const manifest::Problem& problem : problems) {
    const std::string text = problem.key.empty() ? problem.message : problem.key + ": " + problem.message;
    const fs::path file = problem.file;
    results.push_back(result("manifest-problem", text + ".", text,
                             {file, problem.line, columns.of(file, problem.line, problem.column)}, root));
  }
  for (const curate::CheckedClip& clip : validation.clips) {
    for (const model::Finding& finding : clip.findings) {
      const std::string text = fmt::format("Clip '{}': {}.", clip.clip, finding.message);
      results.push_back(
          result(finding.code, text, clip.clip + "\n" + finding.message,
                 {clip.file, clip.line, clip.line > 0 ? columns.of(clip.file, clip.line, clip.column) : 0}, root));
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
      {"columnKind", "utf16CodeUnits"},
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
