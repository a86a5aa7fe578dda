#include "baseline/data/feature_cache.h"

#include <fmt/format.h>

#include <optional>
#include <sstream>

#include "base/error.h"
#include "base/folder.h"
#include "weights/safetensors.h"

namespace baseline {

namespace fs = std::filesystem;

fs::path feature_cache(const fs::path& dataset, const base::Digest& weights) {
  return dataset / "baseline" / fmt::format("features-{}.safetensors", weights.hex().substr(0, 16));
}

FeatureCache::FeatureCache(fs::path path, const base::Digest& weights, std::int64_t columns)
    : path_(std::move(path)), weights_(weights.hex()), columns_(columns) {
  if (!fs::exists(path_)) return;
  try {
    read();
  } catch (const base::Error&) {
    rows_.clear();  // a damaged cache is recomputed
  }
}

void FeatureCache::add(const base::Digest& seen, at::Tensor row) {
  rows_.emplace(seen, std::move(row));
  ++new_rows_;
}

void FeatureCache::write_now_and_then() {
  constexpr std::size_t kLeast = 2048;
  if (new_rows_ >= std::max(kLeast, rows_.size() / 4)) write();
}

void FeatureCache::write() {
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

void FeatureCache::read() {
  const weights::Safetensors content = weights::read_safetensors(path_);
  const weights::Tensor* features = content.find("features");
  const auto weights = content.metadata.find("weights");
  const auto pixels = content.metadata.find("pixels");
  if (features == nullptr || weights == content.metadata.end() || weights->second != weights_) return;
  if (pixels == content.metadata.end() || features->shape.size() != 2) return;
  if (features->shape[1] != columns_) return;
  std::istringstream words(pixels->second);
  std::string word;
  for (std::int64_t row = 0; row < features->shape[0] && words >> word; ++row) {
    const float* from = features->values.data() + row * features->shape[1];
    const std::optional<base::Digest> digest = base::Digest::from_hex(word);
    if (digest) rows_.emplace(*digest, torch::tensor(at::ArrayRef<float>(from, features->shape[1])));
  }
}

}  // namespace baseline
