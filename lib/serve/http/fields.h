#pragma once

#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "model/json_text.h"
#include "serve/http/request.h"
#include "serve/http/response.h"

namespace serve {

/// Fields of a request's JSON. These throw InvalidInput, which becomes 400.
class Fields {
 public:
  /// `known`: the names of all that a request may have. Refuses as read_json does.
  static std::optional<Response> read(const Request& request, const std::vector<std::string>& known, Fields& fields,
                                      const model::JsonLimits& limits = {.depth = 2, .values = 20});
  ~Fields();
  Fields();
  Fields(const Fields&) = delete;
  Fields& operator=(const Fields&) = delete;

  bool has(const char* name) const;
  const nlohmann::json& value(const char* name) const;
  /// Not empty.
  std::string text(const char* name) const;
  bool boolean(const char* name) const;
  std::int64_t integer(const char* name, std::int64_t min, std::int64_t max) const;

 private:
  std::unique_ptr<nlohmann::json> object_;
};

/// Throws InvalidInput with the words of what is wrong with a field.
[[noreturn]] void refuse_field(const std::string& why);

/// A response with a JSON document, which is not stored.
Response private_json(int status, const nlohmann::ordered_json& json);

}  // namespace serve
