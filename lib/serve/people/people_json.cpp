#include "serve/people/people_json.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/text.h"
#include "serve/http/json_body.h"
#include "serve/http/json_text.h"
#include "serve/people/roles.h"

namespace serve {
namespace {

[[noreturn]] void refuse_field(const std::string& why) { throw base::Error(base::Code::InvalidInput, why); }

}  // namespace

Response people_response(int status, const nlohmann::ordered_json& json) {
  Response response = json_response(json_text(json));
  response.status = status;
  response.set("Cache-Control", "no-store");
  return response;
}

std::string time_text(std::int64_t seconds) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(static_cast<std::time_t>(seconds)));
}

Fields::Fields() : object_(std::make_unique<nlohmann::json>()) {}
Fields::~Fields() = default;

std::optional<Response> Fields::read(const Request& request, const std::vector<std::string>& known, Fields& fields) {
  if (auto refusal = read_json(request, {.depth = 2, .values = 20}, *fields.object_)) return refusal;
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

Role Fields::role(const char* name) const {
  const std::optional<Role> role = parse_role(text(name));
  if (!role) refuse_field(fmt::format("'{}' must be contributor, curator or admin", name));
  return *role;
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
