#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/overlay.h"
#include "model/sector.h"

namespace phantom {

/// What a text says. All but Device point to a person, a place or a day.
enum class Meaning { Device, Name, Id, Age, Date, Hospital };
inline bool identifies(Meaning meaning) { return meaning != Meaning::Device; }
/// "device", "name", "id", "age", "date", "hospital".
std::string_view to_string(Meaning meaning);

/// One thing that a device drew.
struct Drawn {
  enum class Role {
    Text,
    Ruler,   ///< ticks with their numbers
    Bar,     ///< grey levels or colours
    Marker,  ///< orientation and focus marks, calipers, the mouse pointer
    Logo,    ///< a shape, a word or both
    Trace,   ///< ECG, TGC curve
    Frame    ///< boxes and areas behind the rest, outlines, small pictures
  };
  enum class Where { Outside, Inside, Across };

  Role role = Role::Text;
  /// Its kind says nothing for Trace and Frame, which have none.
  model::Overlay overlay;
  std::string text;  ///< as drawn: of texts and logos
  int cap_px = 0;    ///< height of its capitals
  Meaning meaning = Meaning::Device;
  Where where = Where::Outside;  ///< of all sectors; of its pixels
};
/// "text", "ruler", "bar", "marker", "logo", "trace", "frame".
std::string_view to_string(Drawn::Role role);
/// "outside", "inside", "across".
std::string_view to_string(Drawn::Where where);

/// The truth about a device's screen.
struct ScreenTruth {
  model::Sector sector;               ///< of the B-mode picture; the left one of two
  std::vector<model::Sector> others;  ///< the right one of two; the strip of an M-mode
  double depth_mm = 0;                ///< of the sector; what the ruler shows
  std::vector<Drawn> drawn;           ///< in the order of drawing
};

/// A JSON object with sorted keys.
std::string to_json(const ScreenTruth& truth);

}  // namespace phantom
