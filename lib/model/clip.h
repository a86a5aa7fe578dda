#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "model/region.h"
#include "model/window.h"

namespace model {

/// Source::fetch: addresses are web pages, whose videos yt-dlp downloads.
inline constexpr std::string_view kFetchByYtDlp = "yt-dlp";

/// Where objects come from: a site, a publication, a hospital. Ids belong to the manifest.
struct Source {
  std::string id;
  std::string title;
  std::string url;
  std::string licence;  ///< an SPDX id, LicenseRef-…, or empty: unknown
  std::string licence_url;
  std::string terms;  ///< other terms of the source, as text
  std::string citation;
  std::string fetch = {};  ///< kFetchByYtDlp; empty: addresses are those of the files
  bool operator==(const Source&) const = default;
};

/// What a licence permits: for SPDX ids from a table, for LicenseRef-… from the manifest.
struct Licence {
  std::string id;
  std::string title;
  std::string url;
  bool redistribute = false;
  bool research = false;
  bool commercial = false;
  bool derivatives = false;
  bool operator==(const Licence&) const = default;
};

enum class Role { Manifest, Annotator, Curator };
std::string_view to_string(Role role);
std::optional<Role> role_from(std::string_view text);

/// A value on an axis of the taxonomy, with author and evidence.
struct Label {
  std::string axis;
  std::string value;
  std::string by;        ///< the author; empty: the manifest's author
  std::string evidence;  ///< a finding, a test, a page
  Role role = Role::Manifest;
  auto operator<=>(const Label&) const = default;
};

/// One entry of a manifest, with defaults applied.
struct Clip {
  std::string id;
  std::string source;
  std::string path;  ///< below the manifest's folder; or `url`
  std::string url;
  std::optional<base::Digest> sha256;
  std::optional<int> stream;
  Window window;
  std::optional<Region> region;
  /// `region: auto`: to be found in the pictures. With `region`: a person accepted that one, see
  /// curate/label/decided_crops.h.
  bool auto_region = false;
  std::string probe;
  std::string subject;  ///< empty: unknown, which never means unique
  std::string clip_case;
  std::string licence;  ///< its own, else its source's
  std::string page;     ///< a web page for people; never makes a link
  std::string notes;
  std::vector<Label> labels;                      ///< sorted
  std::map<std::string, std::string> attributes;  ///< other information from the source, unchanged
  int line = 0;                                   ///< where the entry starts in the manifest
  int column = 0;                                 ///< in bytes; not kept in the catalog
  bool operator==(const Clip&) const = default;
};

/// The name of the clip's file at its source.
std::string file_name(const Clip& clip);

}  // namespace model
