#pragma once

#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "serve/http/person.h"
#include "serve/http/request.h"
#include "serve/http/response.h"

namespace serve {

/// A response with a JSON document, which is not stored.
Response people_response(int status, const nlohmann::ordered_json& json);

/// "2026-11-27T17:00:00Z" of seconds since 1970.
std::string time_text(std::int64_t seconds);

/// Fields of a request's JSON. These throw InvalidInput, which becomes 400.
class Fields {
 public:
  /// `known`: the names of all that a request may have.
  static std::optional<Response> read(const Request& request, const std::vector<std::string>& known, Fields& fields);
  ~Fields();
  Fields();
  Fields(const Fields&) = delete;
  Fields& operator=(const Fields&) = delete;

  bool has(const char* name) const;
  /// Not empty.
  std::string text(const char* name) const;
  Role role(const char* name) const;
  bool boolean(const char* name) const;
  std::int64_t integer(const char* name, std::int64_t min, std::int64_t max) const;

 private:
  const nlohmann::json& value(const char* name) const;
  std::unique_ptr<nlohmann::json> object_;
};

}  // namespace serve
