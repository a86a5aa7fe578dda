#include "catalog/page_key.h"

#include "catalog/fixture.h"

namespace {

using catalog::Blob;
using catalog::KeyValue;
using catalog::parse_page_key;
using catalog::write_page_key;

TEST(PageKey, RoundTrips) {
  const std::vector<std::vector<KeyValue>> all = {
      {std::int64_t{0}},
      {INT64_MIN, INT64_MAX},
      {std::string("clip-12")},
      {std::string()},
      {std::string("a,b%c:\xff\n\0x", 10), Blob{std::string("\0\x01", 2)}, Blob{}, std::int64_t{-7}},
  };
  for (const auto& values : all) EXPECT_EQ(parse_page_key(write_page_key(values)), values) << write_page_key(values);
  EXPECT_EQ(write_page_key({std::string("covid"), std::string("clip 12"), std::int64_t{7}}), "t:covid,t:clip%2012,i:7");
}

// It may come from a command line or a web page.
TEST(PageKey, RejectsOtherText) {
  for (const char* const text : {"", ",", "x", "i:", "i:1x", "i:9223372036854775808", "i:1,", ",i:1", "t", "q:1", "t:%",
                                 "t:%1", "t:%zz", "t:a b", "t:'", "i:+1", "i: 1", "t:%-1"}) {
    EXPECT_EQ(test::error_of([&] { parse_page_key(text); }).first, base::Code::InvalidInput) << text;
  }
}

}  // namespace
