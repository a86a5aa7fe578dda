#include "model/id.h"

#include <algorithm>

namespace model {
namespace {

bool is_alphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

}  // namespace

bool is_id(std::string_view text) {
  if (text.empty() || text.size() > 64 || !is_alphanumeric(text.front())) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return is_alphanumeric(c) || c == '_' || c == '-'; });
}

std::string suggest_id(std::string_view text) {
  std::string id;
  for (char c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (is_alphanumeric(c) || (c == '_' && !id.empty())) {
      id.push_back(c);
    } else if (!id.empty() && id.back() != '-') {
      id.push_back('-');
    }
  }
  id.resize(std::min<std::size_t>(id.size(), 64));
  while (!id.empty() && (id.back() == '-' || id.back() == '_')) id.pop_back();
  return id.empty() ? "clip" : id;
}

}  // namespace model
