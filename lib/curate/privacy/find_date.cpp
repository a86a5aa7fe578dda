#include "curate/privacy/find_date.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "curate/privacy/plain_text.h"

namespace curate {
namespace {

// The first three letters.
constexpr std::array<std::string_view, 27> kMonths = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP",
                                                      "OCT", "NOV", "DEC", "MRZ", "MAI", "OKT", "DEZ", "FEV", "AVR",
                                                      "JUI", "AOU", "GEN", "MAG", "GIU", "LUG", "SET", "OTT", "DIC"};
constexpr std::array<std::string_view, 4> kMoreMonths = {"ENE", "ABR", "AGO", "MAE"};

bool is_month(std::string_view word) {
  if (word.size() < 3 || word.size() > 10) return false;
  const auto begins = [&](std::string_view month) { return word.starts_with(month); };
  return std::ranges::any_of(kMonths, begins) || std::ranges::any_of(kMoreMonths, begins);
}

/// Reads a text from left to right.
class Cursor {
 public:
  Cursor(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  std::string_view digits() { return run(is_digit); }
  std::string_view letters() { return run(is_letter); }
  /// Up to `most` of these characters.
  std::string_view any_of(std::string_view set, std::size_t most) {
    const std::size_t start = at_;
    while (at_ < text_.size() && at_ - start < most && set.find(text_[at_]) != std::string_view::npos) ++at_;
    return text_.substr(start, at_ - start);
  }

 private:
  template <typename Is>
  std::string_view run(Is is) {
    const std::size_t start = at_;
    while (at_ < text_.size() && is(text_[at_])) ++at_;
    return text_.substr(start, at_ - start);
  }

  std::string_view text_;
  std::size_t at_;
};

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits.substr(0, 8)) value = value * 10 + (c - '0');
  return value;
}

bool is_year(std::string_view digits) { return digits.size() == 4 && number(digits) >= 1880 && number(digits) <= 2100; }
// Beside a day and a month's name: a reader takes 0 for 6 or 8, and 1 for 7.
bool is_like_year(std::string_view digits) { return digits.size() == 4; }
bool is_day(std::string_view digits) {
  return !digits.empty() && digits.size() <= 2 && number(digits) >= 1 && number(digits) <= 31;
}
bool are_day_and_month(std::string_view a, std::string_view b) {
  return is_day(a) && is_day(b) && std::min(number(a), number(b)) <= 12;
}

// A reader may join the year or day and the time that follows: "18.02.201111:15".
std::string_view without_time(std::string_view digits, std::size_t wanted, Cursor after) {
  const bool joined = digits.size() > wanted && digits.size() <= wanted + 2 && after.any_of(":", 1) == ":";
  return joined ? digits.substr(0, wanted) : digits;
}

// Three numbers that are as long as those of a date, whatever a reader made of their digits: it takes 0 for 6 or 8.
bool is_shaped_like_date(std::string_view a, std::string_view b, std::string_view c, std::string_view separator) {
  if (separator == "," || separator == "_" || b.size() != 2) return false;
  const bool year_last = a.size() == 2 && c.size() == 4;
  const bool year_first = a.size() == 4 && c.size() == 2;
  return year_last || year_first || (separator != "." && a.size() == 2 && c.size() == 2);
}

bool is_numeric_date(Cursor cursor) {
  constexpr std::string_view kSeparators = "./-_,";
  const std::string_view a = cursor.digits();
  const std::string_view first = cursor.any_of(kSeparators, 1);
  cursor.any_of(" ", 1);
  const std::string_view b = cursor.digits();
  const std::string_view second = cursor.any_of(kSeparators, 1);
  cursor.any_of(" ", 1);
  const std::string_view c = cursor.digits();
  if (first.empty() || second.empty() || c.empty()) return false;
  const std::string_view year = without_time(c, 4, cursor);
  if (first == second && is_shaped_like_date(a, b, a.size() == 4 ? without_time(c, 2, cursor) : year, first))
    return true;
  if (is_year(a)) return are_day_and_month(b, without_time(c, 2, cursor));
  if (!are_day_and_month(a, b)) return false;
  if (is_year(year)) return true;
  // Versions have short numbers with dots.
  const bool dotted = first != "/" && first != "-";
  return first == second && without_time(c, 2, cursor).size() == 2 && (!dotted || (a.size() == 2 && b.size() == 2));
}

bool is_compact_date(std::string_view digits) {
  return (digits.size() == 8 || digits.size() == 14) && is_year(digits.substr(0, 4)) &&
         number(digits.substr(4, 2)) >= 1 && number(digits.substr(4, 2)) <= 12 && is_day(digits.substr(6, 2));
}

bool is_day_month_year(Cursor cursor) {
  constexpr std::string_view kBetween = " .-/,_";
  if (!is_day(cursor.digits())) return false;
  cursor.any_of(kBetween, 2);
  if (!is_month(cursor.letters())) return false;
  cursor.any_of(kBetween, 2);
  const std::string_view year = cursor.digits();
  return is_like_year(without_time(year, 4, cursor)) || without_time(year, 2, cursor).size() == 2;
}

bool is_month_first(Cursor cursor) {
  if (!is_month(cursor.letters())) return false;
  cursor.any_of(" .-/_", 2);
  const std::string_view day = cursor.digits();
  if (is_year(day)) return true;
  const std::string_view between = cursor.any_of(" .-/,_", 3);
  return is_day(day) && !between.empty() && is_like_year(without_time(cursor.digits(), 4, cursor));
}

}  // namespace

bool has_date(std::string_view plain) {
  std::string text = with_digits(plain);
  std::ranges::transform(text, text.begin(), [](char c) { return c >= 'a' && c <= 'z' ? char(c - 32) : c; });
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char before = i == 0 ? ' ' : text[i - 1];
    const Cursor cursor(text, i);
    if (is_letter(text[i]) && !is_letter(before) && is_month_first(cursor)) return true;
    if (!is_digit(text[i]) || is_digit(before) || before == '.' || before == 'V') continue;
    if (is_numeric_date(cursor) || is_day_month_year(cursor) || is_compact_date(Cursor(cursor).digits())) return true;
  }
  return false;
}

}  // namespace curate
