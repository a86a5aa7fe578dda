#include "curate/split/command_line.h"

#include <algorithm>

#include "base/text.h"
#include "store/database.h"

namespace curate {

std::string shell_word(const std::string& word) {
  const auto is_plain = [](char c) {
    return base::is_alphanumeric(c) || std::string_view("/._-+,:@%=").find(c) != std::string_view::npos;
  };
  if (std::ranges::all_of(word, is_plain)) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

std::string command_line(const std::filesystem::path& folder, std::string_view words) {
  std::string line = "sonoset ";
  if (!folder.empty() && folder != ".") line += "-C " + shell_word(folder.string()) + " ";
  return line.append(words);
}

std::string command_line(catalog::Catalog& catalog, std::string_view words) {
  return command_line(std::filesystem::path(catalog.database().name()).parent_path(), words);
}

}  // namespace curate
