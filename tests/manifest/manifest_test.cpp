#include "manifest/manifest.h"
#include "manifest/parse.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "base/error.h"
#include "base/file.h"
#include "support/support.h"

namespace manifest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view kGood = R"(format: 1
name: my-set
title: A set
sources:
  - {id: site, title: The site, url: "https://a.org", licence: CC-BY-4.0}
  - {id: other, title: Another, licence: None}
defaults:
  source: site
  probe: convex
  window: {from: 1, to: 2.5}
  labels: {diagnosis: healthy, a-lines: present}
  attributes: {device: X}
clips:
  - id: one
    path: clips/one.mp4
    subject: p1
  - id: two
    source: other
    url: https://a.org/two.mp4
    sha256: "8b02426f1a7baa6833bc3d6caf1eb4708d1fb8597523508e66ea0e5256f9ef43"
    stream: 1
    window: {first: 10, end: 20}
    region: {x: 0, y: 1, width: 200, height: 100}
    probe: linear
    subject: no
    case: 1e3
    licence: CC0-1.0
    page: https://a.org/two
    notes: |
      Two
      lines
    labels:
      - {axis: diagnosis, value: covid-19, by: a doctor, role: annotator, evidence: PCR}
      - {axis: diagnosis, value: uncertain, by: another, role: annotator}
    attributes: {frames: 007, device: Y}
same_as: [[p1, other-set/p7]]
)";

std::string problems_of(const std::string& text) { return text_of(parse_text(text, "m.yaml", {}).problems); }

// The problems of the valid manifest with one passage replaced.
std::string problems_with(const std::string& old_text, const std::string& new_text) {
  std::string text(kGood);
  const std::size_t at = text.find(old_text);
  EXPECT_NE(at, std::string::npos) << old_text;
  return problems_of(text.replace(at, old_text.size(), new_text));
}

TEST(Manifest, ReadsEveryKey) {
  const Parsed parsed = parse_text(kGood, "m.yaml", {});
  ASSERT_TRUE(parsed.manifest) << text_of(parsed.problems);
  const Manifest& m = *parsed.manifest;
  EXPECT_EQ(m.name, "my-set");
  EXPECT_EQ(m.digest, base::sha256(kGood));
  EXPECT_EQ(m.taxonomy, "lung-ultrasound");
  ASSERT_EQ(m.sources.size(), 2U);
  EXPECT_EQ(m.sources[1].licence, "");
  ASSERT_EQ(m.clips.size(), 2U);
  const model::Clip& two = m.clips[1];
  EXPECT_EQ(two.line, 17);
  EXPECT_EQ(two.source, "other");
  EXPECT_EQ(two.sha256->hex().substr(0, 4), "8b02");
  EXPECT_EQ(two.stream, 1);
  EXPECT_EQ(two.region, (model::Region{0, 1, 200, 100}));
  EXPECT_EQ(two.window.first_picture, 10);
  EXPECT_EQ(two.notes, "Two\nlines\n");
  EXPECT_THAT(m.same_as, ElementsAre(ElementsAre(SubjectName{"my-set", "p1"}, SubjectName{"other-set", "p7"})));
}

// YAML 1.1 reads these as false, 1000 and 7.
TEST(Manifest, KeepsWordsAsWritten) {
  const Manifest m = *parse_text(kGood, "m.yaml", {}).manifest;
  EXPECT_EQ(m.clips[1].subject, "no");
  EXPECT_EQ(m.clips[1].clip_case, "1e3");
  EXPECT_EQ(m.clips[1].attributes.at("frames"), "007");
}

// A clip's own window, region and labels (per axis) replace the defaults; the rest is inherited.
TEST(Manifest, ClipsInheritDefaults) {
  const Manifest m = *parse_text(kGood, "m.yaml", {}).manifest;
  EXPECT_EQ(m.clips[0].source, "site");
  EXPECT_EQ(m.clips[0].window.to_s, base::Rational(5, 2));
  EXPECT_THAT(m.clips[0].labels, ElementsAre(model::Label{"a-lines", "present", "", "", model::Role::Manifest},
                                             model::Label{"diagnosis", "healthy", "", "", model::Role::Manifest}));
  EXPECT_FALSE(m.clips[1].window.from_s);
  EXPECT_EQ(m.clips[1].probe, "linear");
  EXPECT_EQ(m.clips[1].labels.size(), 3U);
  EXPECT_EQ(m.clips[1].labels[2].role, model::Role::Annotator);
  EXPECT_EQ(m.clips[1].attributes.at("device"), "Y");
}

