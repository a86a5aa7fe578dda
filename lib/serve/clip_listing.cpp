#include "serve/clip_listing.h"

#include <algorithm>

#include "base/error.h"
#include "publish/may_show.h"

namespace serve {
namespace {

using base::Code;
using base::Error;

constexpr std::int64_t kPage = 60;
constexpr std::uint64_t kLargestPage = 500;
constexpr std::size_t kMaxAnswers = 64;

std::int64_t limit_of(std::string_view text) {
  const std::optional<std::uint64_t> limit = parse_number(text);
  if (!limit || *limit < 1 || *limit > kLargestPage) throw Error(Code::InvalidInput, "'limit' takes 1 to 500");
  return static_cast<std::int64_t>(*limit);
}

bool has_filter(const catalog::Listing& listing, std::string_view column) {
  return std::ranges::find(listing.filters, column, &catalog::Filter::column) != listing.filters.end();
}

}  // namespace

catalog::Listing listing_of(const char* kind, const Request& request) {
  catalog::Listing listing{.kind = kind, .limit = kPage};
  for (const auto& [name, value] : request.target.query) {
    if (name == "sort") {
      listing.descending = value.starts_with('-');
      listing.sort = value.substr(listing.descending ? 1 : 0);
    } else if (name == "limit") {
      listing.limit = limit_of(value);
    } else if (name == "after") {
      listing.after = value;
    } else {
      listing.filters.push_back({name, value});
    }
  }
  return listing;
}

ClipListings::ClipListings(DatasetPool& pool) : pool_(pool), answers_(kMaxAnswers), texts_(1) {}

catalog::Listing ClipListings::listing(const Request& request, curate::Dataset& dataset) {
  catalog::Listing listing = listing_of("clips", request);
  if (!request.person.sees_all) {
    if (has_filter(listing, "finding")) throw Error(Code::InvalidInput, "only curators see findings");
    listing.visible = publish::visible_clips(dataset.catalog());
  }
  if (has_filter(listing, "q")) {
    listing.texts = texts_.get(pool_.state(), "", [&] { return catalog::ClipTexts(dataset.catalog()); });
  }
  return listing;
}

std::string ClipListings::key_of(const Request& request) {
  std::string key = request.person.sees_all ? "all" : "visible";
  for (const std::string& segment : request.target.segments) key.append("/").append(segment);
  for (const auto& [name, value] : request.target.query) key.append("\n").append(name).append("\t").append(value);
  return key;
}

}  // namespace serve
