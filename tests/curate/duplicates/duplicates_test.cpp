// Duplicate clips must be reported, however they were copied; others must not.
#include "curate/duplicates/duplicates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace {

using curate::AskedClip;
using curate::KnownClip;
using curate::KnownSet;
using model::Link;
using model::LinkKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A clip whose frames have the pixels and hashes of these letters.
KnownClip clip(const std::string& id, const std::string& manifest, const std::string& object, const std::string& pixels,
               const std::string& hashes) {
  KnownClip result{id, manifest, base::sha256(object), base::sha256("recipe"), {}, {}};
  for (const char c : pixels) result.pixels.push_back(base::sha256(std::string(1, c)));
  for (const char c : hashes) result.hashes.push_back(static_cast<std::uint64_t>(c) * 0x9e3779b97f4a7c15U);
  return result;
}

AskedClip asked_clip(const KnownClip& clip, bool informative = true) {
  return {clip, std::vector<bool>(clip.pixels.size(), informative)};
}

std::vector<std::string> codes(const std::vector<model::Finding>& findings) {
  std::vector<std::string> codes;
  for (const model::Finding& finding : findings) codes.push_back(finding.code);
  return codes;
}

// The findings about `asked` if `other` is known.
std::vector<model::Finding> found(const KnownClip& asked, const KnownClip& other) {
  return curate::recognise({asked_clip(asked)}, {KnownSet{"release", {other}}}).findings[0];
}

using Codes = std::vector<std::string>;

TEST(Duplicates, DifferentClipsHaveNoFindings) {
  EXPECT_EQ(codes(found(clip("a", "m", "1", "abc", "abc"), clip("b", "n", "2", "xyz", "xyz"))), Codes{});
}

TEST(Duplicates, CountEqualFrames) {
  const auto findings = found(clip("a", "m", "1", "abcd", "abcd"), clip("b", "n", "2", "xbcz", "1234"));
  ASSERT_EQ(codes(findings), Codes{"duplicate"});
  EXPECT_THAT(findings[0].message, HasSubstr("2 of 4 frames pixel-identical"));
  EXPECT_THAT(findings[0].message, HasSubstr("'b' of manifest 'n' in release"));
}

TEST(Duplicates, CountARepeatedFrameOnce) {
  EXPECT_THAT(found(clip("a", "m", "1", "ab", "12"), clip("b", "n", "2", "aaaa", "5678"))[0].message,
              HasSubstr("1 of 2 frames"));
}

TEST(Duplicates, FoundByFileWithoutFrames) {
  EXPECT_EQ(codes(found(clip("a", "m", "1", "", ""), clip("b", "n", "1", "", ""))), Codes{"duplicate"});
}

TEST(Duplicates, NoteAnotherPartOfAKnownFile) {
  const KnownClip a = clip("a", "m", "1", "abc", "abc");
  KnownClip b = clip("b", "m", "1", "xyz", "xyz");
  b.recipe = base::sha256("another window");
  EXPECT_EQ(codes(found(a, b)), Codes{"same-file"});
  EXPECT_EQ(codes(curate::recognise({asked_clip(a), asked_clip(b)}, {}).findings[1]), Codes{})
      << "that is what windows are for";
}

TEST(Duplicates, NearDuplicatesNeedThreeFramesInARow) {
  const KnownClip a = clip("a", "m", "1", "ABCDEF", "abcdef");
  EXPECT_EQ(codes(found(a, clip("b", "n", "2", "UVWXYZ", "xbcdyz"))), Codes{"near-duplicate"});
  EXPECT_EQ(codes(found(a, clip("b", "n", "2", "UVWXYZ", "xbcxyz"))), Codes{});
  EXPECT_EQ(codes(found(a, clip("b", "n", "2", "UVWXYZ", "axbxcx"))), Codes{});
  EXPECT_EQ(codes(found(a, clip("b", "n", "2", "UVWXYZ", "xxxxab"))), Codes{}) << "at another place, but too short";
  EXPECT_EQ(codes(found(a, clip("b", "n", "2", "UVWXYZ", "xxxabc"))), Codes{"near-duplicate"}) << "at another place";
}

TEST(Duplicates, AStillMatchesByItsOneFrame) {
  EXPECT_EQ(codes(found(clip("a", "m", "1", "A", "d"), clip("b", "n", "2", "UVWXYZ", "abcdef"))),
            Codes{"near-duplicate"});
}

TEST(Duplicates, AClipIsNotItsOwnDuplicate) {
  const KnownClip a = clip("a", "m", "1", "abc", "abc");
  EXPECT_EQ(codes(found(a, a)), Codes{}) << "same id and manifest: a new version of it";
  EXPECT_EQ(codes(curate::recognise({asked_clip(a)}, {}).findings[0]), Codes{});
}

TEST(Duplicates, AnIdBelongsToOneManifest) {
  EXPECT_EQ(codes(found(clip("a", "m", "1", "abc", "abc"), clip("a", "n", "2", "xyz", "xyz"))), Codes{"id-taken"});
  // A file without a manifest has no id.
  EXPECT_EQ(codes(found(clip("a", "", "1", "abc", "abc"), clip("a", "n", "2", "xyz", "xyz"))), Codes{});
}

TEST(Duplicates, ReportTheLaterClipOfASubmission) {
  const auto recognised = curate::recognise(
      {asked_clip(clip("a", "m", "1", "abc", "abc")), asked_clip(clip("b", "m", "2", "abc", "abc"))}, {});
  EXPECT_EQ(codes(recognised.findings[0]), Codes{});
  ASSERT_EQ(codes(recognised.findings[1]), Codes{"duplicate"});
  EXPECT_THAT(recognised.findings[1][0].message, HasSubstr("'a' of manifest 'm'"));
  EXPECT_THAT(recognised.links, ElementsAre(Link{LinkKind::Pixels, base::sha256("a").hex(), "a", "b"}));
}