std::string clips_with_notes(std::size_t clips, const std::string& defaults, const std::string& notes) {
  std::string text = "format: 1\nname: m\ntitle: M\nsources: [{id: s, title: S, terms: &t '" +
                     std::string(65'000, 'x') + "'}]\ndefaults: {source: s" + defaults + "}\nclips:\n";
  for (std::size_t i = 0; i < clips; ++i) text += "  - {id: c" + std::to_string(i) + ", path: a.mp4" + notes + "}\n";
  return text;
}

// Defaults are copied to each clip, so a short file can hold much.
TEST(Manifest, LimitsTheTextsOfAClipAndOfAll) {
  const std::string three = ", attributes: {a: *t, b: *t, c: *t}";
  EXPECT_EQ(problems_of(clips_with_notes(10, three, "")), "");
  EXPECT_THAT(problems_of(clips_with_notes(1, three, ", attributes: {d: *t, e: *t}")),
              HasSubstr("m.yaml:7:5: clips[0]: more than 262144 bytes in one clip, defaults included"));
  EXPECT_THAT(problems_of(clips_with_notes(1, ", attributes: {a: *t, b: *t, c: *t, d: *t, e: *t}", "")),
              HasSubstr("m.yaml:5:11: defaults: more than 262144 bytes in one clip"));
  const std::string many = problems_of(clips_with_notes(1000, three, ""));
  EXPECT_THAT(many, HasSubstr(": more than 134217728 bytes in all clips, defaults included; split the manifest"));
  EXPECT_EQ(std::count(many.begin(), many.end(), '\n'), 1);
}

