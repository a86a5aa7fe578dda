#include "networks/pictures.h"

#include <ATen/Parallel.h>
#include <torch/torch.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <vector>

namespace networks {
namespace {

// The filter of one output: `weights` of the samples from `first` on, which sum to one.
struct Taps {
  int first = 0;
  std::vector<float> weights;
};

// A triangle around the output's centre, whose half-width is the distance between samples or, when shrinking, between
// outputs.
std::vector<Taps> taps_of(int from, int to) {
  std::vector<Taps> taps(static_cast<std::size_t>(to));
  const double step = static_cast<double>(from) / to;
  const double reach = std::max(step, 1.);
  for (int i = 0; i < to; ++i) {
    const double centre = (i + 0.5) * step;
    const int first = std::max(0, static_cast<int>(centre - reach + 0.5));
    const int end = std::min(from, static_cast<int>(centre + reach + 0.5));
    std::vector<double> weights;
    double sum = 0;
    for (int k = first; k < end; ++k) {
      weights.push_back(std::max(0., 1 - std::abs(k + 0.5 - centre) / reach));
      sum += weights.back();
    }
    Taps& one = taps[static_cast<std::size_t>(i)];
    one.first = first;
    for (const double weight : weights) one.weights.push_back(static_cast<float>(weight / sum));
  }
  return taps;
}

// One channel of a row as floats; channel -1 is grey.
void read_row(const model::Picture& picture, int y, int channel, std::vector<float>& row) {
  constexpr std::array<float, 3> kGrey = {0.299F, 0.587F, 0.114F};
  const std::uint8_t* at = picture.row(y);
  for (int x = 0; x < picture.width; ++x, at += picture.channels) {
    row[static_cast<std::size_t>(x)] =
        channel >= 0 ? static_cast<float>(at[channel]) : kGrey[0] * at[0] + kGrey[1] * at[1] + kGrey[2] * at[2];
  }
}

void shrink_row(const std::vector<float>& row, const std::vector<Taps>& taps, float* to) {
  for (const Taps& one : taps) {
    float sum = 0;
    for (std::size_t k = 0; k < one.weights.size(); ++k) {
      sum += one.weights[k] * row[static_cast<std::size_t>(one.first) + k];
    }
    *to++ = sum;
  }
}

// Writes one channel of a picture, resized to side × side, to `to`.
void resize(const model::Picture& picture, int channel, int side, float* to) {
  const std::vector<Taps> across = taps_of(picture.width, side);
  const std::vector<Taps> down = taps_of(picture.height, side);
  const auto width = static_cast<std::size_t>(side);
  std::vector<float> row(static_cast<std::size_t>(picture.width));
  std::vector<float> rows(width * static_cast<std::size_t>(picture.height));
  for (int y = 0; y < picture.height; ++y) {
    read_row(picture, y, channel, row);
    shrink_row(row, across, &rows[width * static_cast<std::size_t>(y)]);
  }
  std::fill_n(to, width * width, 0.F);
  for (const Taps& one : down) {
    for (std::size_t k = 0; k < one.weights.size(); ++k) {
      const float* from = &rows[width * (static_cast<std::size_t>(one.first) + k)];
      for (std::size_t x = 0; x < width; ++x) to[x] += one.weights[k] * from[x];
    }
    to += width;
  }
}

void fill(const model::Picture& picture, int channels, int side, float* to) {
  const std::size_t plane = static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
  const bool repeat = picture.channels == 1;
  for (int channel = 0; channel < channels; ++channel) {
    float* at = to + plane * static_cast<std::size_t>(channel);
    if (repeat && channel > 0) {
      std::copy_n(to, plane, at);
    } else {
      resize(picture, channels == 1 && !repeat ? -1 : channel, side, at);
    }
  }
}

}  // namespace

at::Tensor pictures_tensor(std::span<const model::Picture> pictures, int channels, int side) {
  assert(channels == 1 || channels == 3);
  const auto count = static_cast<std::int64_t>(pictures.size());
  at::Tensor result = at::empty({count, channels, side, side}, at::kFloat);
  auto* const values = result.data_ptr<float>();
  const std::int64_t size = std::int64_t{channels} * side * side;
  at::parallel_for(0, count, 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) {
      fill(pictures[static_cast<std::size_t>(i)], channels, side, values + i * size);
    }
  });
  return result;
}

}  // namespace networks
