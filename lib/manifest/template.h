#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace manifest {

/// What a template or a rule comes to. Empty text: nothing.
struct Outcome {
  std::string text;
  std::string wrong;  ///< why there is no telling; empty: there is
};

/// What names in braces stand for.
class Scope {
 public:
  virtual ~Scope() = default;
  virtual Outcome look_up(const std::string& name) const = 0;
};

/// Text with names in braces, each with forms behind bars: "p{Patient ID|id}", "{File|stem|lower}". A brace itself is
/// written twice.
class Template {
 public:
  /// Nothing, with `wrong` saying why.
  static std::optional<Template> parse(std::string_view text, std::string& wrong);
  /// Nothing where a name in it stands for nothing.
  Outcome fill(const Scope& scope) const;
  std::vector<std::string> names() const;
  /// The text, where no name is in it.
  std::optional<std::string> literal() const;

 private:
  struct Piece {
    std::string text;  ///< as it stands; or a name, with its forms
    bool is_name = false;
    std::vector<std::string> forms;
  };
  std::vector<Piece> pieces_;
};

/// The forms: `lower` (A-Z), `id` (model::suggest_id), `url` (percent-encoded but for letters, digits, "_.-~/"),
/// `name`, `stem` and `folder` (of a path: its last part, that without its extension, what stands before it), `number`
/// (2 of "2", "2.0", "02" and "2,0"; wrong where it is no number, or "1,000", which may be one or a thousand).
const std::vector<std::string>& form_names();
Outcome apply_form(std::string_view form, std::string_view text);
/// The number as `number` writes it; nothing for what is none.
std::optional<std::string> plain_number(std::string_view text);

/// The longest text that templates and rules make, in bytes.
inline constexpr std::size_t kLongestOutcome = 65'536;

}  // namespace manifest
