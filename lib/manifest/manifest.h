#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "manifest/taxonomy.h"
#include "model/clip.h"
#include "model/finding.h"

namespace manifest {

/// A subject of this or of another manifest.
struct SubjectName {
  std::string manifest;
  std::string subject;
  auto operator<=>(const SubjectName&) const = default;
};

/// The sources and clips of a dataset. schema/manifest.schema.json describes the file.
struct Manifest {
  std::string name;  ///< an id
  std::string title;
  std::string description;
  std::string taxonomy = "lung-ultrasound";  ///< a built-in one, or a file below the manifest's folder
  Taxonomy terms;                            ///< the contents of `taxonomy`
  std::vector<model::Licence> licences;      ///< the LicenseRef-… that it defines
  std::vector<model::Source> sources;
  std::vector<model::Clip> clips;  ///< in the file's order, `defaults` applied
  /// Each list holds the names of one person.
  std::vector<std::vector<SubjectName>> same_as;
  /// Findings on valid entries, by clip: see subject_names.h.
  std::map<std::string, std::vector<model::Finding>> findings;
  base::Digest digest;         ///< SHA-256 of the file's bytes
  std::filesystem::path path;  ///< where it was read from; empty for text
  bool operator==(const Manifest&) const = default;

  /// The folder that its paths are relative to.
  std::filesystem::path folder() const;
};

/// A licence that the manifest defines, or that is on the SPDX list. Nothing for empty and unknown ids.
std::optional<model::Licence> find_licence(const Manifest& manifest, std::string_view id);

}  // namespace manifest
