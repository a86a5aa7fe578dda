#include "manifest/node.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace manifest {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string node_problem(std::string_view text) {
  std::vector<Problem> problems;
  const auto root = read_yaml(text, "f.yaml", problems);
  EXPECT_EQ(root == nullptr, problems.size() == 1);
  return problems.empty() ? "" : problems.front().text();
}

// The key decides how to read a value; YAML 1.1 reads these as false, 1000, 7 and a date.
TEST(Node, KeepsScalarsAsText) {
  std::vector<Problem> problems;
  const auto root = read_yaml("a: no\nb: 1e3\nc: 007\nd: 2020-04-20\ne: 'x'\nf:\ng: ~\nh: \"null\"\n", "f", problems);
  ASSERT_TRUE(root);
  std::vector<std::string> texts;
  for (const Node::Entry& entry : root->entries) texts.push_back(entry.value->text);
  EXPECT_THAT(texts, testing::ElementsAre("no", "1e3", "007", "2020-04-20", "x", "", "", "null"));
  EXPECT_TRUE(root->entries[4].value->quoted);
  EXPECT_EQ(root->entries[5].value->kind, Node::Kind::Null);
  EXPECT_EQ(root->entries[7].value->kind, Node::Kind::Scalar);
}

TEST(Node, KeepsPlacesAndDuplicates) {
  std::vector<Problem> problems;
  const auto root = read_yaml("a:\n  - x\n  - {b: 1, b: 2}\n", "f", problems);
  ASSERT_TRUE(root);
  const Node& list = *root->entries[0].value;
  EXPECT_EQ(list.items[0]->line, 2);
  EXPECT_EQ(list.items[0]->column, 5);
  ASSERT_EQ(list.items[1]->entries.size(), 2U);
  EXPECT_EQ(list.items[1]->entries[1].key->column, 12);
}

// Columns count bytes, lines end where editors end them.
TEST(Node, PlacesCountBytesAndLineFeeds) {
  std::vector<Problem> problems;
  const auto root = read_yaml("\uFEFFé: {ü: 1, b: 2}\nk: \"\u2028\"\nc: [é, d]\nd:\ne: 1\n", "f", problems);
  ASSERT_TRUE(root) << problems.front().text();
  EXPECT_EQ(root->entries[0].key->column, 1);
  EXPECT_EQ(root->entries[0].value->entries[1].key->column, 13);
  EXPECT_EQ(root->entries[1].value->line, 2);
  EXPECT_EQ(root->entries[2].value->items[1]->line, 3);
  EXPECT_EQ(root->entries[2].value->items[1]->column, 9);
  EXPECT_EQ(root->entries[3].value->line, 4);
  EXPECT_EQ(root->entries[4].key->line, 5);
}

TEST(Node, ResolvesAliases) {
  std::vector<Problem> problems;
  const auto root = read_yaml("a: &x {b: 1}\nc: *x\n", "f", problems);
  ASSERT_TRUE(root);
  EXPECT_EQ(root->entries[1].value->entries[0].value->text, "1");
}

// "Billion laughs": nested aliases. Rejected at once, at the line where the limit is exceeded.
TEST(Node, RejectsAliasBombs) {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 40; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int k = 1; k < 10; ++k) bomb += ", " + before;
    bomb += "]\n";
  }
  EXPECT_THAT(node_problem(bomb), StartsWith("f.yaml:7:"));
  EXPECT_THAT(node_problem("a: &a [*a]\n"), HasSubstr("alias to a value that contains it"));
  EXPECT_THAT(node_problem("a: *b\n"), StartsWith("f.yaml:1:4: undefined alias 'b'"));
}

// A long text, often: few nodes, many bytes.
TEST(Node, LimitsTextAfterExpandingAliases) {
  const std::string start = "a: &a " + std::string(65'000, 'x') + "\nb: [";
  const auto with = [&](std::size_t aliases) {
    std::string text = start;
    for (std::size_t i = 0; i < aliases; ++i) text += "*a, ";
    return text + "]\n";
  };
  EXPECT_EQ(node_problem(with(kMaxExpandedBytes / 65'000 - 2)), "");
  EXPECT_THAT(node_problem(with(kMaxExpandedBytes / 65'000 + 1)), HasSubstr("more than 134217728 bytes of text after"));
  // In levels, and as keys.
  std::string levels = start + "*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c {? *a : [*a, *a, *a, *a]}\n";
  levels += "d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\ne: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]\n";
  EXPECT_EQ(node_problem(levels), "");
  EXPECT_THAT(node_problem(levels + "f: [*e, *e, *e, *e, *e, *e]\n"), StartsWith("f.yaml:6:"));
}

TEST(Node, RejectsInvalidAndHostileDocuments) {
  EXPECT_THAT(node_problem(""), HasSubstr("the file is empty"));
  EXPECT_THAT(node_problem("# only a comment\n"), HasSubstr("the file is empty"));
  EXPECT_THAT(node_problem("a: 1\n---\nb: 2\n"), StartsWith("f.yaml:2:1: second document"));
  EXPECT_THAT(node_problem("a: !!python/object:os.system x\n"), HasSubstr("tag 'tag:yaml.org,2002:python"));
  EXPECT_THAT(node_problem("a: !!str x\n"), HasSubstr("write the value without it"));
  EXPECT_THAT(node_problem("a: [1\nb: 2\n"), HasSubstr("not YAML"));
  EXPECT_THAT(node_problem("a: 1\nb: \"x\nc: 2\n"), HasSubstr("scanning a quoted scalar from line 2"));
  EXPECT_THAT(node_problem("a: 1\nb: \xEF\xBF\xBE\n"), StartsWith("f.yaml:2:4: not a Unicode character"));
  EXPECT_THAT(node_problem("a: 1\nb: \xFF\n"), StartsWith("f.yaml:2:4: not UTF-8"));
  EXPECT_THAT(node_problem(std::string_view("a: \0", 4)), HasSubstr("zero byte"));
  EXPECT_THAT(node_problem(std::string_view("\xFF\xFE\x61\x00", 4)), HasSubstr("the file is in UTF-16"));
  EXPECT_THAT(node_problem(std::string(100'000, '[')), HasSubstr("deeper than"));
  EXPECT_THAT(node_problem(std::string(100'000, '{')), HasSubstr("deeper than"));
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  EXPECT_THAT(node_problem(deep), HasSubstr("deeper than"));
}

TEST(Node, SkipsAByteOrderMark) {
  std::vector<Problem> problems;
  const auto root = read_yaml(
      "\xEF\xBB\xBF"
      "a: 1\n",
      "f", problems);
  ASSERT_TRUE(root);
  EXPECT_EQ(root->entries[0].key->text, "a");
}

// Any prefix of a document and any changed byte gives problems at worst.
TEST(Node, SurvivesBrokenDocuments) {
  const std::string good = "a: &x [1, 'b', \"c\\n\", {d: |\n  e\n  f}]\ng: *x\n? h\n: >-\n  i\n";
  for (std::size_t n = 0; n <= good.size(); ++n) {
    std::vector<Problem> problems;
    read_yaml(good.substr(0, n), "f", problems);
    for (const char c : {'\0', '\n', ' ', '*', '&', '[', '}', '"', '\xC3'}) {
      std::string broken = good;
      broken.insert(n, 1, c);
      read_yaml(broken, "f", problems);
    }
  }
}

}  // namespace
}  // namespace manifest
