#include "curate/label/agreement.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <span>

#include "base/text.h"
#include "catalog/labels.h"
#include "catalog/manifests.h"
#include "curate/label/taxonomies.h"

namespace curate {
namespace {

using catalog::Annotation;
using Annotations = std::span<const Annotation>;

/// An axis and its values in order, those of the taxonomy first.
struct Categories {
  Level level = Level::Nominal;
  std::vector<std::string> values;
};

std::map<std::string, Categories> categories_of(Dataset& dataset) {
  std::map<std::string, Categories> all;
  for (const catalog::ManifestRow& row : catalog::manifests(dataset.catalog())) {
    for (const manifest::Axis& axis : taxonomy_of(dataset, row.name).axes) {
      const auto [known, is_new] = all.try_emplace(axis.id);
      if (!is_new) continue;
      known->second.level = axis.kind == manifest::AxisKind::Ordinal ? Level::Ordinal : Level::Nominal;
      for (const manifest::Value& value : axis.values) known->second.values.push_back(value.id);
    }
  }
  return all;
}

// The index of a value; one that the taxonomy lacks comes last.
std::size_t index_of(Categories& categories, const std::string& value) {
  const auto found = std::ranges::find(categories.values, value);
  if (found != categories.values.end()) return static_cast<std::size_t>(found - categories.values.begin());
  categories.values.push_back(value);
  return categories.values.size() - 1;
}

// The annotations of one axis, as those of each clip with at least two.
std::vector<Annotations> by_clip(Annotations axis) {
  std::vector<Annotations> clips;
  for (std::size_t begin = 0, end = 0; begin < axis.size(); begin = end) {
    while (end < axis.size() && axis[end].clip == axis[begin].clip) ++end;
    if (end - begin > 1) clips.push_back(axis.subspan(begin, end - begin));
  }
  return clips;
}

std::optional<double> kappa(const std::vector<Annotations>& clips, const std::string& first, Categories& categories) {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (const Annotations& said : clips) {
    const std::size_t mine = said[0].by == first ? 0 : 1;
    pairs.emplace_back(index_of(categories, said[mine].value), index_of(categories, said[1 - mine].value));
  }
  const std::size_t size = categories.values.size();
  std::vector<std::vector<double>> counts(size, std::vector<double>(size));
  for (const auto& [a, b] : pairs) ++counts[a][b];
  return cohens_kappa(counts, categories.level == Level::Ordinal ? squared_distance() : nominal_distance());
}

std::optional<double> alpha(const std::vector<Annotations>& clips, Categories& categories) {
  std::vector<std::vector<std::size_t>> units;
  for (const Annotations& said : clips) {
    units.emplace_back();
    for (const Annotation& one : said) units.back().push_back(index_of(categories, one.value));
  }
  return krippendorffs_alpha(units, categories.values.size(), categories.level);
}

std::optional<Agreement> agreement_on(Annotations axis, Categories categories) {
  const std::vector<Annotations> clips = by_clip(axis);
  if (clips.empty()) return std::nullopt;
  Agreement found;
  found.axis = axis.front().axis;
  found.level = categories.level;
  found.clips = static_cast<std::int64_t>(clips.size());
  std::set<std::string> annotators;
  for (const Annotations& said : clips) {
    for (const Annotation& one : said) annotators.insert(one.by);
    const bool same = std::ranges::all_of(said, [&](const Annotation& one) { return one.value == said[0].value; });
    found.unanimous += same ? 1 : 0;
  }
  found.annotators.assign(annotators.begin(), annotators.end());
  const bool two = annotators.size() == 2;
  found.measure = two ? "Cohen's kappa" : "Krippendorff's alpha";
  found.value = two ? kappa(clips, found.annotators.front(), categories) : alpha(clips, categories);
  return found;
}

}  // namespace

std::string measure_text(const Agreement& agreement) {
  if (agreement.level == Level::Nominal) return agreement.measure;
  return agreement.measure + (agreement.annotators.size() == 2 ? ", quadratic weights" : ", ordinal");
}

std::string text_of(const Agreement& agreement) {
  const std::string value =
      agreement.value ? fmt::format("{:.2f}", *agreement.value) : "is undefined (all values are the same)";
  return fmt::format("{}: {} {}; {} ({}), {}, {} of them unanimous", agreement.axis, measure_text(agreement), value,
                     base::counted(agreement.annotators.size(), "annotator"), base::some_of(agreement.annotators),
                     base::counted(agreement.clips, "clip"), agreement.unanimous);
}

std::vector<Agreement> agreement(Dataset& dataset) {
  const std::vector<Annotation> all = catalog::annotations(dataset.catalog());
  std::vector<Agreement> found;
  if (all.empty()) return found;
  const std::map<std::string, Categories> categories = categories_of(dataset);
  for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
    while (end < all.size() && all[end].axis == all[begin].axis) ++end;
    const auto known = categories.find(all[begin].axis);
    auto on = agreement_on(Annotations(all).subspan(begin, end - begin),
                           known == categories.end() ? Categories() : known->second);
    if (on) found.push_back(*std::move(on));
  }
  return found;
}

}  // namespace curate
