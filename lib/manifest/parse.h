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
  /// If there are problems: the manifest with its valid clips only, for checks; named after the file if it has no
  /// name. Nothing if the file is not YAML.
  std::optional<Manifest> partial;
  std::vector<Problem> problems;  ///< in the order of the file, at most 1,000; clips after them are not read
};

/// Parses a manifest. `name` is the file name in problems; its paths are relative to `folder` and must not leave it
/// (empty: links are not checked, and the taxonomy must be a built-in one). `taxonomy`: read the taxonomy from this
/// file instead of the one that the manifest names. Links to media may lead out of the folder to below `follow_links`.
Parsed parse_text(std::string_view text, const std::string& name, const std::filesystem::path& folder,
                  const std::filesystem::path& taxonomy = {},
                  const std::vector<std::filesystem::path>& follow_links = {});
/// Parses a manifest file; problems name `path` as given. Throws NotFound, Denied, Io or InvalidInput if it cannot be
/// read or is larger than 64 MB.
Parsed parse(const std::filesystem::path& path, const std::filesystem::path& taxonomy = {},
             const std::vector<std::filesystem::path>& follow_links = {});

}  // namespace manifest
