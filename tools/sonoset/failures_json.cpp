#include "failures_json.h"

#include <nlohmann/json.hpp>

#include "say.h"

nlohmann::json failures_json(const std::vector<model::Finding>& failures) {
  nlohmann::json list = nlohmann::json::array();
  for (const model::Finding& failure : failures) {
    list.push_back({{"clip", failure.id},
                    {"code", failure.code},
                    {"message", failure.message},
                    {"next", model::finding_code(failure.code).next}});
  }
  return list;
}

nlohmann::json decisions_json(const std::vector<model::Finding>& wrong) {
  nlohmann::json list = failures_json(wrong);
  for (nlohmann::json& line : list) line.erase("clip");
  return list;
}

void print_decisions(const std::vector<model::Finding>& wrong) {
  if (wrong.empty()) return;
  const model::FindingCode& code = model::finding_code(wrong.front().code);
  say("\n{}: {}\n", code.code, code.next);
  for (const model::Finding& line : wrong) say("  {}\n", line.message);
}
