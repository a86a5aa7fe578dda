#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace publish {

class ExportRun;

struct ExportSummary {
  std::int64_t clips = 0;
  std::int64_t frames = 0;
  std::int64_t linked = 0;  ///< frames that are hard links; others are copies (sharing blocks if possible)
  std::string stale;        ///< why the split no longer fits, if it was exported anyway
  std::map<std::string, std::vector<std::string>> left_out;  ///< by reason: clips, sorted
  std::map<std::string, std::int64_t> videos = {};           ///< of clips, by model::VideoMethod
  std::int64_t doubtful_sectors = 0;  ///< clips whose view depends on a sector that is not certain
};

/// What a format takes. The command line's help and error messages follow from it.
struct FormatTraits {
  std::string_view name;         ///< on the command line
  std::string_view description;  ///< in under ten words
  bool needs_split = false;      ///< refused without one
  bool needs_labels = false;     ///< clips without a label are left out
  bool links = true;             ///< --link
  bool pictures = true;          ///< --size, --channels and --view
  bool shards = false;           ///< --shard-size and --seed
  bool videos = false;           ///< --codec, --encode-all and the options of workers
};

/// An export format. To add one, add a file to this folder and a line to export_formats.cpp.
class ExportFormat {
 public:
  virtual ~ExportFormat() = default;
  virtual const FormatTraits& traits() const = 0;
  /// Fills the folder of `run`; the caller adds what all exports have, and publishes it. The same dataset and selection
  /// give the same bytes. Throws Corrupt if a picture differs from the catalog.
  virtual void write(ExportRun& run) const = 0;

  std::string_view name() const { return traits().name; }
};

}  // namespace publish
