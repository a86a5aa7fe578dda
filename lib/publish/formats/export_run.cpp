#include "publish/formats/export_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "catalog/clips.h"
#include "catalog/digest.h"
#include "catalog/frame_sets.h"
#include "catalog/label_in_effect.h"
#include "catalog/manifests.h"
#include "curate/sectors/screen_layout.h"
#include "model/clip_job.h"
#include "model/frame.h"

namespace publish {

using base::Code;
using base::Error;

ExportRun::ExportRun(const ExportJob& job, const FormatTraits& traits)
    : job_(job), traits_(traits), classes_(job.dataset, job.selection) {
  if (job.selection.split) folds_.emplace(*job.selection.split);
  for (const catalog::ClipSummary& unit : job.selection.units) total_ += unit.frames;
  if (job.pictures.view == model::View::Whole) decode_whole();
}

void ExportRun::decode_whole() {
  std::vector<WholePictures::Wanted> wanted;
  for (const catalog::ClipSummary& unit : job_.selection.units) {
    try {
      const ClipFacts facts = checked_facts(unit);
      const auto recipe = catalog::find_recipe(job_.dataset.catalog(), facts.set.recipe);
      wanted.push_back({unit.clip, model::file_name(facts.clip), facts.set.object, whole(recipe.value())});
    } catch (const Error& error) {
      if (error.code() != Code::Corrupt) throw;  // left out later
    }
  }
  const VideoRule& rule = job_.videos;
  whole_.emplace(job_.dataset, job_.folder.place_of_unnamed_files(),
                 WholePictures::Workers{rule.worker, rule.jobs, rule.limits});
  whole_->make(std::move(wanted));
}

bool ExportRun::make_whole(ClipFacts& facts) {
  const WholePictures::Clip& pictures = whole_->of(facts.unit.clip);
  if (!pictures.why.empty()) {
    leave_out(facts.unit, kNotDecoded + pictures.why);
    return false;
  }
  if (!std::ranges::equal(facts.set.frames, pictures.frames, {}, &model::Frame::picture, &model::Frame::picture)) {
    throw Error(Code::Corrupt, fmt::format("clip '{}': its file has other pictures than its frames; was it imported "
                                           "with another version of FFmpeg? Import it again",
                                           facts.unit.clip));
  }
  facts.whole = &pictures;
  std::vector<model::Frame> frames = pictures.frames;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    frames[i].pixels = facts.set.frames[i].pixels;  // what tables know a frame by
    frames[i].hash = facts.set.frames[i].hash;
  }
  facts.set.frames = std::move(frames);
  facts.set.content = pictures.content;
  facts.sector.reset();
  if (facts.set.sector) facts.sector = facts.set.sector->sector;
  facts.overlays = facts.set.overlays;
  return true;
}

std::string ExportRun::whole_file(const WholePictures::Clip& pictures, const model::Frame& frame) const {
  const auto at = std::ranges::find(pictures.frames, frame.picture, &model::Frame::picture);
  return whole_->read(pictures, static_cast<std::size_t>(at - pictures.frames.begin()));
}

void ExportRun::for_each_clip(const std::function<void(const ClipFacts&)>& each) {
  for (const catalog::ClipSummary& unit : job_.selection.units) {
    if (const std::optional<ClipFacts> facts = facts_of(unit)) each(*facts);
  }
}

std::optional<ClipFacts> ExportRun::facts_of(const catalog::ClipSummary& unit) {
  try {
    std::optional<ClipFacts> facts = checked_facts(unit);
    if (whole_ && !make_whole(*facts)) return std::nullopt;
    if (!job_.pictures.needs_search()) return facts;
    if (!facts->sector) {
      leave_out(unit, job_.pictures.needs_sector() ? kNoSector : kNoOverlays);
      return std::nullopt;
    }
    if (job_.pictures.needs_sector() && facts->set.sector->confidence_permille < curate::kReliableSectorPermille)
      doubtful_.insert(unit.clip);
    return facts;
  } catch (const Error& error) {
    if (error.code() != Code::Corrupt) throw;
    leave_out(unit, kInvalidRows);
    return std::nullopt;
  }
}

