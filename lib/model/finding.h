#pragma once

#include <optional>
#include <span>
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

/// Who makes a finding. Only its origin replaces or removes it: what another producer found stays.
enum class Origin {
  Manifest,  ///< what an entry says, or does not say
  Media,     ///< fetching and reading its file
  Pictures,  ///< what its own frames show
  Links,     ///< several clips together: their files, packets, pictures and labels
  Model,     ///< a trained model; what it finds depends on more than the dataset, and is outside of its digest
  Person     ///< what those who labelled it said, taken together
};

/// What an open finding stands in the way of, whatever its severity.
struct Blocks {
  bool redistribution = false;  ///< the clip may not be handed on
  bool release = false;         ///< no release of the dataset may hold the clip
};

struct FindingCode {
  std::string_view code;
  Severity severity;
  Origin origin;
  std::string_view meaning;
  std::string_view next;  ///< what to do about it
  Blocks blocks = {};
  /// Its name in datasets and decisions of older versions; empty: it always had this one.
  std::string_view former = {};
};

/// Every code there is, sorted. schema/findings.md is made from it.
std::span<const FindingCode> finding_codes();
/// The code of this name or former name; null where there is none.
const FindingCode* find_finding_code(std::string_view code);
/// The same; asserts that it exists.
const FindingCode& finding_code(std::string_view code);

/// The first whose code is an Error; null: none is.
const Finding* first_error(const std::vector<Finding>& findings);
inline bool has_error(const std::vector<Finding>& findings) { return first_error(findings) != nullptr; }

}  // namespace model
