#include "model/link.h"

#include "base/names.h"

namespace model {
namespace {

constexpr auto kLinkKindNames = base::names<LinkKind>({{LinkKind::Object, "object"},
                                                       {LinkKind::MediaUrl, "media-url"},
                                                       {LinkKind::Packets, "packets"},
                                                       {LinkKind::Pixels, "pixels"},
                                                       {LinkKind::Subject, "subject"},
                                                       {LinkKind::Case, "case"},
                                                       {LinkKind::NearDuplicate, "near-duplicate"},
                                                       {LinkKind::AlikeName, "alike-name"},
                                                       {LinkKind::SameSource, "same-source"}});

}  // namespace

std::vector<LinkKind> link_kinds() {
  std::vector<LinkKind> kinds;
  for (const auto& [kind, name] : kLinkKindNames) kinds.push_back(kind);
  return kinds;
}

std::string_view to_string(LinkKind kind) { return base::name_of(kLinkKindNames, kind); }

std::optional<LinkKind> link_kind_from(std::string_view text) { return base::value_of(kLinkKindNames, text); }

bool is_certain(LinkKind kind) { return kind < LinkKind::NearDuplicate; }

}  // namespace model
