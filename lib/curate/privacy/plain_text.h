#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace curate {

/// ASCII with single blanks: Latin letters without accents, typographic dashes and quotes as typed ones, other
/// characters left out.
std::string plain_text(std::string_view utf8);

/// A word of a plain text, with the punctuation that it was written with.
struct Word {
  std::string text;   ///< as written
  std::string upper;  ///< upper case, without punctuation at both ends
};
/// Split at blanks and underscores.
std::vector<Word> words_of(std::string_view plain);

/// The parts of a word that punctuation and digits separate, letters only: "ST. AGATHE-HOSP." has ST, AGATHE, HOSP.
std::vector<std::string> letters_of(std::string_view upper);

/// With the letters that optical readers take digits for as digits (O 0, I and l 1, Z 2, S 5, B 8), in groups that have
/// at least as many digits.
std::string with_digits(std::string_view plain);

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
inline bool is_letter(char c) { return is_upper(c) || (c >= 'a' && c <= 'z'); }
std::size_t count_digits(std::string_view text);
std::size_t count_letters(std::string_view text);

/// Whether two words differ in at most one letter, which may be missing.
bool is_almost(std::string_view a, std::string_view b);

}  // namespace curate
