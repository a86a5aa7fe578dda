#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace model {

/// Why two clips belong together, the strongest evidence first.
enum class LinkKind {
  Object,    ///< made from the same bytes; the key is their digest
  MediaUrl,  ///< from the same address
  Packets,   ///< share encoded key pictures: the same recording, repackaged
  Pixels,    ///< a frame of each has the same pixels
  Subject,
  Case,
  NearDuplicate,  ///< pictures look alike, or too little is shared to be certain; not confirmed
  AlikeName,      ///< ids of subjects or cases look alike, as p01 and p1; not confirmed
  SameSource      ///< both without subject and case: may be the same person
};
/// Whether links of this kind prove that two clips belong together. The others only make possible leaks if a split
/// divides the clips; of these, only SameSource can be asked to keep clips in one fold.
bool is_certain(LinkKind kind);
/// All kinds, the strongest first.
std::vector<LinkKind> link_kinds();
std::string_view to_string(LinkKind kind);
std::optional<LinkKind> link_kind_from(std::string_view text);

/// `key` is what the clips share: a digest, a URL, "manifest/subject". SameSource links only clips that name neither
/// subject nor case: unknown never means unique. first < second.
struct Link {
  LinkKind kind = LinkKind::Object;
  std::string key;
  std::string first;
  std::string second;
  auto operator<=>(const Link&) const = default;
};

}  // namespace model