// Throws Corrupt if the catalog's rows are not valid.
ClipFacts ExportRun::checked_facts(const catalog::ClipSummary& unit) {
  if (traits_.needs_labels && !classes_.index(unit.value)) {
    throw Error(Code::Corrupt, fmt::format("the label of clip '{}' is not an id; run 'sonoset fsck'", unit.clip));
  }
  catalog::Catalog& catalog = job_.dataset.catalog();
  std::optional<model::FrameSet> set = catalog::current_frame_set(catalog, unit.clip);
  const std::optional<model::Recipe> recipe = set ? catalog::find_recipe(catalog, set->recipe) : std::nullopt;
  std::optional<catalog::ClipRow> clip = catalog::find_clip(catalog, unit.clip);
  if (!recipe || !clip) {
    throw Error(Code::Corrupt, fmt::format("clip '{}' is done but has no frames; run 'sonoset fsck'", unit.clip));
  }
  for (const model::Frame& frame : set->frames) {
    if (model::is_possible_time(frame.pts, set->content.time_base)) continue;
    throw Error(Code::Corrupt,
                fmt::format("clip '{}': the time of picture {} is out of range", unit.clip, frame.picture));
  }
  FrameContents contents{model::sector_in_frames(*set, *recipe),
                         model::overlays_in_frames(*set, *recipe).value_or(std::vector<model::Overlay>())};
  return {unit,
          std::move(clip->clip),
          source_of(unit),
          *std::move(set),
          catalog::labels_in_effect(catalog, unit.clip),
          recipe->format,
          contents.sector,
          std::move(contents.overlays)};
}

void ExportRun::leave_out(const catalog::ClipSummary& unit, const std::string& reason) {
  left_out_[reason].push_back(unit.clip);
}

const model::Source& ExportRun::source_of(const catalog::ClipSummary& unit) {
  const std::pair<std::string, std::string> key(unit.manifest, unit.source);
  const auto found = sources_.find(key);
  if (found != sources_.end()) return found->second;
  std::optional<model::Source> source = catalog::find_source(job_.dataset.catalog(), unit.manifest, unit.source);
  if (!source) source.emplace().id = unit.source;
  return sources_.emplace(key, std::move(*source)).first->second;
}

std::optional<int> ExportRun::fold_of(const ClipFacts& facts, const model::Frame& frame) const {
  return folds_ ? folds_->fold(facts.unit.clip, frame.picture) : std::nullopt;
}

std::string ExportRun::group_of(const ClipFacts& facts) const {
  const auto group = folds_ ? folds_->group(facts.unit.clip) : std::nullopt;
  return group ? job_.selection.split->groups[*group].clips.front() : std::string();
}

std::string ExportRun::name_of(const ClipFacts& facts, const model::Frame& frame) const {
  if (job_.selection.fold_names.empty()) return {};
  const auto fold = fold_of(facts, frame);
  return fold ? job_.selection.fold_names.at(static_cast<std::size_t>(*fold)) : std::string();
}

std::string ExportRun::part_of(const ClipFacts& facts, const model::Frame& frame) const {
  const auto fold = fold_of(facts, frame);
  if (!fold) return {};
  return job_.selection.fold_names.empty() ? fmt::format("fold-{}", *fold) : name_of(facts, frame);
}

std::vector<std::string> ExportRun::parts() const {
  std::vector<std::string> parts;
  if (!folds_) return parts;
  for (int fold = 0; fold < job_.selection.split->parameters.folds; ++fold) {
    const auto& names = job_.selection.fold_names;
    const std::string part = names.empty() ? fmt::format("fold-{}", fold) : names.at(static_cast<std::size_t>(fold));
    if (std::ranges::find(parts, part) == parts.end()) parts.push_back(part);
  }
  return parts;
}

PlacedFrame ExportRun::placed_at(const ClipFacts& facts, const model::Frame& frame, const std::string& stem) const {
  const PictureRule& rule = job_.pictures;
  const model::StillFormat format = rule.changes() ? model::StillFormat::Png : facts.format;
  return {fmt::format("{}{}", stem, model::extension(format)), rule.width > 0 ? rule.width : frame.width,
          rule.width > 0 ? rule.height : frame.height, rule.channels > 0 ? rule.channels : frame.channels};
}

const curate::Dataset::FrameFolder& ExportRun::files_of(const ClipFacts& facts) {
  const auto found = files_.find(facts.unit.clip);
  if (found != files_.end()) return found->second;
  return files_.emplace(facts.unit.clip, job_.dataset.frames_of(facts.set)).first->second;
}

std::string ExportRun::changed(const std::string& file, const std::string& clip, const model::Frame& frame,
                               const model::ContentMetadata& content, const FrameContents& contents) const {
  return apply(job_.pictures, file, fmt::format("frame {} of clip '{}'", frame.picture, clip), content, contents).png;
}

