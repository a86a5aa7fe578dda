#include "manifest/subject_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "manifest/parse.h"

namespace manifest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// The findings "code clip: message" of a manifest whose clips c0, c1 … have these keys.
std::vector<std::string> findings_of(const std::vector<std::string>& clips, const std::string& same_as = "[]") {
  std::string text = "format: 1\nname: m\nsources: [{id: s, title: S, licence: MIT}]\ndefaults: {source: s}\nclips:\n";
  for (std::size_t i = 0; i < clips.size(); ++i) {
    text += "  - {id: c" + std::to_string(i) + ", path: a.mp4, " + clips[i] + "}\n";
  }
  const Parsed parsed = parse_text(text + "same_as: " + same_as + "\n", "m.yaml", {});
  if (!parsed.manifest) return {text_of(parsed.problems)};
  std::vector<std::string> found;
  for (const auto& [clip, findings] : parsed.manifest->findings) {
    for (const model::Finding& one : findings) found.push_back(one.code + " " + one.id + ": " + one.message);
  }
  return found;
}

TEST(SubjectNames, RecognisesWordsForUnknown) {
  for (const char* word : {"unknown",     "Unknown", "n/a",       "N/A",       "na",
                           "nan",         "NaN",     "none",      "null",      "-",
                           "--",          "?",       "unk",       "punknown",  "patient-unknown",
                           "subject_nan", "p-na",    "unbekannt", "anonymous", "."}) {
    EXPECT_TRUE(is_placeholder(word)) << word;
  }
  for (const char* word : {"", "p1", "anna", "pna", "no", "p", "s", "nan-2", "unknown-7", "nana", "hanna", "0", "id"}) {
    EXPECT_FALSE(is_placeholder(word)) << word;
  }
}

TEST(SubjectNames, IgnoresInsignificantDifferences) {
  for (const char* name : {"p01", "P1", "pat-1", "pat_1", "Patient 1", "patient-no-1", "subject01", "1", "001"}) {
    EXPECT_EQ(alike_key(name), "1") << name;
  }
  EXPECT_EQ(alike_key("Müller-2"), alike_key("Mu\u0308ller_02")) << "composed and decomposed";
  EXPECT_EQ(alike_key("ward3-p01"), alike_key("ward-03_p1"));
  const std::vector<std::pair<const char*, const char*>> others = {{"p1", "p10"},  {"p1-2", "p12"},   {"1-12", "11-2"},
                                                                   {"p1a", "p1b"}, {"anna", "hanna"}, {"c1", "p1"},
                                                                   {"p0", "p00a"}};
  for (const auto& [a, b] : others) EXPECT_NE(alike_key(a), alike_key(b)) << a << " " << b;
}

// One person with two names could be on both sides of a fold. One finding per set, at the first clip concerned.
TEST(SubjectNames, ReportsSimilarNamesOncePerSet) {
  EXPECT_THAT(
      findings_of({"subject: p01", "subject: p2", "subject: p1", "subject: pat-1", "subject: p01"}),
      ElementsAre("subjects-alike c2: subjects 'p01' (2 clips), 'p1' (1 clip), 'pat-1' (1 clip) may be the same"));
  EXPECT_THAT(findings_of({"subject: p1", "subject: p2", "subject: p10", "subject: p1"}), ElementsAre());
  EXPECT_THAT(findings_of({"subject: p01", "subject: p1"}, "[[p01, p1]]"), ElementsAre()) << "joined by same_as";
  EXPECT_THAT(findings_of({"subject: p01", "subject: p1", "subject: p001"}, "[[p01, x/y], [x/y, p001]]"),
              ElementsAre(HasSubstr("subjects-alike")));
  EXPECT_THAT(findings_of({"case: a-1", "case: a1"}),
              ElementsAre("subjects-alike c1: cases 'a-1' (1 clip), 'a1' (1 clip) may be the same"));
  EXPECT_THAT(findings_of({"case: a-1, subject: p1", "case: a1, subject: p2"}), ElementsAre())
      << "the subjects are known";
}

// A word for unknown must not become a person with many clips.
TEST(SubjectNames, TreatsWordsForUnknownAsUnknown) {
  EXPECT_THAT(findings_of({"subject: p1", "subject: unknown", "subject: unknown", "subject: \"-\", case: n/a"}),
              ElementsAre("subject-placeholder c1: subject 'unknown' (2 clips) counts as unknown",
                          "subject-placeholder c3: subject '-' (1 clip) counts as unknown",
                          "subject-placeholder c3: case 'n/a' (1 clip) counts as unknown"));
  const Manifest manifest = *parse_text(
                                 "format: 1\nname: m\nsources: [{id: s, title: S}]\nclips:\n"
                                 "  - {id: a, source: s, path: a.mp4, subject: N/A, case: k1}\n",
                                 "m.yaml", {})
                                 .manifest;
  EXPECT_EQ(manifest.clips[0].subject, "");
  EXPECT_EQ(manifest.clips[0].clip_case, "k1");
  EXPECT_THAT(findings_of({"subject: p1", "subject: unknown"}, "[[p1, unknown]]"),
              ElementsAre(HasSubstr("'unknown' is a placeholder, not a subject")));
}

}  // namespace
}  // namespace manifest
