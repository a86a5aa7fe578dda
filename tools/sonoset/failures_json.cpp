#include "failures_json.h"

#include <nlohmann/json.hpp>

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
