#include "curate/maintain/fsck.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/error.h"
#include "base/names.h"
#include "catalog/broken_rows.h"
#include "catalog/frame_sets.h"
#include "curate/label/decisions.h"
#include "curate/maintain/download_garbage.h"
#include "curate/maintain/gc.h"
#include "curate/maintain/stored_files.h"

namespace curate {
namespace fs = std::filesystem;
namespace {

using Progress = std::function<void(std::int64_t, std::int64_t)>;

constexpr auto kDamageNames = base::names<Damage::Kind>({{Damage::Kind::Missing, "missing"},
                                                         {Damage::Kind::Altered, "altered"},
                                                         {Damage::Kind::Foreign, "foreign"},
                                                         {Damage::Kind::BrokenRow, "broken-row"},
                                                         {Damage::Kind::WrongLine, "wrong-line"}});

// One comparison of the catalog, as it is now, with the files.
std::vector<Damage> look(Dataset& dataset, bool deep, const Progress& progress) {
  std::vector<Damage> damage;
  catalog::Transaction snapshot(dataset.catalog());
  const auto broken = [&damage](const std::string& row) {
    damage.push_back({Damage::Kind::BrokenRow, "catalog.sqlite", row});
  };
  for (const std::string& row : catalog::broken_rows(dataset.catalog(), deep)) broken(row);
  const std::set<base::Digest> named = named_objects(dataset);
  const auto add_foreign = [&](const fs::path& file) {
    damage.push_back(
        {Damage::Kind::Foreign, file.string(),
         is_named_object(file, named)
             ? "not in the catalog, but in use: manifests/ or decisions.jsonl names it; run 'sonoset rebuild'"
             : "not in the catalog; 'sonoset gc' removes it"});
  };
  StoredFilesVisitor visitor;
  visitor.fault = [&damage](const StoredFolder& folder, const FileFault& fault) {
    const bool missing = fault.kind == FileFault::Kind::Missing;
    damage.push_back(
        {missing ? Damage::Kind::Missing : Damage::Kind::Altered, (folder.place / fault.file).string(), fault.message});
  };
  visitor.foreign = add_foreign;
  visitor.unreadable = [&](const std::string& clip, const base::Error& error) {
    broken(fmt::format("{}; the files of clip '{}' were not compared", error.what(), clip));
  };
  try {
    const std::int64_t total = catalog::stored_files(dataset.catalog());
    std::int64_t done = 0;
    visitor.looked = [&](std::int64_t files) { progress(done += files, total); };
    visit_stored_files(dataset, deep, visitor);
    for (const WrongLine& line : wrong_decisions(dataset.catalog(), dataset.decisions_file())) {
      damage.push_back({Damage::Kind::WrongLine, fmt::format("decisions.jsonl:{}", line.number), line.why});
    }
  } catch (const base::Error& error) {
    // Files after a row that cannot be read are not compared.
    if (error.code() != base::Code::Corrupt) throw;
    broken(fmt::format("{}; not all files were compared", error.what()));
  }
  for (const fs::path& file : foreign_downloads(dataset)) add_foreign(file);
  snapshot.commit();
  std::ranges::sort(damage);
  // A link in the place of a clip's folder is met once for each of its frame sets.
  damage.erase(std::unique(damage.begin(), damage.end()), damage.end());
  return damage;
}

bool depends_on_writers(const Damage& damage) {
  return damage.kind == Damage::Kind::Foreign || damage.kind == Damage::Kind::Missing;
}

}  // namespace

std::string_view to_string(Damage::Kind kind) { return base::name_of(kDamageNames, kind); }

FsckReport fsck(Dataset& dataset, bool deep, const Progress& progress) {
  const bool was_written = dataset.is_being_written();
  const std::int64_t changes = catalog::changes(dataset.catalog());
  FsckReport report{look(dataset, deep, progress), false};
  const auto is_written = [&] { return dataset.is_being_written(); };
  if (std::ranges::none_of(report.damage, depends_on_writers)) return report;
  if (!was_written && !is_written() && catalog::changes(dataset.catalog()) == changes) return report;
  // An import puts files before their rows, gc removes rows before their files: what a second look does not show was
  // one of these.
  const std::vector<Damage> again = look(dataset, deep, progress);
  std::erase_if(report.damage, [&](const Damage& damage) {
    return depends_on_writers(damage) && !std::ranges::binary_search(again, damage);
  });
  report.being_written = is_written();
  if (report.being_written) {
    std::erase_if(report.damage, [](const Damage& damage) { return damage.kind == Damage::Kind::Foreign; });
  }
  return report;
}

}  // namespace curate
