#include "model/whole_numbers.h"

#include <nlohmann/json.hpp>

#include "base/error.h"

namespace model {

void refuse_fractions(std::string_view json_text) {
  using nlohmann::json;
  // The callback discards all values.
  [[maybe_unused]] const json nothing = json::parse(json_text, [](int, json::parse_event_t event, json& value) {
    if (event == json::parse_event_t::value && value.is_number_float()) {
      throw base::Error(base::Code::Corrupt, "number is not an integer: " + value.dump());
    }
    return event != json::parse_event_t::value;
  });
}

}  // namespace model
