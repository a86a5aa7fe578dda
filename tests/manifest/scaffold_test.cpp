#include "manifest/scaffold.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "support/support.h"

namespace manifest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kHead = "format: 1\nmanifest: {name: m}\nsources: [{id: s, title: S}]\n";

Scaffolded run(const std::string& mapping, const std::vector<std::string>& sheets,
               const std::optional<std::vector<std::string>>& files = std::nullopt) {
  const ParsedMapping parsed = parse_mapping(mapping, "m.yaml");
  if (!parsed.mapping) return {std::nullopt, parsed.problems, {}};
  ScaffoldInputs inputs;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    inputs.tables.push_back(read_csv(sheets[i], "t" + std::to_string(i + 1) + ".csv").table.value());
  }
  if (files) inputs.files.emplace();
  for (const std::string& file : files.value_or(std::vector<std::string>{})) {
    inputs.files->push_back({file, base::sha256(file), ""});
  }
  return scaffold(*parsed.mapping, inputs);
}

std::vector<std::string> ids(const Scaffolded& made) {
  std::vector<std::string> ids;
  if (!made.manifest) return {text_of(made.problems)};
  for (const model::Clip& clip : made.manifest->clips) ids.push_back(clip.id);
  return ids;
}

// "file:line item: reason"
std::vector<std::string> unplaced(const Scaffolded& made) {
  std::vector<std::string> texts;
  for (const Unplaced& one : made.unplaced) {
    texts.push_back(one.file + ":" + std::to_string(one.line) + " " + one.item + ": " + one.reason);
  }
  return texts;
}

// Without a sheet: one clip per file, with an id from its name, path and digest. Equal ids get a number.
TEST(Scaffold, MakesAClipOfEachFile) {
  const Scaffolded made = run(plain_mapping("m", "Ward {3}", "CC-BY-4.0"), {}, {{"a b.mp4", "a-b.mov", "x/A B.mp4"}});
  EXPECT_THAT(ids(made), ElementsAre("a-b", "a-b-2", "a-b-3"));
  EXPECT_EQ(made.manifest->clips[2].path, "x/A B.mp4");
  EXPECT_EQ(made.manifest->clips[2].sha256, base::sha256("x/A B.mp4"));
  EXPECT_EQ(made.manifest->sources[0].title, "Ward {3}");
  EXPECT_EQ(made.manifest->clips[0].source, "ward-3");
  EXPECT_THAT(made.unplaced, IsEmpty());
}

TEST(Scaffold, FindsTheRowOfAFile) {
  const std::string mapping = std::string(kHead) +
                              "each: file\ntables: {t: {key: \"{name|lower}\", find: \"{@file|stem|lower}\"}}\n"
                              "clip: {subject: \"p{who}\"}\n";
  const Scaffolded made = run(mapping, {"name,who\nA,1\nb,2\nB,3\nd,4\n"}, {{"a.mp4", "b.mp4", "c.mp4"}});
  EXPECT_THAT(ids(made), ElementsAre("a"));
  EXPECT_EQ(made.manifest->clips[0].subject, "p1");
  EXPECT_THAT(unplaced(made), ElementsAre("c.mp4:0 c.mp4: no row of 't' has the key 'c'",
                                          "t1.csv:3 b.mp4: 2 rows of 't' have the key 'b', such as lines 3 and 4",
                                          "t1.csv:5 d: no file matches this row"));
}

// Several rows of a file are one clip: values must agree, labels are collected.
TEST(Scaffold, MergesSeveralRows) {
  const std::string mapping =
      std::string(kHead) +
      "each: file\ntables: {t: {rows: many, key: \"{name}\", find: \"{@file}\"}}\nclip:\n  subject: \"{who}\"\n"
      "  labels: [{axis: diagnosis, value: \"{says}\", by: \"{reader}\", role: annotator}]\n";
  const Scaffolded made = run(mapping,
                              {"name,who,reader,says\na.mp4,p1,x,healthy\na.mp4,p1,y,covid-19\nb.mp4,p2,x,healthy\n"
                               "b.mp4,p3,y,healthy\n"},
                              {{"a.mp4", "b.mp4"}});
  EXPECT_THAT(ids(made), ElementsAre("a"));
  EXPECT_EQ(made.manifest->clips[0].labels.size(), 2U);
  EXPECT_THAT(unplaced(made), ElementsAre("t1.csv:5 b.mp4: subject: rows of the clip differ: 'p2' and 'p3'"));
}

