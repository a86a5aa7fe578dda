#include "model/overlay.h"

#include "base/names.h"

namespace model {
namespace {

constexpr auto kOverlayKinds = base::names<Overlay::Kind>({{Overlay::Kind::Text, "text"},
                                                           {Overlay::Kind::Ruler, "ruler"},
                                                           {Overlay::Kind::Marker, "marker"},
                                                           {Overlay::Kind::Logo, "logo"}});

}  // namespace

std::string_view to_string(Overlay::Kind kind) { return base::name_of(kOverlayKinds, kind); }

std::optional<Overlay::Kind> overlay_kind_from(std::string_view text) { return base::value_of(kOverlayKinds, text); }

}  // namespace model
