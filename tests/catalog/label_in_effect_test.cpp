#include "catalog/label_in_effect.h"

#include <gtest/gtest.h>

namespace {

using catalog::label_in_effect;
using model::Label;
using model::Role;

Label said(const char* value, Role role, const char* by = "") { return {"diagnosis", value, by, "", role}; }

TEST(LabelInEffect, IsEmptyWithoutLabels) { EXPECT_EQ(label_in_effect({}), std::nullopt); }

TEST(LabelInEffect, IsTheLastCurators) {
  EXPECT_EQ(label_in_effect({said("a", Role::Manifest), said("b", Role::Curator, "x"), said("c", Role::Curator, "y"),
                             said("d", Role::Annotator, "z")}),
            "c");
}

TEST(LabelInEffect, ElseIsTheManifests) {
  EXPECT_EQ(
      label_in_effect({said("b", Role::Annotator, "x"), said("b", Role::Annotator, "y"), said("a", Role::Manifest)}),
      "a");
}

// A manifest that contradicts itself is a tie, however many annotators agree with one of the two.
TEST(LabelInEffect, AManifestWithTwoValuesIsATie) {
  EXPECT_EQ(
      label_in_effect({said("a", Role::Manifest, "x"), said("a", Role::Manifest, "y"), said("b", Role::Manifest, "z")}),
      std::nullopt);
}

TEST(LabelInEffect, ElseIsThatOfMostAnnotators) {
  EXPECT_EQ(label_in_effect(
                {said("a", Role::Annotator, "x"), said("b", Role::Annotator, "y"), said("b", Role::Annotator, "z")}),
            "b");
  EXPECT_EQ(label_in_effect({said("a", Role::Annotator, "x"), said("b", Role::Annotator, "y")}), std::nullopt);
}

TEST(LabelInEffect, CountsTheLastLabelOfEachAnnotator) {
  EXPECT_EQ(label_in_effect({said("a", Role::Annotator, "x"), said("a", Role::Annotator, "x"),
                             said("b", Role::Annotator, "x"), said("b", Role::Annotator, "y")}),
            "b");
}

}  // namespace