// A row may be used by several files, by any of several keys; several rows may make clips of one file.
TEST(Scaffold, AllowsSeveralFilesPerRowAndRowsPerFile) {
  const std::string many_files = std::string(kHead) +
                                 "each: file\ntables: {t: {key: [\"{left}\", \"{right}\"], find: \"{@file}\"}}\n"
                                 "clip: {subject: \"{who}\"}\n";
  EXPECT_THAT(ids(run(many_files, {"who,left,right\np1,a.mp4,b.mp4\n"}, {{"a.mp4", "b.mp4"}})), ElementsAre("a", "b"));
  const std::string many_rows = std::string(kHead) +
                                "each: t\ntables: {t: {}}\nfiles: {key: \"{@file|name}\", find: \"{file}\"}\n"
                                "clip: {id: \"{@file|stem}\", window: {first: \"{from}\", last: \"{to}\"}}\n";
  const Scaffolded made = run(many_rows, {"file,from,to\na.mp4,0,9\na.mp4,10,19\n"}, {{"x/a.mp4", "x/z.mp4"}});
  EXPECT_THAT(ids(made), ElementsAre("a", "a-2"));
  EXPECT_EQ(made.manifest->clips[1].window.first_picture, 10);
  EXPECT_EQ(made.manifest->clips[1].window.end_picture, 20) << "'last' is in the window, 'end' is not";
  EXPECT_EQ(made.manifest->clips[1].path, "x/a.mp4");
  EXPECT_THAT(unplaced(made), ElementsAre("x/z.mp4:0 x/z.mp4: no row refers to this file"));
}

TEST(Scaffold, AcceptsAllFormsOfRegions) {
  const auto region = [](const std::string& shape) {
    const Scaffolded made =
        run(std::string(kHead) + "each: t\ntables: {t: {}}\nclip: {id: x, url: \"https://e.org/x\", region: {" + shape +
                "}}\n",
            {"a,b,c,d,none\n10,20,30,40.0,\n"});
    if (!made.manifest) return made.unplaced.empty() ? text_of(made.problems) : made.unplaced[0].reason;
    const auto& box = made.manifest->clips[0].region;
    return box ? std::to_string(box->x) + " " + std::to_string(box->y) + " " + std::to_string(box->width) + " " +
                     std::to_string(box->height)
               : "none";
  };
  EXPECT_EQ(region("x: \"{a}\", y: \"{b}\", width: \"{c}\", height: \"{d}\""), "10 20 30 40");
  EXPECT_EQ(region("left: \"{a}\", top: \"{b}\", size: \"{c}\""), "10 20 30 30");
  EXPECT_EQ(region("left: \"{a}\", top: \"{b}\", right: \"{c}\", bottom: \"{d}\""), "10 20 20 20");
  EXPECT_EQ(region("left: \"{none}\", top: \"{none}\", size: \"{none}\""), "none");
  EXPECT_THAT(region("left: \"{a}\", top: \"{b}\", size: \"{none}\""), HasSubstr("region: incomplete"));
  EXPECT_THAT(region("left: \"{a}\", top: \"{b}\", size: x"), HasSubstr("'x' is not a whole number"));
  EXPECT_THAT(region("left: \"{c}\", top: \"{b}\", right: \"{a}\", bottom: \"{d}\""), HasSubstr("region.width"));
}

// A value must not disappear silently if a pattern matches with an empty result.
TEST(Scaffold, ReportsARowWhoseResultIsEmpty) {
  const auto with = [](const std::string& subject) {
    return run(std::string(kHead) +
                   "each: t\ntables: {t: {}}\nclip: {id: \"{n}\", path: \"{n}.mp4\", subject: " + subject + "}\n",
               {"n,who\na,P7\nb,X8\nc,\n"});
  };
  const std::string rule = "{from: \"{who}\", match: \"(?:P([0-9]+)|X[0-9]+)\"";
  const Scaffolded made = with(rule + "}");
  EXPECT_THAT(ids(made), ElementsAre("a", "c")) << "an empty cell is not an error";
  EXPECT_THAT(unplaced(made), ElementsAre(HasSubstr("t1.csv:3 : clip.subject: 'X8' matches")));
  EXPECT_THAT(ids(with(rule + ", otherwise: \"\"}")), ElementsAre("a", "b", "c")) << "explicitly empty";
  EXPECT_THAT(ids(with(rule + ", default: \"x\"}")), ElementsAre("a", "b", "c"));
  EXPECT_THAT(ids(with("{from: \"{who}\", match: \"(?:P([0-9]+)|X[0-9]+)\", to: \"p{1}\"}")), ElementsAre("a", "c"));
}

