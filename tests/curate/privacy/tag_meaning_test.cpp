// Which metadata of files are taken for identifying; findings never repeat them.
#include "curate/privacy/tag_meaning.h"

#include <gtest/gtest.h>

#include <string>

namespace {

using curate::Identity;

std::string said_by_tag(const std::string& name, const std::string& value) {
  const auto all = curate::tag_identities({{{name, value}}, 0});
  std::string names;
  for (const Identity identity : all.front()) names += (names.empty() ? "" : ", ") + std::string(to_string(identity));
  return names;
}

TEST(TagMeaning, FindsWhatIdentifies) {
  EXPECT_EQ(said_by_tag("title", "NOVAK^INGRID"), "name");
  EXPECT_EQ(said_by_tag("artist", "dubois"), "name");
  EXPECT_EQ(said_by_tag("com.apple.quicktime.author", "O. Dubois"), "name");
  EXPECT_EQ(said_by_tag("comment", "MRN 5146181, 12 MAR 2020"), "id, date");
  EXPECT_EQ(said_by_tag("location", "+52.5200+013.4050/"), "location");
  EXPECT_EQ(said_by_tag("com.apple.quicktime.location.ISO6709", "+52.5200+013.4050+034.0/"), "location");
  EXPECT_EQ(said_by_tag("GPSLatitude", "52, 31, 12"), "location");
  EXPECT_EQ(said_by_tag("DateTimeOriginal", "2020:03:12 11:20:00"), "date");
  EXPECT_EQ(said_by_tag("PatientName", "khan"), "name");
  EXPECT_EQ(said_by_tag("BodySerialNumber", "A77"), "id");
}

TEST(TagMeaning, LeavesDevicesAndProgramsAlone) {
  const std::pair<const char*, const char*> kPlain[] = {{"make", "GE"},
                                                        {"model", "LOGIQ E9"},
                                                        {"encoder", "Lavf58.29.100"},
                                                        {"compatible_brands", "isomiso2avc1mp41"},
                                                        {"NUMBER_OF_BYTES-eng", "12345678"},
                                                        {"creation_time", "2020-03-12T10:00:00.000000Z"},
                                                        {"GPSVersionID", "2, 3, 0, 0"},
                                                        {"artist", ""},
                                                        {"title", "Lung left"},
                                                        {"handler_name", "VideoHandler"}};
  for (const auto& [name, value] : kPlain) EXPECT_EQ(said_by_tag(name, value), "") << name;
}

TEST(TagMeaning, TwoWordsAreANameBesideAPerson) {
  const model::FileTags tags{{{"title", "Olga Garcia"}, {"comment", "MRN 5146181"}}, 0};
  EXPECT_EQ(curate::tag_identities(tags).front(), std::vector<Identity>{Identity::Name});
  EXPECT_TRUE(curate::tag_identities({{{"title", "Olga Garcia"}}, 0}).front().empty());
}

TEST(TagMeaning, FindingsDoNotRepeatTheFile) {
  const model::FileTags tags{
      {{"title", "NOVAK^INGRID"}, {"novak_ingrid", "born 12.03.1950"}, {"creation_time", "2020-03-12T10:00:00Z"}}, 2};
  const auto findings = curate::metadata_findings("a", tags);
  ASSERT_EQ(findings.size(), 3U);
  EXPECT_EQ(findings[0].code, "identifying-metadata");
  EXPECT_EQ(findings[0].message, "a name in the tag 'title'; a date of birth in another tag");
  EXPECT_EQ(findings[1].code, "creation-time");
  EXPECT_EQ(findings[2].code, "metadata-unread");
  const auto only_time = curate::metadata_findings("a", {{{"creation_time", "2020-03-12T10:00:00Z"}}, 0});
  ASSERT_EQ(only_time.size(), 1U);
  EXPECT_EQ(only_time[0].code, "creation-time") << "a note alone";
  EXPECT_TRUE(curate::metadata_findings("a", {}).empty());
}

}  // namespace
