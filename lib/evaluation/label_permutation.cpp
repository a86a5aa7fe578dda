#include "evaluation/label_permutation.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "base/text.h"
#include "evaluation/shuffle.h"

namespace evaluation {
namespace {

std::vector<int> labels_of(const std::vector<std::size_t>& clips, std::span<const int> labels) {
  std::vector<int> own;
  for (const std::size_t clip : clips) own.push_back(labels[clip]);
  return own;
}

/// The most frequent; the first of several.
int majority(const std::vector<int>& labels) {
  std::map<int, int> counts;
  for (const int label : labels) ++counts[label];
  return std::ranges::max_element(counts, {}, [](const auto& one) { return one.second; })->first;
}

}  // namespace

LabelPermutation::LabelPermutation(std::span<const int> labels, const std::vector<std::string>& subjects)
    : labels_(labels.begin(), labels.end()) {
  std::map<std::string, Clips> people;
  for (std::size_t clip = 0; clip < subjects.size(); ++clip) people[subjects[clip]].push_back(clip);
  std::map<std::size_t, std::vector<Clips>> by_size;
  for (auto& [name, clips] : people) by_size[clips.size()].push_back(std::move(clips));
  for (auto& [size, same] : by_size) {
    std::set<std::vector<int>> different;
    for (const Clips& clips : same) different.insert(labels_of(clips, labels_));
    if (different.size() > 1) {
      equals_.push_back(std::move(same));
    } else {
      std::ranges::move(same, std::back_inserter(others_));
    }
  }
}

std::vector<int> LabelPermutation::labels(std::uint64_t seed, std::uint64_t number) const {
  std::seed_seq sequence{seed & 0xffffffff, seed >> 32, number};
  std::mt19937_64 random(sequence);
  std::vector<int> permuted(labels_);
  for (const std::vector<Clips>& same : equals_) {
    std::vector<std::size_t> from(same.size());
    for (std::size_t i = 0; i < from.size(); ++i) from[i] = i;
    shuffle(from, random);
    for (std::size_t i = 0; i < same.size(); ++i) {
      for (std::size_t k = 0; k < same[i].size(); ++k) permuted[same[i][k]] = labels_[same[from[i]][k]];
    }
  }
  std::vector<int> majorities;
  for (const Clips& clips : others_) majorities.push_back(majority(labels_of(clips, labels_)));
  shuffle(majorities, random);
  for (std::size_t i = 0; i < others_.size(); ++i) {
    for (const std::size_t clip : others_[i]) permuted[clip] = majorities[i];
  }
  return permuted;
}

std::string LabelPermutation::how() const {
  std::size_t exact = 0;
  for (const auto& same : equals_) exact += same.size();
  std::string text = fmt::format(
      "{} subjects exchange the labels of all their clips with a subject that has the same number of clips", exact);
  if (!others_.empty()) {
    text += fmt::format("; {} without a partner {} most frequent label", base::counted(others_.size(), "subject"),
                        others_.size() == 1 ? "exchanges its" : "exchange their");
  }
  return text;
}

}  // namespace evaluation