// An invalid row is reported by sheet and line, also if clips are made from files.
TEST(Scaffold, NamesTheRowOfAFile) {
  const std::string mapping = std::string(kHead) +
                              "each: file\ntables: {t: {rows: many, key: \"{name}\", find: \"{@file}\"}}\n"
                              "clip: {labels: {severity: {from: \"{score}\", map: {1: 1}}}}\n";
  EXPECT_THAT(unplaced(run(mapping, {"name,score\na.mp4,1\na.mp4,4\n"}, {{"a.mp4"}})),
              ElementsAre(HasSubstr("t1.csv:3 a.mp4: clip.labels.severity: '4' is not in the map")));
}

// A composed and a decomposed name are the same name, with one id.
TEST(Scaffold, ComparesComposedNames) {
  const std::string mapping = std::string(kHead) +
                              "each: file\ntables: {t: {key: \"{B\u00FCro}\", find: \"{@file|stem}\"}}\n"
                              "clip: {subject: \"{who}\"}\n";
  const Scaffolded made =
      run(mapping, {"Bu\u0308ro,who\nM\u00FCller,p1\nJose\u0301,p2\n"}, {{"Mu\u0308ller.mp4", "Jos\u00E9.mp4"}});
  EXPECT_THAT(unplaced(made), IsEmpty());
  EXPECT_THAT(ids(made), ElementsAre("m-ller", "jos"));
  ASSERT_TRUE(made.manifest);
  EXPECT_EQ(made.manifest->clips[0].path, "Mu\u0308ller.mp4") << "as on disk";
  EXPECT_THAT(ids(run(plain_mapping("m", "s", ""), {}, {{"M\u00FCller.mp4"}})), ElementsAre("m-ller"));
}

// Invalid values are reported at the row, with a manifest's messages, and do not affect other rows.
TEST(Scaffold, ChecksEachClipLikeAManifest) {
  const std::string mapping = std::string(kHead) +
                              "each: t\ntables: {t: {}}\nempty: [n/a]\n"
                              "clip: {id: \"{n}\", url: \"{url}\", subject: \"{who}\", labels: {diagnosis: \"{d}\"}}\n";
  const Scaffolded made = run(
      mapping, {"n,url,who,d\na,https://e.org/a,N/A,healthy\nb,ftp://e.org/b,p1,healthy\nc,https://e.org/c,Mrs X,flu\n"
                "d,https://e.org/d\n,https://e.org/e,p1,healthy\n"});
  EXPECT_THAT(ids(made), ElementsAre("a"));
  EXPECT_EQ(made.manifest->clips[0].subject, "") << "a word for empty is empty";
  EXPECT_THAT(
      unplaced(made),
      ElementsAre(HasSubstr("t1.csv:3 b: url: 'ftp://e.org/b' is not an http:// or https:// URL"),
                  HasSubstr("t1.csv:4 c: subject: 'Mrs X' is not a valid id"),
                  HasSubstr("t1.csv:4 c: labels[0].value: axis 'diagnosis' has no value 'flu'"),
                  HasSubstr("t1.csv:5 : 2 cells but the header has 4"), HasSubstr("t1.csv:6 : 'id' is missing")));
}

TEST(Scaffold, MakesSourcesFromRows) {
  const std::string mapping =
      "format: 1\nmanifest: {name: m}\neach: t\ntables: {t: {only: \"{site}\"}}\n"
      "sources:\n  - {id: own, title: Our own}\n  - {id: \"{site|id}\", title: \"{site}\", licence: \"{licence}\"}\n"
      "clip: {id: \"{n}\", url: \"https://e.org/{n}\", source: \"{site|id}\"}\n";
  const Scaffolded made = run(mapping, {"n,site,licence\na,Site B,MIT\nb,,MIT\nc,Own,MIT\nd,Site B,CC0-1.0\n"
                                        "e,Site C,CC BY\n"});
  EXPECT_THAT(ids(made), ElementsAre("a", "c"));
  ASSERT_EQ(made.manifest->sources.size(), 2U);
  EXPECT_EQ(made.manifest->sources[0].title, "Our own");
  EXPECT_EQ(made.manifest->sources[1].title, "Site B");
  EXPECT_EQ(made.manifest->sources[1].licence, "MIT");
  EXPECT_THAT(unplaced(made),
              ElementsAre("t1.csv:5 d: source 'site-b': licence is 'CC0-1.0' here, but 'MIT' in an earlier row",
                          HasSubstr("t1.csv:6 e: sources[1].licence: 'CC BY' is not an SPDX id")));
}

