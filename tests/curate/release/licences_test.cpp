#include "curate/release/licences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"

namespace {

using curate::LicencePolicy;
using testing::HasSubstr;

std::optional<model::Licence> lookup(std::string_view manifest, std::string_view id) {
  const auto licence = [&](const char* name, bool redistribute, bool derivatives) {
    model::Licence made;
    made.id = name;
    made.redistribute = redistribute;
    made.research = true;
    made.derivatives = derivatives;
    return made;
  };
  if (id == "CC-BY-4.0" || id == "cc-by-4.0") return licence("CC-BY-4.0", true, true);
  if (id == "CC-BY-NC-ND-4.0") return licence("CC-BY-NC-ND-4.0", true, false);
  if (id == "LicenseRef-Emergency" && manifest == "m") return licence("LicenseRef-Emergency", false, true);
  if (id == "LicenseRef-Nothing" && manifest == "m") return model::Licence{};
  return std::nullopt;
}

std::string refusal(const char* policy, const char* licence, const char* manifest = "m") {
  return LicencePolicy::parse(policy, lookup).refusal(manifest, licence, lookup).value_or("");
}

TEST(Licences, ResearchPolicyNeedsThePermission) {
  EXPECT_EQ(refusal("research", "CC-BY-4.0"), "");
  EXPECT_EQ(refusal("research", "CC-BY-NC-ND-4.0"), "");
  EXPECT_EQ(refusal("research", "LicenseRef-Emergency"), "");
  EXPECT_EQ(refusal("research", "LicenseRef-Nothing"), "LicenseRef-Nothing does not permit research");
}

// An export has frames derived from clips, so permission to redistribute the clip is not enough.
TEST(Licences, RedistributablePolicyNeedsDerivatives) {
  EXPECT_EQ(refusal("redistributable", "CC-BY-4.0"), "");
  EXPECT_EQ(refusal("redistributable", "CC-BY-NC-ND-4.0"), "CC-BY-NC-ND-4.0 does not permit derivatives");
  EXPECT_EQ(refusal("redistributable", "LicenseRef-Emergency"), "LicenseRef-Emergency does not permit redistribution");
}

TEST(Licences, OnlyAnyAllowsUnknownLicences) {
  for (const char* policy : {"research", "redistributable", "CC-BY-4.0"}) {
    EXPECT_EQ(refusal(policy, ""), "unknown") << policy;
  }
  EXPECT_EQ(refusal("research", "LicenseRef-Emergency", "other"), "permissions of LicenseRef-Emergency are unknown");
  EXPECT_EQ(refusal("research", "Free to use"), "permissions of Free to use are unknown");
  EXPECT_EQ(refusal("any", ""), "");
  EXPECT_EQ(refusal("any", "Free to use"), "");
}

TEST(Licences, AListAllowsItsLicencesWhateverTheyPermit) {
  EXPECT_EQ(refusal("LicenseRef-Nothing, cc-by-4.0", "CC-BY-4.0"), "");
  EXPECT_EQ(refusal("LicenseRef-Nothing, cc-by-4.0", "LicenseRef-Nothing"), "");
  EXPECT_EQ(refusal("CC-BY-4.0", "CC-BY-NC-ND-4.0"), "CC-BY-NC-ND-4.0 is not among those allowed");
}

TEST(Licences, PolicyTextRoundTrips) {
  for (const char* text : {"redistributable", "research", "any", "CC-BY-4.0,LicenseRef-X"}) {
    EXPECT_EQ(LicencePolicy::parse(text, lookup).text(), text);
  }
  EXPECT_EQ(LicencePolicy::parse("LicenseRef-X,cc-by-4.0,CC-BY-4.0", lookup).text(), "CC-BY-4.0,LicenseRef-X");
}

// A typo in the policy must be an error, not an empty export.
TEST(Licences, RejectsUnknownIdsInAList) {
  for (const char* text : {"", ",", "CC-BY-4.0,", "CC-BY-4", "reserch", "CC-BY-4.0;CC0-1.0", "LicenseRef-"}) {
    try {
      LicencePolicy::parse(text, lookup);
      ADD_FAILURE() << "'" << text << "' was accepted";
    } catch (const base::Error& error) {
      EXPECT_EQ(error.code(), base::Code::InvalidInput);
      EXPECT_THAT(error.what(), HasSubstr("redistributable"));
    }
  }
}

}  // namespace
