#include "serve/http/hosts.h"

#include <gtest/gtest.h>

#include "serve/made_request.h"

namespace serve {
namespace {

using test::made_request;

int host_status(const Request& request) {
  static const Hosts hosts(8080, {"Lungs.example", "desk.example:9000"});
  const std::optional<Response> refusal = hosts.check(request);
  return refusal ? refusal->status : 200;
}

TEST(Hosts, AnswersUnderNamesOnTheList) {
  for (const char* host : {"localhost:8080", "LocalHost:8080", "127.0.0.1:8080", "[::1]:8080", "lungs.example",
                           "lungs.example:443", "desk.example:9000"}) {
    EXPECT_EQ(host_status(made_request("GET", "/", {{"Host", host}})), 200) << host;
  }
  for (const char* host :
       {"", "localhost", "localhost:80", "localhost:8080:8080", "evil.example", "desk.example", "lungs.example.evil",
        "lungs.example:x", "lungs.example:99999", "a@lungs.example", "[::1", "lungs.example/", "x.localhost:8080"}) {
    EXPECT_EQ(host_status(made_request("GET", "/", {{"Host", host}})), 421) << host;
  }
}

TEST(Hosts, TakesChangesFromItsOwnPages) {
  const auto post = [](std::vector<Header> headers) {
    return host_status(made_request("POST", "/", std::move(headers)));
  };
  EXPECT_EQ(post({{"Origin", "http://localhost:8080"}}), 200);
  EXPECT_EQ(post({{"Host", "lungs.example"}, {"Origin", "https://lungs.example"}}), 200);
  EXPECT_EQ(post({{"Host", "lungs.example"}, {"Origin", "https://lungs.example:443"}}), 200);
  EXPECT_EQ(post({{"Authorization", "Bearer x"}}), 200);
  EXPECT_EQ(post({{"Authorization", "bearer"}}), 200);
  EXPECT_EQ(post({{"Authorization", "Basic eA=="}}), 403);
  EXPECT_EQ(post({{"Authorization", "Bearerx x"}}), 403);
  EXPECT_EQ(post({}), 403);
  for (const char* origin :
       {"null", "", "http://localhost", "http://localhost:8081", "http://127.0.0.1:8080", "http://localhost:8080/",
        "ftp://localhost:8080", "http://evil.example", "http://x@localhost:8080", "localhost:8080"}) {
    EXPECT_EQ(post({{"Origin", origin}, {"Authorization", "Bearer x"}}), 403) << origin;
  }
  EXPECT_EQ(post({{"Origin", "http://localhost:8080"}, {"Sec-Fetch-Site", "cross-site"}}), 403);
}

TEST(Hosts, OtherSitesMayOnlyLink) {
  const auto get = [](std::vector<Header> headers) {
    return host_status(made_request("GET", "/", std::move(headers)));
  };
  EXPECT_EQ(get({{"Sec-Fetch-Site", "cross-site"}}), 403);
  EXPECT_EQ(get({{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Mode", "navigate"}, {"Sec-Fetch-Dest", "iframe"}}), 403);
  EXPECT_EQ(get({{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Mode", "navigate"}, {"Sec-Fetch-Dest", "document"}}),
            200);
  EXPECT_EQ(get({{"Sec-Fetch-Site", "same-origin"}}), 200);
}

}  // namespace
}  // namespace serve
