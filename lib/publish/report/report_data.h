#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/clip_media.h"
#include "catalog/clip_summaries.h"
#include "catalog/status.h"
#include "curate/dataset.h"
#include "curate/release/licences.h"
#include "html/html.h"
#include "model/link.h"

namespace publish {

struct ReportOptions {
  std::string split = {};                    ///< empty: the only one, else 'main', else the first
  std::string axis = {};                     ///< empty: the split's, else the main axis
  std::string licences = "redistributable";  ///< a LicencePolicy: which clips' pictures are shown
  bool pictures = true;
  std::string title = {};  ///< empty: of the manifest, if there is one only
};

/// What the sections of a report are made from, read once.
struct ReportData {
  curate::Dataset& dataset;
  ReportOptions options;
  std::string split = {};  ///< the one that is described; empty: there is none
  std::string axis = {};   ///< of the labels
  catalog::Status status = {};
  std::vector<catalog::ClipSummary> units = {};  ///< the clips with frames; `value`: on `axis`
  std::vector<catalog::ClipMedia> facts = {};    ///< of the same clips
  std::vector<model::Link> links = {};
  /// Of each unit, its group: clips that certain links join, and the unknown clips of a source.
  std::vector<std::uint32_t> group = {};
  std::vector<std::int64_t> clips_of_group = {};
  bool groups_known = false;  ///< all certain links were looked for; otherwise there may be fewer groups
  std::size_t manifests = 0;
  std::string digest = {};  ///< of the catalog

  catalog::Catalog& catalog() const { return dataset.catalog(); }
};

/// Throws NotFound for an unknown split, InvalidInput for an unknown axis.
ReportData read_report_data(curate::Dataset& dataset, const ReportOptions& options);

/// A property that clips have one value of; "": none.
using Property = std::function<std::string(const ReportData&, std::size_t unit)>;
std::string source_of(const ReportData& data, std::size_t unit);  ///< "manifest/source" where there are several
std::string probe_of(const ReportData& data, std::size_t unit);
std::string label_of(const ReportData& data, std::size_t unit);
std::string licence_of(const ReportData& data, std::size_t unit);
std::string video_size_of(const ReportData& data, std::size_t unit);
std::string rate_of(const ReportData& data, std::size_t unit);
std::string format_of(const ReportData& data, std::size_t unit);  ///< "mp4, h264"
std::string container_of(const ReportData& data, std::size_t unit);
std::string codec_of(const ReportData& data, std::size_t unit);
std::string channels_text(const ReportData& data, std::size_t unit);
std::string frame_size_of(const ReportData& data, std::size_t unit);

/// How much of the dataset has one value of a property.
struct Extent {
  std::string value;
  std::int64_t clips = 0;
  std::int64_t frames = 0;
  std::int64_t subjects = 0;  ///< known ones
  std::int64_t groups = 0;
};
/// The values with the most clips first, then by name.
std::vector<Extent> extents(const ReportData& data, const Property& property);

/// Clips by two properties.
struct CrossTable {
  std::vector<std::string> rows;     ///< with the most clips first
  std::vector<std::string> columns;  ///< by name
  std::vector<std::vector<std::int64_t>> clips;
  std::vector<std::vector<double>> groups;  ///< each group counts once, in parts for its clips
};
/// Without clips that have no value in the columns.
CrossTable cross_table(const ReportData& data, const Property& rows, const Property& columns);

/// A text in a cell: on one line, shortened; "(none)" if it is empty.
std::string cell(std::string_view text, int width = 80);
/// Adds a number of the catalog, which can be any; the sum stays within the type.
void add_to(std::int64_t& sum, std::int64_t number);
/// "12.3 MB"
std::string bytes_text(std::int64_t bytes);
/// "33%"; "–" of nothing.
std::string share_text(std::int64_t part, std::int64_t whole);
/// "12 more sources are not shown: sonoset list sources", or empty.
std::string more_rows(std::size_t all, std::size_t shown, std::string_view what, std::string_view command);

}  // namespace publish