// Each row: the passage, its replacement, and part of the message.
TEST(Manifest, ReportsPlaceKeyAndSuggestion) {
  struct Row {
    const char* old_text;
    const char* new_text;
    const char* expected;
  };
  const Row rows[] = {
      {"format: 1", "format: 2", "m.yaml:1:9: format: unknown format '2'"},
      {"format: 1\n", "", "'format' is missing"},
      {"name: my-set", "name: My Set", "m.yaml:2:7: name: 'My Set' is not a valid id"},
      {"title: A set", "titel: A set", "unknown key 'titel'; did you mean 'title'?"},
      {"title: A set", "title: A set\ntitle: B", "m.yaml:4:1: title: duplicate key, first used on line 3"},
      {"title: A set", "title: [A]", "title: expected text, found a list"},
      {"title: A set", "title:", "title: no value; add one"},
      {"title: A set", "title: \"a\\tb\"", "line break or tab"},
      {"title: A set", "title: \"a\\x07b\"", "control character"},
      {"title: A set", "title: A set\n? [x]\n: y", "a list cannot be a key"},
      {"title: A set", "taxonomy: lung-ultrasond", "did you mean 'lung-ultrasound'?"},
      {"title: A set", "taxonomy: /etc/passwd", "taxonomy: absolute path"},
      {"title: A set", "taxonomy: my.yaml", "can only be named in a manifest that is a file"},
      {"licence: CC-BY-4.0", "licence: CC BY 4.0",
       "sources[0].licence: 'CC BY 4.0' is not an SPDX id; did you mean 'CC-BY-4.0'?"},
      {"licence: CC-BY-4.0", "licence: LicenseRef-Mine", "'LicenseRef-Mine' is not defined under 'licences'"},
      {"url: \"https://a.org\"", "url: \"file:///x\"", "sources[0].url: 'file:///x' is not an http:// or https:// URL"},
      {"id: other", "id: site", "m.yaml:6:10: sources[1].id: duplicate id 'site', first used on line 5"},
      {"title: Another, ", "", "sources[1]: 'title' is missing"},
      {"  source: site", "  source: sitte",
       "m.yaml:8:11: defaults.source: unknown source 'sitte'; add it under 'sources'; did you mean 'site'?"},
      {"  source: site\n", "", "clips[0]: 'source' is missing"},
      {"  source: site\n", "  source: site\n  path: x\n", "unknown key 'path'"},
      {"probe: convex", "probe: curved", "defaults.probe: axis 'probe' has no value 'curved'"},
      {"to: 2.5", "to: 1", "defaults.window.to: empty window: 'to' is not after 'from'"},
      {"to: 2.5", "to: -2", "is not a time in seconds"},
      {"to: 2.5", "to: 1e3", "is not a time in seconds"},
      {"to: 2.5", "to: soon", "is not a time in seconds"},
      {"{from: 1, to: 2.5}", "{}", "defaults.window: empty window"},
      {"{from: 1, to: 2.5}", "{from: 1, end: 2}", "either seconds (from, to) or pictures (first, end)"},
      {"{from: 1, to: 2.5}", "1-2", "expected a mapping, found a single value; known keys: from, to, first, end"},
      {"end: 20", "end: 10", "clips[1].window.end: empty window: 'end' is not after 'first'"},
      {"end: 20", "end: 20.5", "'20.5' is not a whole number"},
      {"diagnosis: healthy", "diagnosis: helthy", "has no value 'helthy'; did you mean 'healthy'?"},
      {"diagnosis: healthy", "diagnose: healthy", "has no axis 'diagnose'; did you mean 'diagnosis'?"},
      {"{diagnosis: healthy, a-lines: present}", "healthy", "defaults.labels: expected a list, found a single value"},
      {"role: annotator, evidence", "role: curator, evidence",
       "clips[1].labels[0].role: 'curator' is not manifest or annotator"},
      {"by: another", "by: a doctor", "duplicate label on 'diagnosis' by the same person"},
      {"value: uncertain, ", "", "clips[1].labels[1]: 'value' is missing"},
      {"id: one", "id: Clip 1.mp4",
       "clips[0].id: 'Clip 1.mp4' is not a valid id (a-z, 0-9, '-' and '_', at most 64 characters, starts with a "
       "letter "
       "or digit); try 'clip-1-mp4'"},
      {"id: two", "id: one", "m.yaml:17:9: clips[1].id: duplicate id 'one', first used on line 14"},
      {"    path: clips/one.mp4\n", "", "m.yaml:14:5: clips[0]: 'url' is missing: where the file is: 'path' or 'url'"},
      {"clips/one.mp4", "../one.mp4", "m.yaml:15:11: clips[0].path: '..' leads out of the manifest's folder"},
      {"clips/one.mp4", "/one.mp4", "absolute path"},
      {"clips/one.mp4", "clips\\one.mp4", "backslash"},
      {"https://a.org/two.mp4", "https://me:pw@a.org/two.mp4", "clips[1].url: user name or password"},
      {"https://a.org/two.mp4", "https://a.org/two clips.mp4", "clips[1].url: a space"},
      {"8b02426f", "8b02", "clips[1].sha256: not a SHA-256 digest"},
      {"stream: 1", "stream: -1", "clips[1].stream: '-1' is not a whole number from 0 to 1023"},
      {"width: 200", "width: 0", "clips[1].region.width: '0' is not a whole number from 1 to 65536"},
      {"x: 0", "x: -3", "clips[1].region.x: '-3'"},
      {"x: 0", "x: 65535", "x + width exceeds 65536"},
      {"width: 200", "width: 99999999999999999999", "is not a whole number"},
      {", height: 100", "", "clips[1].region: 'height' is missing"},
      {"subject: p1", "subject: Mrs Jones", "clips[0].subject: 'Mrs Jones' is not a valid id"},
      {"page: https", "page: gopher", "clips[1].page"},
      {"[[p1, other-set/p7]]", "[[p2, other-set/p7]]",
       "same_as[0][0]: no clip has the subject 'p2'; did you mean 'p1'?"},
      {"[[p1, other-set/p7]]", "[[p1]]", "same_as[0]: expected a list of two or more"},
      {"[[p1, other-set/p7]]", "[[p1, a/b/c]]", "same_as[0][1]: 'a/b/c' is not SUBJECT or MANIFEST/SUBJECT"},
      {"{frames: 007, device: Y}", "{Frames: 7}", "clips[1].attributes: 'Frames' is not a valid id"},
      {"{frames: 007, device: Y}", "{frames: 7, frames: 8}", "clips[1].attributes.frames: duplicate key"},
      {"{frames: 007, device: Y}", "{<<: *x}", "undefined alias 'x'"},
  };
  for (const Row& row : rows) EXPECT_THAT(problems_with(row.old_text, row.new_text), HasSubstr(row.expected));
}

