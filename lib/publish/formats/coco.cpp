#include "publish/formats/coco.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "image/sector_outline.h"
#include "publish/formats/export_run.h"
#include "publish/formats/frame_rows.h"

namespace publish {
namespace {

using CocoJson = nlohmann::ordered_json;

constexpr FormatTraits kCoco{.name = "coco", .description = "COCO's JSON with licences, clips as videos, and frames"};

std::string coco_text(const CocoJson& json) { return json.dump(-1, ' ', false, CocoJson::error_handler_t::replace); }

/// A list in a JSON document, an item on each line.
class CocoItems {
 public:
  void add(const CocoJson& item) { text_ += (text_.empty() ? "\n" : ",\n") + coco_text(item); }
  std::string text() const { return "[" + text_ + "]"; }

 private:
  std::string text_;
};

/// One file of annotations.
struct CocoPart {
  CocoItems videos;
  CocoItems images;
  CocoItems annotations;
  std::map<std::string, std::int64_t> frames;  ///< by clip, how many there are
};

class CocoExport {
 public:
  explicit CocoExport(ExportRun& run) : run_(run) {}

  void add_clip(const ClipFacts& facts) {
    ++video_;
    for (const model::Frame& frame : facts.set.frames) {
      const std::string stem = fmt::format("data/{}/{:06}", facts.unit.clip, frame.picture);
      const PlacedFrame placed = run_.place(facts, frame, stem);
      const std::string name = run_.part_of(facts, frame);
      CocoPart& part = parts_[name.empty() ? "all" : name];
      add_image(facts, frame, placed, part);
      if (!facts.unit.value.empty() && run_.classes().index(facts.unit.value)) add_label(facts, placed, part);
      if (facts.sector) add_sector(facts, frame, part);
      add_overlays(facts, frame, part);
    }
  }

  void finish() {
    for (const auto& [name, part] : parts_) {
      AtomicFolder::Stream file = run_.folder().open(fmt::format("annotations/{}.json", name));
      file.add("{\"info\": " + coco_text(info()) + ",\n\"licenses\": " + licences_.text());
      file.add(",\n\"categories\": " + categories().text() + ",\n\"videos\": " + part.videos.text());
      file.add(",\n\"images\": " + part.images.text());
      file.add(",\n\"annotations\": " + part.annotations.text() + "}\n");
      run_.folder().close(file);
    }
  }

 private:
  // Frames are numbered from 0 without gaps in each file, as CocoVID's readers index with frame_id.
  void add_image(const ClipFacts& facts, const model::Frame& frame, const PlacedFrame& placed, CocoPart& part) {
    const std::int64_t number = part.frames[facts.unit.clip]++;
    if (number == 0) part.videos.add(video_of(facts, placed));
    CocoJson image = {{"id", ++image_},
                      {"file_name", placed.path.substr(placed.path.find('/') + 1)},
                      {"width", placed.width},
                      {"height", placed.height},
                      {"license", licence_of(facts)},
                      {"video_id", video_},
                      {"frame_id", number},
                      {"picture", frame.picture}};
    if (const auto fold = run_.fold_of(facts, frame)) image["fold"] = *fold;
    part.images.add(image);
  }

  CocoJson video_of(const ClipFacts& facts, const PlacedFrame& placed) {
    const auto text_or_null = [](const std::string& text) { return text.empty() ? CocoJson() : CocoJson(text); };
    return {{"id", video_},
            {"name", facts.unit.clip},
            {"width", placed.width},
            {"height", placed.height},
            {"license", licence_of(facts)},
            {"subject", text_or_null(facts.unit.subject)},
            {"group", text_or_null(run_.group_of(facts))},
            {"source", facts.unit.manifest + "/" + facts.unit.source},
            {"attribution", attribution(facts.source)},
            {"object", facts.set.object.hex()}};
  }

  void add_label(const ClipFacts& facts, const PlacedFrame& placed, CocoPart& part) {
    part.annotations.add({{"id", ++annotation_},
                          {"image_id", image_},
                          {"video_id", video_},
                          {"category_id", run_.class_of(facts) + 1},
                          {"bbox", {0, 0, placed.width, placed.height}},
                          {"area", placed.width * placed.height},
                          {"segmentation", CocoJson::array()},
                          {"iscrowd", 0},
                          {"whole_picture", true}});
  }

