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

TEST(Licences, ResearchAdmitsWhatPermitsIt) {
  EXPECT_EQ(refusal("research", "CC-BY-4.0"), "");
  EXPECT_EQ(refusal("research", "CC-BY-NC-ND-4.0"), "");
  EXPECT_EQ(refusal("research", "LicenseRef-Emergency"), "");
  EXPECT_EQ(refusal("research", "LicenseRef-Nothing"), "LicenseRef-Nothing does not permit research");
}

// An export holds pictures cut out of clips: where only the clip may be passed on, they may not.
TEST(Licences, RedistributableAsksForDerivativesToo) {
  EXPECT_EQ(refusal("redistributable", "CC-BY-4.0"), "");
  EXPECT_EQ(refusal("redistributable", "CC-BY-NC-ND-4.0"),
            "CC-BY-NC-ND-4.0 does not permit passing on what is made from it");
  EXPECT_EQ(refusal("redistributable", "LicenseRef-Emergency"), "LicenseRef-Emergency does not permit passing it on");
}

TEST(Licences, UnknownIsRefusedByAllButAny) {
  for (const char* policy : {"research", "redistributable", "CC-BY-4.0"}) {
    EXPECT_EQ(refusal(policy, ""), "no licence is known") << policy;
  }
  EXPECT_EQ(refusal("research", "LicenseRef-Emergency", "other"), "what LicenseRef-Emergency permits is not known");
  EXPECT_EQ(refusal("research", "Free to use"), "what Free to use permits is not known");
  EXPECT_EQ(refusal("any", ""), "");
  EXPECT_EQ(refusal("any", "Free to use"), "");
}

TEST(Licences, AListAdmitsItsOwnWhateverTheyPermit) {
  EXPECT_EQ(refusal("LicenseRef-Nothing, cc-by-4.0", "CC-BY-4.0"), "");
  EXPECT_EQ(refusal("LicenseRef-Nothing, cc-by-4.0", "LicenseRef-Nothing"), "");
  EXPECT_EQ(refusal("CC-BY-4.0", "CC-BY-NC-ND-4.0"), "CC-BY-NC-ND-4.0 is not one of the licences that were asked for");
}

TEST(Licences, ThePolicysTextReadsBack) {
  for (const char* text : {"redistributable", "research", "any", "CC-BY-4.0,LicenseRef-X"}) {
    EXPECT_EQ(LicencePolicy::parse(text, lookup).text(), text);
  }
  EXPECT_EQ(LicencePolicy::parse("LicenseRef-X,cc-by-4.0,CC-BY-4.0", lookup).text(), "CC-BY-4.0,LicenseRef-X");
}

// A slip in the policy must not look like a dataset without admissible clips.
TEST(Licences, ASlipInTheListIsAnError) {
  for (const char* text : {"", ",", "CC-BY-4.0,", "CC-BY-4", "reserch", "CC-BY-4.0;CC0-1.0", "LicenseRef-"}) {
    try {
      LicencePolicy::parse(text, lookup);
      ADD_FAILURE() << "'" << text << "' was taken";
    } catch (const base::Error& error) {
      EXPECT_EQ(error.code(), base::Code::InvalidInput);
      EXPECT_THAT(error.what(), HasSubstr("redistributable"));
    }
  }
}

}  // namespace
