#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/region.h"
#include "model/sector.h"
#include "phantom/anatomy.h"
#include "phantom/canvas_text.h"
#include "phantom/screen_layout.h"
#include "phantom/screen_palette.h"
#include "phantom/screen_shape.h"

namespace phantom {

/// The parameters of a device's screen. Equal values give equal pictures on every machine.
struct ScreenSpec {
  std::uint64_t seed = 1;          ///< the device: its layout, sizes, colours and texts
  std::uint64_t subject_seed = 1;  ///< the body
  std::uint64_t clip_seed = 1;     ///< the place of the probe and the signs there
  LungState state = LungState::Healthy;
  std::optional<ScreenKind> kind;  ///< else chosen by the seed, as the following
  int width = 0;                   ///< both or neither
  int height = 0;
  int text_px = 0;    ///< height of the capitals of all texts
  bool bare = false;  ///< nothing but the sectors
};

/// What follows from the parameters before anything is drawn.
struct ScreenPlan {
  std::uint64_t seed = 0;
  ScreenKind kind = ScreenKind::Convex;
  int width = 0;
  int height = 0;
  bool colour = true;  ///< else the pictures are grey
  bool bare = false;
  const ScreenLayout* layout = nullptr;  ///< none if bare or an earlier crop removed it
  Palette palette;
  TextStyle text;
  bool one_size = false;     ///< all texts have the same height
  bool named = true;         ///< with texts that identify
  bool over_sector = false;  ///< texts may cover parts of a sector
  model::Region area;        ///< where sectors are
  std::vector<model::Sector> sectors;
  double depth_mm = 0;

  bool in_sector(int x, int y) const;
};

/// Throws InvalidInput for impossible sizes. The depth is not set.
ScreenPlan plan_screen(const ScreenSpec& spec);
/// A screen around a given clip, as large as that needs; the clip's sector is moved to its place, not scaled. Size and
/// kind of `spec` are not used.
ScreenPlan plan_screen(const ScreenSpec& spec, const model::Sector& clip_sector);

}  // namespace phantom
