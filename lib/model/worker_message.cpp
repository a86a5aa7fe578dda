#include "model/worker_message.h"

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "model/json_text.h"

namespace model {

using nlohmann::json;

namespace {

constexpr std::string_view kReady = "ready";
constexpr std::string_view kNotReady = "not-ready";

[[noreturn]] void invalid(const json::exception& error) {
  throw base::Error(base::Code::Corrupt, std::string("invalid worker message: ") + error.what());
}

}  // namespace

std::string ready_message() { return json{{"kind", kReady}}.dump(); }

std::string not_ready_message(std::string_view why) {
  return json{{"kind", kNotReady}, {"why", why}}.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string why_not_ready(std::string_view text) {
  try {
    const json value = parse_json(text, {});
    const auto& kind = value.at("kind").get_ref<const std::string&>();
    if (kind == kReady) return {};
    if (kind == kNotReady) return value.at("why").get<std::string>();
  } catch (const json::exception& error) {
    invalid(error);
  }
  throw base::Error(base::Code::Corrupt, "unexpected first message of a worker");
}

std::string worker_message_kind(std::string_view text) {
  try {
    return parse_json(text, {}).at("kind").get<std::string>();
  } catch (const json::exception& error) {
    invalid(error);
  }
}

}  // namespace model
