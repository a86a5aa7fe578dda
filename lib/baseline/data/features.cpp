#include "baseline/data/features.h"

#include <fmt/format.h>

#include <future>
#include <optional>
#include <set>
#include <sstream>

#include "base/error.h"
#include "base/folder.h"
#include "baseline/data/frame_file.h"
#include "baseline/data/frame_view.h"
#include "networks/pictures.h"
#include "weights/safetensors.h"

namespace baseline {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBatch = 32;
constexpr int kBands = 3;

using Rows = std::map<base::Digest, at::Tensor>;  ///< by digest of a frame's pixels

std::int64_t columns_of(int block) { return networks::MobileNetV2::channels_of(block) * 2 * (1 + kBands); }

at::Tensor pooled(const at::Tensor& map) {
  std::vector<at::Tensor> parts{map.mean({2, 3}), map.amax({2, 3})};
  const std::int64_t height = map.size(2);
  for (int band = 0; band < kBands; ++band) {
    const at::Tensor rows = map.slice(2, height * band / kBands, height * (band + 1) / kBands);
    parts.push_back(rows.mean({2, 3}));
    parts.push_back(rows.amax({2, 3}));
  }
  return at::cat(parts, 1);
}

/// The file of cached features. An unusable file is replaced.
class Cache {
 public:
  Cache(fs::path path, const base::Digest& weights) : path_(std::move(path)), weights_(weights.hex()) {
    if (!fs::exists(path_)) return;
    try {
      read();
    } catch (const base::Error&) {
      rows_.clear();  // a damaged cache is recomputed
    }
  }

  const Rows& rows() const { return rows_; }
  void add(const base::Digest& pixels, at::Tensor row) {
    rows_.emplace(pixels, std::move(row));
    ++new_rows_;
  }

  /// Writes when a quarter of the rows is new: bounds both the loss when killed and the cost of writing.
  void write_now_and_then() {
    constexpr std::size_t kLeast = 2048;
    if (new_rows_ >= std::max(kLeast, rows_.size() / 4)) write();
  }

  void write() {
    if (new_rows_ == 0) return;
    std::string pixels;
    std::vector<at::Tensor> values;
    for (const auto& [digest, row] : rows_) {
      if (!pixels.empty()) pixels += ' ';
      pixels += digest.hex();
      values.push_back(row);
    }
    const at::Tensor all = at::stack(values).contiguous();
    const float* data = all.data_ptr<float>();
    weights::Safetensors content;
    content.tensors.push_back({"features", {all.size(0), all.size(1)}, {data, data + all.numel()}});
    content.metadata = {{"weights", weights_}, {"pixels", pixels}};
    const fs::path folder = path_.parent_path();
    base::Folder(base::folder_of(folder)).make_folders(folder.filename());
    weights::write_safetensors(path_, content);
    new_rows_ = 0;
  }

 private:
  void read() {
    const weights::Safetensors content = weights::read_safetensors(path_);
    const weights::Tensor* features = content.find("features");
    const auto weights = content.metadata.find("weights");
    const auto pixels = content.metadata.find("pixels");
    if (features == nullptr || weights == content.metadata.end() || weights->second != weights_) return;
    if (pixels == content.metadata.end() || features->shape.size() != 2) return;
    if (features->shape[1] != FeatureLayout::columns()) return;
    std::istringstream words(pixels->second);
    std::string word;
    for (std::int64_t row = 0; row < features->shape[0] && words >> word; ++row) {
      const float* from = features->values.data() + row * features->shape[1];
      const std::optional<base::Digest> digest = base::Digest::from_hex(word);
      if (digest) rows_.emplace(*digest, torch::tensor(at::ArrayRef<float>(from, features->shape[1])));
    }
  }

  fs::path path_;
  std::string weights_;
  Rows rows_;
  std::size_t new_rows_ = 0;  // since the last write
};

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

std::vector<FrameOf> missing_frames(const std::vector<FrameOf>& frames, const Rows& rows) {
  std::vector<FrameOf> missing;
  std::set<base::Digest> named;
  for (const FrameOf& frame : frames) {
    if (!rows.contains(frame.seen) && named.insert(frame.seen).second) missing.push_back(frame);
  }
  return missing;
}

/// Reads frames in batches; the next batch is read while `work` runs.
void for_each_batch(const std::vector<FrameOf>& frames, model::View view, const fs::path& dataset,
                    const std::function<void(std::size_t, const std::vector<model::Picture>&)>& work) {
  const auto read = [&](std::size_t from) {
    std::vector<model::Picture> pictures;
    for (std::size_t i = from; i < std::min(from + kBatch, frames.size()); ++i) {
      pictures.push_back(seen_in(view, read_frame(dataset, *frames[i].frame), frames[i].clip->sector));
    }
    return pictures;
  };
  std::future<std::vector<model::Picture>> next = std::async(std::launch::async, read, 0);
  for (std::size_t from = 0; from < frames.size(); from += kBatch) {
    const std::vector<model::Picture> pictures = next.get();
    if (from + kBatch < frames.size()) next = std::async(std::launch::async, read, from + kBatch);
    work(from, pictures);
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

fs::path feature_cache(const fs::path& dataset, const base::Digest& weights) {
  return dataset / "baseline" / fmt::format("features-{}.safetensors", weights.hex().substr(0, 16));
}

at::Tensor features_of(const networks::MobileNetV2& network, const at::Tensor& pictures) {
  std::vector<at::Tensor> parts;
  for (const at::Tensor& map : network.maps(pictures, FeatureLayout::kBlocks)) parts.push_back(pooled(map));
  return at::cat(parts, 1).contiguous();
}

at::Tensor features_from_map(const networks::MobileNetV2& network, const at::Tensor& map) {
  std::vector<at::Tensor> parts{pooled(map)};
  const auto later = std::span(FeatureLayout::kBlocks).subspan(1);
  for (const at::Tensor& one : network.maps_from_block(map, FeatureLayout::kBlocks[0], later)) {
    parts.push_back(pooled(one));
  }
  return at::cat(parts, 1);
}

at::Tensor picture_rows(std::span<const model::Picture> pictures, int side) {
  return networks::pictures_tensor(pictures, 1, side).round().to(torch::kByte);
}

Inputs features_of(const Samples& samples, const fs::path& dataset, const networks::MobileNetV2& network,
                   const fs::path& file, const FrameWatch& watch) {
  Cache cache(file, network.digest());
  const std::vector<FrameOf> frames = frames_of(samples);
  const std::vector<FrameOf> missing = missing_frames(frames, cache.rows());
  try {
    for_each_batch(missing, samples.view, dataset, [&](std::size_t from, const std::vector<model::Picture>& pictures) {
      const at::Tensor rows = features_of(network, networks::input_of(pictures));
      for (std::size_t i = 0; i < pictures.size(); ++i) {
        cache.add(missing[from + i].seen, rows[static_cast<std::int64_t>(i)].clone());
      }
      cache.write_now_and_then();
      watch(static_cast<std::int64_t>(from + pictures.size()), static_cast<std::int64_t>(missing.size()));
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
  for_each_batch(frames, samples.view, dataset, [&](std::size_t from, const std::vector<model::Picture>& pictures) {
    batches.push_back(picture_rows(pictures, side));
    watch(static_cast<std::int64_t>(from + pictures.size()), static_cast<std::int64_t>(frames.size()));
  });
  inputs.rows = at::cat(batches);
  return inputs;
}

}  // namespace baseline
