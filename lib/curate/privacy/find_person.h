#pragma once

#include <string_view>
#include <vector>

#include "curate/privacy/plain_text.h"

/// Parts of plain texts that identify a person.
namespace curate {

/// After a word such as "Name:" or "Op:", as LAST^FIRST, or a whole text "Last, First".
bool has_name(std::string_view plain, const std::vector<Word>& words);
/// Whether words could be a name by themselves: "SMITH JOHN A", "Smith J.".
bool could_be_name(const std::vector<Word>& words);
/// Whether words are hardly anything but a name: at least two of three letters or more, none of them a device's.
bool looks_like_name(const std::vector<Word>& words);
/// After a word such as "ID" or "MRN"; a number of at least `least_digits` alone (0: none); 123-45-6789; a DICOM UID.
bool has_id(const std::vector<Word>& words, std::size_t least_digits);
/// `beside_patient`: also if a slash was misread, as in "867M" for 86/M.
bool has_age(const std::vector<Word>& words, bool beside_patient);
/// A date or year after a word such as "DOB".
bool has_birth_date(std::string_view plain, const std::vector<Word>& words, bool dated);
bool has_institution(const std::vector<Word>& words);
/// An address of e-mail, or a number after "Tel".
bool has_contact(const std::vector<Word>& words);

}  // namespace curate
