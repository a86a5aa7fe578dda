#include "manifest/write.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "manifest/parse.h"
#include "manifest/subject_names.h"
#include "model/id.h"

namespace manifest {
namespace {

/// Makes random manifests: words that YAML misreads, all quotes, several alphabets.
class Dice {
 public:
  explicit Dice(unsigned seed) : random_(seed) {}

  Manifest manifest() {
    Manifest m;
    m.name = id();
    m.title = maybe(line());
    m.description = maybe(lines());
    m.terms = *built_in_taxonomy("lung-ultrasound");
    m.licences = {{"LicenseRef-A", line(), maybe(url()), coin(), coin(), coin(), coin()}};
    for (std::size_t i = 0; i < 3; ++i) {
      m.sources.push_back({number("s", i), line(), maybe(url()), licence(), maybe(url()), maybe(lines()),
                           maybe(lines()), maybe("yt-dlp")});
    }
    for (std::size_t i = 0; i < 8; ++i) m.clips.push_back(clip(i));
    m.clips[0].subject = "no";
    m.clips[1].subject = "1e3";
    if (coin()) m.same_as = {{{m.name, "no"}, {m.name, "1e3"}}, {{"off-1", "y"}, {m.name, "no"}}};
    return m;
  }

 private:
  std::size_t below(std::size_t n) { return random_() % n; }
  bool coin() { return below(2) == 0; }
  std::string maybe(const std::string& text) { return coin() ? text : ""; }
  static std::string number(const char* start, std::size_t i) { return start + std::to_string(i); }
  std::string pick(const std::vector<std::string>& of) { return of[below(of.size())]; }
  std::string id() {
    return pick({"no", "y", "1e3", "0", "null", "a-b_c", "123", "off", "2020-04-20", "x", "e", "0x1f"});
  }
  std::string url() { return pick({"https://a.org", "http://a.org:80/x%20y?z=1&w#f", "https://a.org/a:b,c;(d)'!*~"}); }
  std::string licence() { return pick({"", "MIT", "CC-BY-4.0", "LicenseRef-A"}); }
  std::string line() {
    static const std::vector<std::string> words = {
        "no", "null", "~",   "- x", "a: b", "#c",   "a #b",   "'q'",    "\"d\"",  "\\",   "\\n",   "[",   "{x}", "*a",
        "&a", "!t",   "%d",  "@e",  "`f`",  "|",    ">",      "?",      ": ",     "é",    "日本",  "😀",   "1",   ".5",
        "-",  "---",  "...", "=",   "<<",   "end:", "\u2028", "\u00a0", "\ufeff", "a  b", "12:30", "0o7", "+1",  "ok"};
    std::string text = pick(words);
    for (std::size_t i = below(4); i > 0; --i) text += (coin() ? " " : "") + pick(words);
    return maybe(" ") + text + maybe(" ");
  }
  std::string lines() {
    std::string text = coin() ? line() : "plain words";
    for (std::size_t i = below(4); i > 0; --i) text += pick({"\n", "\n\n", "\n  ", " \n", "\t", "\n# "}) + line();
    return text + pick({"", "\n", "\n\n"});
  }
  std::optional<base::Rational> time(std::int64_t from) {
    return base::Rational(from, 1) +
           base::Rational(static_cast<std::int64_t>(below(1000)) + 1, static_cast<std::int64_t>(below(700)) + 1);
  }
  model::Window window() {
    const std::int64_t start = static_cast<std::int64_t>(below(9));
    switch (below(5)) {
      case 0:
        return {time(0), std::nullopt, std::nullopt, std::nullopt};
      case 1:
        return {base::Rational(start), time(start), std::nullopt, std::nullopt};
      case 2:
        return {std::nullopt, std::nullopt, start, start + 1};
      case 3:
        return {std::nullopt, std::nullopt, std::nullopt, 7};
      default:
        return {};
    }
  }
  std::vector<model::Label> labels() {
    using model::Role;
    std::vector<model::Label> labels = {{"severity", number("", below(4)), "", "", Role::Manifest}};
    if (coin()) labels.push_back({"effusion", "absent", maybe(line()), maybe(lines()), Role::Annotator});
    if (coin()) labels.push_back({"effusion", "present", "", "", Role::Manifest});
    std::ranges::sort(labels);
    if (coin()) labels.clear();
    return labels;
  }
  model::Clip clip(std::size_t i) {
    model::Clip c;
    c.id = number("0", i);
    c.source = number("s", below(3));
    c.path = maybe(pick({"a", "no", "x/1e3", "ü b/'c'.mp4", "#x", "- y"}));
    c.url = c.path.empty() ? url() : maybe(url());
    if (coin()) c.sha256 = base::sha256(c.id);
    if (coin()) c.stream = static_cast<int>(below(9));
    c.window = window();
    if (coin()) c.region = model::Region{static_cast<int>(below(9)), 0, static_cast<int>(below(9)) + 1, 65'536};
    c.probe = maybe("linear");
    c.subject = maybe(id());
    c.clip_case = maybe(id());
    c.licence = licence();
    c.page = maybe(url());
    c.notes = maybe(lines());
    c.labels = labels();
    for (std::size_t k = below(3); k > 0; --k) c.attributes[id()] = lines();
    return c;
  }

  std::mt19937 random_;
};

Manifest without_place(Manifest manifest) {
  manifest.digest = {};
  manifest.path.clear();
  manifest.findings.clear();
  for (model::Clip& clip : manifest.clips) clip.line = clip.column = 0;
  return manifest;
}

// Any manifest is read back equal, and written again with the same text.
TEST(Write, RoundTrips) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    Manifest before = Dice(seed).manifest();
    check_names(before);  // removes words for unknown
    before.findings.clear();
    const std::string text = write(before);
    const Parsed parsed = parse_text(text, "m.yaml", {});
    ASSERT_TRUE(parsed.manifest) << text_of(parsed.problems) << text;
    ASSERT_EQ(without_place(*parsed.manifest), before) << text;
    ASSERT_EQ(write(*parsed.manifest), text);
  }
}

// Diffs of manifests depend on this form.
TEST(Write, IsCanonical) {
  const std::string text = R"(format: 1
name: my-set
title: "A set, of clips"
description: |
  Two lines

  and a third.
sources:
  - id: site
    title: The site
clips:
  - id: "007"
    source: site
    url: https://a.org/x%20y.mp4
    sha256: "8b02426f1a7baa6833bc3d6caf1eb4708d1fb8597523508e66ea0e5256f9ef43"
    stream: 2
    window: {from: 1.5, to: 10/3}
    region: {x: 1, y: 2, width: 3, height: 4}
    subject: "no"
    labels:
      a-lines: present
      diagnosis: healthy
  - id: b
    source: site
    path: b.mp4
    window: {end: 5}
    labels:
      - {axis: diagnosis, value: healthy, by: "x", role: annotator, evidence: "a \"b\""}
    attributes:
      "y": "1"
)";
  const std::string with_taxonomy = std::string(text).insert(text.find("sources:"), "taxonomy: lung-ultrasound\n");
  const Parsed parsed = parse_text(text, "m.yaml", {});
  ASSERT_TRUE(parsed.manifest) << text_of(parsed.problems);
  EXPECT_EQ(write(*parsed.manifest), with_taxonomy);
}

}  // namespace
}  // namespace manifest
