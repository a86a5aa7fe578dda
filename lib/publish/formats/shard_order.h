#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace publish {

/// An order of samples, given the name of each and who it shows. The samples of one person are shuffled and then spread
/// evenly: with n of them, one is at a random place in each n-th of the order. So any consecutive part of the order,
/// such as a shard, has of each person its share of the samples to within two.
///
/// Random numbers are SHA-256 of "seed\nwhat\nname\n", the first 8 bytes as a big-endian number, so that the order is
/// the same everywhere.
class ShardOrder {
 public:
  explicit ShardOrder(std::uint64_t seed) : seed_(seed) {}

  /// Samples are numbered in the order of these calls.
  void add(std::string_view person, std::string_view name);
  /// The numbers in order.
  std::vector<std::size_t> order() const;

 private:
  struct Sample {
    std::size_t person;
    std::uint64_t turn;   // orders the samples of a person
    std::uint64_t place;  // within the sample's part of the order
  };

  std::uint64_t seed_;
  std::map<std::string, std::size_t, std::less<>> people_;
  std::vector<Sample> samples_;
};

}  // namespace publish