TEST(Manifest, ReportsAllProblemsInOrder) {
  const Parsed parsed = parse_text("name: X Y\nsources: []\nclips:\n  - {id: a, url: x}\n  - {id: a}\n", "m", {});
  EXPECT_FALSE(parsed.manifest);
  EXPECT_GE(parsed.problems.size(), 6U);
  EXPECT_TRUE(
      std::ranges::is_sorted(parsed.problems, [](const Problem& a, const Problem& b) { return a.line < b.line; }));
}

TEST(Manifest, ReportsWrongTypes) {
  for (const char* text : {"[]", "x", "format: 1", "clips: {a: b}", "clips: [[1]]", "clips: []", "sources: x",
                           "defaults: []", "licences: [1]", "same_as: {a: b}", "same_as: [1]", "? {a: b}\n: c"}) {
    const Parsed parsed = parse_text(text, "m", {});
    EXPECT_FALSE(parsed.manifest || parsed.problems.empty()) << text;
  }
  EXPECT_THAT(problems_with("[[p1, other-set/p7]]", "no"), HasSubstr("same_as: expected a list, found a single value"));
}

// Problems of one clip or of the head must not hide other clips.
TEST(Manifest, KeepsValidClipsForChecks) {
  const Parsed parsed = parse_text(
      "format: 1\nsources: [{id: s, title: S, licence: CC BY}]\nclips:\n  - {id: a, source: s, path: a.mp4, subject: P "
      "1}\n"
      "  - {id: b, source: s, path: b.mp4, subject: p2}\n  - {id: b, source: s, path: c.mp4}\n"
      "  - {id: d, source: s, path: d.mp4, labels: {diagnosis: flu}}\n",
      "folder/my set.yaml", {});
  EXPECT_FALSE(parsed.manifest);
  ASSERT_TRUE(parsed.partial);
  EXPECT_EQ(parsed.problems.size(), 5U) << text_of(parsed.problems);
  EXPECT_EQ(parsed.partial->name, "my-set");
  ASSERT_EQ(parsed.partial->clips.size(), 1U);
  EXPECT_EQ(parsed.partial->clips[0].id, "b");
  EXPECT_NE(parsed.partial->sources[0].licence, "") << "an invalid licence is not the same as none";
  EXPECT_FALSE(parse_text("a: [", "m", {}).partial);
  EXPECT_FALSE(parse_text(kGood, "m", {}).partial);
}

// Hostile files must not produce millions of messages.
TEST(Manifest, LimitsTheNumberOfProblems) {
  std::string text(kGood);
  for (int i = 0; i < 5000; ++i) text += "x" + std::to_string(i) + ": 1\n";
  EXPECT_EQ(parse_text(text, "m", {}).problems.size(), 1000U);
  std::string attributes = "{";
  for (int i = 0; i < 300; ++i) attributes += "k" + std::to_string(i) + ": 1, ";
  EXPECT_THAT(problems_with("{frames: 007, device: Y}", attributes + "}"), HasSubstr("more than 256 entries"));
}

