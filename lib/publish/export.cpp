#include "publish/export.h"

#include <fmt/format.h>

#include "base/error.h"
#include "curate/label/taxonomies.h"
#include "curate/layout.h"
#include "publish/formats/export_formats.h"
#include "publish/formats/export_run.h"

namespace publish {

void check_options(const ExportOptions& options) {
  const auto refuse = [](const std::string& why) { throw base::Error(base::Code::InvalidInput, why); };
  const ExportFormat* format = find_export_format(options.format);
  if (format == nullptr) {
    std::string names;
    for (const ExportFormat* one : export_formats()) names += (names.empty() ? "" : ", ") + std::string(one->name());
    refuse(fmt::format("unknown format '{}'; known: {}, index", options.format, names));
  }
  const FormatTraits& traits = format->traits();
  if (traits.needs_split && options.selection.split.empty()) {
    refuse(fmt::format("format '{}' needs a split; add --split NAME, see 'sonoset list splits'", traits.name));
  }
  const auto refuse_option = [&](const char* option) {
    refuse(fmt::format("{} does not apply to format '{}'; leave it out", option, traits.name));
  };
  if (!traits.links && options.link) refuse_option("--link");
  if (!traits.pictures && options.pictures.width > 0) refuse_option("--size");
  if (!traits.pictures && options.pictures.channels > 0) refuse_option("--channels");
  if (!traits.pictures && options.pictures.needs_sector()) refuse_option("--view");
  if (!traits.pictures && options.pictures.mask_overlays) refuse_option("--mask-overlays");
}

ExportSummary export_dataset(curate::Dataset& dataset, const ExportOptions& options) {
  check_options(options);
  curate::check_not_kept(dataset.folder(), options.out);
  const ExportFormat& format = *find_export_format(options.format);
  catalog::Catalog& catalog = dataset.catalog();
  catalog::Transaction snapshot(catalog);
  const auto policy = curate::LicencePolicy::parse(options.licences, curate::licence_lookup(catalog));
  if (!options.selection.axis.empty()) curate::check_axis(dataset, options.selection.axis);
  SelectionOptions wanted = options.selection;
  wanted.labelled_only |= format.traits().needs_labels;
  wanted.whole_pictures = options.pictures.view == model::View::Whole;
  const Selection selection = select(catalog, wanted, policy);
  PictureRule pictures = options.pictures;
  if (pictures.view == model::View::Polar && pictures.width == 0) pictures.width = pictures.height = kPolarSide;
  if (pictures.width > 0 && pictures.channels == 0) pictures.channels = channels_of(catalog, selection);
  AtomicFolder folder(options.out);
  const ExportJob job{
      dataset, selection,        policy,         options.link,   pictures,
      folder,  options.progress, options.shards, options.videos, options.croissant || options.format == "croissant"};
  ExportRun run(job, format.traits());
  format.write(run);
  ExportSummary summary = run.finish();
  if (selection.split) summary.stale = selection.split->stale;
  snapshot.commit();
  folder.publish();
  return summary;
}

}  // namespace publish
