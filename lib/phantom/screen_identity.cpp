#include "phantom/screen_identity.h"

#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>

#include "phantom/exact_math.h"

namespace phantom {
namespace {

constexpr std::array<std::string_view, 36> kLastNames = {
    "Lindqvist", "Okafor",   "Marchetti", "Sandoval", "Brenner",  "Tanaka",  "Kowalski", "Haddad",  "Petrov",
    "Nakamura",  "Dubois",   "Fischer",   "Garcia",   "Ivanova",  "Jensen",  "Khan",     "Larsen",  "Moreau",
    "Novak",     "Oliveira", "Parker",    "Quinn",    "Rossi",    "Schwarz", "Thompson", "Ueda",    "Vargas",
    "Wagner",    "Ximenes",  "Yilmaz",    "Zimmer",   "Anderson", "Bennett", "Castillo", "O'Brien", "Van Dyk"};
constexpr std::array<std::string_view, 32> kFirstNames = {
    "Maria", "John",   "Aisha",  "Pedro", "Ingrid", "Kenji",  "Olga",  "Samuel", "Lucia",  "Ahmed", "Hannah",
    "Mateo", "Priya",  "Viktor", "Elena", "David",  "Fatima", "Georg", "Helena", "Ivan",   "Julia", "Karl",
    "Laura", "Miguel", "Nadia",  "Oscar", "Paula",  "Rafael", "Sofia", "Thomas", "Ursula", "Walter"};
constexpr std::array<std::string_view, 18> kHospitals = {
    "St. Agathe Hospital",     "Riverbend Medical Center",    "Klinikum Nordwald",
    "Ospedale San Tullio",     "Hospital Santa Brigida",      "CHU de Valombre",
    "Merriton General Hosp.",  "University Hospital Ostenau", "Lakemoor Children's Hospital",
    "Clinica Las Palomas",     "Eastfield Health Centre",     "Hopital Saint Aubry",
    "Harrow Glen Clinic",      "Mount Cedar Hospital ICU",    "Hosp. Univ. Monteluna",
    "Kantonsspital Birkental", "Whitcombe Royal Infirmary",   "Emergency Dept Stonebrook"};
constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

template <std::size_t N>
std::string pick(Random& random, const std::array<std::string_view, N>& texts) {
  return std::string(texts[static_cast<std::size_t>(random.below(static_cast<int>(N)))]);
}

std::string capitals(std::string text) {
  for (char& letter : text) {
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  }
  return text;
}

std::string name_text(Random& random) {
  const std::string last = pick(random, kLastNames);
  const std::string first = pick(random, kFirstNames);
  const char initial = static_cast<char>('A' + random.below(20));
  switch (random.below(8)) {
    case 0:
      return capitals(last) + ", " + capitals(first);
    case 1:
      return capitals(last) + "^" + capitals(first);
    case 2:
      return last + ", " + first;
    case 3:
      return first + " " + last;
    case 4:
      return capitals(last) + " " + capitals(first) + " " + initial;
    case 5:
      return "Name: " + last + ", " + first;
    case 6:
      return capitals(last) + " " + capitals(first);
    default:
      return last + ", " + first + " " + initial + ".";
  }
}

std::string id_text(Random& random) {
  const int number = 1'000'000 + random.below(8'999'999);
  const int short_number = random.below(9000);
  switch (random.below(7)) {
    case 0:
      return fmt::format("ID: {}", number);
    case 1:
      return fmt::format("MRN {}", number);
    case 2:
      return fmt::format("{:08}", number);
    case 3:
      return fmt::format("ID:{}-{:04}", number / 100, short_number);
    case 4:
      return fmt::format("PID: {:c}{:07}", 'A' + random.below(26), number);
    case 5:
      return fmt::format("Patient ID {}", number);
    default:
      return fmt::format("{:03}-{:02}-{:04}", number / 10'000, number % 100, short_number);
  }
}

struct Day {
  int year;
  int month;
  int day;
};

Day any_day(Random& random, int from, int years) {
  return {from + random.below(years), 1 + random.below(12), 1 + random.below(28)};
}

std::string day_text(Random& random, const Day& day) {
  const std::string_view month = kMonths[static_cast<std::size_t>(day.month - 1)];
  switch (random.below(8)) {
    case 0:
      return fmt::format("{}-{:02}-{:02}", day.year, day.month, day.day);
    case 1:
      return fmt::format("{:02}.{:02}.{}", day.day, day.month, day.year);
    case 2:
      return fmt::format("{:02}/{:02}/{}", day.month, day.day, day.year);
    case 3:
      return fmt::format("{:02} {} {}", day.day, month, day.year);
    case 4:
      return fmt::format("{} {:02}, {}", month, day.day, day.year);
    case 5:
      return fmt::format("{}/{:02}/{:02}", day.year, day.month, day.day);
    case 6:
      return capitals(fmt::format("{:02}-{}-{:02}", day.day, month, day.year % 100));
    default:
      return fmt::format("{:02}/{:02}/{:02}", day.day, day.month, day.year % 100);
  }
}

ScreenWord age_word(Random& random) {
  const int age = 1 + random.below(94);
  const char sex = random.below(2) == 0 ? 'F' : 'M';
  switch (random.below(7)) {
    case 0:
      return {fmt::format("{}Y", age), Meaning::Age};
    case 1:
      return {fmt::format("Age: {}", age), Meaning::Age};
    case 2:
      return {fmt::format("{} {:03}Y", sex, age), Meaning::Age};
    case 3:
      return {fmt::format("{}/{}", age, sex), Meaning::Age};
    case 4:
      return {fmt::format("{} years", age), Meaning::Age};
    case 5:
      return {fmt::format("{} yr {}", age, sex), Meaning::Age};
    default:
      return {"DOB: " + day_text(random, any_day(random, 1932, 80)), Meaning::Date};
  }
}

}  // namespace

std::vector<ScreenWord> person_words(std::uint64_t seed) {
  Random random(mix(seed, 0x1d));
  const ScreenWord name{name_text(random), Meaning::Name};
  const ScreenWord id{id_text(random), Meaning::Id};
  const ScreenWord age = age_word(random);
  switch (random.below(6)) {
    case 0:
      return {name, id};
    case 1:
      return {id, name};
    case 2:
      return {name, age, id};
    case 3:
      return {name};
    case 4:
      return {id};
    default:
      return {name, id, age};
  }
}

std::vector<ScreenWord> hospital_words(std::uint64_t seed) {
  Random random(mix(seed, 0x40));
  std::string text = pick(random, kHospitals);
  if (random.below(4) == 0) text = capitals(text);
  std::vector<ScreenWord> words = {{text, Meaning::Hospital}};
  if (random.below(6) == 0) {
    const char initial = static_cast<char>('A' + random.below(20));
    words.push_back({fmt::format("Op: {}. {}", initial, pick(random, kLastNames)), Meaning::Name});
  }
  return words;
}

std::vector<ScreenWord> date_words(std::uint64_t seed) {
  Random random(mix(seed, 0xda));
  const std::string day = day_text(random, any_day(random, 2008, 17));
  const int hour = random.below(24);
  const int minute = random.below(60);
  const int second = random.below(60);
  switch (random.below(4)) {
    case 0:
      return {{fmt::format("{} {:02}:{:02}:{:02}", day, hour, minute, second), Meaning::Date}};
    case 1:
      return {{fmt::format("{} {:02}:{:02}", day, hour, minute), Meaning::Date}};
    case 2:
      return {{fmt::format("{} {}:{:02}:{:02} {}", day, 1 + hour % 12, minute, second, hour < 12 ? "AM" : "PM"),
               Meaning::Date}};
    default:
      return {{day, Meaning::Date}};
  }
}

}  // namespace phantom
