#include "curate/outcomes.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <set>

#include "base/error.h"
#include "base/file.h"
#include "catalog/clips.h"
#include "catalog/findings.h"
#include "catalog/list.h"
#include "catalog/manifests.h"
#include "catalog/work.h"

namespace curate {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr int kOutcomesFormat = 1;

fs::path outcomes_file(const fs::path& folder, std::string_view manifest) {
  return folder / (std::string(manifest) + ".outcomes.jsonl");
}

std::string json_line(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace) + "\n"; }

// What the recipes of a manifest's clips share. One that asks for its sector by itself does not tell whether all do.
model::Recipe shared_recipe(catalog::Catalog& catalog, const std::vector<catalog::Outcome>& outcomes) {
  model::Recipe shared = catalog::find_recipe(catalog, outcomes.front().recipe).value_or(model::Recipe());
  std::set<base::Digest> seen;
  for (const catalog::Outcome& outcome : outcomes) {
    if (shared.sectors > 0) break;
    if (!seen.insert(outcome.recipe).second) continue;
    if (const auto recipe = catalog::find_recipe(catalog, outcome.recipe)) shared.sectors = recipe->sectors;
  }
  return shared;
}

std::string head_line(catalog::Catalog& catalog, std::string_view manifest, model::Recipe recipe) {
  recipe.stream.reset();
  recipe.window = {};
  recipe.region.reset();
  recipe.auto_region = 0;
  return json_line({{"format", kOutcomesFormat},
                    {"manifest", catalog::find_manifest(catalog, manifest).value().digest.hex()},
                    {"recipe", json::parse(recipe.canonical())},
                    {"main_axis", catalog::main_axis(catalog)}});
}

std::string clip_line(catalog::Catalog& catalog, const catalog::Outcome& outcome) {
  if (outcome.state == catalog::State::Done && outcome.object) {
    return json_line({{"clip", outcome.clip}, {"object", outcome.object->hex()}});
  }
  if (outcome.state != catalog::State::Failed) return {};
  json findings = json::array();
  for (const auto& row : catalog::findings(catalog, "clip", outcome.clip)) {
    const model::FindingCode* code = model::find_finding_code(row.finding.code);
    if (code == nullptr || code->origin != model::Origin::Media) continue;
    findings.push_back({{"code", row.finding.code}, {"message", row.finding.message}});
  }
  return json_line({{"clip", outcome.clip}, {"failed", outcome.reason}, {"findings", std::move(findings)}});
}

base::Digest digest_at(const json& line, const char* key) {
  const auto digest = base::Digest::from_hex(line.at(key).get<std::string>());
  if (!digest) throw base::Error(base::Code::InvalidInput, fmt::format("'{}' is not a SHA-256", key));
  return *digest;
}

void read_outcomes_head(const json& line, Outcomes& outcomes) {
  if (line.at("format").get<int>() != kOutcomesFormat) {
    throw base::Error(base::Code::Unsupported, "written by a newer version; update sonoset");
  }
  outcomes.manifest = digest_at(line, "manifest");
  outcomes.recipe = model::Recipe::parse(line.at("recipe").dump());
  outcomes.main_axis = line.at("main_axis").get<std::string>();
}

void read_outcome(const json& line, Outcomes& outcomes) {
  const std::string clip = line.at("clip").get<std::string>();
  ClipOutcome outcome;
  if (line.contains("object")) {
    outcome.object = digest_at(line, "object");
  } else {
    outcome.failed = line.at("failed").get<std::string>();
    for (const json& finding : line.at("findings")) {
      outcome.findings.push_back(
          {finding.at("code").get<std::string>(), "clip", clip, finding.at("message").get<std::string>()});
    }
  }
  outcomes.clips[clip] = std::move(outcome);
}

}  // namespace

void write_outcomes(catalog::Catalog& catalog, const fs::path& folder, std::string_view manifest) {
  const std::vector<catalog::Outcome> outcomes = catalog::outcomes(catalog, manifest);
  if (outcomes.empty()) return;
  std::string text = head_line(catalog, manifest, shared_recipe(catalog, outcomes));
  for (const catalog::Outcome& outcome : outcomes) text += clip_line(catalog, outcome);
  const fs::path file = outcomes_file(folder, manifest);
  if (fs::is_regular_file(file) && base::read_text(file) == text) return;
  base::write_atomically(file, text);
}

void write_missing_outcomes(catalog::Catalog& catalog, const fs::path& folder) {
  for (const catalog::ManifestRow& manifest : catalog::manifests(catalog)) {
    if (!fs::exists(outcomes_file(folder, manifest.name))) write_outcomes(catalog, folder, manifest.name);
  }
}

std::optional<Outcomes> read_outcomes(const fs::path& folder, std::string_view manifest) {
  const fs::path file = outcomes_file(folder, manifest);
  if (!fs::is_regular_file(file)) return std::nullopt;
  const std::string text = base::read_text(file);
  Outcomes outcomes;
  int number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    ++number;
    try {
      const json line =
          json::parse(text.begin() + static_cast<std::ptrdiff_t>(at), text.begin() + static_cast<std::ptrdiff_t>(end));
      number == 1 ? read_outcomes_head(line, outcomes) : read_outcome(line, outcomes);
    } catch (const json::exception& error) {
      throw base::Error(base::Code::Corrupt, fmt::format("{}:{}: {}", file.string(), number, error.what()));
    } catch (const base::Error& error) {
      throw base::Error(base::Code::Corrupt, fmt::format("{}:{}: {}", file.string(), number, error.what()));
    }
    at = end + 1;
  }
  return outcomes;
}

}  // namespace curate
