#include "publish/overview_page.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/markup.h"
#include "base/text.h"
#include "curate/sectors/sector_votes.h"
#include "html/html.h"
#include "image/sector_outline.h"

namespace publish {
namespace {

using html::element;
using html::wrapped;

constexpr std::string_view kOverviewStyle = R"(
body { max-width: 110rem; }
a { color: var(--link); }
nav a { margin-right: 1rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(15.5rem, 1fr)); gap: 0.8rem; }
.tile { background: var(--box); border: 1px solid var(--line); border-radius: 6px; padding: 0.5rem;
  font-size: 0.85rem; line-height: 1.35; scroll-margin-top: 1rem; content-visibility: auto;
  contain-intrinsic-size: 15.5rem 20rem; }
.tile:focus, .tile:target { outline: 3px solid var(--link); }
.tile h3 { font-size: 0.95rem; margin: 0.3rem 0; overflow-wrap: anywhere; }
.tile p { margin: 0.25rem 0; }
.tile code { display: block; user-select: all; background: var(--page); border: 1px solid var(--line);
  border-radius: 4px; padding: 0.2rem 0.4rem; font-size: 0.75rem; overflow-wrap: anywhere; white-space: pre-wrap; }
.shown { display: flex; justify-content: center; background: #000; }
.fit { position: relative; max-width: 100%; }
.shown img { display: block; max-width: 100%; height: auto; }
.shown svg { position: absolute; inset: 0; width: 100%; height: 100%; }
.shown polygon { fill: none; stroke: #3f6; stroke-width: 2; vector-effect: non-scaling-stroke; }
.shown rect { fill: none; stroke: #fff; stroke-width: 1.5; stroke-dasharray: 5 3; vector-effect: non-scaling-stroke; }
.shown rect.overlay { stroke: #fa3; stroke-width: 1; stroke-dasharray: none; }
.none { padding: 2rem 0.5rem; color: #ddd; }
.serious { border-left: 4px solid var(--warn-line); padding-left: 0.4rem; }
main:has(#only:checked) .calm { display: none; }
@media print {
  :root { color-scheme: light; --page: #fff; --text: #000; --faint: #444; --line: #bbb; --box: #fff; --warn: #fff;
    --warn-line: #000; --link: #000; font-size: 9pt; }
  body { max-width: none; padding: 0; }
  .tiles { grid-template-columns: repeat(4, minmax(0, 1fr)); }
  .tile { break-inside: avoid; content-visibility: visible; }
  .filter { display: none; }
  h2 { break-after: avoid; }
  .shown { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
)";

constexpr int k = model::kPointsPerPixel;

std::string percent(int permille) { return fmt::format("{}.{}%", permille / 10, permille % 10); }

std::string words_of(const model::Region& region) {
  return fmt::format("{} x {} at {},{}", region.width, region.height, region.x, region.y);
}

bool is_open(const catalog::FindingRow& row) { return row.resolved_by.empty(); }

std::string polygon_of(const model::Sector& sector) {
  std::string points;
  for (const model::Point& point : image::outline(sector)) {
    points += fmt::format("{}{},{}", points.empty() ? "" : " ", point.x, point.y);
  }
  return points.empty() ? "" : fmt::format("<polygon points=\"{}\"><title>sector</title></polygon>", points);
}

std::string box_of(const model::Region& box, std::string_view title, std::string_view kind) {
  return fmt::format("<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"><title>{}</title></rect>", kind,
                     box.x * k, box.y * k, box.width * k, box.height * k, base::escape_markup(title));
}

std::string picture_of(const OverviewTile& tile) {
  const std::span bytes(reinterpret_cast<const std::uint8_t*>(tile.jpeg.data()), tile.jpeg.size());
  const auto uri = html::data_uri(bytes);
  if (!uri) return wrapped("div", element("p", "No picture: " + tile.why, "class=\"none\""), "class=\"shown\"");
  std::string marks;
  if (tile.region) marks += box_of(*tile.region, "the frames are cropped to this: " + words_of(*tile.region), "crop");
  for (const model::Overlay& overlay : tile.overlays) {
    marks += box_of(overlay.box, model::to_string(overlay.kind), "overlay");
  }
  if (tile.found) marks += polygon_of(tile.found->sector);
  return wrapped(
      "div",
      fmt::format(
          "<div class=\"fit\"><img src=\"{}\" width=\"{}\" height=\"{}\" loading=\"lazy\" decoding=\"async\" "
          "alt=\"whole picture "
          "of clip {}\"/><svg viewBox=\"0 0 {} {}\" preserveAspectRatio=\"none\" aria-hidden=\"true\">{}</svg></div>",
          *uri, tile.jpeg_width, tile.jpeg_height, base::escape_markup(tile.clip.id), tile.width * k, tile.height * k,
          marks),
      "class=\"shown\"");
}

std::string sector_text(const OverviewTile& tile) {
  if (!tile.found) return "sector: not looked for";
  const model::FoundSector& found = *tile.found;
  if (found.sector.kind == model::Sector::Kind::Whole) {
    return fmt::format("no sector found; confidence {}", percent(found.confidence_permille));
  }
  return fmt::format("{} sector, {}; confidence {}", model::to_string(found.sector.kind),
                     words_of(found.sector.bounds()), percent(found.confidence_permille));
}

bool is_cropped(const OverviewTile& tile) {
  return tile.region && *tile.region != model::Region{0, 0, tile.width, tile.height};
}

std::string crop_text(const OverviewTile& tile) {
  if (!is_cropped(tile)) return "frames are not cropped";
  return fmt::format("frames cropped to {}{}", words_of(*tile.region),
                     !tile.clip.region       ? ", as found"
                     : tile.clip.auto_region ? ", as a person accepted"
                                             : ", as the manifest says");
}

// How a person corrects the crop: what the manifest says is what is used.
std::string correction_of(const OverviewTile& tile) {
  const std::string place = fmt::format("{}.yaml:{}", tile.manifest, tile.clip.line);
  if (!tile.found) {
    return element("p", tile.region ? "To compare the crop with what is found:" : "To find it:") +
           element("code", fmt::format("sonoset import {}.yaml --region auto", tile.manifest));
  }
  const model::Region region =
      tile.region.value_or(model::Region{0, 0, std::max(tile.width, 1), std::max(tile.height, 1)});
  return element("p", fmt::format("If it is wrong, write in {} and import again:", place)) +
         element("code", fmt::format("region: {{x: {}, y: {}, width: {}, height: {}}}", region.x, region.y,
                                     region.width, region.height));
}

std::string findings_of(const OverviewTile& tile) {
  std::string markup;
  for (const catalog::FindingRow& row : tile.findings) {
    if (!is_open(row)) continue;
    markup += element("p", fmt::format("{}: {}", row.finding.code, row.finding.message), "class=\"serious\"") +
              element("code", fmt::format("sonoset resolve {} {}{} --why ''", row.finding.code, tile.clip.id,
                                          row.finding.code == curate::kSectorDiffers ? " --accept" : ""));
  }
  return markup;
}

std::string tile_of(const OverviewTile& tile) {
  const std::string findings = findings_of(tile);
  const std::string id = base::escape_markup(tile.clip.id);
  return wrapped("article",
                 picture_of(tile) + element("h3", tile.clip.id) + element("p", sector_text(tile)) +
                     element("p", crop_text(tile), "class=\"faint\"") + findings + correction_of(tile),
                 fmt::format("class=\"tile{}\" id=\"clip-{}\" tabindex=\"0\" aria-label=\"{}\"",
                             findings.empty() ? " calm" : "", id, id));
}

struct Part {
  std::string_view id;
  std::string_view title;
  int below;  ///< confidence in 1/1000
};
constexpr std::array kParts = {Part{"doubtful", "Confidence below 50%", 500},
                               Part{"fair", "Confidence 50% to 80%", 800},
                               Part{"good", "Confidence 80% and above", 1001}};
constexpr Part kUnknown{"unknown", "Sector not looked for", 0};

const Part& part_of(const OverviewTile& tile) {
  if (!tile.found) return kUnknown;
  for (const Part& part : kParts) {
    if (tile.found->confidence_permille < part.below) return part;
  }
  return kParts.back();
}

std::string head_of(const Overview& overview) {
  std::string markup =
      element("h1", "Overview: " + overview.title) +
      element("p",
              "For the curator. The pictures are whole, as they were recorded, with all text in them: "
              "do not pass this page on.",
              "class=\"warn\"") +
      element("p",
              "Green: the outline of the sector that was found. Orange: text, rulers, markers and logos. "
              "Dashed: what frames are cropped to. The least certain come first. Tab moves from clip to clip; a click "
              "on a command "
              "selects it.");
  std::string count = base::counted(overview.tiles.size(), "clip") + " shown";
  if (!overview.where.empty()) count += fmt::format(" ({})", fmt::join(overview.where, ", "));
  if (overview.more > 0) count += fmt::format("; {} more left out (--max-clips)", overview.more);
  if (!overview.without_frames.empty()) {
    count += fmt::format("; {} without frames left out: {}", base::counted(overview.without_frames.size(), "clip"),
                         base::some_of(overview.without_frames));
  }
  return markup + element("p", count + ".");
}

}  // namespace

std::string overview_page(const Overview& overview) {
  std::string links;
  std::string sections;
  const auto add = [&](const Part& part) {
    std::string tiles;
    std::size_t count = 0;
    for (const OverviewTile& tile : overview.tiles) {
      if (&part_of(tile) != &part) continue;
      tiles += tile_of(tile);
      ++count;
    }
    if (count == 0) return;
    const std::string title = fmt::format("{} ({})", part.title, count);
    links += element("a", title, fmt::format("href=\"#{}\"", part.id));
    sections += wrapped("section", element("h2", title) + wrapped("div", tiles, "class=\"tiles\""),
                        fmt::format("id=\"{}\"", part.id));
  };
  for (const Part& part : kParts) add(part);
  add(kUnknown);
  const std::string filter =
      "<p class=\"filter\"><label><input type=\"checkbox\" id=\"only\"/> only clips with open findings</label></p>\n";
  return html::page("Overview: " + overview.title,
                    head_of(overview) + wrapped("nav", links, "aria-label=\"Parts\"") + filter + sections,
                    kOverviewStyle);
}

}  // namespace publish
