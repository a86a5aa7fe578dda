#include "curate/privacy/tag_meaning.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "curate/privacy/device_words.h"
#include "curate/privacy/plain_text.h"

namespace curate {
namespace {

constexpr std::size_t kTagsNamed = 6;

// Names of tags, in lower case, as FFmpeg, QuickTime and EXIF have them. Findings may repeat them: others could be
// anything.
constexpr std::array<std::string_view, 27> kKnownTags = {"title",
                                                         "comment",
                                                         "description",
                                                         "synopsis",
                                                         "artist",
                                                         "album_artist",
                                                         "author",
                                                         "composer",
                                                         "performer",
                                                         "copyright",
                                                         "date",
                                                         "location",
                                                         "location-eng",
                                                         "make",
                                                         "model",
                                                         "keywords",
                                                         "album",
                                                         "genre",
                                                         "publisher",
                                                         "datetime",
                                                         "datetimeoriginal",
                                                         "datetimedigitized",
                                                         "usercomment",
                                                         "imagedescription",
                                                         "gpslatitude",
                                                         "gpslongitude",
                                                         "gpsdatestamp"};
// Tags about people: what they have is a name, whatever it looks like.
constexpr std::array<std::string_view, 11> kPersonTags = {"artist",    "author",   "composer",   "performer",
                                                          "director",  "producer", "operator",   "owner",
                                                          "physician", "xpauthor", "sonographer"};
// Counters of Matroska, brands of MP4, sizes: never about a person, and long numbers there look like ids.
constexpr std::array<std::string_view, 11> kTechnicalTags = {
    "bps",           "number_of_frames",  "number_of_bytes",  "duration",     "major_brand",
    "minor_version", "compatible_brands", "_statistics_tags", "handler_name", "vendor_id",
    "encoder"};
constexpr std::array<std::string_view, 2> kTimeTags = {"creation_time", "_statistics_writing_date_utc"};

// "DURATION-eng" as "duration": Matroska appends languages.
std::string tag_name(const model::FileTag& tag) {
  std::string name = base::lower(tag.name);
  const std::size_t dash = name.rfind('-');
  if (dash != std::string::npos && name.size() - dash == 4) name.resize(dash);
  return name;
}

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

bool has(std::string_view name, std::string_view part) { return name.find(part) != std::string_view::npos; }

// ISO 6709: "+52.5200+013.4050/".
bool is_iso_6709(std::string_view text) {
  std::size_t at = 0;
  for (int number = 0; number < 2; ++number) {
    if (at >= text.size() || (text[at] != '+' && text[at] != '-')) return false;
    const std::size_t start = ++at;
    while (at < text.size() && (is_digit(text[at]) || text[at] == '.')) ++at;
    if (at - start < 2) return false;
  }
  return true;
}

bool is_location(std::string_view name, std::string_view value) {
  if (is_iso_6709(value)) return true;
  const bool named = has(name, "location") || (has(name, "gps") && !has(name, "gpsversion")) || has(name, "latitude") ||
                     has(name, "longitude") || name == "xyz";
  return named && count_digits(value) + count_letters(value) > 0;
}

bool is_person_tag(std::string_view name) {
  return std::ranges::any_of(kPersonTags, [&](std::string_view one) { return has(name, one); });
}

// Any word that is not a device's.
bool has_other_word(const std::vector<Word>& words) {
  return std::ranges::any_of(
      words, [](const Word& word) { return count_letters(word.upper) >= 2 && !is_device_word(word.upper); });
}

// What the tag's name says that its value is.
void add_named(std::string_view name, const model::FileTag& tag, std::vector<Identity>& found) {
  const std::string plain = plain_text(tag.value);
  if (plain.empty()) return;
  if (is_location(name, plain)) found.push_back(Identity::Location);
  const bool patient = has(name, "patient");
  if ((is_person_tag(name) || (patient && has(name, "name"))) && has_other_word(words_of(plain)))
    found.push_back(Identity::Name);
  if (patient && has(name, "birth")) found.push_back(Identity::BirthDate);
  if (patient && has(name, "age")) found.push_back(Identity::Age);
  if ((patient && has(name, "id")) || has(name, "serial")) found.push_back(Identity::Id);
  if (has(name, "institution") || has(name, "hospital")) found.push_back(Identity::Institution);
}

// EXIF writes dates as 2020:03:12.
std::string with_plain_date(std::string value) {
  if (value.size() < 10 || value[4] != ':' || value[7] != ':') return value;
  value[4] = value[7] = '-';
  return value;
}

std::vector<Identity> identities_of(const model::FileTag& tag, TextPlace place) {
  const std::string name = tag_name(tag);
  std::vector<Identity> found;
  if (is_one_of(kTechnicalTags, name) || is_creation_time(tag)) return found;
  add_named(name, tag, found);
  const bool located = std::ranges::find(found, Identity::Location) != found.end();
  for (const Identity identity : meaning_of(with_plain_date(tag.value), place).identities) {
    // The digits of coordinates are no id.
    if (located && identity == Identity::Id) continue;
    found.push_back(identity);
  }
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::string phrase(const model::FileTag& tag, const std::vector<Identity>& identities) {
  const std::string name = base::lower(tag.name);
  return fmt::format("{} in {}", listed(identities),
                     is_one_of(kKnownTags, name) ? fmt::format("the tag '{}'", name) : "another tag");
}

}  // namespace

bool is_creation_time(const model::FileTag& tag) {
  return is_one_of(kTimeTags, tag_name(tag)) && count_digits(tag.value) >= 8 && count_letters(tag.value) <= 2;
}

std::vector<std::vector<Identity>> tag_identities(const model::FileTags& tags) {
  std::vector<std::vector<Identity>> all;
  bool person = false;
  for (const model::FileTag& tag : tags.tags) {
    all.push_back(identities_of(tag, TextPlace::Metadata));
    person = person || is_about_person(all.back());
  }
  for (std::size_t i = 0; person && i < all.size(); ++i) {
    if (!is_about_person(all[i])) all[i] = identities_of(tags.tags[i], TextPlace::BesidePatient);
  }
  return all;
}

std::vector<model::Finding> metadata_findings(const std::string& clip, const model::FileTags& tags) {
  const std::vector<std::vector<Identity>> all = tag_identities(tags);
  std::vector<std::string> phrases;
  std::size_t more = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].empty()) continue;
    if (phrases.size() == kTagsNamed) {
      ++more;
    } else {
      phrases.push_back(phrase(tags.tags[i], all[i]));
    }
  }
  std::vector<model::Finding> findings;
  if (!phrases.empty()) {
    const std::string rest = more == 0 ? "" : fmt::format("; and {} more", more);
    findings.push_back({"identifying-metadata", "clip", clip, fmt::format("{}{}", fmt::join(phrases, "; "), rest)});
  }
  if (std::ranges::any_of(tags.tags, is_creation_time))
    findings.push_back({"creation-time", "clip", clip, "its metadata say when the file was written"});
  if (tags.unread > 0) {
    findings.push_back({"metadata-unread", "clip", clip,
                        fmt::format("{} too many or too long to be read whole", base::counted(tags.unread, "tag"))});
  }
  return findings;
}

}  // namespace curate
