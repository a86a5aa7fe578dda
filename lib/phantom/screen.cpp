#include "phantom/screen.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "phantom/exact_math.h"

namespace phantom {
namespace {

/// Scan lines and samples for a sector of this size.
std::pair<int, int> grid_of(const model::Sector& sector) {
  const auto [left, top] = position(sector, {0, 0});
  const auto [left_middle, unused] = position(sector, {0, 0.5});
  const auto [right_middle, also_unused] = position(sector, {1, 0.5});
  const auto [middle, bottom] = position(sector, {0.5, 1});
  return {std::clamp(static_cast<int>((right_middle - left_middle) * 0.7), 48, 320),
          std::clamp(static_cast<int>(bottom - top), 64, 512)};
}

bool is_linear_probe(const model::Sector& sector) { return !sector.is_fan(); }

LungAnatomy anatomy_of(const ScreenSpec& spec, std::uint64_t clip_seed, const ScreenPlan& plan) {
  return choose_anatomy(spec.subject_seed, clip_seed, choose_findings(spec.state, clip_seed),
                        is_linear_probe(plan.sectors.front()));
}

ScreenPlan with_depth(ScreenPlan plan, double depth_mm) {
  plan.depth_mm = depth_mm;
  return plan;
}

ScreenPlan with_tissue(const ScreenSpec& spec) {
  const ScreenPlan plan = plan_screen(spec);
  return with_depth(plan, anatomy_of(spec, spec.clip_seed, plan).depth_mm);
}

}  // namespace

Screen::View::View(const model::Sector& sector, const LungAnatomy& anatomy, const LungFindings& findings,
                   const ScreenPlan& plan, std::uint64_t look_seed)
    : converter(sector, plan.width, plan.height, grid_of(sector).first, grid_of(sector).second),
      tissue(anatomy, findings, converter.lines(), converter.samples()),
      look(look_seed, converter.lines(), converter.samples()),
      stopped(look.frozen()) {}

Screen::Screen(const ScreenSpec& spec) : Screen(spec, with_tissue(spec)) {}

Screen::Screen(const ScreenSpec& spec, ScreenPlan plan) : frame_(plan) {
  Random random(mix(spec.seed, 0x5c));
  const std::uint64_t look_seed = mix(spec.seed, spec.clip_seed);
  const LungFindings findings = choose_findings(spec.state, spec.clip_seed);
  views_.emplace_back(plan.sectors[0], anatomy_of(spec, spec.clip_seed, plan), findings, plan, look_seed);
  if (plan.kind == ScreenKind::Dual) {
    // The same body through another window, at the same depth.
    const std::uint64_t other_seed = mix(spec.clip_seed, 2);
    LungAnatomy other = anatomy_of(spec, other_seed, plan);
    other.depth_mm = plan.depth_mm;
    views_.emplace_back(plan.sectors[1], other, choose_findings(spec.state, other_seed), plan, mix(look_seed, 2));
    views_[1].stopped = views_[1].stopped || random.below(2) == 0;
  } else if (plan.kind == ScreenKind::MMode) {
    const int columns = std::clamp(plan.sectors[1].visible.width / 3, 48, 320);
    strip_ = std::make_unique<ScanConverter>(plan.sectors[1], plan.width, plan.height, columns,
                                             views_[0].converter.samples());
    sweep_us_ = 2'500'000 + std::int64_t{500'000} * random.below(5);
  }
  choose_tint(spec.seed);
}

/// Some devices show levels in shades of sepia or blue.
void Screen::choose_tint(std::uint64_t seed) {
  Random random(mix(seed, 0x71));
  if (!frame_.plan().colour || random.below(8) != 0) return;
  static constexpr std::array<Colour, 4> kTints = {
      {{255, 226, 180}, {196, 220, 255}, {255, 205, 140}, {205, 250, 225}}};
  const Colour white = kTints[static_cast<std::size_t>(random.below(4))];
  for (int level = 0; level < 256; ++level) {
    tint_.push_back({static_cast<std::uint8_t>(level * white.red / 255),
                     static_cast<std::uint8_t>(level * white.green / 255),
                     static_cast<std::uint8_t>(level * white.blue / 255)});
  }
}

void Screen::draw_view(const View& view, std::int64_t time_us, model::Picture& picture) const {
  std::vector<std::uint8_t> scan;
  view.tissue.render(view.stopped ? 0 : time_us, scan);
  view.look.apply(scan);
  view.converter.draw(scan, picture, tint_);
}

/// The middle line over time: the newest sweep up to now, the one before to the right of it.
void Screen::draw_strip(std::int64_t time_us, model::Picture& picture) const {
  const View& view = views_.front();
  const std::int64_t now = view.stopped ? 0 : time_us;
  const std::int64_t in_sweep = (now % sweep_us_ + sweep_us_) % sweep_us_;
  const int columns = strip_->lines();
  const int samples = strip_->samples();
  std::vector<std::uint8_t> scan(static_cast<std::size_t>(columns) * static_cast<std::size_t>(samples));
  for (int column = 0; column < columns; ++column) {
    const std::int64_t at = sweep_us_ * column / columns;
    std::uint8_t* line = scan.data() + static_cast<std::ptrdiff_t>(column) * samples;
    view.tissue.render_line(view.converter.lines() / 2, now - in_sweep + at - (at > in_sweep ? sweep_us_ : 0), line);
    view.look.apply_line(view.converter.lines() / 2, line);
    // A black line shows where the newest is.
    if (at > in_sweep && at < in_sweep + sweep_us_ / 50) std::fill_n(line, samples, 0);
  }
  strip_->draw(scan, picture, tint_);
}

model::Picture Screen::picture(std::int64_t time_us) const {
  model::Picture picture = frame_.ground();
  for (const View& view : views_) draw_view(view, time_us, picture);
  if (strip_) draw_strip(time_us, picture);
  return frame_.finished(std::move(picture), time_us);
}

ClipScreen::ClipScreen(const ScreenSpec& spec, const model::Sector& sector, double depth_mm)
    : sector_(sector), frame_(with_depth(plan_screen(spec, sector), depth_mm)) {}

model::Picture ClipScreen::picture(const model::Picture& clip_picture, std::int64_t time_us) const {
  const model::Region& from = sector_.visible;
  const model::Region& to = frame_.plan().sectors.front().visible;
  if (!from.fits(clip_picture.width, clip_picture.height)) {
    throw base::Error(base::Code::InvalidInput, "the picture is smaller than its sector");
  }
  model::Picture picture = frame_.ground();
  for (int y = from.y; y < from.y + from.height; ++y) {
    for (int x = from.x; x < from.x + from.width; ++x) {
      if (!sector_.contains(x, y)) continue;
      const std::uint8_t* source = clip_picture.row(y) + std::ptrdiff_t{x} * clip_picture.channels;
      std::uint8_t* target = picture.row(y - from.y + to.y) + std::ptrdiff_t{3} * (x - from.x + to.x);
      for (int c = 0; c < 3; ++c) target[c] = source[clip_picture.channels == 3 ? c : 0];
    }
  }
  return frame_.finished(std::move(picture), time_us);
}

}  // namespace phantom