TEST(Duplicates, DarkFramesAreNotCompared) {
  const auto recognised = curate::recognise(
      {asked_clip(clip("a", "m", "1", "abc", "abc"), false), asked_clip(clip("c", "m", "3", "abc", "abc"), false)},
      {KnownSet{"release", {clip("b", "n", "2", "abc", "abc")}}});
  EXPECT_EQ(codes(recognised.findings[0]), Codes{});
  EXPECT_EQ(codes(recognised.findings[1]), Codes{});
  EXPECT_THAT(recognised.links, IsEmpty());
}

// However many clips are alike, each later one has one finding, and they are linked without a link per pair.
TEST(Duplicates, ManyEqualClipsHaveOneFindingEach) {
  for (const std::size_t count : {64U, 65U, 1000U}) {
    std::vector<AskedClip> asked;
    for (std::size_t i = 0; i < count; ++i) {
      asked.push_back(asked_clip(clip("b" + std::to_string(1000 + i), "n", std::to_string(i), "abc", "xyz")));
    }
    const auto recognised = curate::recognise(asked, {});
    EXPECT_EQ(codes(recognised.findings[0]), Codes{});
    for (std::size_t i = 1; i < count; ++i) {
      ASSERT_EQ(codes(recognised.findings[i]), Codes{"duplicate"});
      ASSERT_THAT(recognised.findings[i][0].message, HasSubstr("'b1000'"));
    }
    EXPECT_EQ(recognised.links.size(), count - 1);
  }
}

TEST(Duplicates, ManySimilarClipsHaveOneFindingEach) {
  std::vector<AskedClip> asked;
  for (std::size_t i = 0; i < 65; ++i) {
    const std::string object = std::to_string(i);
    KnownClip one = clip("b" + std::to_string(100 + i), "n", object, "", "xyz");
    for (const char* frame : {"1", "2", "3"}) one.pixels.push_back(base::sha256(object + frame));
    asked.push_back(asked_clip(one));
  }
  const auto recognised = curate::recognise(asked, {});
  for (std::size_t i = 1; i < asked.size(); ++i) ASSERT_EQ(codes(recognised.findings[i]), Codes{"near-duplicate"});
  ASSERT_EQ(recognised.links.size(), asked.size() - 1);
  for (const Link& link : recognised.links) EXPECT_EQ(link.kind, LinkKind::NearDuplicate);
}

TEST(Duplicates, NameAKnownClipOnce) {
  KnownSet set{"release", {}};
  for (int i = 0; i < 100; ++i) set.clips.push_back(clip("b" + std::to_string(i), "n", "2", "a", "a"));
  for (const char* object : {"1", "2"}) {
    const auto found = curate::recognise({asked_clip(clip("a", "m", object, "a", "a"))}, {set}).findings[0];
    ASSERT_EQ(codes(found), Codes{"duplicate"});
    EXPECT_THAT(found[0].message, HasSubstr("'b0'"));
  }
}

/// A clip with these key packets.
AskedClip stored(const std::string& id, const std::string& packets) {
  KnownClip one = clip(id, "m", id, "", "");
  one.key_packets.emplace();
  for (const char c : packets) one.key_packets->push_back({{static_cast<std::uint8_t>(c)}});
  std::ranges::sort(*one.key_packets);
  return asked_clip(one);
}

TEST(Duplicates, ThreeKeyPacketsOrHalfOfThemMakeOneRecording) {
  const auto kinds = [](const std::string& a, const std::string& b) {
    std::vector<LinkKind> all;
    for (const Link& link : curate::recognise({stored("a", a), stored("b", b)}, {}).links) all.push_back(link.kind);
    return all;
  };
  using Kinds = std::vector<LinkKind>;
  EXPECT_EQ(kinds("abcdefgh", "fghijklm"), Kinds{LinkKind::Packets}) << "three";
  EXPECT_EQ(kinds("abcdefgh", "ghijklmn"), Kinds{LinkKind::NearDuplicate}) << "two of eight prove nothing";
  EXPECT_EQ(kinds("abcdefgh", "ghij"), Kinds{LinkKind::Packets}) << "two of four";
  EXPECT_EQ(kinds("abcdefgh", "h"), Kinds{LinkKind::Packets}) << "one of one";
  EXPECT_EQ(kinds("abcdefgh", "ijk"), Kinds{});
  EXPECT_EQ(kinds("abcdefgh", ""), Kinds{});
}

TEST(Duplicates, TooFewPacketsAreANearDuplicate) {
  const auto certain = curate::recognise({stored("a", "abcd"), stored("b", "bcde")}, {});
  ASSERT_EQ(codes(certain.findings[1]), Codes{"duplicate"});
  EXPECT_THAT(certain.findings[1][0].message, HasSubstr("3 of 4 keyframes byte-identical"));
  EXPECT_EQ(codes(curate::recognise({stored("a", "abcdef"), stored("b", "fghijk")}, {}).findings[1]),
            Codes{"near-duplicate"});
}

TEST(Duplicates, APacketInMoreThan64ClipsIsIgnored) {
  std::vector<AskedClip> asked;
  for (int i = 0; i < 65; ++i) asked.push_back(stored("c" + std::to_string(100 + i), "T"));
  const auto links = curate::recognise(asked, {}).links;
  EXPECT_EQ(links.size(), 64U) << "but each is reported";
  for (const Link& link : links) EXPECT_EQ(link.kind, LinkKind::NearDuplicate);
  asked.pop_back();
  for (const Link& link : curate::recognise(asked, {}).links) EXPECT_EQ(link.kind, LinkKind::Packets);
}

}  // namespace
