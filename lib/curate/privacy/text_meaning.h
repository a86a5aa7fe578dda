#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace curate {

/// What a text says about a person: attributes that DICOM PS3.15 (Annex E, table E.1-1, Basic Profile) removes or
/// replaces, such as Patient's Name, Patient ID, Patient's Birth Date, Patient's Age, Study Date, Institution Name,
/// Operators' Name.
enum class Identity : std::uint8_t { Name, Id, Date, BirthDate, Age, Institution, Contact, Location };
/// "name", "id", "date", "birth-date", "age", "institution", "contact", "location".
std::string_view to_string(Identity identity);
/// "a name".
std::string_view with_article(Identity identity);

struct TextMeaning {
  std::vector<Identity> identities = {};  ///< sorted
  std::optional<int> depth_mm = {};       ///< of the picture, where the text says so
  bool operator==(const TextMeaning&) const = default;
};

/// Where a text stands. Titles of files are often two capitalised words; on a screen such words are rarely anything but
/// a name, and beside a text about a person one word and an initial are enough.
enum class TextPlace : std::uint8_t { Metadata, Screen, BesidePatient };

/// What a line of text says; tolerates common mistakes of optical readers.
TextMeaning meaning_of(std::string_view line, TextPlace place);

/// What the name of a file says. Numbers alone are not taken for ids if `from_url`: sites number their files.
std::vector<Identity> file_name_identities(std::string_view name, bool from_url);

/// Whether one of these is of a person, not of a place or day.
bool is_about_person(const std::vector<Identity>& identities);

/// "a name and a date".
std::string listed(const std::vector<Identity>& identities);

}  // namespace curate
