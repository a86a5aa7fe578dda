#include "serve/http/json_body.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "serve/http/problem.h"

namespace serve {
namespace {

bool is_json(std::string_view type) {
  const std::string_view name = base::trimmed(type.substr(0, type.find(';')), " \t");
  const std::string_view parameters = base::trimmed(type.substr(std::min(type.find(';'), type.size())), "; \t");
  return base::same_word(name, "application/json") &&
         (parameters.empty() || base::same_word(parameters, "charset=utf-8"));
}

}  // namespace

std::optional<Response> read_json(const Request& request, const model::JsonLimits& limits, nlohmann::json& object) {
  if (!is_json(request.header("Content-Type").value_or(""))) {
    return problem(415, "send JSON, with 'Content-Type: application/json'");
  }
  try {
    object = model::parse_json(request.body, limits);
  } catch (const base::Error& error) {
    return problem(400, error.what());
  }
  if (!object.is_object()) return problem(400, "the body must be a JSON object");
  return std::nullopt;
}

}  // namespace serve