PlacedFrame ExportRun::place(const ClipFacts& facts, const model::Frame& frame, const std::string& stem) {
  add_media({placed_at(facts, frame, stem).path, facts.unit.clip, facts.unit.value, part_of(facts, frame)});
  PlacedFrame placed = placed_at(facts, frame, stem);
  ++frames_;
  advance(1);
  if (facts.whole != nullptr) {
    queue_.add([this, clip = facts.unit.clip, content = facts.set.content, frame, path = placed.path,
                whole = facts.whole, contents = FrameContents{facts.sector, facts.overlays}] {
      const std::string bytes = whole_file(*whole, frame);
      job_.folder.write(path, job_.pictures.changes() ? changed(bytes, clip, frame, content, contents) : bytes);
    });
    return placed;
  }
  queue_.add([this, files = &files_of(facts), format = facts.format, clip = facts.unit.clip,
              content = facts.set.content, contents = FrameContents{facts.sector, facts.overlays}, frame,
              path = placed.path] {
    const curate::Dataset::FrameFile from = files->read(frame, format);
    if (job_.pictures.changes()) {
      job_.folder.write(path, changed(from.bytes, clip, frame, content, contents));
    } else if (job_.folder.place(from.file, from.bytes, path, frame.file, job_.link)) {
      ++linked_;
    }
  });
  return placed;
}

ExportRun::FrameReader ExportRun::reader(const ClipFacts& facts, const model::Frame& frame, const std::string& stem) {
  ++frames_;
  advance(1);
  const auto* files = facts.whole == nullptr ? &files_of(facts) : nullptr;
  return [this, files, &facts, &frame, placed = placed_at(facts, frame, stem)] {
    FrameBytes made{placed, files ? files->read(frame, facts.format).bytes : whole_file(*facts.whole, frame)};
    if (job_.pictures.changes())
      made.bytes = changed(made.bytes, facts.unit.clip, frame, facts.set.content, {facts.sector, facts.overlays});
    return made;
  };
}

void ExportRun::advance(std::int64_t frames) {
  done_ += frames;
  if (job_.progress) job_.progress(done_, total_);
}

void ExportRun::add_media(MediaFile file) {
  if (job_.croissant) media_.push_back(std::move(file));
}

void ExportRun::write_croissant(const Selection& exported, const std::string& catalog_digest) {
  const curate::LicenceLookup licences = curate::licence_lookup(job_.dataset.catalog());
  const CroissantFacts facts{exported, sources_, licences, classes_, parts(), std::move(media_), catalog_digest};
  job_.folder.write(kMediaTable, media_csv(facts, job_.folder.digests()));
  job_.folder.write("croissant.json", croissant_json(facts, job_.folder.digests()));
}

void ExportRun::add_video(model::VideoMethod method) { ++videos_[std::string(model::to_string(method))]; }

ExportSummary ExportRun::finish() {
  queue_.finish();
  Selection exported = job_.selection;
  std::set<std::string> gone;
  for (auto& [reason, clips] : left_out_) {
    std::ranges::sort(clips);
    gone.insert(clips.begin(), clips.end());
    std::vector<std::string>& all = exported.left_out[reason];
    all.insert(all.end(), clips.begin(), clips.end());
  }
  std::erase_if(exported.units, [&](const catalog::ClipSummary& unit) { return gone.contains(unit.clip); });
  if (exported.units.empty()) {
    const std::string& missing = job_.pictures.needs_sector() ? kNoSector : kNoOverlays;
    const bool corrupt = !left_out_.contains(missing);
    throw Error(corrupt ? Code::Corrupt : Code::InvalidInput,
                fmt::format("nothing to export: {}", corrupt ? left_out_.begin()->first : missing));
  }
  if (job_.pictures.needs_sector()) note("doubtful_sectors", nlohmann::json(doubtful_).dump());
  catalog::Catalog& catalog = job_.dataset.catalog();
  const std::string digest = catalog::digest(catalog).hex();
  job_.folder.write("dataset.json", dataset_json(digest, exported, job_.policy, job_.pictures, table_, notes_));
  job_.folder.write("classes.json", classes_.json());
  job_.folder.write("LICENCES.md", licences_markdown(exported, sources_, curate::licence_lookup(catalog)));
  if (job_.croissant) write_croissant(exported, digest);
  return {std::ssize(exported.units),   frames_, linked_.load(),       {},
          std::move(exported.left_out), videos_, std::ssize(doubtful_)};
}

}  // namespace publish
