#include "curate/privacy/text_meaning.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/names.h"
#include "base/text.h"
#include "curate/privacy/find_date.h"
#include "curate/privacy/find_person.h"
#include "curate/privacy/plain_text.h"

namespace curate {
namespace {

constexpr auto kIdentityNames = base::names<Identity>({{Identity::Name, "name"},
                                                       {Identity::Id, "id"},
                                                       {Identity::Date, "date"},
                                                       {Identity::BirthDate, "birth-date"},
                                                       {Identity::Age, "age"},
                                                       {Identity::Institution, "institution"},
                                                       {Identity::Contact, "contact"},
                                                       {Identity::Location, "location"}});
constexpr auto kWithArticle = base::names<Identity>({{Identity::Name, "a name"},
                                                     {Identity::Id, "an id"},
                                                     {Identity::Date, "a date"},
                                                     {Identity::BirthDate, "a date of birth"},
                                                     {Identity::Age, "an age"},
                                                     {Identity::Institution, "an institution"},
                                                     {Identity::Contact, "an address or phone number"},
                                                     {Identity::Location, "a location"}});

// Shorter numbers are settings, counters and times.
constexpr std::size_t kIdDigits = 7;

constexpr std::array<std::string_view, 6> kDepthWords = {"DEPTH",       "TIEFE",      "PROFONDEUR",
                                                         "PROFUNDIDAD", "PROFONDITA", "PROF"};

// "12.0", "12,0CM", "160MM" as millimetres.
std::optional<int> millimetres(std::string_view upper, std::string_view unit, bool unit_needed) {
  std::string text = with_digits(upper);
  std::ranges::replace(text, ',', '.');
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc()) return std::nullopt;
  std::string_view rest(end, text.data() + text.size());
  if (rest.empty()) rest = unit;
  const bool decimal = text.find('.') != std::string::npos;
  if (unit_needed && rest != "CM" && rest != "MM" && !decimal) return std::nullopt;
  if (rest != "MM" && (rest == "CM" || value <= 40)) value *= 10;
  if (value < 10 || value > 400) return std::nullopt;
  return static_cast<int>(std::lround(value));
}

std::optional<int> depth_of(const std::vector<Word>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i].upper;
    const std::size_t name_end = static_cast<std::size_t>(std::ranges::find_if_not(word, is_letter) - word.begin());
    const std::string_view name = word.substr(0, name_end);
    const bool full = std::ranges::find(kDepthWords, name) != kDepthWords.end();
    if (!full && (name != "D" || i > 0)) continue;
    const std::size_t start = std::min(word.find_first_not_of(":;=", name_end), word.size());
    const auto upper_at = [&](std::size_t k) { return k < words.size() ? std::string_view(words[k].upper) : ""; };
    const auto depth = start < word.size() ? millimetres(word.substr(start), upper_at(i + 1), !full)
                                           : millimetres(upper_at(i + 1), upper_at(i + 2), !full);
    if (depth) return depth;
  }
  return std::nullopt;
}

void add_dates(std::vector<Identity>& found, const std::string& plain, const std::vector<Word>& words) {
  const bool dated = has_date(plain);
  if (has_birth_date(plain, words, dated)) {
    found.push_back(Identity::BirthDate);
  } else if (dated) {
    found.push_back(Identity::Date);
  }
}

}  // namespace

std::string_view to_string(Identity identity) { return base::name_of(kIdentityNames, identity); }
std::string_view with_article(Identity identity) { return base::name_of(kWithArticle, identity); }

TextMeaning meaning_of(std::string_view line, TextPlace place) {
  const std::string plain = plain_text(line);
  const std::vector<Word> words = words_of(plain);
  TextMeaning meaning;
  std::vector<Identity>& found = meaning.identities;
  add_dates(found, plain, words);
  if (has_id(words, kIdDigits)) found.push_back(Identity::Id);
  if (has_age(words, place == TextPlace::BesidePatient)) found.push_back(Identity::Age);
  if (has_institution(words)) found.push_back(Identity::Institution);
  if (has_contact(words)) found.push_back(Identity::Contact);
  const bool institution = std::ranges::find(found, Identity::Institution) != found.end();
  const bool alone = (place == TextPlace::BesidePatient && could_be_name(words)) ||
                     (place == TextPlace::Screen && looks_like_name(words));
  if ((alone && !institution) || has_name(plain, words)) found.push_back(Identity::Name);
  std::ranges::sort(found);
  if (found.empty()) meaning.depth_mm = depth_of(words);
  return meaning;
}

std::vector<Identity> file_name_identities(std::string_view name, bool from_url) {
  const std::size_t dot = name.rfind('.');
  std::string plain = plain_text(name.substr(0, dot));
  std::ranges::replace(plain, '+', ' ');
  const std::vector<Word> words = words_of(plain);
  std::vector<Identity> found;
  add_dates(found, plain, words);
  if (has_id(words, from_url ? 0 : kIdDigits)) found.push_back(Identity::Id);
  if (has_age(words, false)) found.push_back(Identity::Age);
  if (has_institution(words)) found.push_back(Identity::Institution);
  if (has_contact(words)) found.push_back(Identity::Contact);
  if (has_name(plain, words)) found.push_back(Identity::Name);
  std::ranges::sort(found);
  return found;
}

bool is_about_person(const std::vector<Identity>& identities) {
  return std::ranges::any_of(identities, [](Identity one) {
    return one == Identity::Id || one == Identity::Age || one == Identity::BirthDate || one == Identity::Name;
  });
}

std::string listed(const std::vector<Identity>& identities) {
  std::vector<std::string> texts;
  texts.reserve(identities.size());
  for (const Identity identity : identities) texts.emplace_back(with_article(identity));
  return base::listed(texts);
}

}  // namespace curate
