#include "curate/privacy/find_person.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <string>

#include "curate/privacy/device_words.h"
#include "curate/privacy/find_date.h"

namespace curate {
namespace {

using Names = std::span<const std::string_view>;

// English, German, French, Spanish, Italian.
constexpr std::array<std::string_view, 17> kNameWords = {
    "NAME",     "PATIENTENNAME", "NACHNAME",  "VORNAME",     "SURNAME", "NOM",
    "PRENOM",   "NOMBRE",        "APELLIDO",  "APELLIDOS",   "NOME",    "COGNOME",
    "OPERATOR", "SONOGRAPHER",   "PHYSICIAN", "UNTERSUCHER", "PAZIENTE"};
// Only with a colon or full stop.
constexpr std::array<std::string_view, 15> kColonNameWords = {"PATIENT", "PAT",    "PT",       "OP",   "REF",
                                                              "DR",      "TECH",   "PERF",     "DOTT", "ARZT",
                                                              "MEDECIN", "MEDICO", "PACIENTE", "USER", "DOCTOR"};
constexpr std::array<std::string_view, 16> kIdWords = {"ID",        "PID", "MRN",    "PATID", "PATIENTID", "ACC",
                                                       "ACCESSION", "NHC", "NIP",    "IPP",   "NIR",       "SSN",
                                                       "KVNR",      "NHS", "FALLNR", "CF"};
constexpr std::array<std::string_view, 6> kWeakIdWords = {"PATIENT", "PAT", "EXAM", "STUDY", "FALL", "ORDER"};
constexpr std::array<std::string_view, 5> kAgeWords = {"AGE", "ALTER", "EDAD", "ETA", "PATIENTENALTER"};
constexpr std::array<std::string_view, 13> kYears = {"Y",     "YO",  "YR",   "YRS",  "YEAR",    "YEARS", "Y/O",
                                                     "JAHRE", "ANS", "ANNI", "ANOS", "YEAROLD", "J."};
constexpr std::array<std::string_view, 15> kBirthWords = {"DOB",  "D.O.B",        "BIRTH",      "BIRTHDATE", "BORN",
                                                          "GEB",  "GEBURTSDATUM", "GEBOREN",    "NAISSANCE", "NASCITA",
                                                          "NATO", "NATA",         "NACIMIENTO", "NAC",       "FDN"};
constexpr std::array<std::string_view, 31> kInstitutions = {
    "HOSPITAL",   "HOSPITALS",  "HOSP",        "KLINIK",      "KLINIKEN",    "KLINIKUM",   "CLINIC",    "CLINICA",
    "CLINIQUE",   "CLINICS",    "HOPITAL",     "HOPITAUX",    "OSPEDALE",    "OSPEDALI",   "SPITAL",    "KRANKENHAUS",
    "INFIRMARY",  "CHU",        "CHUV",        "CHRU",        "POLICLINICO", "POLIKLINIK", "SANATORIO", "UNIVERSITY",
    "UNIVERSITE", "UNIVERSITA", "UNIVERSIDAD", "AMBULATORIO", "PRAXIS",      "DEPARTMENT", "DEPT"};
constexpr std::array<std::string_view, 5> kEndings = {"SPITAL", "KLINIK", "KLINIKUM", "KRANKENHAUS", "HOSPITAL"};
constexpr std::array<std::string_view, 6> kPlaces = {"MEDICAL", "MEDICO",        "HEALTH",
                                                     "SALUD",   "MEDIZINISCHES", "SANITARIO"};
constexpr std::array<std::string_view, 6> kCentres = {"CENTER", "CENTRE", "CENTRO", "ZENTRUM", "SYSTEM", "TRUST"};
constexpr std::array<std::string_view, 6> kPhones = {"TEL", "PHONE", "FAX", "TELEFON", "TELEFONO", "MOBILE"};

bool is_in(Names names, std::string_view word) { return std::ranges::find(names, word) != names.end(); }

bool is_person_word(std::string_view word) {
  return is_in(kIdWords, word) || is_in(kNameWords, word) || is_in(kAgeWords, word) || is_in(kBirthWords, word) ||
         is_in(kYears, word);
}

bool is_institution_word(std::string_view word) {
  if (is_in(kInstitutions, word)) return true;
  if (word.size() < 7) return false;
  const auto ends = [&](std::string_view end) { return word.ends_with(end); };
  return std::ranges::any_of(kEndings, ends) || std::ranges::any_of(kInstitutions, [&](std::string_view name) {
           return name.size() >= 7 && is_almost(name, word);
         });
}

// A reader takes O for 0 and I for 1 in names.
bool is_name_part(const Word& word) {
  const std::size_t letters = count_letters(word.upper);
  if (letters < 2 || letters + 1 < word.upper.size() || count_digits(word.upper) > (letters >= 4 ? 1U : 0U))
    return false;
  const auto first = std::ranges::find_if(word.text, is_letter);
  // "lvanova" for Ivanova
  const bool capital = first != word.text.end() && (is_upper(*first) || *first == 'l');
  return capital && !is_device_word(word.upper) && !is_person_word(word.upper) && !is_institution_word(word.upper);
}

bool is_initial(const Word& word) { return word.upper.size() == 1 && is_letter(word.upper[0]); }

bool has_colon(const Word& word) { return word.text.find_first_of(":;.#=") != std::string::npos; }

// "Name:KHAN" is one word.
bool names_itself(const Word& word) {
  const std::size_t colon = word.upper.find_first_of(":;");
  if (colon == std::string::npos) return false;
  const std::string_view before = std::string_view(word.upper).substr(0, colon);
  return (is_in(kNameWords, before) || is_in(kColonNameWords, before)) &&
         count_letters(word.upper.substr(colon)) >= 3 && !is_device_word(word.upper.substr(colon + 1));
}

bool is_caret_name(const Word& word) {
  const std::size_t at = word.text.find_first_of("^*~\"");
  if (at == std::string::npos || at < 3 || at + 2 >= word.text.size()) return false;
  const std::string_view before = std::string_view(word.text).substr(0, at);
  const std::string_view after = std::string_view(word.text).substr(at + 1);
  return count_letters(before) >= 3 && count_letters(before) + 1 >= before.size() && count_letters(after) >= 2 &&
         count_digits(after) <= 1 && is_upper(before[0]);
}

// "Vargas, Maria"; a reader takes commas for colons, and the initial M. for MM.
bool is_last_first(std::string_view plain, std::vector<Word> words) {
  constexpr std::string_view kCommas = ",:;";
  const auto is_comma = [&](char c) { return kCommas.find(c) != std::string_view::npos; };
  if (words.size() < 2 || words.size() > 4 || std::ranges::count_if(plain, is_comma) != 1) return false;
  if (!is_comma(words[0].text.back()) && !is_comma(words[1].text.back())) return false;
  if (words.size() == 3 && words[2].upper == "MM") words.pop_back();
  return could_be_name(words);
}

int number_of(std::string_view digits) {
  int value = -1;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

bool is_age(std::string_view text) {
  const std::string digits = with_digits(text);
  return !digits.empty() && digits.size() <= 3 && count_digits(digits) == digits.size() && number_of(digits) >= 1 &&
         number_of(digits) <= 125;
}

bool is_sex(std::string_view text) { return text == "M" || text == "F" || text == "W"; }

// The reader makes "86/M" 867M, 861M or 86M.
bool is_misread_age(const std::vector<Word>& words) {
  if (words.size() != 1 || words[0].upper.size() < 3 || words[0].upper.size() > 4) return false;
  const std::string_view upper = words[0].upper;
  const std::string_view digits = upper.substr(0, 2);
  const bool joined = upper.size() == 3 || upper[2] == '7' || upper[2] == '1';
  return count_digits(digits) == 2 && is_age(digits) && joined && is_sex(upper.substr(upper.size() - 1));
}

// "52Y", "080Y", "48/F", "M/48".
bool is_age_word(std::string_view upper) {
  const std::size_t slash = upper.find('/');
  if (slash != std::string_view::npos) {
    const std::string_view a = upper.substr(0, slash);
    const std::string_view b = upper.substr(slash + 1);
    return (is_age(a) && is_sex(b)) || (is_sex(a) && b.size() >= 2 && is_age(b));
  }
  return std::ranges::any_of(kYears, [&](std::string_view years) {
    return upper.size() > years.size() && upper.ends_with(years) && count_digits(upper) > 0 &&
           is_age(upper.substr(0, upper.size() - years.size()));
  });
}

constexpr std::array<std::string_view, 7> kMisreadId = {"1D", "LD", "|D", "I0", "IO", "1O", "L0"};

std::string_view id_word_in(const Word& word) {
  // Ten, unless it is a label.
  const bool ten = word.upper == "10" && has_colon(word);
  return ten || is_in(kMisreadId, word.upper) ? std::string_view("ID") : std::string_view(word.upper);
}

// "ID:13197-3807", "MRN5146181".
bool is_joined_id(std::string_view upper) {
  for (const std::string_view name : {"ID", "1D", "LD", "I0", "IO", "PID", "P1D", "MRN", "ACC", "SSN"}) {
    if (upper.starts_with(name) && upper.size() > name.size() && !is_letter(upper[name.size()]) &&
        count_digits(with_digits(upper.substr(name.size()))) >= 4)
      return true;
  }
  const std::size_t colon = upper.find_first_of(":;#");
  if (colon == std::string_view::npos || count_digits(with_digits(upper.substr(colon))) < 4) return false;
  const std::string_view name = upper.substr(0, colon);
  // A line before the word is read as a letter or digit: "1ID:33760-3906".
  const bool line_before = name.size() > 2 && std::string_view("1IL|").find(name[0]) != std::string_view::npos;
  return is_in(kIdWords, name) || (line_before && is_in(kIdWords, name.substr(1)));
}

bool is_social_number(std::string_view digits) {
  return digits.size() == 11 && digits[3] == '-' && digits[6] == '-' && count_digits(digits) == 9;
}

bool is_number_id(const Word& word, std::size_t least) {
  const std::string digits = with_digits(word.upper);
  if (is_social_number(digits)) return true;
  if (std::ranges::count(digits, '.') >= 5 && count_digits(digits) >= 12) return true;
  if (least == 0 || has_date(digits)) return false;
  const std::size_t start = std::min<std::size_t>(digits.find_first_of("0123456789"), 3);
  const bool lettered = count_letters(digits.substr(0, start)) == start;
  return lettered && count_digits(digits) >= least &&
         digits.find_first_not_of("0123456789-", start) == std::string::npos;
}

}  // namespace

bool could_be_name(const std::vector<Word>& words) {
  const auto parts = std::ranges::count_if(words, is_name_part);
  const auto initials = std::ranges::count_if(words, is_initial);
  if (parts + initials != static_cast<std::ptrdiff_t>(words.size()) || parts > 3 || initials > 2) return false;
  if (parts >= 2) return true;
  if (parts == 1 && initials >= 1) return true;
  // The reader missed what is between the two.
  return parts == 1 && words.size() == 1 && words[0].upper.size() >= 10 && is_upper(words[0].text.back());
}

bool looks_like_name(const std::vector<Word>& words) {
  const auto is_long = [](const Word& word) { return count_letters(word.upper) >= 3; };
  return words.size() >= 2 && could_be_name(words) && std::ranges::count_if(words, is_long) >= 2;
}

bool has_name(std::string_view plain, const std::vector<Word>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_caret_name(words[i]) || names_itself(words[i])) return true;
    const bool strong = is_in(kNameWords, words[i].upper);
    if (!strong && !(is_in(kColonNameWords, words[i].upper) && has_colon(words[i]))) continue;
    for (std::size_t next = i + 1; next < words.size() && next <= i + 2; ++next) {
      if (is_name_part(words[next])) return true;
      if (!is_initial(words[next])) break;
    }
  }
  return is_last_first(plain, words);
}

