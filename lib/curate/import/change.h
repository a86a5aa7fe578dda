#pragma once

#include <compare>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace curate {

/// A change of one key of an entry, with values as a manifest writes them; empty: the key is absent.
struct AttributeChange {
  std::string key;  ///< "region", "labels.diagnosis", "attributes.age"; of the run: "sampling", "channels", "format"
  std::optional<std::string> from;
  std::optional<std::string> to;
  auto operator<=>(const AttributeChange&) const = default;
};

/// What an import changes about one entry of a manifest.
struct Change {
  enum class What { Manifest, Licence, Source, Clip, SamePerson };
  enum class How { Added, Changed, Removed };
  What what = What::Clip;
  std::string id;  ///< "m/s01 = n/p7" for SamePerson
  How how = How::Added;
  std::vector<AttributeChange> attributes;  ///< of Changed, by key; "manifest" for a clip from another manifest
  auto operator<=>(const Change&) const = default;
};
std::string_view to_string(Change::What what);
std::string_view to_string(Change::How how);
/// The plural: "sources", "clips" …
std::string_view plural(Change::What what);

struct ManifestChanges {
  std::string manifest;
  bool is_new = false;              ///< not in the dataset yet
  std::vector<Change> changes;      ///< sorted
  std::vector<std::size_t> to_put;  ///< indices of clips whose row is put again: changed, new or not done yet
};

/// The differences between two maps of keys and values.
std::vector<AttributeChange> differences(const std::map<std::string, std::string>& from,
                                         const std::map<std::string, std::string>& to);

/// For each manifest a line of counts, then the changes: equal ones on one line, long ones shortened. Empty if nothing
/// changed.
std::string to_text(const std::vector<ManifestChanges>& changes);

}  // namespace curate
