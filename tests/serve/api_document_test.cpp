// The description of the API has the routes of the server, each with its role, and no others.
#include "serve/api_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "base/text.h"
#include "serve/people/roles.h"
#include "serve/site.h"
#include "support/support.h"

namespace serve {
namespace {

using nlohmann::json;
using Routes = std::set<std::string>;

/// The role in an operation's security requirements.
std::string role_of(const json& operation) {
  std::string role = "visitor";
  for (const json& requirement : operation.at("security")) {
    if (requirement.empty()) return "visitor";
    for (const json& roles : requirement) {
      if (!roles.empty()) role = roles.front().get<std::string>();
    }
  }
  return role;
}

/// "get /api/v1/clips visitor"; the server answers HEAD as GET.
Routes documented() {
  Routes routes;
  const json document = json::parse(api_document());
  for (const auto& path : document.at("paths").items()) {
    for (const auto& one : path.value().items()) {
      if (one.key() == "parameters") continue;
      const std::string method = one.key() == "head" ? "get" : one.key();
      routes.insert(method + " " + path.key() + " " + role_of(one.value()));
    }
  }
  return routes;
}

TEST(ApiDocument, HasAllRoutes) {
  const base::PrivateFolder folder = test::temporary_folder();
  const test::Run made = test::run(test::bin_dir() / "sonoset", {"init", folder.path() / "data"});
  ASSERT_EQ(made.exit_code, 0) << made.err;
  SiteOptions options;
  options.dataset = folder.path() / "data";
  options.listen = "127.0.0.1:0";
  options.programs = test::bin_dir();
  options.state = folder.path() / "state";
  Site site(options);
  Routes served;
  for (const Router::Listed& route : site.routes()) {
    if (!route.path.starts_with("/api/")) continue;
    served.insert(base::lower(route.method) + " " + route.path + " " + std::string(role_text(route.least)));
  }
  EXPECT_THAT(documented(), testing::ContainerEq(served));
  site.stop(std::chrono::seconds(5));
}

}  // namespace
}  // namespace serve
