#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "model/picture.h"
#include "phantom/scan_look.h"
#include "phantom/screen_frame.h"
#include "phantom/sector.h"
#include "phantom/tissue.h"

namespace phantom {

/// A synthetic clip as a device shows it, and the truth about its screen. For tests of what finds sectors, overlays and
/// burned-in texts. All devices, people and places are invented.
class Screen {
 public:
  /// Throws InvalidInput for impossible sizes.
  explicit Screen(const ScreenSpec& spec);

  ScreenKind kind() const { return frame_.plan().kind; }
  int width() const { return frame_.plan().width; }
  int height() const { return frame_.plan().height; }
  /// Whether the echoes stand still.
  bool frozen() const { return views_.front().look.frozen(); }
  const ScreenTruth& truth() const { return frame_.truth(); }
  /// Index into the truth's `drawn` of what is seen at this pixel; -1 if it is ground or echoes.
  int drawn_at(int x, int y) const { return frame_.drawn_at(x, y); }
  /// Three channels if the device draws in colour, else one.
  model::Picture picture(std::int64_t time_us) const;

 private:
  /// What one sector shows.
  struct View {
    View(const model::Sector& sector, const LungAnatomy& anatomy, const LungFindings& findings, const ScreenPlan& plan,
         std::uint64_t look_seed);
    ScanConverter converter;
    Tissue tissue;
    ScanLook look;
    bool stopped = false;
  };

  Screen(const ScreenSpec& spec, ScreenPlan plan);
  void draw_view(const View& view, std::int64_t time_us, model::Picture& picture) const;
  void draw_strip(std::int64_t time_us, model::Picture& picture) const;
  void choose_tint(std::uint64_t seed);

  ScreenFrame frame_;
  std::vector<View> views_;
  std::unique_ptr<ScanConverter> strip_;  ///< of an M-mode: its lines are times
  std::int64_t sweep_us_ = 0;
  std::vector<Colour> tint_;  ///< of each level; empty if grey
};

/// A device's screen around given pictures, such as those of a real clip.
class ClipScreen {
 public:
  /// `sector`: that of the clip's pictures. Throws InvalidInput if it is empty.
  ClipScreen(const ScreenSpec& spec, const model::Sector& sector, double depth_mm);

  int width() const { return frame_.plan().width; }
  int height() const { return frame_.plan().height; }
  const ScreenTruth& truth() const { return frame_.truth(); }
  int drawn_at(int x, int y) const { return frame_.drawn_at(x, y); }
  /// Shows the sector's pixels of one of the clip's pictures, unchanged unless something is drawn over them or the
  /// device is grey.
  model::Picture picture(const model::Picture& clip_picture, std::int64_t time_us) const;

 private:
  model::Sector sector_;
  ScreenFrame frame_;
};

}  // namespace phantom
