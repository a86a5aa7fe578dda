#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace model {
struct Picture;
struct Region;
}  // namespace model

namespace vision {

/// What the sampled pictures of a clip show together, pixel by pixel: the greatest and the least luma, and how coloured
/// a pixel ever was. Takes three bytes a pixel, however many pictures there are.
class Evidence {
 public:
  /// Takes a whole picture, upright, with one or three channels. Throws InvalidInput for other numbers of channels, an
  /// empty picture, and one of another size than the first.
  void add(const model::Picture& picture);

  /// That of a part of the pictures.
  Evidence cropped(const model::Region& region) const;

  int width() const { return width_; }
  int height() const { return height_; }
  int pictures() const { return pictures_; }
  /// Row after row, without padding.
  std::span<const std::uint8_t> maximum() const { return maximum_; }
  std::span<const std::uint8_t> minimum() const { return minimum_; }
  /// The greatest difference between a pixel's channels in any picture; empty if all pictures are grey.
  std::span<const std::uint8_t> colour() const { return colour_; }

 private:
  int width_ = 0;
  int height_ = 0;
  int pictures_ = 0;
  std::vector<std::uint8_t> maximum_;
  std::vector<std::uint8_t> minimum_;
  std::vector<std::uint8_t> colour_;
};

}  // namespace vision
