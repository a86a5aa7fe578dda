#include <gtest/gtest.h>

#include <sstream>

#include "base/file.h"
#include "manifest/manifest.h"
#include "manifest/mapping.h"
#include "manifest/parse.h"
#include "support/support.h"

namespace manifest {
namespace {

/// "ok" or "no: why" for each file; nothing without the Python package jsonschema.
std::vector<std::string> ask_schema(const std::vector<std::string>& files,
                                    const std::string& schema = "manifest.schema.json") {
  std::vector<std::string> arguments = {test::source_dir() / "tests/manifest/check_schema.py",
                                        test::source_dir() / "schema" / schema};
  arguments.insert(arguments.end(), files.begin(), files.end());
  const test::Run run = test::run("/usr/bin/python3", arguments);
  std::vector<std::string> answers;
  EXPECT_TRUE(run.exit_code == 0 || run.exit_code == 77 || run.exit_code == 127) << run.err;
  std::istringstream lines(run.out);
  for (std::string line; std::getline(lines, line);) answers.push_back(line);
  return answers;
}

constexpr const char* kSkip = "python3-jsonschema and python3-yaml are not installed";

// The shipped mappings, or the shipped manifests.
std::vector<std::string> shipped(bool mappings) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(test::source_dir() / "manifests")) {
    const std::string name = entry.path().filename();
    if (name == "weights.yaml") continue;
    if (name.ends_with(".yaml") && name.ends_with(".mapping.yaml") == mappings) files.push_back(entry.path());
  }
  return files;
}

TEST(Schema, AcceptsTheShippedManifestsAndMappings) {
  const auto manifests = shipped(false);
  const auto mappings = shipped(true);
  ASSERT_FALSE(manifests.empty());
  ASSERT_FALSE(mappings.empty());
  const auto answers = ask_schema(manifests);
  if (answers.empty()) GTEST_SKIP() << kSkip;
  EXPECT_EQ(answers, std::vector<std::string>(manifests.size(), "ok"));
  EXPECT_EQ(ask_schema(mappings, "mapping.schema.json"), std::vector<std::string>(mappings.size(), "ok"));
}

// Editors must accept what `validate` accepts, and `validate` must reject what editors reject. `schema_sees` is false
// for errors that a schema cannot detect.
struct Row {
  const char* head;
  const char* clip;
  bool good;
  bool schema_sees = true;
};

const Row kRows[] = {
    {"", "", true},
    {"", "subject: 35", true},
    {"", "subject: no", true},
    {"", "subject: 2020-04-20", true},
    {"", "licence: None", true},
    {"", "window: {from: 0.5, to: 10/3}", true},
    {"", "window: {first: 0, end: 1}", true},
    {"", "window: {from: 1}", true},
    {"", "region: {x: 0, y: 0, width: 1, height: 65536}", true},
    {"", "labels: {diagnosis: healthy, severity: 3}", true},
    {"", "labels: [{axis: severity, value: 3, by: 7, role: annotator, evidence: yes}]", true},
    {"", "attributes: {a: 1, b: x, c: no}", true},
    {"", "url: https://a.org/x", true},
    {"title: 5\ndescription: x\ntaxonomy: lung-ultrasound", "", true},
    {"licences: [{id: LicenseRef-A.b-1, title: x, permits: []}]", "licence: LicenseRef-A.b-1", true},
    {"same_as: [[p1, b/7]]\ndefaults: {subject: p1}", "", true},
    {"titel: x", "", false},
    {"title:", "", false},
    {"title: [x]", "", false},
    {"title: \"a\\nb\"", "", false},
    {"licences: [{id: MIT, title: x, permits: []}]", "", false},
    {"licences: [{id: LicenseRef-A, title: x}]", "", false},
    {"licences: [{id: LicenseRef-A, title: x, permits: [fun]}]", "", false},
    {"defaults: {id: x}", "", false},
    {"defaults: x", "", false},
    {"same_as: [[p1]]", "subject: p1", false},
    {"same_as: [[p1, a/b/c]]", "subject: p1", false},
    {"same_as: x", "", false},
    {"", "id2: x", false},
    {"", "subject: Mrs Jones", false},
    {"", "subject:", false},
    {"", "subject: -1x", false},
    {"", "case: [x]", false},
    {"", "url: ftp://a.org/x", false},
    {"", "url: https://me@a.org/x", false},
    {"", "url: https://a.org/a b", false},
    {"", "page: x", false},
    {"", "sha256: abc", false},
    {"", "stream: -1", false},
    {"", "stream: 1.5", false},
    {"", "stream: x", false},
    {"", "window: {}", false},
    {"", "window: {from: -1}", false},
    {"", "window: {from: soon}", false},
    {"", "window: {from: 1, end: 2}", false},
    {"", "window: {end: 0}", false},
    {"", "window: 1-2", false},
    {"", "window: {from: 2, to: 1}", false, false},
    {"", "region: {x: 0, y: 0, width: 1}", false},
    {"", "region: {x: 0, y: 0, width: 0, height: 1}", false},
    {"", "region: {x: -1, y: 0, width: 1, height: 1}", false},
    {"", "region: {x: 1, y: 0, width: 65537, height: 1}", false},
    {"", "region: {x: 1, y: 0, width: 65536, height: 1}", false, false},
    {"", "region: [1, 2, 3, 4]", false},
    {"", "labels: healthy", false},
    {"", "labels: {diagnosis: [healthy]}", false},
    {"", "labels: {diagnosis: helthy}", false, false},
    {"", "labels: [{axis: diagnosis}]", false},
    {"", "labels: [{axis: diagnosis, value: healthy, role: curator}]", false},
    {"", "attributes: {A: 1}", false},
    {"", "attributes: {a: {b: c}}", false},
    {"", "attributes: x", false},
    {"", "probe: curved", false, false},
    {"", "licence: CC BY 4.0", false, false},
};