TEST(Manifest, AcceptsYtDlpOnly) {
  const auto with = [](const std::string& fetch) {
    return parse_text("format: 1\nname: n\nsources:\n  - id: s\n    title: S\n    fetch: " + fetch +
                          "\nclips:\n  - id: a\n    source: s\n    url: https://e.org/watch\n",
                      "m", {});
  };
  const Parsed good = with("yt-dlp");
  ASSERT_TRUE(good.manifest);
  EXPECT_EQ(good.manifest->sources[0].fetch, model::kFetchByYtDlp);
  const Parsed bad = with("rm");
  ASSERT_EQ(bad.problems.size(), 1U);
  EXPECT_EQ(bad.problems[0].line, 6);
  EXPECT_EQ(bad.problems[0].key, "sources[0].fetch");
}

TEST(Manifest, AcceptsOwnLicences) {
  std::string text(kGood);
  text.replace(text.find("CC-BY-4.0"), 9, "LicenseRef-Mine");
  const std::string stated =
      "licences: [{id: LicenseRef-Mine, title: Mine, url: \"https://a.org\", permits: [research, derivatives]}]\n";
  const Parsed parsed = parse_text(text + stated, "m", {});
  ASSERT_TRUE(parsed.manifest) << text_of(parsed.problems);
  const auto mine = find_licence(*parsed.manifest, "LicenseRef-Mine");
  ASSERT_TRUE(mine);
  EXPECT_TRUE(mine->research && mine->derivatives);
  EXPECT_FALSE(mine->redistribute || mine->commercial);
  EXPECT_TRUE(find_licence(*parsed.manifest, "CC0-1.0")->commercial);
  EXPECT_FALSE(find_licence(*parsed.manifest, ""));
  EXPECT_THAT(problems_of(text + "licences: [{id: MIT, title: x, permits: [fun]}]\n"),
              testing::AllOf(HasSubstr("SPDX licences are built in"), HasSubstr("permits[0]: 'fun' is not")));
  EXPECT_THAT(problems_of(text + "licences: [{id: My Licence, title: x}]\n"),
              testing::AllOf(HasSubstr("write LicenseRef-"), HasSubstr("'permits' is missing")));
}

class ManifestFile : public testing::Test {
 protected:
  void put(const char* name, std::string_view text) const { base::write_atomically(folder_.path() / name, text); }
  const base::PrivateFolder folder_ = test::temporary_folder();
};

TEST_F(ManifestFile, KnowsItsPath) {
  put("m.yaml", kGood);
  const Parsed parsed = parse(folder_.path() / "m.yaml");
  ASSERT_TRUE(parsed.manifest);
  EXPECT_EQ(parsed.manifest->path, folder_.path() / "m.yaml");
  EXPECT_THROW(parse(folder_.path() / "none.yaml"), base::Error);
  EXPECT_THROW(parse(folder_.path()), base::Error);
}

TEST_F(ManifestFile, ReadsItsOwnTaxonomy) {
  std::string text(kGood);
  text.replace(text.find("title: A set"), 12, "taxonomy: my.yaml");
  put("m.yaml", text);
  EXPECT_THAT(text_of(parse(folder_.path() / "m.yaml").problems), HasSubstr("m.yaml:3:11: taxonomy: cannot open"));
  put("my.yaml", "format: 1\nname: mine\naxes: [{id: mood}]\n");
  EXPECT_THAT(text_of(parse(folder_.path() / "m.yaml").problems),
              HasSubstr("my.yaml:3:8: axes[0]: 'values' is missing"));
  put("my.yaml", "format: 1\nname: mine\naxes: [{id: probe, definition: x, values: [{id: convex, definition: x}]}]\n");
  const std::string problems = text_of(parse(folder_.path() / "m.yaml").problems);
  EXPECT_THAT(problems, HasSubstr("taxonomy 'mine' has no axis 'diagnosis'"));
  EXPECT_THAT(problems, HasSubstr("axis 'probe' has no value 'linear'"));
}

// An untrusted manifest must not read other files through a link.
TEST_F(ManifestFile, RejectsLinksOutOfTheFolder) {
  std::filesystem::create_directory_symlink("/", folder_.path() / "clips");
  put("m.yaml", kGood);
  EXPECT_THAT(text_of(parse(folder_.path() / "m.yaml").problems), HasSubstr("clips[0].path: symbolic link leads out"));
}

}  // namespace
}  // namespace manifest
