#include "publish/formats/clips.h"

#include <fmt/format.h>

#include "base/error.h"
#include "catalog/label_in_effect.h"
#include "publish/formats/clip_videos.h"
#include "publish/formats/frame_rows.h"
#include "publish/table.h"

namespace publish {
namespace {

using catalog::Cell;

constexpr FormatTraits kClips{.name = "clips",
                              .description = "A video of each clip, and a CSV table",
                              .links = false,
                              .pictures = false,
                              .videos = true};

constexpr const char* kVideoColumns[] = {
    "path",          "clip",     "method",        "codec",  "pixel_format", "width",   "height", "padded_right",
    "padded_bottom", "pictures", "first_picture", "from_s", "to_s",         "rate_hz", "bytes",  "sha256"};
constexpr const char* kClipColumns[] = {"probe", "sample_aspect", "field_order", "text_read"};

/// The table of an export's clips.
class ClipTable {
 public:
  explicit ClipTable(const ExportRun& run)
      : run_(run),
        axes_(catalog::labelled_axes(run.job().dataset.catalog())),
        columns_(std::begin(kVideoColumns), std::end(kVideoColumns)) {
    columns_.insert(columns_.end(), kFoldColumns.begin(), kFoldColumns.end());
    columns_.insert(columns_.end(), kOriginColumns.begin(), kOriginColumns.end());
    columns_.insert(columns_.end(), std::begin(kClipColumns), std::end(kClipColumns));
    if (!run.selection().fold_names.empty()) columns_.emplace_back("split");
    for (const std::string& axis : axes_) columns_.push_back("label_" + axis);
  }

  const std::vector<std::string>& columns() const { return columns_; }

  std::vector<Cell> row(const ClipFacts& facts, const ClipVideo& video) const {
    std::vector<Cell> cells = cells_of(facts, video);
    const model::Frame& first = facts.set.frames.front();
    append_fold(run_, facts, first, cells);
    append_origin(facts, cells);
    const base::Rational& aspect = facts.set.content.sample_aspect;
    const bool turned = facts.set.content.rotation_deg % 180 != 0;
    cells.push_back(text_or_none(facts.clip.probe));
    cells.emplace_back(turned ? fmt::format("{}:{}", aspect.den(), aspect.num())
                              : fmt::format("{}:{}", aspect.num(), aspect.den()));
    cells.push_back(text_or_none(facts.set.content.field_order));
    cells.emplace_back(std::string(to_string(facts.unit.text)));
    if (!run_.selection().fold_names.empty()) cells.push_back(text_or_none(run_.name_of(facts, first)));
    append_labels(axes_, facts, cells);
    return cells;
  }

 private:
  static std::string codec_of(const ClipFacts& facts, model::VideoMethod method) {
    return method == model::VideoMethod::Copy ? facts.set.header.codec : std::string(model::to_string(method));
  }

  static std::string pixel_format_of(const ClipFacts& facts, const ClipVideo& video) {
    switch (video.method) {
      case model::VideoMethod::Copy:
        return facts.set.header.pixel_format;
      case model::VideoMethod::Ffv1:
        return video.pictures.front().channels == 1 ? "gray" : "bgr0";
      case model::VideoMethod::H264:
        return "yuv420p";
    }
    return {};
  }

  static std::vector<Cell> cells_of(const ClipFacts& facts, const ClipVideo& video) {
    const model::Frame& first = video.pictures.front();
    const model::Frame& last = video.pictures.back();
    const base::Rational& unit = facts.set.content.time_base;
    const base::Rational time = base::Rational(last.pts) * unit - base::Rational(first.pts) * unit;
    const std::int64_t more = std::ssize(video.pictures) - 1;
    const bool pads = video.method == model::VideoMethod::H264;
    const std::int64_t right = pads ? first.width % 2 : 0;
    const std::int64_t bottom = pads ? first.height % 2 : 0;
    return {video.path,
            facts.unit.clip,
            std::string(model::to_string(video.method)),
            codec_of(facts, video.method),
            pixel_format_of(facts, video),
            first.width + right,
            first.height + bottom,
            right,
            bottom,
            std::ssize(video.pictures),
            first.picture,
            (base::Rational(first.pts) * unit).decimal(6),
            (base::Rational(last.pts) * unit).decimal(6),
            time > base::Rational(0) ? Cell((base::Rational(more) / time).decimal(3)) : Cell(),
            video.bytes,
            video.sha256.hex()};
  }

  const ExportRun& run_;
  std::vector<std::string> axes_;
  std::vector<std::string> columns_;
};

void refuse_divided_clips(const Selection& selection) {
  if (!selection.split || selection.split->parameters.by != model::SplitBy::Frame) return;
  throw base::Error(base::Code::InvalidInput,
                    fmt::format("split '{}' divides clips into frames; use one by clip, case, subject or source",
                                selection.split->parameters.name));
}

}  // namespace

const FormatTraits& ClipsFormat::traits() const { return kClips; }

void ClipsFormat::write(ExportRun& run) const {
  refuse_divided_clips(run.selection());
  const ClipTable table(run);
  // Videos are done in any order.
  std::vector<std::string> rows(run.selection().units.size());
  ClipVideos videos(run, run.job().videos, [&](std::size_t number, const ClipFacts& facts, const ClipVideo& video) {
    rows[number] = csv_row(table.row(facts, video));
    run.add_video(video.method);
    run.add_media({video.path, facts.unit.clip, facts.unit.value, run.part_of(facts, facts.set.frames.front())});
  });
  videos.make();
  run.note("videos", fmt::format(R"({{"codec": "{}", "encode_all": {}}})", model::to_string(run.job().videos.codec),
                                 run.job().videos.encode_all));
  const std::vector<std::string>& columns = table.columns();
  AtomicFolder::Stream file = run.folder().open("clips.csv");
  file.add(csv_row({columns.begin(), columns.end()}));
  for (const std::string& row : rows) file.add(row);
  run.folder().close(file);
  run.set_table({"clips.csv", columns});
}

}  // namespace publish
