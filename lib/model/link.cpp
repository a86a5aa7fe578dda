#include "model/link.h"

namespace model {

std::string_view to_string(LinkKind kind) {
  switch (kind) {
    case LinkKind::Object:
      return "object";
    case LinkKind::MediaUrl:
      return "media-url";
    case LinkKind::NearDuplicate:
      return "near-duplicate";
    case LinkKind::Subject:
      return "subject";
    case LinkKind::Case:
      return "case";
    case LinkKind::SameSource:
      return "same-source";
  }
  return "object";
}

std::optional<LinkKind> link_kind_from(std::string_view text) {
  for (const LinkKind kind : {LinkKind::Object, LinkKind::MediaUrl, LinkKind::NearDuplicate, LinkKind::Subject,
                              LinkKind::Case, LinkKind::SameSource}) {
    if (to_string(kind) == text) return kind;
  }
  return std::nullopt;
}

}  // namespace model
