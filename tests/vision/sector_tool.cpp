// Reads clips from standard input, each a line "WIDTH HEIGHT CHANNELS PICTURES" and the pixels of its pictures, and
// prints a line of JSON with the sector and the overlays of each. Times are those of the processor.
#include <cstdio>
#include <ctime>
#include <iostream>
#include <nlohmann/json.hpp>

#include "model/picture.h"
#include "vision/evidence.h"
#include "vision/overlay_finder.h"
#include "vision/sector_finder.h"

namespace {

long long microseconds_since(std::clock_t start) {
  return static_cast<long long>(std::clock() - start) * 1'000'000 / CLOCKS_PER_SEC;
}

std::string text_of(const std::vector<model::Overlay>& overlays) {
  nlohmann::json list = nlohmann::json::array();
  for (const model::Overlay& overlay : overlays) list.push_back(model::overlay_json(overlay));
  return list.dump();
}

struct Times {
  long long add_us = 0;
  long long find_us = 0;
  long long overlays_us = 0;
};

void print(const model::FoundSector& found, const std::vector<model::Overlay>& overlays, const Times& times) {
  std::printf(
      "{\"sector\":%s,\"confidence\":%d,\"several\":%s,\"pictures\":%d,\"backdrop\":[%d,%d],\"filled\":%d,"
      "\"outside\":%d,\"edges\":%d,\"moving\":%d,\"overlays\":%s,\"add_us\":%lld,\"find_us\":%lld,\"overlays_us\":%lld}"
      "\n",
      model::to_json(found.sector).c_str(), found.confidence_permille, found.several_sectors ? "true" : "false",
      found.pictures, found.backdrop_level, found.backdrop_permille, found.filled_permille, found.outside_permille,
      found.edges_permille, found.moving_permille, text_of(overlays).c_str(), times.add_us, times.find_us,
      times.overlays_us);
}

}  // namespace

int main() {
  int width = 0;
  int height = 0;
  int channels = 0;
  int pictures = 0;
  while (std::cin >> width >> height >> channels >> pictures) {
    std::cin.get();
    vision::Evidence evidence;
    Times times;
    for (int i = 0; i < pictures; ++i) {
      model::Picture picture(width, height, channels);
      for (int y = 0; y < height; ++y) {
        std::cin.read(reinterpret_cast<char*>(picture.row(y)), static_cast<std::streamsize>(picture.row_bytes()));
      }
      const auto start = std::clock();
      evidence.add(picture);
      times.add_us += microseconds_since(start);
    }
    auto start = std::clock();
    const model::FoundSector found = vision::find_sector(evidence);
    times.find_us = microseconds_since(start);
    start = std::clock();
    const std::vector<model::Overlay> overlays = vision::find_overlays(evidence, found);
    times.overlays_us = microseconds_since(start);
    print(found, overlays, times);
  }
  return 0;
}
