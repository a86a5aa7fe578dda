#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "manifest/manifest.h"
#include "manifest/parse.h"
#include "manifest/problem.h"

namespace manifest {

struct Parsed {
  std::optional<Manifest> manifest;  ///< nothing where there are problems
  /// Where there are problems: the manifest with those of its clips that have none, for checks only; called after the
  /// file where it has no name. Nothing where the file cannot be read as YAML.
  std::optional<Manifest> partial;
  std::vector<Problem> problems;  ///< all of them (up to 1,000), in the order of the file
};

/// Reads a manifest. `name` is the file name that problems carry; `folder` is where its relative paths start and what
/// they must not leave (empty: links are not looked at, and the taxonomy has to be a built-in one).
/// `taxonomy`: the file that holds the manifest's own taxonomy, where it is not the one that the manifest names. Below
/// `follow_links`, links to media may lead out of the folder.
Parsed parse_text(std::string_view text, const std::string& name, const std::filesystem::path& folder,
                  const std::filesystem::path& taxonomy = {},
                  const std::vector<std::filesystem::path>& follow_links = {});
/// The same from a file; problems carry the path as it is given. Throws NotFound, Denied, Io or InvalidInput where the
/// file cannot be read or is larger than 64 MB.
Parsed parse(const std::filesystem::path& path, const std::filesystem::path& taxonomy = {},
             const std::vector<std::filesystem::path>& follow_links = {});

}  // namespace manifest
