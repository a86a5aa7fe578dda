#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace model {

enum class Severity { Note, Warning, Error };
std::string_view to_string(Severity severity);
std::optional<Severity> severity_from(std::string_view text);

/// Something a check noticed. Its code is one of `finding_codes()`, which also says how severe it is and what to do.
struct Finding {
  std::string code;
  std::string about;    ///< "clip", "source", "object", "dataset"
  std::string id;       ///< of what it is about; empty for the dataset
  std::string message;  ///< what was noticed, with numbers; the same input gives the same words
  auto operator<=>(const Finding&) const = default;
};

struct FindingCode {
  std::string_view code;
  Severity severity;
  std::string_view meaning;
  std::string_view next;  ///< what to do about it
};

/// Every code there is, sorted. README's table is made from it.
const std::vector<FindingCode>& finding_codes();
/// Asserts that the code exists.
const FindingCode& finding_code(std::string_view code);

/// The first whose code is an Error; null: none is.
const Finding* first_error(const std::vector<Finding>& findings);
inline bool has_error(const std::vector<Finding>& findings) { return first_error(findings) != nullptr; }

}  // namespace model
