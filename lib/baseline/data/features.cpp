#include "baseline/data/features.h"

#include <future>
#include <limits>
#include <set>

#include "baseline/data/feature_cache.h"
#include "baseline/data/frame_file.h"
#include "networks/pictures.h"

namespace baseline {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBatch = 32;
constexpr int kBands = 3;

std::int64_t columns_of(int block) { return networks::MobileNetV2::channels_of(block) * 2 * (1 + kBands); }

/// Appends mean and maximum [N, C] of the positions of `map` [N, C, H, W] where `inside` [N, 1, H, W]; 0 if there are
/// none.
void append_mean_and_maximum(std::vector<at::Tensor>& parts, const at::Tensor& map, const at::Tensor& inside) {
  if (!inside.defined()) {
    parts.push_back(map.mean({2, 3}));
    parts.push_back(map.amax({2, 3}));
    return;
  }
  const at::Tensor positions = inside.to(map.scalar_type()).sum({2, 3});
  parts.push_back(map.masked_fill(~inside, 0).sum({2, 3}) / positions.clamp_min(1));
  const at::Tensor most = map.masked_fill(~inside, -std::numeric_limits<float>::infinity()).amax({2, 3});
  parts.push_back(most.masked_fill(positions == 0, 0));
}

at::Tensor pooled(const at::Tensor& map, const at::Tensor& inside) {
  std::vector<at::Tensor> parts;
  append_mean_and_maximum(parts, map, inside);
  const std::int64_t height = map.size(2);
  for (int band = 0; band < kBands; ++band) {
    const auto rows = [&](const at::Tensor& of) {
      return of.defined() ? of.slice(2, height * band / kBands, height * (band + 1) / kBands) : of;
    };
    append_mean_and_maximum(parts, rows(map), rows(inside));
  }
  return at::cat(parts, 1);
}

struct FrameOf {
  const SampleClip* clip = nullptr;
  const SampleFrame* frame = nullptr;
  base::Digest seen;  ///< see seen_digest
};

std::vector<FrameOf> frames_of(const Samples& samples) {
  std::vector<FrameOf> frames;
  for (const SampleClip& clip : samples.clips) {
    for (const SampleFrame& frame : clip.frames) {
      frames.push_back({&clip, &frame, seen_digest(samples.view, clip, frame)});
    }
  }
  return frames;
}

std::vector<FrameOf> missing_frames(const std::vector<FrameOf>& frames, const FeatureCache::Rows& rows) {
  std::vector<FrameOf> missing;
  std::set<base::Digest> named;
  for (const FrameOf& frame : frames) {
    if (!rows.contains(frame.seen) && named.insert(frame.seen).second) missing.push_back(frame);
  }
  return missing;
}

/// Reads frames in batches; the next batch is read while `work` runs.
void for_each_batch(const std::vector<FrameOf>& frames, model::View view, const fs::path& dataset,
                    const std::function<void(std::size_t, const SeenFrames&)>& work) {
  const auto read = [&](std::size_t from) {
    SeenFrames seen;
    for (std::size_t i = from; i < std::min(from + kBatch, frames.size()); ++i) {
      seen.add(view, read_frame(dataset, *frames[i].frame), frames[i].clip->sector);
    }
    return seen;
  };
  std::future<SeenFrames> next = std::async(std::launch::async, read, 0);
  for (std::size_t from = 0; from < frames.size(); from += kBatch) {
    const SeenFrames seen = next.get();
    if (from + kBatch < frames.size()) next = std::async(std::launch::async, read, from + kBatch);
    work(from, seen);
  }
}

}  // namespace

std::int64_t FeatureLayout::columns() {
  std::int64_t columns = 0;
  for (const int block : kBlocks) columns += columns_of(block);
  return columns;
}

Columns FeatureLayout::ood_columns() { return {{0, networks::MobileNetV2::channels_of(kBlocks[0])}}; }

