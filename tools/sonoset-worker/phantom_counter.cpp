#include "phantom_counter.h"

#include <nlohmann/json.hpp>

#include "phantom/drawing.h"

namespace worker {
namespace {

phantom::Colour grey(int level) {
  const auto value = static_cast<std::uint8_t>(level);
  return {value, value, value};
}

}  // namespace

void write_counter(model::Picture& picture, std::int64_t number) {
  // A black margin separates the blocks from bright tissue.
  phantom::fill(picture, {Counter::kX - 4, 0, Counter::kColumns * Counter::kBlock + 8, 2 * Counter::kBlock + 8}, {});
  for (int bit = 0; bit < Counter::kColumns * Counter::kRows; ++bit) {
    const bool set = (number >> (Counter::kColumns * Counter::kRows - 1 - bit) & 1) != 0;
    const int x = Counter::kX + bit % Counter::kColumns * Counter::kBlock;
    const int y = Counter::kY + bit / Counter::kColumns * Counter::kBlock;
    phantom::fill(picture, {x, y, Counter::kBlock, Counter::kBlock}, grey(set ? 255 : 0));
  }
  for (int corner = 0; corner < 4; ++corner) {
    const int x = corner % 2 == 0 ? 0 : picture.width - Counter::kCorner;
    const int y = corner / 2 == 0 ? 0 : picture.height - Counter::kCorner;
    phantom::fill(picture, {x, y, Counter::kCorner, Counter::kCorner}, grey(Counter::kCornerLevels[corner]));
  }
}

std::string counter_truth() {
  const nlohmann::json truth = {
      {"x", Counter::kX},
      {"y", Counter::kY},
      {"block", Counter::kBlock},
      {"columns", Counter::kColumns},
      {"rows", Counter::kRows},
      {"corner", Counter::kCorner},
      {"corner_levels", Counter::kCornerLevels},
  };
  return truth.dump();
}

}  // namespace worker
