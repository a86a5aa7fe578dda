#include "base/name_finder.h"

#include <algorithm>
#include <system_error>

#include "base/unicode.h"

namespace base {
namespace fs = std::filesystem;

const NameFinder::Names& NameFinder::names_in(const fs::path& folder) {
  const auto [place, is_new] = folders_.try_emplace(folder);
  if (!is_new) return place->second;
  std::error_code error;
  for (auto entry = fs::directory_iterator(folder, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    // Of several names with the same NFC, the first in byte order.
    const auto [known, fresh] = place->second.try_emplace(nfc(name), name);
    if (!fresh) known->second = std::min(known->second, name);
  }
  return place->second;
}

std::optional<fs::path> NameFinder::find(const fs::path& folder, const fs::path& path) {
  std::error_code error;
  if (fs::exists(folder / path, error)) return path;
  const std::string text = path.string();
  if (std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return std::nullopt;
  fs::path found;
  for (const fs::path& part : path) {
    fs::path next = found / part;
    if (!fs::exists(folder / next, error)) {
      const Names& names = names_in(found.empty() ? folder : folder / found);
      const auto there = names.find(nfc(part.string()));
      if (there == names.end()) return std::nullopt;
      next = found / there->second;
    }
    found = std::move(next);
  }
  return found;
}

}  // namespace base
