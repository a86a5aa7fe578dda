#pragma once

#include <filesystem>
#include <vector>

#include "base/file.h"
#include "media/clip_reader.h"

namespace test {

/// Keeps the pictures that it receives.
struct KeepingSink : sampling::PictureSink {
  std::vector<sampling::SampledPicture> pictures;
  void take(sampling::SampledPicture picture) override { pictures.push_back(std::move(picture)); }
  void start_again() override { pictures.clear(); }
};

struct Reading {
  model::ClipResult result;
  std::vector<sampling::SampledPicture> pictures;
};

inline Reading read_clip(const std::filesystem::path& path, const model::Recipe& recipe,
                         std::int64_t packet_bytes_kept = media::kPacketBytesKept, bool every_picture = false,
                         sampling::RegionFinder* finder = nullptr) {
  const auto object = base::open_to_read(path);
  model::ClipJob job;
  job.clip = "clip";
  job.name = path.filename();
  job.recipe = recipe;
  job.every_picture = every_picture;
  KeepingSink sink;
  Reading reading;
  reading.result = media::read_clip(object.get(), job, sink, finder, packet_bytes_kept);
  reading.pictures = std::move(sink.pictures);
  return reading;
}

}  // namespace test
