#pragma once

#include <compare>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace curate {

/// One key of an entry, as a manifest writes it; nothing: it is not there.
struct AttributeChange {
  std::string key;  ///< "region", "labels.diagnosis", "attributes.age"; "sampling", "channels", "format": of the run
  std::optional<std::string> from;
  std::optional<std::string> to;
  auto operator<=>(const AttributeChange&) const = default;
};

/// What an import does to one thing that a manifest speaks of.
struct Change {
  enum class What { Manifest, Licence, Source, Clip, SamePerson };
  enum class How { Added, Changed, Removed };
  What what = What::Clip;
  std::string id;  ///< "m/s01 = n/p7" for SamePerson
  How how = How::Added;
  std::vector<AttributeChange> attributes;  ///< of Changed, by key; a clip that moves here has "manifest" among them
  auto operator<=>(const Change&) const = default;
};
std::string_view to_string(Change::What what);
std::string_view to_string(Change::How how);
/// "sources", "clips" …: `what` in the plural.
std::string_view plural(Change::What what);

struct ManifestChanges {
  std::string manifest;
  bool is_new = false;              ///< the dataset does not know it yet
  std::vector<Change> changes;      ///< sorted
  std::vector<std::size_t> to_put;  ///< of its clips: those whose row has to be looked at again, unchanged ones that
                                    ///< are not done among them
};

/// What differs between two lists of keys and values.
std::vector<AttributeChange> differences(const std::map<std::string, std::string>& from,
                                         const std::map<std::string, std::string>& to);

/// For people: a line of counts a manifest, then the changes, alike ones together, long ones shortened. Empty where
/// nothing changed.
std::string to_text(const std::vector<ManifestChanges>& changes);

}  // namespace curate
