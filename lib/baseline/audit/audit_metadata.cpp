#include "baseline/audit/audit_metadata.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace baseline {
namespace {

/// Only the most frequent words get a column; rarer ones cannot be learned.
constexpr std::size_t kMaxWords = 100;

using OfClip = std::function<std::string(const SampleClip&)>;
using Number = std::function<double(const SampleClip&)>;

at::Tensor words(const Samples& samples, const OfClip& word) {
  std::map<std::string, std::int64_t> counts;
  for (const SampleClip& clip : samples.clips) ++counts[word(clip)];
  std::vector<std::pair<std::int64_t, std::string>> order;
  for (const auto& [name, count] : counts) order.emplace_back(-count, name);
  std::ranges::sort(order);
  if (order.size() > kMaxWords) order.resize(kMaxWords);
  const auto clips = static_cast<std::int64_t>(samples.clips.size());
  at::Tensor columns = at::zeros({clips, static_cast<std::int64_t>(order.size())}, at::kFloat);
  std::map<std::string, std::int64_t> column;
  for (const auto& [count, name] : order) column.emplace(name, column.size());
  for (std::int64_t i = 0; i < clips; ++i) {
    const auto found = column.find(word(samples.clips[static_cast<std::size_t>(i)]));
    if (found != column.end()) columns[i][found->second] = 1;
  }
  return columns;
}

/// With a second column that is 1 if the number is unknown (0 or less).
at::Tensor numbers(const Samples& samples, const Number& number, bool logarithm = false) {
  std::vector<float> values;
  for (const SampleClip& clip : samples.clips) {
    const double value = number(clip);
    const bool known = std::isfinite(value) && value > 0;
    values.push_back(known ? static_cast<float>(logarithm ? std::log(value) : value) : 0);
    values.push_back(known ? 0 : 1);
  }
  return torch::tensor(values, torch::kFloat).reshape({-1, 2});
}

double to_double(const base::Rational& value) { return value.value(); }

at::Tensor size_of(const Samples& samples) {
  const auto width = [](const SampleClip& clip) { return static_cast<double>(clip.content.width); };
  const auto height = [](const SampleClip& clip) { return static_cast<double>(clip.content.height); };
  return at::cat(
      {numbers(samples, width), numbers(samples, height),
       numbers(samples, [&](const SampleClip& clip) { return width(clip) / height(clip); }),
       words(samples,
             [](const SampleClip& clip) { return fmt::format("{}x{}", clip.content.width, clip.content.height); })},
      1);
}

Table table(const char* name, at::Tensor rows) { return {name, std::move(rows), 1, 1}; }

}  // namespace

OneFrameEach one_frame_each(const Samples& samples, const Assignment& assignment) {
  OneFrameEach one{samples, assignment};
  for (SampleClip& clip : one.samples.clips) clip.frames.resize(1);
  for (std::vector<int>& folds : one.assignment.folds) folds.resize(1);
  return one;
}

std::vector<Table> metadata_tables(const Samples& samples) {
  std::vector<Table> tables = {
      table("container", words(samples, [](const SampleClip& clip) { return clip.header.container; })),
      table("codec", words(samples, [](const SampleClip& clip) { return clip.header.codec; })),
      table("extension", words(samples, [](const SampleClip& clip) { return clip.extension; })),
      table("size", size_of(samples)),
      table("rate", numbers(samples, [](const SampleClip& clip) { return to_double(clip.header.rate_hz); })),
      table("duration", numbers(
                            samples, [](const SampleClip& clip) { return to_double(clip.header.duration_s); }, true)),
      table("bytes", numbers(
                         samples, [](const SampleClip& clip) { return static_cast<double>(clip.object_bytes); }, true)),
      table("pictures",
            numbers(
                samples, [](const SampleClip& clip) { return static_cast<double>(clip.content.pictures); }, true)),
      table("grey", words(samples, [](const SampleClip& clip) { return clip.content.grey ? "grey" : "colour"; }))};
  std::vector<at::Tensor> all;
  for (const Table& one : tables) all.push_back(one.rows);
  tables.push_back(table("all together", at::cat(all, 1)));
  return tables;
}

Table source_table(const Samples& samples) {
  return table("source",
               words(samples, [](const SampleClip& clip) { return clip.unit.manifest + "/" + clip.unit.source; }));
}

}  // namespace baseline
