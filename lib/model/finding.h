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

/// Something a check noticed. `finding_codes()` has the severity and the next step of its code.
struct Finding {
  std::string code;
  std::string about;    ///< "clip", "source", "object", "dataset"
  std::string id;       ///< the clip, source or object; empty for the dataset
  std::string message;  ///< what was noticed, with numbers; deterministic
  auto operator<=>(const Finding&) const = default;
};

/// The producer of a finding. Only findings of the same origin replace or remove it.
enum class Origin {
  Manifest,  ///< an entry of a manifest
  Media,     ///< fetching and reading its file
  Pictures,  ///< the frames of a clip
  Links,     ///< relations between clips: their files, packets, pictures and labels
  Model,     ///< a trained model; not part of the dataset's digest, as it depends on more than the dataset
  Person,    ///< the labels of several people taken together
  Decision   ///< a line of decisions.jsonl; not part of the dataset's digest, as it decides nothing
};

/// What an open finding prevents, whatever its severity.
struct Blocks {
  bool redistribution = false;  ///< the clip must not be redistributed
  bool release = false;         ///< the clip must not be in a release
};

struct FindingCode {
  std::string_view code;
  Severity severity;
  Origin origin;
  std::string_view meaning;
  std::string_view next;  ///< what to do about it
  Blocks blocks = {};
  /// Its name in datasets and decisions of older versions; empty: the same.
  std::string_view former = {};
};

/// All codes, sorted. schema/findings.md is made from them.
std::span<const FindingCode> finding_codes();
/// The code with this name or former name; null if there is none.
const FindingCode* find_finding_code(std::string_view code);
/// The same; for a code that this version does not know, as a catalog may have, one that says so.
const FindingCode& finding_code(std::string_view code);

/// The first finding with severity Error, or null.
const Finding* first_error(const std::vector<Finding>& findings);
inline bool has_error(const std::vector<Finding>& findings) { return first_error(findings) != nullptr; }

}  // namespace model
