#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace model {

/// Why two clips must share a fold, the strongest evidence first.
enum class LinkKind { Object, MediaUrl, NearDuplicate, Subject, Case, SameSource };
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
