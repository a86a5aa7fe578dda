#pragma once

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "base/digest.h"

namespace baseline {

/// The dataset's file of cached features computed with weights of this digest.
std::filesystem::path feature_cache(const std::filesystem::path& dataset, const base::Digest& weights);

/// Features of frames that were computed before, in a file. An unusable file is replaced.
class FeatureCache {
 public:
  using Rows = std::map<base::Digest, at::Tensor>;  ///< [columns] by seen_digest

  /// `columns`: number of features of a frame; a file with another number is unusable.
  FeatureCache(std::filesystem::path path, const base::Digest& weights, std::int64_t columns);

  const Rows& rows() const { return rows_; }
  void add(const base::Digest& seen, at::Tensor row);
  /// Writes when a quarter of the rows is new: bounds both the loss when killed and the cost of writing.
  void write_now_and_then();
  void write();

 private:
  void read();

  std::filesystem::path path_;
  std::string weights_;
  std::int64_t columns_;
  Rows rows_;
  std::size_t new_rows_ = 0;  // since the last write
};

}  // namespace baseline
