#include "serve/http/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "serve/made_request.h"

namespace serve {
namespace {

using test::made_request;

Action named(const std::string& name) {
  return {[name](const Request& request) {
    std::string text = name;
    for (const std::string& one : request.parameters) text += " " + one;
    return text_response("text/plain", text);
  }};
}

const Router& router() {
  static const Router routes = [] {
    Router made;
    made.add("GET", "/", named("home"));
    made.add("GET", "/clips/{id}", named("clip"));
    made.add("GET", "/clips/new", named("new"));
    made.add("DELETE", "/clips/{id}", named("remove"));
    made.add("GET", "/clips/{id}/frames/{number}", named("frame"));
    return made;
  }();
  return routes;
}

/// What the action says; else "STATUS" and Allow.
std::string routed(const std::string& method, const std::string& target) {
  Request request = made_request(method, target);
  const auto found = router().find(request);
  if (const auto* action = std::get_if<const Action*>(&found)) {
    return std::get<std::string>((*action)->answer(request).body);
  }
  const Response& refusal = std::get<Response>(found);
  return std::to_string(refusal.status) + " " + std::string(refusal.header("Allow").value_or(""));
}

TEST(Router, FindsRoutes) {
  EXPECT_EQ(routed("GET", "/"), "home");
  EXPECT_EQ(routed("HEAD", "/clips/a"), "clip a");
  EXPECT_EQ(routed("GET", "/clips/new?x"), "new");
  EXPECT_EQ(routed("DELETE", "/clips/new"), "remove new");
  EXPECT_EQ(routed("GET", "/clips/%7Bid%7D/frames/0"), "frame {id} 0");
}

TEST(Router, SaysWhatIsAllowed) {
  EXPECT_EQ(routed("POST", "/clips/a"), "405 DELETE, GET, HEAD, OPTIONS");
  EXPECT_EQ(routed("OPTIONS", "/clips/a/frames/1"), "204 GET, HEAD, OPTIONS");
  for (const char* target : {"/clips", "/clips/", "/clips//frames/1", "/clips/a/", "/Clips/a", "/clips/a/frames/1/2"}) {
    EXPECT_EQ(routed("GET", target), "404 ") << target;
    EXPECT_EQ(routed("OPTIONS", target), "404 ") << target;
  }
}

}  // namespace
}  // namespace serve
