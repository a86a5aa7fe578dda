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

/// Source::fetch: addresses are pages, and yt-dlp finds the video in them.
inline constexpr std::string_view kFetchByYtDlp = "yt-dlp";

/// Where objects come from: a site, a publication, a hospital. Ids are the manifest's own.
struct Source {
  std::string id;
  std::string title;
  std::string url;
  std::string licence;  ///< an SPDX id, LicenseRef-…, or empty: unknown
  std::string licence_url;
  std::string terms;  ///< in words: what else the source asks for
  std::string citation;
  std::string fetch = {};  ///< kFetchByYtDlp, or empty: addresses are the files' own
  bool operator==(const Source&) const = default;
};

/// What a licence lets people do; for SPDX ids from a table, for LicenseRef-… as the manifest states.
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

/// A value on an axis of the taxonomy, by someone, with evidence.
struct Label {
  std::string axis;
  std::string value;
  std::string by;        ///< who says so; empty: the manifest's author
  std::string evidence;  ///< why: a finding, a test, a page
  Role role = Role::Manifest;
  auto operator<=>(const Label&) const = default;
};

/// One entry of a manifest, defaults applied. `region` is manual where it is set.
struct Clip {
  std::string id;
  std::string source;
  std::string path;  ///< below the manifest's folder; or `url`
  std::string url;
  std::optional<base::Digest> sha256;
  std::optional<int> stream;
  Window window;
  std::optional<Region> region;
  std::string probe;
  std::string subject;  ///< empty: unknown, which never means unique
  std::string clip_case;
  std::string licence;  ///< its own, else its source's
  std::string page;     ///< an address that people can read; never a link
  std::string notes;
  std::vector<Label> labels;                      ///< sorted
  std::map<std::string, std::string> attributes;  ///< what else the source said, as it said it
  int line = 0;                                   ///< where the entry starts in its manifest
  int column = 0;                                 ///< in bytes; the catalog does not keep it
  bool operator==(const Clip&) const = default;
};

/// The last part of its path, or of its URL without query and fragment: what the name claims by its extension.
std::string file_name_of(const Clip& clip);

}  // namespace model
