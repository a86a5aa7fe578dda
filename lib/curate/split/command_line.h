#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "catalog/catalog.h"

namespace curate {

/// A word, quoted for a shell if it has to be.
std::string shell_word(const std::string& word);

/// "sonoset -C lungs split main": `words` as a complete command for a dataset's folder, quoted for a shell.
std::string command_line(const std::filesystem::path& folder, std::string_view words);
std::string command_line(catalog::Catalog& catalog, std::string_view words);

}  // namespace curate
