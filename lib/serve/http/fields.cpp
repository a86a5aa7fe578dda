#include "serve/http/fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/text.h"
#include "serve/http/json_body.h"
#include "serve/http/json_text.h"

namespace serve {

void refuse_field(const std::string& why) { throw base::Error(base::Code::InvalidInput, why); }

Response private_json(int status, const nlohmann::ordered_json& json) {
  Response response = json_response(json_text(json));
  response.status = status;
  response.set("Cache-Control", "no-store");
  return response;
}

Fields::Fields() : object_(std::make_unique<nlohmann::json>()) {}
Fields::~Fields() = default;

std::optional<Response> Fields::read(const Request& request, const std::vector<std::string>& known, Fields& fields,
                                     const model::JsonLimits& limits) {
  if (auto refusal = read_json(request, limits, *fields.object_)) return refusal;
  for (const auto& item : fields.object_->items()) {
    if (std::ranges::find(known, item.key()) == known.end()) {
      refuse_field(fmt::format("unknown field '{}'; known: {}", item.key(), base::listed(known)));
    }
  }
  return std::nullopt;
}

bool Fields::has(const char* name) const { return object_->contains(name); }

const nlohmann::json& Fields::value(const char* name) const {
  const auto found = object_->find(name);
  if (found == object_->end()) refuse_field(fmt::format("the field '{}' is missing", name));
  return *found;
}

std::string Fields::text(const char* name) const {
  const nlohmann::json& found = value(name);
  if (!found.is_string() || found.get_ref<const std::string&>().empty()) {
    refuse_field(fmt::format("'{}' must be text", name));
  }
  return found.get<std::string>();
}

bool Fields::boolean(const char* name) const {
  if (!value(name).is_boolean()) refuse_field(fmt::format("'{}' must be true or false", name));
  return value(name).get<bool>();
}

std::int64_t Fields::integer(const char* name, std::int64_t min, std::int64_t max) const {
  const nlohmann::json& found = value(name);
  if (!found.is_number_integer() || found.get<std::int64_t>() < min || found.get<std::int64_t>() > max) {
    refuse_field(fmt::format("'{}' must be a number from {} to {}", name, min, max));
  }
  return found.get<std::int64_t>();
}

}  // namespace serve
