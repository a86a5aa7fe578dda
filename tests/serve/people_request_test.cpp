#include <gtest/gtest.h>

#include "serve/made_request.h"
#include "serve/people/address.h"
#include "serve/people/cookie.h"
#include "serve/people/secrets.h"

namespace serve {
namespace {

using test::made_request;

std::string cookie_of(std::vector<Header> headers, bool behind_tls = false) {
  const Request request = made_request("GET", "/", std::move(headers));
  return std::string(SessionCookie(behind_tls).find(request).value_or("none"));
}

TEST(SessionCookie, IsFoundAmongOthers) {
  const std::string secret = random_secret();
  const std::string pair = "sonoset-session=" + secret;
  EXPECT_EQ(cookie_of({{"Cookie", pair}}), secret);
  EXPECT_EQ(cookie_of({{"Cookie", "a=b; " + pair + "; c"}}), secret);
  EXPECT_EQ(cookie_of({{"Cookie", "a=b"}, {"cookie", ";;" + pair + ";"}}), secret);
  EXPECT_EQ(cookie_of({{"Cookie", "__Host-" + pair}}, true), secret);
}

TEST(SessionCookie, IsNotGuessed) {
  const std::string secret = random_secret();
  const std::string pair = "sonoset-session=" + secret;
  for (const std::string& text :
       {std::string(), std::string(";"), pair + "; " + pair, pair + "; sonoset-session=" + random_secret(),
        pair + "; sonoset-session=", "Sonoset-Session=" + secret, "sonoset-session =" + secret, pair + "x",
        "sonoset-session=\"" + secret + "\"", "x" + pair, "__Host-" + pair,
        "sonoset-session=" + secret.substr(1) + "%"}) {
    EXPECT_EQ(cookie_of({{"Cookie", text}}), "none") << text;
  }
  EXPECT_EQ(cookie_of({{"Cookie", pair}, {"Cookie", pair}}), "none");
  EXPECT_EQ(cookie_of({{"Cookie", pair}}, true), "none");
}

TEST(SessionCookie, SaysHowItIsKept) {
  EXPECT_EQ(SessionCookie(false).set("x", 60), "sonoset-session=x; Path=/; Max-Age=60; HttpOnly; SameSite=Strict");
  EXPECT_EQ(SessionCookie(true).clear(),
            "__Host-sonoset-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict; Secure");
}

TEST(Secrets, DifferAndAreKept) {
  const std::string secret = random_secret();
  EXPECT_TRUE(is_secret(secret));
  EXPECT_NE(secret, random_secret());
  EXPECT_EQ(csrf_token(secret), csrf_token(secret));
  EXPECT_NE(csrf_token(secret), secret);
  EXPECT_NE(csrf_token(secret), csrf_token(random_secret()));
  EXPECT_TRUE(same_secret(secret, secret));
  EXPECT_FALSE(same_secret(secret, secret.substr(1)));
  EXPECT_FALSE(same_secret(secret, ""));
  for (const std::string& text : {std::string(), secret + "a", secret.substr(1), secret.substr(1) + "+"}) {
    EXPECT_FALSE(is_secret(text)) << text;
  }
}

std::string client_of(const std::string& peer, std::vector<Header> headers, bool trust = true) {
  Request request = made_request("GET", "/", std::move(headers));
  request.peer = peer;
  return client_address(request, trust);
}

TEST(ClientAddress, TrustsALocalProxyOnly) {
  const std::vector<Header> forwarded = {{"X-Forwarded-For", "6.6.6.6, 9.9.9.9"}};
  EXPECT_EQ(client_of("127.0.0.1", forwarded), "9.9.9.9");
  EXPECT_EQ(client_of("::1", forwarded), "9.9.9.9");
  EXPECT_EQ(client_of("127.0.0.1", forwarded, false), "127.0.0.1");
  EXPECT_EQ(client_of("10.0.0.1", forwarded), "10.0.0.1");
  EXPECT_EQ(client_of("127.0.0.1", {{"X-Forwarded-For", "6.6.6.6"}, {"X-Forwarded-For", "2001:DB8::1"}}),
            "2001:db8::1");
  EXPECT_EQ(client_of("::ffff:10.0.0.1", {}), "10.0.0.1");
  for (const char* text : {"", "unknown", "9.9.9.9,", "9.9.9.9:80", "<script>", "1.2.3"}) {
    EXPECT_EQ(client_of("127.0.0.1", {{"X-Forwarded-For", text}}), "127.0.0.1") << text;
  }
}

TEST(ClientAddress, HasABlock) {
  EXPECT_EQ(address_block("10.0.0.1"), "10.0.0.1");
  EXPECT_EQ(address_block("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  EXPECT_EQ(address_block("2001:db8:1:2:ffff::"), address_block("2001:db8:1:2::1"));
  EXPECT_NE(address_block("2001:db8:1:3::1"), address_block("2001:db8:1:2::1"));
}

}  // namespace
}  // namespace serve
