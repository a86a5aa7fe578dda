#include "bench_dataset.h"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "base/error.h"
#include "base/file.h"
#include "catalog/broken_rows.h"
#include "catalog/clips.h"
#include "catalog/digest.h"
#include "catalog/frame_sets.h"
#include "catalog/work.h"
#include "curate/dataset.h"
#include "curate/import/clip_recipe.h"
#include "curate/import/import.h"
#include "curate/import/record.h"
#include "curate/maintain/stored_files.h"
#include "curate/validate/validate.h"
#include "manifest/mapping.h"
#include "manifest/parse.h"
#include "manifest/scaffold.h"
#include "manifest/write.h"

namespace {

namespace fs = std::filesystem;

constexpr int kLinksPerFile = 30000;  // the maximum of ext4 is 65,000

void time_once(const std::string& what, const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  fmt::print("{:58} {:9.2f} s\n", what,
             std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
}

manifest::CsvTable sheet(int rows) {
  manifest::CsvTable table{"rows.csv", {"id", "patient", "score", "reader"}, {}};
  for (int i = 0; i < rows; ++i) {
    table.rows.push_back({i + 2,
                          {fmt::format("clip-{:07}", i), fmt::format("patient_{}", i / 7), std::to_string(i % 4),
                           fmt::format("Dr. {}", i % 5)},
                          ""});
  }
  return table;
}

constexpr const char* kMapping = R"yaml(format: 1
manifest: {name: big, title: Big}
each: rows
tables:
  rows: {}
sources:
  - {id: ward, title: Ward, licence: CC-BY-4.0}
clip:
  id: "{id}"
  path: "clips/{id}.mp4"
  subject: {from: "{patient}", match: "patient_([0-9]+)", to: "p{1}"}
  probe: convex
  labels:
    - {axis: severity, value: "{score}", evidence: "scored by {reader}"}
)yaml";

// Like the command: reads, converts and writes.
std::string scaffolded(int clips) {
  manifest::ParsedMapping mapping = manifest::parse_mapping(kMapping, "map.yaml");
  manifest::ScaffoldInputs inputs;
  inputs.tables.push_back(sheet(clips));
  return manifest::write(manifest::scaffold(*mapping.mapping, inputs).manifest.value());
}

manifest::Manifest parsed(const fs::path& file) {
  manifest::Parsed parsed = manifest::parse(file);
  if (!parsed.manifest) throw base::Error(base::Code::InvalidInput, manifest::text_of(parsed.problems));
  return std::move(*parsed.manifest);
}

/// A few small files, hard-linked under many names in place of real ones.
class LinkedFiles {
 public:
  explicit LinkedFiles(fs::path folder) : folder_(std::move(folder)) {}
  void put(const fs::path& place) {
    if (links_++ % kLinksPerFile == 0) {
      file_ = folder_ / fmt::format("file-{}", links_);
      base::write_atomically(file_, "x");
    }
    fs::create_hard_link(file_, place);
  }

 private:
  fs::path folder_;
  fs::path file_;
  std::int64_t links_ = 0;
};

model::FrameSet set_of(const model::Clip& clip, const base::Digest& recipe, int number, int frames) {
  model::FrameSet set{clip.id, recipe, base::sha256(std::to_string(number)), {}, {}, {}, {}};
  set.header.container = "mov,mp4,m4a,3gp,3g2,mj2";
  set.header.codec = "h264";
  set.content.time_base = base::Rational(1, 30);
  set.content.width = set.content.height = 300;
  base::Digest digest = set.object;
  for (int i = 0; i < frames; ++i) {
    // Random pictures, unlike all others.
    digest = base::sha256(std::string_view(reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size()));
    model::Frame frame;
    frame.picture = i * 10;
    frame.pts = i * 10;
    frame.width = frame.height = 300;
    frame.pixels = frame.file = digest;
    for (int k = 0; k < 8; ++k) frame.hash = frame.hash << 8 | digest.bytes[static_cast<std::size_t>(k)];
    frame.brightness = 10000;
    frame.sharpness = digest.bytes[9];
    frame.file_bytes = 1;
    set.frames.push_back(frame);
  }
  return set;
}

void fill_dataset(curate::Dataset& dataset, const manifest::Manifest& manifest, int frames, LinkedFiles files) {
  const model::Recipe plain;
  curate::record(dataset, {manifest}, plain, false);
  catalog::Catalog& catalog = dataset.catalog();
  catalog::Transaction transaction(catalog);
  int number = 0;
  for (const model::Clip& clip : manifest.clips) {
    const model::FrameSet set = set_of(clip, curate::recipe_for(clip, plain).digest(), number++, frames);
    catalog::put_object(catalog, set.object, 1);
    catalog::set_object(catalog, clip.id, set.object);
    catalog::put_frame_set(catalog, set);
    catalog::set_state(catalog, clip.id, catalog::State::Done);
    const fs::path object = dataset.objects().path_of(set.object);
    fs::create_directories(object.parent_path());
    files.put(object);
    const fs::path folder = dataset.folder_of(set);
    fs::create_directories(folder);
    for (const model::Frame& frame : set.frames) {
      files.put(folder / model::frame_name(frame.picture, model::StillFormat::Png));
    }
  }
  transaction.commit();
}

}  // namespace

void bench_dataset(int clips, int frames) {
  const base::PrivateFolder folder(fs::temp_directory_path());
  const fs::path file = folder.path() / "big.yaml";
  fmt::print("\n");
  time_once(fmt::format("scaffold of {} rows", clips), [&] { base::write_atomically(file, scaffolded(clips)); });
  time_once(fmt::format("validate {} entries without files", clips), [&] {
    curate::ValidateOptions options;
    fmt::print("{} findings\n", curate::validate({parsed(file)}, {}, options).count(model::Severity::Error));
  });
  curate::Dataset::create(folder.path() / "data");
  curate::Dataset dataset(folder.path() / "data", catalog::Catalog::Access::Write);
  fs::create_directory(folder.path() / "files");
  time_once("(a dataset of them is made)",
            [&] { fill_dataset(dataset, parsed(file), frames, LinkedFiles(folder.path() / "files")); });
  const auto import_again = [&] {
    curate::ImportOptions options;
    options.version = "bench";
    fmt::print("{} clips made again\n", curate::import(dataset, {parsed(file)}, options).done_now);
  };
  time_once("(import that links them all)", import_again);
  time_once("import of the unchanged manifest", import_again);
  time_once("fsck: the catalog",
            [&] { fmt::print("{} broken rows\n", catalog::broken_rows(dataset.catalog(), false).size()); });
  time_once("fsck: the files", [&] {
    std::int64_t faults = 0;
    curate::StoredFilesVisitor visitor;
    visitor.fault = [&](const curate::StoredFolder&, const curate::FileFault&) { ++faults; };
    visitor.foreign = [&](const fs::path&) { ++faults; };
    curate::visit_stored_files(dataset, false, visitor);
    fmt::print("{} faults\n", faults);
  });
  time_once("status --digest", [&] { catalog::digest(dataset.catalog()); });
}
