#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace model {

/// Why two clips belong together, the strongest evidence first.
enum class LinkKind {
  Object,    ///< they are made from the same bytes; the key is their digest
  MediaUrl,  ///< or from one address
  Packets,   ///< they share key pictures as a container stores them: the same recording, repackaged
  Pixels,    ///< a frame of each has the same pixels
  Subject,
  Case,
  NearDuplicate,  ///< their pictures look alike, or they share too little to be sure: nobody has confirmed it
  AlikeName,      ///< their subjects or cases are written alike, as p01 and p1: nor that
  SameSource      ///< neither names subject or case: it may be the same person
};
/// False for kinds that say that two clips may belong together, not that they do: what they join and a split divides is
/// a possible leak. Of these only SameSource can be asked to hold a fold together.
bool is_certain(LinkKind kind);
/// All of them, the strongest first.
std::vector<LinkKind> link_kinds();
std::string_view to_string(LinkKind kind);
std::optional<LinkKind> link_kind_from(std::string_view text);

/// `key` is what both have: a digest, a URL, "manifest/subject". SameSource stands only between clips that name neither
/// subject nor case: unknown never means unique. first < second.
struct Link {
  LinkKind kind = LinkKind::Object;
  std::string key;
  std::string first;
  std::string second;
  auto operator<=>(const Link&) const = default;
};

}  // namespace model
