#include "model/worker_message.h"

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "model/whole_numbers.h"

namespace model {

std::string worker_message_kind(std::string_view text) {
  using nlohmann::json;
  try {
    refuse_fractions(text);
    return json::parse(text).at("kind").get<std::string>();
  } catch (const json::exception& error) {
    throw base::Error(base::Code::Corrupt, std::string("invalid worker message: ") + error.what());
  }
}

}  // namespace model
