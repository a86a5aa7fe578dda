#include "baseline/predict/heat_maps.h"

#include <algorithm>

#include "still/encoder.h"

namespace baseline {

std::vector<HeatMap> heat_maps_of(const Predictor& predictor, const ExternalClip& clip, const Prediction& prediction) {
  std::vector<HeatMap> heat_maps;
  std::vector<float> all;
  clip.for_each_batch([&](std::size_t, const std::vector<model::Picture>& pictures) {
    const at::Tensor heat = predictor.heat(seen_by(predictor.info(), clip, pictures), prediction.clip->predicted)
                                .nan_to_num(0, 0, 0)
                                .contiguous();
    const auto height = static_cast<int>(heat.size(1));
    const auto width = static_cast<int>(heat.size(2));
    const float* values = heat.data_ptr<float>();
    for (std::int64_t i = 0; i < heat.size(0); ++i, values += width * height) {
      if (!prediction.frames[heat_maps.size()]) {
        heat_maps.push_back({width, height, std::vector<float>(static_cast<std::size_t>(width * height))});
        continue;
      }
      heat_maps.push_back({width, height, {values, values + width * height}});
      all.insert(all.end(), values, values + width * height);
    }
  });
  const auto high = all.begin() + static_cast<std::ptrdiff_t>(all.size() * 49 / 50);
  std::ranges::nth_element(all, high);
  const float most = *high > 0 ? *high : std::max(1e-20F, std::ranges::max(all));
  for (HeatMap& heat : heat_maps) {
    for (float& value : heat.values) value = std::min(1.F, value / most);
  }
  return heat_maps;
}

std::string heat_picture(const Predictor& predictor, const ExternalClip& clip, std::size_t frame, const HeatMap& heat) {
  const model::Picture seen = seen_by(predictor.info(), clip, {clip.picture(frame)}).pictures.front();
  thread_local still::Encoder encoder;
  const auto png = encoder.encode(overlay(seen, heat), model::StillFormat::Png);
  return {png.begin(), png.end()};
}

}  // namespace baseline
