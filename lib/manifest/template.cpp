#include "manifest/template.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "base/url.h"
#include "manifest/text.h"
#include "model/id.h"

namespace manifest {
namespace {

bool is_plain_in_url(char c) { return base::is_unreserved(c) || c == '/'; }

std::string_view last_part(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view without_extension(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

// Removes known forms from the end of the text in braces; a column name may contain bars.
std::vector<std::string> take_forms(std::string_view& inside) {
  std::vector<std::string> forms;
  for (std::size_t bar = inside.rfind('|'); bar != std::string_view::npos; bar = inside.rfind('|')) {
    std::string form(base::trimmed(inside.substr(bar + 1), " "));
    if (std::ranges::find(form_names(), form) == form_names().end()) break;
    forms.insert(forms.begin(), std::move(form));
    inside = inside.substr(0, bar);
  }
  return forms;
}

// "1,000" is ambiguous: a thousand, or one with three decimals.
bool is_ambiguous(std::string_view text) {
  constexpr std::size_t kThousand = 4;  // ",000"
  const std::size_t comma = text.find(',');
  return comma != std::string_view::npos && text.size() == comma + kThousand && text.find_first_of("123456789") < comma;
}

Outcome number_of(std::string_view text) {
  if (is_ambiguous(text)) {
    return {"",
            fmt::format("{} is ambiguous (thousands or decimals); write it with a decimal point or without a separator",
                        cited(text))};
  }
  if (auto number = plain_number(text)) return {*std::move(number), ""};
  return {"", fmt::format("{} is not a number", cited(text))};
}

}  // namespace

const std::vector<std::string>& form_names() {
  static const std::vector<std::string> names = {"lower", "id", "url", "name", "stem", "folder", "number"};
  return names;
}

std::optional<std::string> plain_number(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const std::size_t mark = std::min(text.find_first_of(".,"), text.size());
  std::string_view whole = text.substr(0, mark);
  std::string_view part = text.substr(std::min(mark + 1, text.size()));
  const auto digits = [](std::string_view some) { return std::ranges::all_of(some, base::is_digit); };
  const bool has_part = mark < text.size();
  if (whole.empty() || !digits(whole) || !digits(part) || has_part == part.empty()) return std::nullopt;
  whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size() - 1));
  part = part.substr(0, part.find_last_not_of('0') + 1);
  const std::string number = std::string(whole) + (part.empty() ? "" : ".") + std::string(part);
  return negative && number != "0" ? "-" + number : number;
}

Outcome apply_form(std::string_view form, std::string_view text) {
  if (form == "lower") return {base::lower(text), ""};
  if (form == "id") return {model::suggest_id(text), ""};
  if (form == "url") return {base::percent_encoded(text, is_plain_in_url), ""};
  if (form == "number") return number_of(text);
  const std::string_view name = last_part(text);
  if (form == "name") return {std::string(name), ""};
  if (form == "stem") return {std::string(without_extension(name)), ""};
  return {std::string(text.substr(0, name.size() == text.size() ? 0 : text.size() - name.size() - 1)), ""};
}

std::optional<Template> Template::parse(std::string_view text, std::string& wrong) {
  Template result;
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool doubled = text[i] == '{' || text[i] == '}' ? text.substr(i + 1, 1) == text.substr(i, 1) : false;
    if (doubled || (text[i] != '{' && text[i] != '}')) {
      plain.push_back(text[i]);
      i += doubled ? 1 : 0;
      continue;
    }
    const std::size_t end = text[i] == '{' ? text.find('}', i) : std::string_view::npos;
    if (end == std::string_view::npos) {
      wrong = fmt::format("unmatched '{}' in {}; write a literal brace twice", text[i], cited(text));
      return std::nullopt;
    }
    std::string_view inside = text.substr(i + 1, end - i - 1);
    if (!plain.empty()) result.pieces_.push_back({std::exchange(plain, {}), false, {}});
    std::vector<std::string> forms = take_forms(inside);
    result.pieces_.push_back({std::string(base::trimmed(inside, " ")), true, std::move(forms)});
    i = end;
  }
  if (!plain.empty()) result.pieces_.push_back({plain, false, {}});
  return result;
}

Outcome Template::fill(const Scope& scope) const {
  std::string text;
  for (const Piece& piece : pieces_) {
    if (!piece.is_name) {
      text += piece.text;
      continue;
    }
    Outcome found = scope.look_up(piece.text);
    for (const std::string& form : piece.forms) {
      if (!found.text.empty()) found = apply_form(form, found.text);
    }
    if (found.text.empty()) return found;
    text += found.text;
    if (text.size() > kMaxOutcomeBytes) return {"", fmt::format("longer than {} bytes", kMaxOutcomeBytes)};
  }
  return {std::move(text), ""};
}

std::vector<std::string> Template::names() const {
  std::vector<std::string> names;
  for (const Piece& piece : pieces_) {
    if (piece.is_name) names.push_back(piece.text);
  }
  return names;
}

std::optional<std::string> Template::literal() const {
  if (pieces_.empty()) return "";
  if (pieces_.size() > 1 || pieces_[0].is_name) return std::nullopt;
  return pieces_[0].text;
}

}  // namespace manifest
