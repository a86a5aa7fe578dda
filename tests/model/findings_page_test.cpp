#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "model/finding.h"

namespace {

struct OriginText {
  model::Origin origin;
  std::string_view name;
  std::string_view text;
};

constexpr std::array kOrigins = {
    OriginText{model::Origin::Manifest, "manifest", "the clip's entry"},
    OriginText{model::Origin::Media, "media", "fetching and reading the file"},
    OriginText{model::Origin::Pictures, "pictures", "the clip's frames"},
    OriginText{model::Origin::Links, "links", "a comparison of clips"},
    OriginText{model::Origin::Model, "model", "a trained model"},
    OriginText{model::Origin::Person, "person", "the labels that people gave"},
    OriginText{model::Origin::Decision, "decision", "a line of decisions.jsonl"},
};

std::string_view name_of(model::Origin origin) {
  return std::ranges::find(kOrigins, origin, &OriginText::origin)->name;
}

std::string findings_page() {
  std::string page =
      "# Findings\n\n"
      "<!-- Made from lib/model/finding.cpp; after a change run model_test with SONOSET_RECORD=1. -->\n\n"
      "A finding is something that a check noticed about a clip, a source, an object or the dataset. `sonoset list "
      "findings`\n"
      "shows those of a dataset with their messages; `sonoset resolve` marks one as resolved. Only its origin replaces "
      "or\n"
      "removes a finding:\n\n"
      "| origin | found in |\n| --- | --- |\n";
  for (const OriginText& origin : kOrigins) page += fmt::format("| {} | {} |\n", origin.name, origin.text);
  for (const model::FindingCode& code : model::finding_codes()) {
    page += fmt::format("\n## {}\n\n- Severity: {}; origin: {}\n- Meaning: {}\n- Next: {}\n", code.code,
                        model::to_string(code.severity), name_of(code.origin), code.meaning, code.next);
    if (code.blocks.redistribution) page += "- Blocks redistribution of the clip\n";
    if (code.blocks.release) page += "- Blocks releases that have the clip\n";
    if (!code.former.empty()) page += fmt::format("- Called `{}` in older versions\n", code.former);
  }
  return page;
}

// Protects schema/findings.md from going out of date. SONOSET_RECORD=1 writes it.
TEST(FindingsPage, MatchesTheTableOfCodes) {
  const std::filesystem::path file = SONOSET_FINDINGS_PAGE;
  if (std::getenv("SONOSET_RECORD") != nullptr) std::ofstream(file) << findings_page();
  std::stringstream written;
  written << std::ifstream(file).rdbuf();
  EXPECT_EQ(written.str(), findings_page());
}

}  // namespace
