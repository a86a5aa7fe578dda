#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace manifest {

/// The result of a template or rule. Empty text: no value.
struct Outcome {
  std::string text;
  std::string wrong;  ///< why it could not be evaluated; empty: it could
};

/// Resolves the names in braces.
class Scope {
 public:
  virtual ~Scope() = default;
  virtual Outcome look_up(const std::string& name) const = 0;
};

/// Text with names in braces, each with optional forms after bars: "p{Patient ID|id}", "{File|stem|lower}". A literal
/// brace is written twice.
class Template {
 public:
  /// Nothing, and the reason in `wrong`, if it is invalid.
  static std::optional<Template> parse(std::string_view text, std::string& wrong);
  /// Empty if one of its names is empty.
  Outcome fill(const Scope& scope) const;
  std::vector<std::string> names() const;
  /// The text, if it contains no names.
  std::optional<std::string> literal() const;

 private:
  struct Piece {
    std::string text;  ///< literal text, or a name with its forms
    bool is_name = false;
    std::vector<std::string> forms;
  };
  std::vector<Piece> pieces_;
};

/// Applies a form: `lower` (A-Z), `id` (model::suggest_id), `url` (percent-encodes all but letters, digits, "_.-~/"),
/// `name`, `stem` and `folder` (of a path: the file name, the file name without extension, the part before it),
/// `number` (2 for "2", "2.0", "02" and "2,0"; wrong if it is not a number, or ambiguous like "1,000").
const std::vector<std::string>& form_names();
Outcome apply_form(std::string_view form, std::string_view text);
/// The number as the form `number` writes it; nothing if it is not a number.
std::optional<std::string> plain_number(std::string_view text);

/// Maximum length of a result, in bytes.
inline constexpr std::size_t kMaxOutcomeBytes = 65'536;

}  // namespace manifest