bool has_id(const std::vector<Word>& words, std::size_t least_digits) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_joined_id(words[i].upper) || is_number_id(words[i], least_digits)) return true;
    const std::string_view word = id_word_in(words[i]);
    if (i + 1 == words.size() || (!is_in(kIdWords, word) && !is_in(kWeakIdWords, word))) continue;
    const std::size_t last = std::min(i + 2, words.size() - 1);
    for (std::size_t next = i + 1; next <= last; ++next) {
      const std::string digits = with_digits(words[next].upper);
      if (count_digits(digits) >= 4 && !has_date(digits)) return true;
    }
  }
  return false;
}

bool has_age(const std::vector<Word>& words, bool beside_patient) {
  if (beside_patient && is_misread_age(words)) return true;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i].upper;
    if (is_age_word(word)) return true;
    const std::size_t colon = word.find_first_of(":;");
    if (colon != std::string::npos && is_in(kAgeWords, word.substr(0, colon)) && is_age(word.substr(colon + 1)))
      return true;
    if (i + 1 == words.size()) continue;
    const std::string& next = words[i + 1].upper;
    if (is_age(word) && is_in(kYears, next)) return true;
    if (is_in(kAgeWords, word) && (is_age(next) || is_age_word(next))) return true;
  }
  return false;
}

