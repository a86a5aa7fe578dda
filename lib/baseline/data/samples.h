#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "catalog/clip_summaries.h"
#include "catalog/list.h"
#include "curate/dataset.h"
#include "curate/split/folds.h"
#include "model/frame.h"
#include "model/link.h"
#include "model/split.h"

/// What a classifier is trained and evaluated on: the clips of a dataset that have frames and a label.
namespace baseline {

struct SampleFrame {
  model::Frame facts;
  std::string file;  ///< below the dataset's folder
};

struct SampleClip {
  catalog::ClipSummary unit;  ///< id, source, subject, label …
  int label = 0;              ///< index into Samples::classes
  std::string person;  ///< its subject, else what stands for it: the first clip of those that may be of one person
  model::HeaderMetadata header;
  model::ContentMetadata content;
  std::int64_t object_bytes = 0;
  std::string extension;  ///< of the manifest's path or URL, lower case, without dot
  std::vector<SampleFrame> frames;
};

struct Samples {
  std::string axis;
  std::vector<std::string> classes;  ///< sorted
  std::vector<SampleClip> clips;     ///< by id
  std::vector<model::Link> links;    ///< of the dataset
  std::vector<int> ranks = {};       ///< [classes] on an ordinal axis, places from least to most; else empty
  std::string taxonomy = {};         ///< the title of the taxonomy that has the axis; empty: several have, or none

  std::int64_t frames() const;
  std::vector<catalog::ClipSummary> units() const;
};

struct SampleChoice {
  std::string axis = "diagnosis";
  std::vector<std::string> classes;      ///< only these labels; empty: all
  std::vector<catalog::Filter> filters;  ///< columns of `list clips`: all of them hold
};

/// Clips without frames or without a label on the axis stay out. Throws InvalidInput where fewer than two classes are
/// left, or an asked one has no clip.
Samples load_samples(curate::Dataset& dataset, const SampleChoice& choice);

/// Of clips that are in the samples, which must outlive it.
curate::Pictures pictures_by_clip(const Samples& samples);

}  // namespace baseline