  void add_sector(const ClipFacts& facts, const model::Frame& frame, CocoPart& part) {
    const auto polygon = exported_outline(run_.job().pictures, *facts.sector, frame, facts.set.content);
    if (polygon.empty()) return;
    const auto pixels = [](int at) { return at / static_cast<double>(model::kPointsPerPixel); };
    const auto [left, right] = std::ranges::minmax_element(polygon, {}, &model::Point::x);
    const auto [top, bottom] = std::ranges::minmax_element(polygon, {}, &model::Point::y);
    CocoJson places = CocoJson::array();
    for (const model::Point& point : polygon) {
      places.push_back(pixels(point.x));
      places.push_back(pixels(point.y));
    }
    constexpr int kDoubledAreas = 2 * model::kPointsPerPixel * model::kPointsPerPixel;
    part.annotations.add(
        {{"id", ++annotation_},
         {"image_id", image_},
         {"video_id", video_},
         {"category_id", sector_category()},
         {"bbox", {pixels(left->x), pixels(top->y), pixels(right->x - left->x), pixels(bottom->y - top->y)}},
         {"area", static_cast<double>(image::doubled_area(polygon)) / kDoubledAreas},
         {"segmentation", CocoJson::array({places})},
         {"iscrowd", 0},
         {"kind", model::to_string(facts.sector->kind)},
         {"confidence_permille", facts.set.sector->confidence_permille}});
    has_sectors_ = true;
  }

  void add_overlays(const ClipFacts& facts, const model::Frame& frame, CocoPart& part) {
    for (const model::Overlay& overlay : facts.overlays) {
      const model::Region box = exported_box(run_.job().pictures, overlay.box, frame, facts.set.content);
      if (box.width <= 0 || box.height <= 0) continue;
      part.annotations.add({{"id", ++annotation_},
                            {"image_id", image_},
                            {"video_id", video_},
                            {"category_id", overlay_category(overlay.kind)},
                            {"bbox", {box.x, box.y, box.width, box.height}},
                            {"area", std::int64_t{box.width} * box.height},
                            {"segmentation", CocoJson::array()},
                            {"iscrowd", 0}});
      overlay_kinds_.insert(overlay.kind);
    }
  }

  std::size_t overlay_category(model::Overlay::Kind kind) const {
    return sector_category() + 1 + static_cast<std::size_t>(kind);
  }

  std::size_t sector_category() const { return run_.classes().names().size() + 1; }

  // An SPDX id means the same everywhere; a LicenseRef- id belongs to its manifest.
  std::int64_t licence_of(const ClipFacts& facts) {
    const std::string& id = facts.unit.licence;
    const std::string key = id.starts_with("LicenseRef-") ? facts.unit.manifest + "/" + id : id;
    const auto [found, is_new] = licence_numbers_.emplace(key, std::ssize(licence_numbers_) + 1);
    if (is_new) {
      const auto licence = curate::licence_lookup(run_.job().dataset.catalog())(facts.unit.manifest, id);
      licences_.add({{"id", found->second},
                     {"name", id.empty() ? "unknown" : id},
                     {"url", licence && !id.empty() ? licence->url : ""}});
    }
    return found->second;
  }

  CocoJson info() const {
    return {{"description", "Exported by sonoset; category_id - 1 is the number of the class in classes.json"},
            {"axis", run_.selection().axis},
            {"version", "1"},
            {"contributor", "see LICENCES.md"}};
  }

  CocoItems categories() const {
    CocoItems items;
    const std::vector<std::string>& names = run_.classes().names();
    for (std::size_t i = 0; i < names.size(); ++i) {
      items.add({{"id", i + 1}, {"name", names[i]}, {"supercategory", run_.selection().axis}});
    }
    if (has_sectors_) items.add({{"id", sector_category()}, {"name", "sector"}, {"supercategory", "scan"}});
    for (const model::Overlay::Kind kind : overlay_kinds_) {
      items.add({{"id", overlay_category(kind)}, {"name", model::to_string(kind)}, {"supercategory", "overlay"}});
    }
    return items;
  }

  ExportRun& run_;
  std::map<std::string, CocoPart> parts_;
  std::map<std::string, std::int64_t> licence_numbers_;
  CocoItems licences_;
  std::int64_t video_ = 0;
  std::int64_t image_ = 0;
  std::int64_t annotation_ = 0;
  bool has_sectors_ = false;
  std::set<model::Overlay::Kind> overlay_kinds_;
};

}  // namespace

const FormatTraits& CocoFormat::traits() const { return kCoco; }

void CocoFormat::write(ExportRun& run) const {
  CocoExport writer(run);
  run.for_each_clip([&](const ClipFacts& facts) { writer.add_clip(facts); });
  writer.finish();
}

}  // namespace publish