// A mapping that does not fit the sheet is rejected, with its line.
TEST(Scaffold, ReportsErrorsOfTheMapping) {
  const std::string head = std::string(kHead) + "each: t\ntables: {t: {}}\n";
  const auto problem = [&](const std::string& rest, const std::string& sheet) {
    const Scaffolded made = run(head + rest, {sheet});
    EXPECT_FALSE(made.manifest);
    return text_of(made.problems);
  };
  EXPECT_EQ(problem("clip:\n  id: \"{Nam}\"\n", "Name\nx\n"),
            "m.yaml:7:7: clip.id: unknown column 'Nam'; did you mean 'Name'?\n");
  EXPECT_THAT(problem("clip: {id: \"{a}\"}\n", "a,a\nx,y\n"), HasSubstr("ambiguous column 'a'"));
  EXPECT_THAT(problem("columns: {a: \"{b}\", b: x}\nclip: {id: x}\n", "n\nx\n"),
              HasSubstr("must come before this one"));
  EXPECT_THAT(problem("columns: {n: x}\nclip: {id: x}\n", "n\nx\n"), HasSubstr("a sheet has a column with this name"));
  EXPECT_THAT(problem("clip: {id: \"{a|numbr}\"}\n", "a\nx\n"),
              HasSubstr("unknown form 'numbr'; did you mean 'number'? (known forms: lower, id, url"));
  EXPECT_THAT(problem("clip: {id: \"{a|lower|zzz}\"}\n", "a\nx\n"), HasSubstr("unknown form 'zzz' (known forms: "));
  EXPECT_THAT(problem("clip: {id: \"{@file}\"}\n", "n\nx\n"), HasSubstr("unknown column '@file'"));
}

TEST(Scaffold, NamesColumnsByNumberAndByTable) {
  const Scaffolded made =
      run(std::string(kHead) +
              "each: t\ntables: {t: {}, u: {rows: any, rest: ignore, key: \"{u.k}\", find: \"{t.k}\"}}\n"
              "clip: {id: \"{t.#2}\", url: \"https://e.org/{t.k}\", notes: \"{v}\"}\n",
          {"k,,\n1,x,z\n2,y,z\n", "k,v\n1,one\n3,three\n"});
  EXPECT_THAT(ids(made), ElementsAre("x", "y"));
  EXPECT_EQ(made.manifest->clips[0].notes, "one");
  EXPECT_EQ(made.manifest->clips[1].notes, "");
  EXPECT_THAT(made.unplaced, IsEmpty());
}

// `same_as` is kept for subjects with clips; the other names are reported.
TEST(Scaffold, KeepsSameAs) {
  const Scaffolded made =
      run("format: 1\nmanifest: {name: m, same_as: [[p1, p2], [p1, p3], [p1, other/p9]]}\n"
          "sources: [{id: s, title: S}]\neach: t\ntables: {t: {}}\n"
          "clip: {id: \"{n}\", url: \"https://e.org/{n}\", subject: \"{n}\"}\n",
          {"n\np1\np2\n"});
  ASSERT_TRUE(made.manifest);
  ASSERT_EQ(made.manifest->same_as.size(), 2U);
  EXPECT_EQ(made.manifest->same_as[1][1].manifest, "other");
  EXPECT_THAT(unplaced(made), ElementsAre(HasSubstr("no clip has the subject 'p3'")));
}

