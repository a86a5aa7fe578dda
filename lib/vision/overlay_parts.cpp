#include "vision/overlay_parts.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <opencv2/imgproc.hpp>

namespace vision {
namespace {

using model::Region;

constexpr int kLeastPixels = 4;
constexpr int kLeastTickPixels = 2;
constexpr std::size_t kMostPieces = 3000;  // more is noise, not drawing: the largest are kept
constexpr std::size_t kLeastTicks = 4;
constexpr int kTickShare = 140;  // of the picture's shorter side: marks are thinner
constexpr int kLeastSpan = 16;   // of a scale, in thicknesses of its marks
constexpr int kNumberPieces = 4;
constexpr int kNumberShare = 5;  // of a scale's length: its numbers are smaller
constexpr int kLetterShare = 8;  // of the height: letters are lower

int overlap(int a, int a_size, int b, int b_size) { return std::min(a + a_size, b + b_size) - std::max(a, b); }

Region union_of(const Region& a, const Region& b) {
  const int x = std::min(a.x, b.x);
  const int y = std::min(a.y, b.y);
  return {x, y, std::max(a.x + a.width, b.x + b.width) - x, std::max(a.y + a.height, b.y + b.height) - y};
}

// Groups of parts that were found to belong together.
class Groups {
 public:
  explicit Groups(std::size_t count) : first_(count) { std::iota(first_.begin(), first_.end(), std::size_t{0}); }
  std::size_t of(std::size_t i) {
    while (first_[i] != i) i = first_[i] = first_[first_[i]];
    return i;
  }
  void join(std::size_t a, std::size_t b) {
    a = of(a);
    b = of(b);
    first_[std::max(a, b)] = std::min(a, b);
  }
  std::vector<OverlayPart> merged(const std::vector<OverlayPart>& parts) {
    std::vector<OverlayPart> all;
    std::vector<std::size_t> place(parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (of(i) == i) {
        place[i] = all.size();
        all.push_back(parts[i]);
        continue;
      }
      OverlayPart& group = all[place[of(i)]];
      group.box = union_of(group.box, parts[i].box);
      group.pixels += parts[i].pixels;
      group.pieces += parts[i].pieces;
      group.ticks = group.ticks || parts[i].ticks;
    }
    return all;
  }

 private:
  std::vector<std::size_t> first_;
};

// Whether most marks are as far from the one before as is usual, or a small multiple of it.
bool is_regular(const std::vector<int>& places, int least) {
  std::vector<int> steps;
  for (std::size_t i = 1; i < places.size(); ++i) steps.push_back(places[i] - places[i - 1]);
  std::vector<int> sorted = steps;
  std::ranges::sort(sorted);
  const int usual = sorted[sorted.size() / 2];
  if (usual < least) return false;
  const auto fits = [usual](int step) {
    const int off = step % usual;
    return step <= 3 * usual && std::min(off, usual - off) <= 1 + usual / 10;
  };
  return std::ranges::count_if(steps, fits) * 5 >= static_cast<std::ptrdiff_t>(steps.size()) * 4;
}

// Marks whose left, right, top or bottom edges are in line. `edge` gives what is in line, `along` the place on it. No
// mark is on scales of both directions, whose box would hold all that is between them: `taken` are those on others.
template <typename Edge, typename Along, typename Thickness>
void join_ticks(std::vector<OverlayPart>& parts, Groups& groups, int most, const std::vector<bool>& taken,
                const Edge& edge, const Along& along, const Thickness& thickness) {
  std::vector<std::size_t> marks;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (taken[i]) continue;
    const Region& box = parts[i].box;
    if (thickness(box) <= most && std::max(box.width, box.height) <= 8 * most) marks.push_back(i);
  }
  std::ranges::sort(marks, [&](std::size_t a, std::size_t b) {
    const int first = edge(parts[a].box);
    const int second = edge(parts[b].box);
    return first != second ? first < second : along(parts[a].box) < along(parts[b].box);
  });
  for (std::size_t from = 0; from < marks.size();) {
    std::size_t to = from;
    while (to < marks.size() && edge(parts[marks[to]].box) <= edge(parts[marks[from]].box) + 1) ++to;
    std::vector<std::size_t> line(marks.begin() + static_cast<std::ptrdiff_t>(from),
                                  marks.begin() + static_cast<std::ptrdiff_t>(to));
    std::ranges::sort(line, {}, [&](std::size_t i) { return along(parts[i].box); });
    std::vector<int> places;
    for (const std::size_t i : line) places.push_back(along(parts[i].box));
    if (line.size() >= kLeastTicks && places.back() - places.front() >= kLeastSpan * most &&
        is_regular(places, 2 * most)) {
      for (const std::size_t i : line) {
        groups.join(line.front(), i);
        parts[i].ticks = true;
      }
    }
    from = to;
  }
}

// Letters of one line: beside each other, as words of fixed pitch are.
bool are_of_one_line(const OverlayPart& a, const OverlayPart& b, int most) {
  if (a.ticks || b.ticks || a.box.height > most || b.box.height > most) return false;
  const int low = std::min(a.box.height, b.box.height);
  const int high = std::max(a.box.height, b.box.height);
  const int gap = -overlap(a.box.x, a.box.width, b.box.x, b.box.width);
  return overlap(a.box.y, a.box.height, b.box.y, b.box.height) * 2 >= low && 2 * gap <= 3 * high && high <= 4 * low + 2;
}

// Marks alone, or on a line.
bool is_scale(const OverlayPart& part) {
  return part.ticks || (part.pieces == 1 && part.box.height >= 8 * part.box.width);
}

// The numbers of a scale: a few characters beside its marks, or below them.
bool is_number_of(const Region& scale, const OverlayPart& part) {
  const Region& box = part.box;
  if (part.ticks || part.pieces > kNumberPieces || box.width > 4 * box.height) return false;
  if (std::max(box.width, box.height) * kNumberShare > std::max(scale.width, scale.height)) return false;
  const int beside = -overlap(scale.x, scale.width, box.x, box.width);
  const int below = -overlap(scale.y, scale.height, box.y, box.height);
  return scale.height >= scale.width ? beside <= 2 * box.height && below <= 0 : below <= 2 * box.height && beside <= 0;
}

bool do_overlap(const Region& a, const Region& b) {
  return overlap(a.x, a.width, b.x, b.width) > 0 && overlap(a.y, a.height, b.y, b.height) > 0;
}

template <typename Together>
std::vector<OverlayPart> join_if(const std::vector<OverlayPart>& parts, const Together& together) {
  Groups groups(parts.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (std::size_t j = i + 1; j < parts.size(); ++j) {
      if (together(parts[i], parts[j])) groups.join(i, j);
    }
  }
  return groups.merged(parts);
}

}  // namespace