const std::map<std::string, Columns>& FeatureLayout::named() {
  static const std::map<std::string, Columns> columns = [] {
    const std::int64_t first = columns_of(kBlocks[0]);
    const std::int64_t channels = networks::MobileNetV2::channels_of(kBlocks[0]);
    return std::map<std::string, Columns>{
        {"block 11, mean and maximum", {{0, 2 * channels}}},
        {"block 11, mean and maximum of whole and thirds", {{0, first}}},
        {"blocks 11 and 12, mean and maximum of whole and thirds", {{0, FeatureLayout::columns()}}}};
  }();
  return columns;
}

at::Tensor positions_inside(const SeenFrames& frames) {
  constexpr double kHalf = 127.5;
  if (frames.inside.empty()) return {};
  return networks::pictures_tensor(frames.inside, 1, networks::MobileNetV2::side_of(FeatureLayout::kBlocks[0])) >=
         kHalf;
}

at::Tensor features_of(const networks::MobileNetV2& network, const SeenFrames& frames) {
  const at::Tensor inside = positions_inside(frames);
  std::vector<at::Tensor> parts;
  for (const at::Tensor& map : network.maps(networks::input_of(frames.pictures), FeatureLayout::kBlocks)) {
    parts.push_back(pooled(map, inside));
  }
  return at::cat(parts, 1).contiguous();
}

at::Tensor features_from_map(const networks::MobileNetV2& network, const at::Tensor& map, const at::Tensor& inside) {
  std::vector<at::Tensor> parts{pooled(map, inside)};
  const auto later = std::span(FeatureLayout::kBlocks).subspan(1);
  for (const at::Tensor& one : network.maps_from_block(map, FeatureLayout::kBlocks[0], later)) {
    parts.push_back(pooled(one, inside));
  }
  return at::cat(parts, 1);
}

at::Tensor picture_rows(std::span<const model::Picture> pictures, int side) {
  return networks::pictures_tensor(pictures, 1, side).round().to(torch::kByte);
}

Inputs features_of(const Samples& samples, const fs::path& dataset, const networks::MobileNetV2& network,
                   const fs::path& file, const FrameWatch& watch) {
  FeatureCache cache(file, network.digest(), FeatureLayout::columns());
  const std::vector<FrameOf> frames = frames_of(samples);
  const std::vector<FrameOf> missing = missing_frames(frames, cache.rows());
  try {
    for_each_batch(missing, samples.view, dataset, [&](std::size_t from, const SeenFrames& seen) {
      const at::Tensor rows = features_of(network, seen);
      for (std::size_t i = 0; i < seen.pictures.size(); ++i) {
        cache.add(missing[from + i].seen, rows[static_cast<std::int64_t>(i)].clone());
      }
      cache.write_now_and_then();
      watch(static_cast<std::int64_t>(from + seen.pictures.size()), static_cast<std::int64_t>(missing.size()));
    });
  } catch (...) {
    cache.write();
    throw;
  }
  cache.write();
  Inputs inputs;
  std::vector<at::Tensor> rows;
  for (const SampleClip& clip : samples.clips) {
    inputs.first.push_back(static_cast<std::int64_t>(rows.size()));
    for (std::size_t i = 0; i < clip.frames.size(); ++i) rows.push_back(cache.rows().at(frames[rows.size()].seen));
  }
  inputs.rows = at::stack(rows);
  return inputs;
}

Inputs pictures_of(const Samples& samples, const fs::path& dataset, int side, const FrameWatch& watch) {
  Inputs inputs;
  const std::vector<FrameOf> frames = frames_of(samples);
  std::size_t first = 0;
  for (const SampleClip& clip : samples.clips) {
    inputs.first.push_back(static_cast<std::int64_t>(first));
    first += clip.frames.size();
  }
  std::vector<at::Tensor> batches;
  for_each_batch(frames, samples.view, dataset, [&](std::size_t from, const SeenFrames& seen) {
    batches.push_back(picture_rows(seen.pictures, side));
    watch(static_cast<std::int64_t>(from + seen.pictures.size()), static_cast<std::int64_t>(frames.size()));
  });
  inputs.rows = at::cat(batches);
  return inputs;
}

}  // namespace baseline
