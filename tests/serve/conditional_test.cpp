#include "serve/http/conditional.h"

#include <gtest/gtest.h>

#include "serve/made_request.h"

namespace serve {
namespace {

int condition_status(const std::string& method, const std::string& name, const std::string& value,
                     const std::string& etag = "\"a\"") {
  const std::optional<Response> answer = check_conditions(test::made_request(method, "/", {{name, value}}), etag);
  if (answer && answer->status == 304) {
    EXPECT_EQ(answer->header("ETag"), etag);
  }
  return answer ? answer->status : 200;
}

TEST(Conditional, IfNoneMatch) {
  for (const char* list : {"\"a\"", "W/\"a\"", "*", "\"b\", \"a\"", "\"b\",W/\"c\" ,\t\"a\"", ",, \"a\""}) {
    EXPECT_EQ(condition_status("GET", "If-None-Match", list), 304) << list;
    EXPECT_EQ(condition_status("HEAD", "If-None-Match", list), 304) << list;
    EXPECT_EQ(condition_status("PUT", "If-None-Match", list), 412) << list;
  }
  for (const char* list : {"", "a", "\"b\"", "\"a", "\"aa\"", "x\"a\""}) {
    EXPECT_EQ(condition_status("GET", "If-None-Match", list), 200) << list;
  }
  EXPECT_EQ(condition_status("PUT", "If-None-Match", "*", ""), 200);
}

TEST(Conditional, IfMatch) {
  for (const char* list : {"\"a\"", "*", "\"b\", \"a\""})
    EXPECT_EQ(condition_status("PATCH", "If-Match", list), 200) << list;
  for (const char* list : {"", "W/\"a\"", "\"b\"", "a"})
    EXPECT_EQ(condition_status("PATCH", "If-Match", list), 412) << list;
  EXPECT_EQ(condition_status("PATCH", "If-Match", "*", ""), 412);
}

TEST(Conditional, TagsAreStrongAndDependOnContent) {
  EXPECT_EQ(etag_of("x").size(), 34U);
  EXPECT_TRUE(etag_of("x").starts_with('"'));
  EXPECT_NE(etag_of("x"), etag_of("y"));
}

}  // namespace
}  // namespace serve
