#include "manifest/licence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace manifest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// Exports depend on these.
TEST(Licence, KnowsWhatLicencesPermit) {
  const auto by = spdx_licence("CC-BY-4.0");
  ASSERT_TRUE(by);
  EXPECT_EQ(*by, (model::Licence{"CC-BY-4.0", "Creative Commons Attribution 4.0 International",
                                 "https://spdx.org/licenses/CC-BY-4.0.html", true, true, true, true}));
  EXPECT_FALSE(spdx_licence("CC-BY-NC-SA-3.0")->commercial);
  EXPECT_TRUE(spdx_licence("CC-BY-NC-SA-3.0")->derivatives);
  EXPECT_FALSE(spdx_licence("CC-BY-NC-ND-4.0")->derivatives);
  EXPECT_TRUE(spdx_licence("CC-BY-ND-4.0")->redistribute);
  EXPECT_TRUE(spdx_licence("CC0-1.0")->commercial);
  EXPECT_TRUE(spdx_licence("ODbL-1.0") && spdx_licence("PDDL-1.0") && spdx_licence("MIT"));
  EXPECT_FALSE(spdx_licence("cc-by-4.0") || spdx_licence("") || spdx_licence("id") || spdx_licence("CC-BY"));
}

// Spellings from real tables.
TEST(Licence, RecognisesCommonSpellings) {
  const std::vector<std::pair<const char*, const char*>> spellings = {
      {"CC BY-NC 4.0", "CC-BY-NC-4.0"},
      {"CC BY-NC -SA 4.0", "CC-BY-NC-SA-4.0"},
      {"CC BY-NC -SA 3.0", "CC-BY-NC-SA-3.0"},
      {"cc by 4", "CC-BY-4.0"},
      {"cc-by-4.0", "CC-BY-4.0"},
      {"CC BY-SA-NC 4.0", "CC-BY-NC-SA-4.0"},
      {"https://creativecommons.org/licenses/by-nc/4.0/", "CC-BY-NC-4.0"},
      {"Creative Commons Attribution-NonCommercial 4.0 International License", "CC-BY-NC-4.0"},
      {"Creative Commons Attribution Non-Commercial ShareAlike 3.0", "CC-BY-NC-SA-3.0"},
      {"CC0", "CC0-1.0"},
      {"CC 0 1.0", "CC0-1.0"},
      {"Apache 2", "Apache-2.0"},
      {"Apache License, Version 2.0", "Apache-2.0"},
      {"ODbL", "ODbL-1.0"},
      {"mit license", "MIT"},
  };
  for (const auto& [said, meant] : spellings) EXPECT_THAT(licence_candidates(said), ElementsAre(meant)) << said;
  EXPECT_THAT(licence_candidates("CC-BY-NC-ND"), ElementsAre("CC-BY-NC-ND-4.0", "CC-BY-NC-ND-3.0", "CC-BY-NC-ND-2.5",
                                                             "CC-BY-NC-ND-2.0", "CC-BY-NC-ND-1.0"));
  EXPECT_THAT(licence_candidates("GPLv3"), ElementsAre("GPL-3.0-or-later", "GPL-3.0-only"));
  EXPECT_THAT(licence_candidates("all rights reserved"), ElementsAre());
  EXPECT_THAT(licence_candidates(""), ElementsAre());
}

TEST(Licence, SuggestsCorrections) {
  EXPECT_EQ(licence_advice("CC BY-NC 4.0"), "; did you mean 'CC-BY-NC-4.0'?");
  EXPECT_THAT(licence_advice("CC-BY-NC-ND"), HasSubstr("did you mean one of CC-BY-NC-ND-4.0"));
  EXPECT_THAT(licence_advice("COVID-19 emergency license"), HasSubstr("LicenseRef-NAME"));
}

TEST(Licence, RecognisesLicenseRefsAndUnknown) {
  EXPECT_TRUE(is_licence_ref("LicenseRef-COVID-19-Emergency"));
  for (const char* text : {"LicenseRef-", "licenseref-x", "LicenseRef-a b", "LicenseRef-a/b", "MIT"}) {
    EXPECT_FALSE(is_licence_ref(text)) << text;
  }
  EXPECT_TRUE(says_no_licence("None") && says_no_licence("unknown") && says_no_licence("N/A"));
  EXPECT_FALSE(says_no_licence("MIT"));
}

}  // namespace
}  // namespace manifest
