#include "publish/export.h"

#include <fmt/format.h>

#include "base/error.h"
#include "curate/label/taxonomies.h"
#include "publish/formats/export_formats.h"

namespace publish {

ExportSummary export_dataset(curate::Dataset& dataset, const ExportOptions& options) {
  const ExportFormat* format = find_export_format(options.format);
  if (format == nullptr) {
    throw base::Error(base::Code::InvalidInput, fmt::format("unknown export format '{}'", options.format));
  }
  catalog::Catalog& catalog = dataset.catalog();
  catalog::Transaction snapshot(catalog);
  const auto policy = curate::LicencePolicy::parse(options.licences, curate::licence_lookup(catalog));
  if (!options.selection.axis.empty()) curate::check_axis(dataset, options.selection.axis);
  const Selection selection = select(catalog, options.selection, policy);
  PictureRule pictures = options.pictures;
  if (pictures.width > 0 && pictures.channels == 0) pictures.channels = channels_of(catalog, selection);
  AtomicFolder folder(options.out);
  ExportSummary summary = format->write({dataset, selection, policy, options.link, pictures, folder});
  if (selection.split) summary.stale = selection.split->stale;
  snapshot.commit();
  folder.publish();
  return summary;
}

}  // namespace publish