TEST(Schema, AgreesWithTheParser) {
  const auto folder = test::temporary_folder();
  std::vector<std::string> files;
  std::vector<bool> taken;
  for (const Row& row : kRows) {
    const std::string text = std::string(row.head) + "\nformat: 1\nname: x\nsources: [{id: s, title: S}]\nclips:\n" +
                             "  - id: a\n    path: a.mp4\n    source: s\n    " + row.clip + "\n";
    files.push_back(folder.path() / (std::to_string(files.size()) + ".yaml"));
    base::write_atomically(files.back(), text);
    const Parsed parsed = parse(files.back());
    taken.push_back(parsed.manifest.has_value());
    EXPECT_EQ(taken.back(), row.good) << text << text_of(parsed.problems);
  }
  const auto answers = ask_schema(files);
  if (answers.empty()) GTEST_SKIP() << kSkip;
  ASSERT_EQ(answers.size(), files.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    const bool expected = kRows[i].good || !kRows[i].schema_sees;
    EXPECT_EQ(answers[i] == "ok", expected) << kRows[i].head << kRows[i].clip << ": " << answers[i];
  }
}

struct MappingRow {
  const char* top;
  const char* clip;
  bool good;
  bool schema_sees = true;
};

const MappingRow kMappingRows[] = {
    {"", "", true},
    {"", "subject: 7", true},
    {"", "subject: {from: [\"{a}\", x], join: \"\", default: p1}", true},
    {"", "subject: {from: \"{a}\", match: \"p([0-9]+)\", to: \"s{1}\", otherwise: \"\"}", true},
    {"", "labels: {severity: {from: \"{a}\", map: {0: none, 1: \"\"}, otherwise: \"{@value}\"}}", true},
    {"", "labels: [{axis: \"{a}\", value: \"{b}\", by: \"{c}\", role: annotator, evidence: \"{@value}\"}]", true},
    {"", "region: {left: 1, top: 2, size: \"{s}\"}", true},
    {"", "window: {first: 0, last: \"{e}\"}", true},
    {"empty: [n/a, 0]", "", true},
    {"columns: {x: \"{a}\", y: {from: \"{x}\"}}", "", true},
    {"files: {only: \"{@file}\"}", "", true},
    {"tables: {s: {key: [\"{a}\", \"{b}\"], find: \"{@file}\", rows: any, rest: ignore, delimiter: tab}}", "", true},
    {"colour: red", "", false},
    {"tables: {file: {key: a, find: b}}", "", false},
    {"tables: {s: {key: a, find: b, rows: two}}", "", false},
    {"tables: {s: {key: a, find: b, rest: keep}}", "", false},
    {"tables: {s: {key: a, find: b, delimiter: \",\"}}", "", false},
    {"tables: {s: {find: b}}", "", false, false},
    {"files: {key: a, find: b}", "", false, false},
    {"columns: {\"@x\": a}", "", false},
    {"empty: n/a", "", false},
    {"", "colour: red", false},
    {"", "subject: [a]", false},
    {"", "subject: {match: x}", false},
    {"", "subject: {from: x, to: y}", false},
    {"", "subject: {from: x, otherwise: y}", false},
    {"", "subject: {from: x, map: y}", false},
    {"", "subject: {from: x, map: {a: [b]}}", false},
    {"", "subject: {from: x, map: {a: b, A: c}}", false, false},
    {"", "subject: {from: x, match: \"(\"}", false, false},
    {"", "subject: \"{a\"", false, false},
    {"", "region: {x: 1, wide: 2}", false},
    {"", "labels: [{axis: a}]", false},
};

TEST(Schema, OfMappingsAgreesWithTheParser) {
  const auto folder = test::temporary_folder();
  std::vector<std::string> files;
  for (const MappingRow& row : kMappingRows) {
    const std::string text = std::string(row.top) + "\nformat: 1\nmanifest: {name: x}\neach: file\nsources:\n" +
                             "  - {id: s, title: S}\nclip:\n  id: a\n  " + row.clip + "\n";
    files.push_back(folder.path() / (std::to_string(files.size()) + ".yaml"));
    base::write_atomically(files.back(), text);
    const ParsedMapping parsed = parse_mapping(text, "m.yaml");
    EXPECT_EQ(parsed.mapping.has_value(), row.good) << text << text_of(parsed.problems);
  }
  const auto answers = ask_schema(files, "mapping.schema.json");
  if (answers.empty()) GTEST_SKIP() << kSkip;
  ASSERT_EQ(answers.size(), files.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    const bool expected = kMappingRows[i].good || !kMappingRows[i].schema_sees;
    EXPECT_EQ(answers[i] == "ok", expected) << kMappingRows[i].top << kMappingRows[i].clip << ": " << answers[i];
  }
}

}  // namespace
}  // namespace manifest
