#include "serve/http/json_text.h"

#include <nlohmann/json.hpp>

namespace serve {

std::string json_text(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace serve
