// A clip that comes twice must be told, in whatever way it comes again; one that does not must not.
#include "curate/validate/duplicates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using curate::KnownClip;
using curate::KnownSet;
using curate::Submitted;
using testing::HasSubstr;

/// A clip whose frames have the pixels and hashes of these letters.
KnownClip clip(const std::string& id, const std::string& manifest, const std::string& object, const std::string& pixels,
               const std::string& hashes) {
  KnownClip result{id, manifest, base::sha256(object), base::sha256("recipe"), {}, {}};
  for (const char c : pixels) result.pixels.push_back(base::sha256(std::string(1, c)));
  for (const char c : hashes) result.hashes.push_back(static_cast<std::uint64_t>(c) * 0x9e3779b97f4a7c15U);
  return result;
}

Submitted submitted(const KnownClip& clip, bool informative = true) {
  return {clip, std::vector<bool>(clip.pixels.size(), informative)};
}

std::vector<std::string> codes(const std::vector<model::Finding>& findings) {
  std::vector<std::string> codes;
  for (const model::Finding& finding : findings) codes.push_back(finding.code);
  return codes;
}

// What is found about `asked` where `other` is known.
std::vector<model::Finding> found(const KnownClip& asked, const KnownClip& other) {
  return curate::find_duplicates({submitted(asked)}, {KnownSet{"release", {other}}})[0];
}

using Codes = std::vector<std::string>;

TEST(Duplicates, others_are_not_told) {
  EXPECT_EQ(codes(found(clip("a", "m", "1", "abc", "abc"), clip("b", "n", "2", "xyz", "xyz"))), Codes{});
}

TEST(Duplicates, equal_pixels_are_told_with_their_number) {
  const auto findings = found(clip("a", "m", "1", "abcd", "abcd"), clip("b", "n", "2", "xbcz", "1234"));
  ASSERT_EQ(codes(findings), Codes{"duplicate"});
  EXPECT_THAT(findings[0].message, HasSubstr("2 of its 4 frames"));
  EXPECT_THAT(findings[0].message, HasSubstr("'b' of manifest 'n' in release"));
}

TEST(Duplicates, one_frame_that_the_other_shows_often_counts_once) {
  EXPECT_THAT(found(clip("a", "m", "1", "ab", "12"), clip("b", "n", "2", "aaaa", "5678"))[0].message,
              HasSubstr("1 of its 2 frames"));
}

TEST(Duplicates, the_same_part_of_the_same_file_needs_no_frames) {
  EXPECT_EQ(codes(found(clip("a", "m", "1", "", ""), clip("b", "n", "1", "", ""))), Codes{"duplicate"});
}

TEST(Duplicates, another_part_of_a_known_file_is_a_note_but_not_within_a_submission) {
  const KnownClip a = clip("a", "m", "1", "abc", "abc");
  KnownClip b = clip("b", "m", "1", "xyz", "xyz");
  b.recipe = base::sha256("another window");
  EXPECT_EQ(codes(found(a, b)), Codes{"same-file"});
  EXPECT_EQ(codes(curate::find_duplicates({submitted(a), submitted(b)}, {})[1]), Codes{})
      << "that is what windows are for";
}

TEST(Duplicates, three_equal_hashes_in_a_row_are_alike_two_or_scattered_ones_are_not) {
  const KnownClip a = clip("a", "m", "1", "ABCDEF", "abcdef");
  EXPECT_EQ(codes(found(a, clip("b", "n", "2", "UVWXYZ", "xbcdyz"))), Codes{"near-duplicate"});
  EXPECT_EQ(codes(found(a, clip("b", "n", "2", "UVWXYZ", "xbcxyz"))), Codes{});
  EXPECT_EQ(codes(found(a, clip("b", "n", "2", "UVWXYZ", "axbxcx"))), Codes{});
  EXPECT_EQ(codes(found(a, clip("b", "n", "2", "UVWXYZ", "xxxxab"))), Codes{}) << "at another place, but too short";
  EXPECT_EQ(codes(found(a, clip("b", "n", "2", "UVWXYZ", "xxxabc"))), Codes{"near-duplicate"}) << "at another place";
}

TEST(Duplicates, a_still_is_alike_by_its_one_frame) {
  EXPECT_EQ(codes(found(clip("a", "m", "1", "A", "d"), clip("b", "n", "2", "UVWXYZ", "abcdef"))),
            Codes{"near-duplicate"});
}

TEST(Duplicates, a_clip_is_not_its_own_duplicate) {
  const KnownClip a = clip("a", "m", "1", "abc", "abc");
  EXPECT_EQ(codes(found(a, a)), Codes{}) << "known under its id and manifest: a new version of it";
  EXPECT_EQ(codes(curate::find_duplicates({submitted(a)}, {})[0]), Codes{});
}

TEST(Duplicates, an_id_belongs_to_one_manifest) {
  EXPECT_EQ(codes(found(clip("a", "m", "1", "abc", "abc"), clip("a", "n", "2", "xyz", "xyz"))), Codes{"id-taken"});
  // A file of its own has no id.
  EXPECT_EQ(codes(found(clip("a", "", "1", "abc", "abc"), clip("a", "n", "2", "xyz", "xyz"))), Codes{});
}

TEST(Duplicates, of_two_in_a_submission_the_later_is_told) {
  const auto findings = curate::find_duplicates(
      {submitted(clip("a", "m", "1", "abc", "abc")), submitted(clip("b", "m", "2", "abc", "abc"))}, {});
  EXPECT_EQ(codes(findings[0]), Codes{});
  ASSERT_EQ(codes(findings[1]), Codes{"duplicate"});
  EXPECT_THAT(findings[1][0].message, HasSubstr("'a' of manifest 'm'"));
}

TEST(Duplicates, dark_frames_are_not_compared) {
  const auto findings = curate::find_duplicates({submitted(clip("a", "m", "1", "abc", "abc"), false)},
                                                {KnownSet{"release", {clip("b", "n", "2", "abc", "abc")}}});
  EXPECT_EQ(codes(findings[0]), Codes{});
}

// An index with a million clips of one picture must neither take for ever nor fill the screen.
TEST(Duplicates, what_stands_everywhere_tells_nothing_and_few_others_are_named) {
  const auto many = [](std::size_t count) {
    KnownSet set{"release", {}};
    for (std::size_t i = 0; i < count; ++i) set.clips.push_back(clip("b" + std::to_string(i), "n", "2", "a", "a"));
    return set;
  };
  const std::vector<Submitted> asked = {submitted(clip("a", "m", "1", "a", "a"))};
  EXPECT_EQ(codes(curate::find_duplicates(asked, {many(curate::kMaxAlike + 1)})[0]), Codes{});
  const std::vector<Submitted> same_file = {submitted(clip("a", "m", "2", "a", "a"))};
  EXPECT_FALSE(curate::find_duplicates(same_file, {many(curate::kMaxAlike + 1)})[0].empty()) << "one file is no chance";
  const auto some = curate::find_duplicates(asked, {many(7)})[0];
  EXPECT_EQ(codes(some), Codes(curate::kMaxNamed, "duplicate"));
  EXPECT_THAT(some[0].message, HasSubstr("one of 7 such clips"));
}

}  // namespace
