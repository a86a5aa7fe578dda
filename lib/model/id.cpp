#include "model/id.h"

#include <algorithm>

#include "base/text.h"
#include "base/unicode.h"

namespace model {
namespace {

bool fits_id(char c) { return base::is_small_letter(c) || base::is_digit(c); }

}  // namespace

bool is_id(std::string_view text) {
  if (text.empty() || text.size() > 64 || !fits_id(text.front())) return false;
  return std::ranges::all_of(text, [](char c) { return fits_id(c) || c == '_' || c == '-'; });
}

std::string suggest_id(std::string_view text) {
  std::string id;
  for (const char c : base::lower(base::nfc(text))) {
    if (fits_id(c) || (c == '_' && !id.empty())) {
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