bool has_birth_date(std::string_view plain, const std::vector<Word>& words, bool dated) {
  const std::size_t star = plain.find('*');
  if (dated && star != std::string_view::npos && star + 1 < plain.size() && is_digit(plain[star + 1])) return true;
  const auto is_birth = [](const Word& word) {
    const std::string_view upper = word.upper;
    return is_in(kBirthWords, upper.substr(0, upper.find_first_of(":;"))) || upper.starts_with("D0B");
  };
  const auto at = std::ranges::find_if(words, is_birth);
  if (at == words.end()) return false;
  return dated || std::any_of(at, words.end(), [](const Word& word) { return count_digits(word.upper) >= 4; });
}

bool has_institution(const std::vector<Word>& words) {
  bool place = false;
  bool centre = false;
  for (const Word& word : words) {
    for (const std::string& part : letters_of(word.upper)) {
      if (is_institution_word(part)) return true;
      place = place || is_in(kPlaces, part);
      centre = centre || is_in(kCentres, part);
    }
  }
  return place && centre;
}

bool has_contact(const std::vector<Word>& words) {
  std::size_t digits = 0;
  bool phone = false;
  for (const Word& word : words) {
    const std::size_t at = word.upper.find('@');
    if (at != std::string::npos && at > 0 && word.upper.find('.', at) != std::string::npos) return true;
    if (phone) digits += count_digits(word.upper);
    phone = phone || is_in(kPhones, word.upper);
  }
  return phone && digits >= 6;
}

}  // namespace curate
