#include "serve/http/json_body.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "serve/made_request.h"

namespace serve {
namespace {

int json_status(const std::string& type, const std::string& body) {
  Request request = test::made_request("POST", "/", {{"Content-Type", type}});
  request.body = body;
  nlohmann::json object;
  const std::optional<Response> refusal = read_json(request, {.depth = 3, .values = 10}, object);
  if (!refusal) {
    EXPECT_TRUE(object.is_object());
  }
  return refusal ? refusal->status : 200;
}

TEST(JsonBody, IsAnObjectWithinLimits) {
  EXPECT_EQ(json_status("application/json", R"({"a": [1, "b"]})"), 200);
  EXPECT_EQ(json_status("Application/JSON; charset=UTF-8", "{}"), 200);
  for (const char* body : {"", "[]", "1", "{", "{}x", R"({"a": 1.5})", R"({"a": [[[1]]]})", "{\"a\": \"\xff\"}",
                           R"({"a": [1,2,3,4,5,6,7,8,9,10]})"}) {
    EXPECT_EQ(json_status("application/json", body), 400) << body;
  }
}

TEST(JsonBody, NeedsItsType) {
  for (const char* type : {"", "text/plain", "application/json5", "application/x-www-form-urlencoded",
                           "application/json; charset=latin1", "text/plain; application/json"}) {
    EXPECT_EQ(json_status(type, "{}"), 415) << type;
  }
}

}  // namespace
}  // namespace serve