TEST(MediaFiles, AreFoundByExtension) {
  const auto folder = test::temporary_folder();
  std::filesystem::create_directories(folder.path() / "b/.hidden");
  for (const char* name : {"z.MP4", "b/a.jpg", "b/notes.txt", "b/.hidden/c.mp4", ".d.mp4", "b/empty.gif"}) {
    base::write_atomically(folder.path() / name, std::string(name) == "b/empty.gif" ? "" : name);
  }
  std::filesystem::create_symlink("/etc/passwd", folder.path() / "leak.mp4");
  const MediaFiles found = list_media(folder.path());
  ASSERT_EQ(found.files.size(), 4U);
  EXPECT_EQ(found.files[0].path, "b/a.jpg");
  EXPECT_EQ(found.files[0].sha256, base::sha256("b/a.jpg"));
  EXPECT_EQ(found.files[1].wrong, "the file is empty");
  EXPECT_THAT(found.files[2].wrong, HasSubstr("symbolic link"));
  EXPECT_EQ(found.files[3].path, "z.MP4");
  EXPECT_THAT(found.ignored, ElementsAre(IgnoredFile{".d.mp4", "hidden"}, IgnoredFile{"b/.hidden/", "hidden"},
                                         IgnoredFile{"b/notes.txt", "'.txt' is not a video or still format"}));
}

TEST(MediaFiles, ReportsUnsupportedFormats) {
  const auto folder = test::temporary_folder();
  for (const char* name : {"a.tiff", "b.vob", "c.flv", "d.DCM"}) base::write_atomically(folder.path() / name, "x");
  const MediaFiles found = list_media(folder.path());
  ASSERT_EQ(found.files.size(), 4U);
  EXPECT_THAT(found.files[0].wrong, HasSubstr("unsupported format: TIFF"));
  EXPECT_EQ(found.files[1].wrong, "");
  EXPECT_EQ(found.files[2].wrong, "");
  EXPECT_THAT(found.files[3].wrong, HasSubstr("DICOM"));
}

TEST(MediaFiles, FollowsAllowedLinks) {
  const auto folder = test::temporary_folder();
  const auto cache = test::temporary_folder();
  std::filesystem::create_directories(cache.path() / "set");
  for (const char* name : {"set/a.mp4", "b.mp4"}) base::write_atomically(cache.path() / name, name);
  std::filesystem::create_directory_symlink(cache.path() / "set", folder.path() / "linked");
  std::filesystem::create_symlink(cache.path() / "b.mp4", folder.path() / "b.mp4");
  std::filesystem::create_symlink("nowhere/c.mp4", folder.path() / "c.mp4");
  std::filesystem::create_directory_symlink(folder.path(), folder.path() / "round");
  const MediaFiles strict = list_media(folder.path());
  ASSERT_EQ(strict.files.size(), 2U);
  EXPECT_THAT(strict.files[0].wrong, HasSubstr("symbolic link"));
  EXPECT_EQ(strict.files[1].wrong, "link to 'nowhere/c.mp4', which does not exist; fetch it (git annex get, dvc pull)");
  ASSERT_EQ(strict.ignored.size(), 2U);
  EXPECT_EQ(strict.ignored[0].path, "linked/");
  EXPECT_THAT(strict.ignored[0].reason, HasSubstr("--follow-links"));
  const MediaFiles followed = list_media(folder.path(), {cache.path(), folder.path()});
  ASSERT_EQ(followed.files.size(), 3U);
  EXPECT_EQ(followed.files[0].sha256, base::sha256("b.mp4"));
  EXPECT_EQ(followed.files[2].path, "linked/a.mp4");
  EXPECT_EQ(followed.files[2].sha256, base::sha256("set/a.mp4"));
  EXPECT_THAT(followed.ignored, ElementsAre(IgnoredFile{"round/", "link to a folder that contains it"}));
}

TEST(MediaFiles, AreReadFromSums) {
  const std::string digest = base::sha256("x").hex();
  std::vector<Problem> problems;
  const MediaFiles found = read_sums(
      "\xEF\xBB\xBF" + digest + "  b.mp4\r\n" + digest + " *./a.mp4\n\n" + digest + "  b.mp4\n", "SUMS", problems);
  EXPECT_THAT(problems, IsEmpty());
  ASSERT_EQ(found.files.size(), 3U);
  EXPECT_EQ(found.files[0].path, "a.mp4");
  EXPECT_EQ(found.files[2].wrong, "listed twice");
  read_sums("abc  b.mp4\n" + digest + "  ../b.mp4\n", "SUMS", problems);
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_EQ(problems[0].text(), "SUMS:1:1: expected 64 hexadecimal digits, two spaces and a path, as sha256sum prints");
  EXPECT_THAT(problems[1].text(), HasSubstr("'..' leads out"));
}

}  // namespace
}  // namespace manifest
