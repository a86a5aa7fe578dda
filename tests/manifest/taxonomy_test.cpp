#include "manifest/taxonomy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace manifest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// The axes that shipped manifests, exports and reports use.
TEST(Taxonomy, LungUltrasoundIsBuiltIn) {
  EXPECT_THAT(built_in_taxonomy_names(), ElementsAre("lung-ultrasound"));
  const auto lung = built_in_taxonomy("lung-ultrasound");
  ASSERT_TRUE(lung);
  for (const char* finding :
       {"a-lines", "b-lines", "consolidation", "pleural-irregularity", "effusion", "air-bronchogram"}) {
    ASSERT_NE(lung->find_axis(finding), nullptr) << finding;
    EXPECT_EQ(lung->find_axis(finding)->kind, AxisKind::Presence);
    EXPECT_NE(lung->find_value(finding, "present"), nullptr);
    EXPECT_NE(lung->find_value(finding, "absent"), nullptr);
  }
  for (const char* value : {"covid-19", "bacterial-pneumonia", "viral-pneumonia", "healthy", "other", "uncertain"}) {
    EXPECT_NE(lung->find_value("diagnosis", value), nullptr) << value;
  }
  for (const char* value : {"0", "1", "2", "3"}) EXPECT_NE(lung->find_value("severity", value), nullptr);
  for (const char* value : {"convex", "linear", "phased"}) EXPECT_NE(lung->find_value("probe", value), nullptr);
  EXPECT_EQ(lung->find_value("severity", "4"), nullptr);
  EXPECT_EQ(lung->find_value("mood", "good"), nullptr);
  EXPECT_FALSE(built_in_taxonomy("spdx_licences") || built_in_taxonomy("") || built_in_taxonomy("../x"));
}

TEST(Taxonomy, EveryValueHasADefinitionAndASource) {
  const auto lung = built_in_taxonomy("lung-ultrasound");
  for (const Axis& axis : lung->axes) {
    EXPECT_FALSE(axis.title.empty() || axis.definition.empty() || axis.source.empty()) << axis.id;
    for (const Value& value : axis.values) {
      EXPECT_EQ(value.definition.back(), '.') << axis.id << " " << value.id;
      EXPECT_FALSE(value.source.empty()) << axis.id << " " << value.id;
    }
  }
}

TEST(Taxonomy, ReportsEveryProblem) {
  const ParsedTaxonomy parsed = parse_taxonomy(R"(name: My Axes
axes:
  - id: a
    definition: x
    kind: bool
    values:
      - {id: one, definition: x}
      - {id: one, definition: x}
      - {definition: x}
  - id: a
    definition: x
    kind: presence
    values: [{id: "yes", definition: x}]
  - {id: c, definition: x, values: [], sauce: y}
)",
                                               "t.yaml");
  EXPECT_FALSE(parsed.taxonomy);
  const std::string text = text_of(parsed.problems);
  for (const char* part :
       {"'format' is missing", "t.yaml:1:7: name: 'My Axes' is not a valid id", "try 'my-axes'",
        "t.yaml:5:11: axes[0].kind: 'bool' is not nominal", "axes[0].values[1].id: duplicate id 'one'",
        "axes[0].values[2]: 'id' is missing", "axes[1].id: duplicate id 'a'", "'present' and 'absent'",
        "unknown key 'sauce'; did you mean 'source'?", "axes[2].values: no values"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
}

TEST(Taxonomy, AcceptsOtherTaxonomies) {
  const ParsedTaxonomy parsed = parse_taxonomy(
      "format: 1\nname: heart\naxes: [{id: view, definition: x, kind: ordinal, values: [{id: a4c, definition: y}]}]\n",
      "t.yaml");
  ASSERT_TRUE(parsed.taxonomy) << text_of(parsed.problems);
  EXPECT_EQ(parsed.taxonomy->find_axis("view")->kind, AxisKind::Ordinal);
  for (const AxisKind kind : {AxisKind::Nominal, AxisKind::Ordinal, AxisKind::Presence}) {
    EXPECT_EQ(axis_kind_from(to_string(kind)), kind);
  }
}

}  // namespace
}  // namespace manifest
