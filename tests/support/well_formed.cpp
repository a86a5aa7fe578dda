#include "support/well_formed.h"

#include <regex>
#include <set>
#include <vector>

namespace test {
namespace {

const std::regex kTag(R"(<(/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(/?)>)");
const std::regex kAttribute(R"re(([\w:-]+)="([^"]*)")re");
const std::regex kText(R"(([^&<>]|&(amp|lt|gt|quot|#39);)*)");

std::string wrong_attributes(const std::string& attributes) {
  std::set<std::string> names;
  for (std::sregex_iterator it(attributes.begin(), attributes.end(), kAttribute), end; it != end; ++it) {
    if (!names.insert(it->str(1)).second) return "attribute twice: " + it->str(1);
    if (!std::regex_match(it->str(2), kText)) return "bad text in attribute: " + it->str(2);
  }
  return "";
}

}  // namespace

std::string not_well_formed(std::string_view view) {
  const std::string text(view);
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') return "control character";
  }
  std::vector<std::string> open;
  std::size_t at = 0;
  std::size_t roots = 0;
  while (true) {
    const std::size_t tag = text.find('<', at);
    if (!std::regex_match(text.substr(at, tag - at), kText)) return "bad text: " + text.substr(at, 80);
    if (tag == std::string::npos) break;
    std::smatch match;
    const std::string rest = text.substr(tag, text.find('>', tag) - tag + 1);
    if (!std::regex_match(rest, match, kTag)) return "bad tag: " + rest;
    if (const std::string wrong = wrong_attributes(match[3]); !wrong.empty()) return wrong;
    const bool closes = match[1].length() > 0;
    if (closes && (open.empty() || open.back() != match[2])) return "closes nothing: " + rest;
    if (!closes && open.empty() && ++roots > 1) return "two elements";
    if (closes) open.pop_back();
    if (!closes && match[4].length() == 0) open.push_back(match[2]);
    at = tag + rest.size();
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
