// Makes a catalog of 100,000 clips (or the number given as argument) with 3,000,000 frames in a temporary folder, and
// times queries: `cmake --build --preset release --target bench-catalog`.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <random>

#include "base/file.h"
#include "bench_dataset.h"
#include "catalog/broken_rows.h"
#include "catalog/catalog.h"
#include "catalog/clip_summaries.h"
#include "catalog/clips.h"
#include "catalog/digest.h"
#include "catalog/findings.h"
#include "catalog/frame_sets.h"
#include "catalog/links.h"
#include "catalog/list.h"
#include "catalog/manifests.h"
#include "catalog/splits.h"
#include "catalog/status.h"
#include "catalog/work.h"

namespace {

using catalog::Catalog;
using catalog::Listing;

constexpr int kFrames = 30;
constexpr int kRuns = 7;
constexpr int kClipsPerTransaction = 25000;  // each transaction touches every page of the indexes on random numbers

std::mt19937_64 random_numbers(1);  // NOLINT: the same catalog every time

double seconds_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void time(const std::string& what, const std::function<void()>& work, int runs = kRuns) {
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) times.push_back(seconds_of(work));
  std::sort(times.begin(), times.end());
  fmt::print("{:58} {:9.2f} ms   worst {:9.2f} ms\n", what, times[times.size() / 2] * 1e3, times.back() * 1e3);
}

std::string clip_id(int i) { return fmt::format("clip-of-the-benchmark-{:07}", i); }

model::Clip make_clip(int i) {
  static const char* const kValues[] = {"covid", "pneumonia", "regular", "viral", ""};
  model::Clip clip;
  clip.id = clip_id(i);
  clip.source = fmt::format("site-{}", i % 40);
  clip.url = fmt::format("https://example.org/media/{}.mp4", i);
  clip.probe = i % 3 == 0 ? "linear" : "convex";
  if (i % 5 != 0) clip.subject = fmt::format("subject-{:06}", i / 7);
  if (i % 3 == 0) clip.clip_case = fmt::format("case-{:06}", i / 3);
  clip.notes = "What the doctor said about this clip, in a sentence or two, as people do.";
  clip.line = i * 10;
  clip.attributes = {{"age", std::to_string(i % 90)}, {"sex", i % 2 == 0 ? "f" : "m"}};
  if (i % 5 != 4) clip.labels = {{"diagnosis", kValues[i % 5], "", "PCR", model::Role::Manifest}};
  clip.labels.push_back({"severity", std::to_string(i % 4), "", "", model::Role::Manifest});
  return clip;
}

model::FrameSet make_set(int i, const base::Digest& recipe, const base::Digest& object) {
  model::FrameSet set;
  set.clip = clip_id(i);
  set.recipe = recipe;
  set.object = object;
  set.header = {"mov,mp4,m4a,3gp,3g2,mj2", i % 50 == 0 ? "vp9" : "h264",      "yuv420p", 0, 640, 480, 300,
                base::Rational(30),        base::Rational(100 + i % 1000, 10)};
  set.content.width = 640 + i % 10 * 16;
  set.content.height = 480;
  set.content.time_base = base::Rational(1, 90000);
  set.content.pictures = 300;
  for (int k = 0; k < kFrames; ++k) {
    model::Frame frame;
    frame.picture = k * 10;
    frame.pts = k * 30000;
    frame.width = set.content.width;
    frame.height = set.content.height;
    for (auto* const digest : {&frame.pixels, &frame.file}) {
      std::generate(digest->bytes.begin(), digest->bytes.end(),
                    [] { return static_cast<std::uint8_t>(random_numbers()); });
    }
    frame.hash = random_numbers();
    frame.sharpness = static_cast<std::int64_t>(random_numbers() % 1000000);
    frame.brightness = static_cast<std::int64_t>(random_numbers() % 65280);
    frame.file_bytes = 20000;
    set.frames.push_back(frame);
  }
  return set;
}

void put_one(Catalog& catalog, int i, const model::Recipe& recipe) {
  const std::string manifest = fmt::format("manifest-{}", i % 40 / 10);
  const base::Digest object = base::sha256(std::to_string(i / 2));
  catalog::put_clip(catalog, manifest, make_clip(i), recipe);
  if (i % 100 == 99) {
    catalog::set_state(catalog, clip_id(i), catalog::State::Failed, "object-missing");
    catalog::put_findings(catalog, model::Origin::Media, "clip", clip_id(i),
                          {{"object-missing", "clip", clip_id(i), "found nowhere"}});
    return;
  }
  if (i % 5 == 0) {
    catalog::put_findings(catalog, model::Origin::Manifest, "clip", clip_id(i),
                          {{"unknown-subject", "clip", clip_id(i), "names nobody"}});
  }
  catalog::put_object(catalog, object, 1000000);
  catalog::set_object(catalog, clip_id(i), object);
  catalog::put_frame_set(catalog, make_set(i, recipe.digest(), object));
  catalog::set_state(catalog, clip_id(i), catalog::State::Done);
}

void fill(Catalog& catalog, int clips) {
  for (int i = 0; i < 40; ++i) {
    const std::string manifest = fmt::format("manifest-{}", i / 10);
    catalog::put_manifest(catalog, {manifest, "A manifest", "lung-ultrasound", base::sha256(manifest)});
    catalog::put_source(catalog, manifest, {fmt::format("site-{}", i), "A site", "", "CC-BY-4.0", "", "", ""});
  }
  const model::Recipe recipe;
  for (int first = 0; first < clips; first += kClipsPerTransaction) {
    catalog::Transaction transaction(catalog);
    for (int i = first; i < std::min(clips, first + kClipsPerTransaction); ++i) put_one(catalog, i, recipe);
    transaction.commit();
  }
  std::vector<model::Link> links;
  model::Split split;
  split.parameters.name = "five";
  for (int i = 0; i < clips; i += 2) {
    const std::string key = base::sha256(std::to_string(i / 2)).hex();
    const model::Link link{model::LinkKind::Object, key, clip_id(i), clip_id(i + 1)};
    links.push_back(link);
    split.groups.push_back({{link.first, link.second}, link, i / 2 % 5});
  }
  catalog::put_links(catalog, {model::LinkKind::Object}, links);
  catalog::put_split(catalog, split);
}

