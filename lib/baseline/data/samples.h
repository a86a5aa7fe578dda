#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "catalog/clip_summaries.h"
#include "catalog/list.h"
#include "curate/dataset.h"
#include "curate/split/folds.h"
#include "model/frame.h"
#include "model/link.h"
#include "model/sector.h"
#include "model/split.h"
#include "model/view.h"

/// The data of a classifier: the clips of a dataset that have frames and a label.
namespace baseline {

struct SampleFrame {
  model::Frame facts;
  std::string file;  ///< below the dataset's folder
};

struct SampleClip {
  catalog::ClipSummary unit;  ///< id, source, subject, label …
  int label = 0;              ///< index into Samples::classes
  std::string person;         ///< its subject; if unknown, the first of the clips that may be of the same person
  model::HeaderMetadata header;
  model::ContentMetadata content;
  std::int64_t object_bytes = 0;
  std::string extension;  ///< of the manifest's path or URL, lower case, without dot
  std::vector<SampleFrame> frames;
  std::optional<model::Sector> sector = {};  ///< in the frames; nothing if none was looked for
};

struct Samples {
  std::string axis;
  std::vector<std::string> classes;      ///< sorted
  std::vector<SampleClip> clips;         ///< by id
  std::vector<model::Link> links;        ///< of the dataset
  std::vector<int> ranks = {};           ///< [classes] ranks on an ordinal axis, from 0; else empty
  std::string taxonomy = {};             ///< title of the taxonomy with the axis; empty if there is none or several
  model::View view = model::View::Crop;  ///< in which the frames are looked at

  std::int64_t frames() const;
  std::vector<catalog::ClipSummary> units() const;
};

struct SampleChoice {
  std::string axis = "diagnosis";
  std::vector<std::string> classes;      ///< only these labels; empty: all
  std::vector<catalog::Filter> filters;  ///< on columns of `list clips`; all must match
  model::View view = model::View::Crop;  ///< masked and polar need the sector of each clip
};

/// Leaves out clips without frames or without a label on the axis. Throws InvalidInput if fewer than two classes
/// remain, a requested class has no clip, or a clip has no sector and the view needs one.
Samples load_samples(curate::Dataset& dataset, const SampleChoice& choice);

/// Picture numbers by clip; `samples` must outlive the result.
curate::Pictures pictures_by_clip(const Samples& samples);

}  // namespace baseline
