#include "support/well_formed.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <vector>

namespace test {
namespace {

bool is_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == ':' || c == '_'; }

/// No markup, no control characters, and only the entities that XML has.
bool is_text(std::string_view text) {
  constexpr std::array<std::string_view, 5> kEntities = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '<' || c == '>' || (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t')) return false;
    const auto begins = [&](std::string_view entity) { return text.substr(i).starts_with(entity); };
    if (c == '&' && std::ranges::none_of(kEntities, begins)) return false;
  }
  return true;
}

/// Parses the text between < and >.
class Tag {
 public:
  explicit Tag(std::string_view inside) : rest_(inside) {
    closes = skip('/');
    name = take_name();
    while (why.empty() && skip_blanks() && !rest_.empty() && rest_ != "/") take_attribute();
    empty = skip('/');
    if (why.empty() && (name.empty() || !rest_.empty())) why = "bad tag";
    if (!why.empty()) why += ": <" + std::string(inside) + ">";
  }

  std::string name;
  bool closes = false;
  bool empty = false;
  std::string why;  ///< the error; empty: valid

 private:
  bool skip(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool skip_blanks() {
    const std::size_t blanks = std::min(rest_.find_first_not_of(" \n\t"), rest_.size());
    rest_.remove_prefix(blanks);
    return blanks > 0;
  }

  std::string take_name() {
    const auto end = std::ranges::find_if_not(rest_, is_name);
    std::string taken(rest_.begin(), end);
    rest_.remove_prefix(taken.size());
    return taken;
  }

  void take_attribute() {
    const std::string attribute = take_name();
    if (attribute.empty() || !skip('=') || !skip('"')) {
      why = "bad attribute";
      return;
    }
    if (!attributes_.insert(attribute).second) why = "attribute twice";
    const std::size_t end = rest_.find('"');
    if (end == std::string_view::npos || !is_text(rest_.substr(0, end))) {
      why = "bad text in attribute";
      return;
    }
    rest_.remove_prefix(end + 1);
  }

  std::string_view rest_;
  std::set<std::string> attributes_;
};

}  // namespace

std::string not_well_formed(std::string_view text) {
  std::vector<std::string> open;
  std::size_t roots = 0;
  while (true) {
    const std::size_t start = std::min(text.find('<'), text.size());
    if (!is_text(text.substr(0, start))) return "bad text: " + std::string(text.substr(0, 80));
    text.remove_prefix(start);
    if (text.empty()) break;
    const std::size_t end = text.find('>');
    if (end == std::string_view::npos) return "tag without end: " + std::string(text.substr(0, 80));
    const Tag tag(text.substr(1, end - 1));
    text.remove_prefix(end + 1);
    if (!tag.why.empty()) return tag.why;
    if (tag.closes && (open.empty() || open.back() != tag.name)) return "closes nothing: " + tag.name;
    if (!tag.closes && open.empty() && ++roots > 1) return "two elements";
    if (tag.closes) open.pop_back();
    if (!tag.closes && !tag.empty) open.push_back(tag.name);
  }
  if (roots == 0) return "no element";
  return open.empty() ? "" : "not closed: " + open.back();
}

int count(std::string_view text, std::string_view piece) {
  int found = 0;
  for (std::size_t at = text.find(piece); at != std::string_view::npos; at = text.find(piece, at + 1)) ++found;
  return found;
}

}  // namespace test
