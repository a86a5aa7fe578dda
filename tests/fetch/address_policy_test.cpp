#include "fetch/address_policy.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include <cstdlib>

#include "fetch/address.h"
#include "fetch/proxy.h"

namespace {

bool is_public(const char* text) {
  sockaddr_in in{};
  in.sin_family = AF_INET;
  if (::inet_pton(AF_INET, text, &in.sin_addr) == 1) {
    return fetch::is_public_address(reinterpret_cast<const sockaddr&>(in));
  }
  sockaddr_in6 in6{};
  in6.sin6_family = AF_INET6;
  EXPECT_EQ(::inet_pton(AF_INET6, text, &in6.sin6_addr), 1) << text;
  return fetch::is_public_address(reinterpret_cast<const sockaddr&>(in6));
}

TEST(AddressPolicy, AcceptsPublicAddressesOnly) {
  for (const char* text :
       {"93.184.216.34", "8.8.8.8", "172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1", "192.167.1.1", "11.0.0.0",
        "2606:2800:220:1::1", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"}) {
    EXPECT_TRUE(is_public(text)) << text;
  }
  for (const char* text : {"0.0.0.0",
                           "0.1.2.3",
                           "10.0.0.1",
                           "100.64.0.1",
                           "100.127.255.255",
                           "127.0.0.1",
                           "127.8.8.8",
                           "169.254.169.254",
                           "172.16.0.1",
                           "172.31.255.255",
                           "192.0.2.1",
                           "192.168.0.1",
                           "198.18.0.1",
                           "198.51.100.7",
                           "203.0.113.9",
                           "224.0.0.1",
                           "239.1.1.1",
                           "240.0.0.1",
                           "255.255.255.255",
                           "::",
                           "::1",
                           "::7f00:1",
                           "::ffff:127.0.0.1",
                           "::ffff:10.0.0.1",
                           "::ffff:169.254.169.254",
                           "64:ff9b::7f00:1",
                           "64:ff9b:1::1",
                           "2002:7f00:1::",
                           "2002:a00:1::1",
                           "2001:db8::1",
                           "2001::1",
                           "fc00::1",
                           "fd12::1",
                           "fe80::1",
                           "fec0::1",
                           "ff02::1",
                           "100::1"}) {
    EXPECT_FALSE(is_public(text)) << text;
  }
}

TEST(AddressPolicy, RecognisesPrivateHostsInEverySpelling) {
  for (const char* url : {"http://127.0.0.1/", "http://localhost/", "http://LocalHost:80/", "http://a.localhost/",
                          "http://localhost./", "http://[::1]/", "http://[::ffff:10.1.1.1]/", "http://0x7f.1/",
                          "http://2130706433/", "http://0177.0.0.1/", "http://10.1/"}) {
    const auto address = fetch::parse_address(url);
    ASSERT_TRUE(address) << url;
    EXPECT_TRUE(fetch::is_private_host(address->host)) << url << " " << address->host;
  }
  for (const char* url : {"http://example.org/", "http://notlocalhost/", "http://8.8.8.8/", "http://localhost.org/"}) {
    EXPECT_FALSE(fetch::is_private_host(fetch::parse_address(url)->host)) << url;
  }
}

/// Sets variables of the environment until its end.
class Environment {
 public:
  Environment() {
    for (const char* name : kNames) ::unsetenv(name);
  }
  ~Environment() {
    for (const char* name : kNames) ::unsetenv(name);
    ::setenv("no_proxy", "*", 1);
  }
  void set(const char* name, const char* value) { ::setenv(name, value, 1); }

 private:
  static constexpr const char* kNames[] = {"http_proxy", "https_proxy", "HTTPS_PROXY", "HTTP_PROXY",
                                           "all_proxy",  "ALL_PROXY",   "no_proxy",    "NO_PROXY"};
};

std::string proxy_of(const char* url) { return fetch::proxy_for(*fetch::parse_address(url)); }

TEST(Proxy, IsChosenAsCurlDoes) {
  Environment environment;
  EXPECT_EQ(proxy_of("http://example.org/"), "");
  environment.set("HTTP_PROXY", "http://upper:1");
  environment.set("https_proxy", "http://secure:1");
  EXPECT_EQ(proxy_of("http://example.org/"), "") << "HTTP_PROXY may come from a request";
  EXPECT_EQ(proxy_of("https://example.org/"), "http://secure:1");
  environment.set("ALL_PROXY", "socks5h://all:1");
  EXPECT_EQ(proxy_of("http://example.org/"), "socks5h://all:1");
  environment.set("NO_PROXY", "example.org");
  EXPECT_EQ(proxy_of("https://www.example.org/"), "");
}

TEST(Proxy, ReadsNoProxyAsCurlDoes) {
  const auto has = fetch::is_in_no_proxy;
  EXPECT_TRUE(has("a.org", "*"));
  EXPECT_TRUE(has("a.org", "b.org, A.ORG"));
  EXPECT_TRUE(has("x.a.org.", ".a.org"));
  EXPECT_FALSE(has("xa.org", ".a.org,a.org"));
  EXPECT_FALSE(has("a.org", ""));
  EXPECT_TRUE(has("10.2.3.4", "10.0.0.0/8"));
  EXPECT_FALSE(has("11.2.3.4", "10.0.0.0/8,10.2.3.4,4"));
  EXPECT_TRUE(has("[fd00::1]", "fd00::/8"));
  EXPECT_FALSE(has("[fe80::1]", "fd00::/8"));
  EXPECT_FALSE(has("10.2.3.4", "10.0.0.0/x"));
}

TEST(Proxy, IsNotAskedForPrivateOrUnknownHostsNorForItself) {
  const auto why = [](const char* url, const std::string& proxy) {
    return fetch::why_not_handed_over(*fetch::parse_address(url), proxy);
  };
  const std::string proxy = "http://8.8.8.8:3128";
  EXPECT_EQ(why("http://9.9.9.9/", proxy), "");
  EXPECT_EQ(why("http://8.8.8.8:81/", proxy), "the URL or a redirect points to the proxy");
  EXPECT_EQ(why("http://127.0.0.1:3128/", proxy), "the URL or a redirect is private or local");
  EXPECT_EQ(why("http://localhost/", ""), "the URL or a redirect is private or local") << "by DNS, not by its name";
  EXPECT_NE(why("http://no-such-host.invalid/", proxy).find("cannot be resolved here"), std::string::npos);
  EXPECT_EQ(why("http://no-such-host.invalid/", ""), "") << "the program will say so";
}

}  // namespace
