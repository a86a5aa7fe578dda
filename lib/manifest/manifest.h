#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "manifest/problem.h"
#include "manifest/taxonomy.h"
#include "model/clip.h"

namespace manifest {

/// A subject of this or of another manifest.
struct SubjectName {
  std::string manifest;
  std::string subject;
  auto operator<=>(const SubjectName&) const = default;
};

/// What a dataset is made of, as people wrote it down. schema/manifest.schema.json describes the file.
struct Manifest {
  std::string name;  ///< an id
  std::string title;
  std::string description;
  std::string taxonomy = "lung-ultrasound";  ///< a built-in one, or a file below the manifest's folder
  Taxonomy terms;                            ///< what `taxonomy` names
  std::vector<model::Licence> licences;      ///< the LicenseRef-… that it states itself
  std::vector<model::Source> sources;
  std::vector<model::Clip> clips;  ///< in the file's order, `defaults` applied
  /// Each list is one person under several names.
  std::vector<std::vector<SubjectName>> same_as;
  base::Digest digest;         ///< SHA-256 of the file's bytes
  std::filesystem::path path;  ///< where it was read from; empty for text
  bool operator==(const Manifest&) const = default;
};

struct Parsed {
  std::optional<Manifest> manifest;  ///< nothing where there are problems
  std::vector<Problem> problems;     ///< all of them (up to 1,000), in the order of the file
};

/// Reads a manifest. `name` is the file name that problems carry; `folder` is where its relative paths start and what
/// they must not leave (empty: links are not looked at, and the taxonomy has to be a built-in one).
Parsed parse_text(std::string_view text, const std::string& name, const std::filesystem::path& folder);
/// The same from a file; problems carry the path as it is given. Throws NotFound, Denied, Io or InvalidInput where the
/// file cannot be read or is larger than 64 MB.
Parsed parse(const std::filesystem::path& path);

/// What a licence permits: the manifest's own statement, else the SPDX list's. Nothing for empty and unknown ids.
std::optional<model::Licence> find_licence(const Manifest& manifest, std::string_view id);

}  // namespace manifest