std::vector<OverlayPart> overlay_pieces(const cv::Mat& mask) {
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centres;
  const int count = cv::connectedComponentsWithStats(mask, labels, stats, centres, 8, CV_32S);
  std::vector<OverlayPart> parts;
  for (int i = 1; i < count; ++i) {
    const int* row = stats.ptr<int>(i);
    if (row[cv::CC_STAT_AREA] < kLeastTickPixels) continue;
    parts.push_back({{row[cv::CC_STAT_LEFT], row[cv::CC_STAT_TOP], row[cv::CC_STAT_WIDTH], row[cv::CC_STAT_HEIGHT]},
                     row[cv::CC_STAT_AREA]});
  }
  std::ranges::stable_sort(parts, [](const OverlayPart& a, const OverlayPart& b) { return a.pixels > b.pixels; });
  if (parts.size() > kMostPieces) parts.resize(kMostPieces);
  return parts;
}

std::vector<OverlayPart> joined(std::vector<OverlayPart> parts, int width, int height) {
  const int thin = std::max(3, std::min(width, height) / kTickShare);
  Groups groups(parts.size());
  const auto x = [](const Region& box) { return box.x; };
  const auto y = [](const Region& box) { return box.y; };
  const auto right = [](const Region& box) { return box.x + box.width; };
  const auto bottom = [](const Region& box) { return box.y + box.height; };
  const auto tall = [](const Region& box) { return box.height; };
  const auto wide = [](const Region& box) { return box.width; };
  std::vector<bool> taken(parts.size(), false);
  join_ticks(parts, groups, thin, taken, x, y, tall);
  join_ticks(parts, groups, thin, taken, right, y, tall);
  for (std::size_t i = 0; i < parts.size(); ++i) taken[i] = parts[i].ticks;
  join_ticks(parts, groups, thin, taken, y, x, wide);
  join_ticks(parts, groups, thin, taken, bottom, x, wide);
  parts = groups.merged(parts);
  std::erase_if(parts, [](const OverlayPart& part) { return !part.ticks && part.pixels < kLeastPixels; });
  const int most = height / kLetterShare;
  parts = join_if(parts, [most](const OverlayPart& a, const OverlayPart& b) { return are_of_one_line(a, b, most); });
  parts = join_if(parts, [](const OverlayPart& a, const OverlayPart& b) {
    return (is_scale(a) && is_number_of(a.box, b)) || (is_scale(b) && is_number_of(b.box, a));
  });
  return join_if(parts, [most](const OverlayPart& a, const OverlayPart& b) {
    return a.box.height <= most && b.box.height <= most && !a.ticks && !b.ticks && do_overlap(a.box, b.box);
  });
}

}  // namespace vision