// The page key of a page in the middle of a listing.
std::string middle(Catalog& catalog, Listing listing, std::int64_t rows) {
  listing.limit = rows / 2;
  return catalog::list(catalog, listing).next;
}

void time_page(Catalog& catalog, const std::string& what, const Listing& listing) {
  std::size_t rows = 0;
  time(what, [&] { rows = catalog::list(catalog, listing).rows.size(); });
  if (rows == 0) fmt::print("  (no rows)\n");
}

void time_kinds(Catalog& catalog) {
  for (const std::string& kind : catalog::listing_kinds()) {
    Listing listing{kind};
    time_page(catalog, fmt::format("list {}: first page", kind), listing);
    if (kind == "splits" || kind == "sources") continue;
    listing.after = middle(catalog, listing, kind == "frames" ? 3000000 : 20000);
    time_page(catalog, fmt::format("list {}: a page deep inside", kind), listing);
  }
}

void time_sorts(Catalog& catalog, int clips) {
  for (const std::string& kind : {std::string("clips"), std::string("frames")}) {
    for (const std::string& column : catalog::listing_columns(kind, catalog::kFirstMainAxis)) {
      Listing listing{kind, {}, column};
      try {
        for (const bool descending : {false, true}) {
          listing.descending = descending;
          time_page(catalog, fmt::format("list {} by {}{}", kind, column, descending ? ", descending" : ""), listing);
        }
        listing.after = middle(catalog, listing, clips);
        time_page(catalog, fmt::format("list {} by {}, deep inside", kind, column), listing);
      } catch (const std::exception&) {
        continue;  // Cannot be sorted by this column.
      }
    }
  }
}

void time_filters(Catalog& catalog, int clips) {
  const std::string one = clip_id(clips / 2);
  const std::vector<Listing> listings = {
      {"clips", {{"state", "failed"}}},
      {"clips", {{"state", "done"}}},
      {"clips", {{"codec", "vp9"}}},
      {"clips", {{"subject", "subject-000100"}}},
      {"clips", {{"source", "site-7"}, {"state", "failed"}}},
      {"clips", {{"diagnosis", "covid"}, {"manifest", "manifest-2"}}},
      {"clips", {{"diagnosis", "viral"}}, "frames", true},
      {"clips", {{"state", "failed"}}, "duration_s"},
      {"frames", {{"clip", one}}},
      {"frames", {{"clip", one}}, "sharpness"},
      {"frames", {{"hash", "0123456789abcdef"}}},
      {"findings", {{"code", "object-missing"}}},
      {"findings", {{"resolved_by", ""}, {"severity", "note"}}},
      {"findings", {{"id", one}}},
      {"labels", {{"axis", "diagnosis"}, {"value", "covid"}}},
      {"labels", {{"clip", one}}},
      {"links", {{"first", one}}},
      {"subjects", {{"manifest", "manifest-1"}}},
  };
  for (const Listing& listing : listings) {
    std::string what = "list " + listing.kind;
    for (const auto& filter : listing.filters) what += fmt::format(" {}={}", filter.column, filter.value);
    if (!listing.sort.empty()) what += " by " + listing.sort;
    time_page(catalog, what, listing);
  }
}

void run(int clips) {
  const base::PrivateFolder folder(std::filesystem::temp_directory_path());
  const std::filesystem::path file = folder.path() / "catalog.sqlite";
  {
    Catalog catalog = Catalog::create(file);
    fmt::print("{} clips, {} frames made in {:.1f} s\n", clips, clips * kFrames,
               seconds_of([&] { fill(catalog, clips); }));
  }
  fmt::print("{} MB\n\nmedian of {}:\n", std::filesystem::file_size(file) >> 20, kRuns);
  Catalog catalog = Catalog::open(file, Catalog::Access::Read);
  time("open", [&] { Catalog::open(file, Catalog::Access::Read); });
  time("open and status", [&] {
    Catalog fresh = Catalog::open(file, Catalog::Access::Read);
    catalog::status(fresh);
  });
  time("status", [&] { catalog::status(catalog); });
  time("find_clip", [&] { catalog::find_clip(catalog, clip_id(clips / 3)); });
  time("current_frame_set", [&] { catalog::current_frame_set(catalog, clip_id(clips / 3)); });
  time("units", [&] { catalog::clip_summaries(catalog, "diagnosis"); });
  time_kinds(catalog);
  time_filters(catalog, clips);
  time_sorts(catalog, clips);
  time(
      "clips, all", [&] { catalog::clips(catalog); }, 1);
  time(
      "digest", [&] { catalog::digest(catalog); }, 1);
  time(
      "broken_rows, as fsck asks", [&] { fmt::print("{} broken rows\n", catalog::broken_rows(catalog, false).size()); },
      1);
  time(
      "broken_rows, as fsck --deep asks",
      [&] { fmt::print("{} broken rows\n", catalog::broken_rows(catalog, true).size()); }, 1);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const int clips = argc > 1 ? std::max(100, std::atoi(argv[1])) / 2 * 2 : 100000;
    // "dataset": only what needs a whole one, with its files.
    if (argc < 3) run(clips);
    bench_dataset(clips, kFrames);
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
}
