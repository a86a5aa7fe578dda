#include "catalog/frame_sets.h"

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "catalog/derived.h"
#include "catalog/rows.h"
#include "model/json_text.h"
#include "model/mask.h"
#include "store/database.h"

namespace catalog {
namespace {

constexpr std::string_view kSelectSet =
    "SELECT s.clip, s.recipe, s.object, s.header_container, s.header_codec, s.header_pixel_format,"
    " s.header_stream, s.header_width, s.header_height, s.header_pictures, s.header_rate_hz,"
    " s.header_duration_s, s.content_width, s.content_height, s.content_rotation_deg, s.content_mirrored, "
    "s.content_sample_aspect,"
    " s.content_time_base, s.content_first_pts, s.content_pictures, s.content_pictures_counted, s.content_interlaced, "
    "s.content_alpha,"
    " s.content_bit_depth, s.content_grey, s.key_packets, s.content_field_order FROM frame_set s";

model::HeaderMetadata read_header(const store::Statement& row, std::string_view clip) {
  model::HeaderMetadata header;
  header.container = row.text(3);
  header.codec = row.text(4);
  header.pixel_format = row.text(5);
  header.stream = row.small(6);
  header.width = row.small(7);
  header.height = row.small(8);
  header.pictures = row.integer(9);
  header.rate_hz = read_rational(row.view(10), "frame_set", clip);
  header.duration_s = read_rational(row.view(11), "frame_set", clip);
  return header;
}

model::ContentMetadata read_content(const store::Statement& row, std::string_view clip) {
  model::ContentMetadata content;
  content.width = row.small(12);
  content.height = row.small(13);
  content.rotation_deg = row.small(14);
  content.mirrored = row.boolean(15);
  content.sample_aspect = read_rational(row.view(16), "frame_set", clip);
  content.time_base = read_rational(row.view(17), "frame_set", clip);
  content.first_pts = row.integer(18);
  content.pictures = row.integer(19);
  content.pictures_counted = row.boolean(20);
  content.interlaced = row.boolean(21);
  content.alpha = row.boolean(22);
  content.bit_depth = row.small(23);
  content.grey = row.boolean(24);
  content.field_order = row.text(26);
  return content;
}

model::FrameSet read_set(const store::Statement& row) {
  model::FrameSet set;
  set.clip = read_id(row, 0, "frame_set");
  set.recipe = row.digest(1);
  set.object = row.digest(2);
  set.header = read_header(row, set.clip);
  set.content = read_content(row, set.clip);
  if (!row.is_null(25)) {
    set.key_packets = checked(model::packet_digests_from(row.view(25)), "frame_set", set.clip, "key_packets");
  }
  return set;
}

model::Frame read_frame(const store::Statement& row, std::string_view clip) {
  model::Frame frame;
  frame.picture = row.integer(0);
  frame.pts = row.integer(1);
  frame.time_source = checked(model::time_source_from(row.view(2)), "frame", clip, row.view(2));
  frame.width = row.small(3);
  frame.height = row.small(4);
  frame.channels = row.small(5);
  frame.pixels = row.digest(6);
  frame.hash = static_cast<std::uint64_t>(row.integer(7));
  frame.sharpness = row.integer(8);
  frame.brightness = row.integer(9);
  frame.file = row.digest(10);
  frame.file_bytes = row.integer(11);
  return frame;
}

void delete_set(store::Database& database, const model::FrameSet& set) {
  database.run("DELETE FROM frame_set WHERE clip = ? AND recipe = ? AND object = ?", set.clip, set.recipe, set.object);
}

void insert_set(store::Database& database, const model::FrameSet& set) {
  const model::HeaderMetadata& header = set.header;
  const model::ContentMetadata& content = set.content;
  database.run(
      "INSERT INTO frame_set (clip, recipe, object, frames, header_container, header_codec, header_pixel_format,"
      " header_stream, header_width, header_height, header_pictures, header_rate_hz, header_duration_s,"
      " content_width, content_height, content_rotation_deg, content_mirrored, content_sample_aspect, "
      "content_time_base, content_first_pts,"
      " content_pictures, content_pictures_counted, content_interlaced, content_alpha, content_bit_depth, content_grey,"
      " content_field_order)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      set.clip, set.recipe, set.object, set.frames.size(), header.container, header.codec, header.pixel_format,
      header.stream, header.width, header.height, header.pictures, header.rate_hz.text(), header.duration_s.text(),
      content.width, content.height, content.rotation_deg, content.mirrored, content.sample_aspect.text(),
      content.time_base.text(), content.first_pts, content.pictures, content.pictures_counted, content.interlaced,
      content.alpha, content.bit_depth, content.grey, content.field_order);
}

void set_key_packets(store::Database& database, std::int64_t set, const std::vector<model::PacketDigest>& digests) {
  auto statement = database.query("UPDATE frame_set SET key_packets = ?2 WHERE id = ?1", set);
  statement.bind_blob(model::to_bytes(digests)).run();
}

void insert_sector(store::Database& database, std::int64_t set, const model::FoundSector& found,
                   const model::ContentMetadata& content) {
  auto statement = database.query(
      "INSERT INTO sector (frame_set, kind, confidence_permille, found, mask) VALUES (?, ?, ?, ?, ?)", set,
      to_string(found.sector.kind), found.confidence_permille, model::found_sector_json(found).dump());
  statement.bind_blob(model::to_bytes(model::mask_runs(found.sector, content.width, content.height))).run();
}

void insert_overlays(store::Database& database, std::int64_t set, const std::vector<model::Overlay>& overlays) {
  for (std::size_t i = 0; i < overlays.size(); ++i) {
    const model::Region& box = overlays[i].box;
    database.run("INSERT INTO overlay (frame_set, number, kind, x, y, width, height) VALUES (?, ?, ?, ?, ?, ?, ?)", set,
                 i, to_string(overlays[i].kind), box.x, box.y, box.width, box.height);
  }
}

void insert_texts(store::Database& database, std::int64_t set, const model::ReadTexts& texts,
                  const std::optional<int>& depth_mm) {
  const std::string found = model::read_texts_json(texts).dump();
  if (depth_mm) {
    database.run("INSERT INTO read_text (frame_set, found, depth_mm) VALUES (?, ?, ?)", set, found, *depth_mm);
  } else {
    database.run("INSERT INTO read_text (frame_set, found) VALUES (?, ?)", set, found);
  }
}

void insert_frames(store::Database& database, std::int64_t set, const std::vector<model::Frame>& frames) {
  for (const model::Frame& frame : frames) {
    database.run(
        "INSERT INTO frame (frame_set, picture, pts, time_source, width, height, channels, pixels, hash, sharpness,"
        " brightness, file_digest, file_bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        set, frame.picture, frame.pts, to_string(frame.time_source), frame.width, frame.height, frame.channels,
        frame.pixels, frame.hash, frame.sharpness, frame.brightness, frame.file, frame.file_bytes);
  }
}

// What the table has about the set as JSON, read by `read`. Errors do not show it, since it may name a person.
template <class Read>
auto found_in(Catalog& catalog, const std::string& table, const model::FrameSet& set, const model::JsonLimits& limits,
              const Read& read) -> std::optional<decltype(read(nlohmann::json()))> {
  auto row = catalog.database().query("SELECT t.found FROM " + table +
                                          " t JOIN frame_set s ON s.id = t.frame_set"
                                          " WHERE s.clip = ? AND s.recipe = ? AND s.object = ?",
                                      set.clip, set.recipe, set.object);
  if (!row.step()) return std::nullopt;
  try {
    return read(model::parse_json(row.view(0), limits));
  } catch (const base::Error&) {
    unknown_value(table, set.clip, "found");
  }
}

}  // namespace

void put_frame_set(Catalog& catalog, const model::FrameSet& set, const std::vector<model::Finding>& findings) {
  store::Database& database = catalog.database();
  store::Transaction transaction(database);
  if (!database.query("SELECT 1 FROM clip WHERE name = ?", set.clip).step()) no_such_clip(set.clip);
  delete_set(database, set);
  insert_set(database, set);
  const std::int64_t id = database.last_row_id();
  if (set.key_packets) set_key_packets(database, id, *set.key_packets);
  if (set.sector) insert_sector(database, id, *set.sector, set.content);
  insert_overlays(database, id, set.overlays);
  if (set.texts) insert_texts(database, id, *set.texts, set.depth_mm);
  if (set.tags) {
    database.run("INSERT INTO file_tags (frame_set, found) VALUES (?, ?)", id, model::file_tags_json(*set.tags).dump());
  }
  insert_frames(database, id, set.frames);
  for (const model::Finding& finding : findings) {
    database.run("INSERT INTO frame_set_finding (frame_set, code, message) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", id,
                 finding.code, finding.message);
  }
  refresh_frames(database, set.clip);
  transaction.commit();
}

std::vector<model::Finding> current_frame_set_findings(Catalog& catalog, std::string_view clip) {
  std::vector<model::Finding> all;
  auto row = catalog.database().query(
      "SELECT f.code, f.message FROM clip_state n JOIN frame_set_finding f ON f.frame_set = n.frame_set WHERE n.clip = "
      "?"
      " ORDER BY 1, 2",
      clip);
  while (row.step()) all.push_back({row.text(0), "clip", std::string(clip), row.text(1)});
  return all;
}

bool has_frame_set(Catalog& catalog, std::string_view clip, const base::Digest& recipe, const base::Digest& object) {
  return catalog.database()
      .query("SELECT 1 FROM frame_set WHERE clip = ? AND recipe = ? AND object = ?", clip, recipe, object)
      .step();
}

std::optional<model::FoundSector> sector_of(Catalog& catalog, const model::FrameSet& set) {
  return found_in(catalog, "sector", set, {4, 64}, [&](const nlohmann::json& value) {
    const model::FoundSector found = model::found_sector_from(value);
    if (!found.sector.visible.fits(set.content.width, set.content.height)) unknown_value("sector", set.clip, "found");
    return found;
  });
}

std::vector<model::Overlay> overlays_of(Catalog& catalog, const model::FrameSet& set) {
  auto row = catalog.database().query(
      "SELECT o.kind, o.x, o.y, o.width, o.height FROM overlay o JOIN frame_set s ON s.id = o.frame_set"
      " WHERE s.clip = ? AND s.recipe = ? AND s.object = ? ORDER BY o.number LIMIT ?",
      set.clip, set.recipe, set.object, model::kMaxOverlays);
  std::vector<model::Overlay> all;
  while (row.step()) {
    const auto kind = checked(model::overlay_kind_from(row.view(0)), "overlay", set.clip, row.view(0));
    const model::Region box{row.small(1), row.small(2), row.small(3), row.small(4)};
    if (!box.fits(set.content.width, set.content.height)) unknown_value("overlay", set.clip, "box");
    all.push_back({kind, box});
  }
  return all;
}

std::optional<model::ReadTexts> texts_of(Catalog& catalog, const model::FrameSet& set) {
  return found_in(catalog, "read_text", set, {3, 16 + 8 * model::kMaxTexts}, [&](const nlohmann::json& value) {
    return model::read_texts_from(value, set.content.width, set.content.height);
  });
}

std::optional<int> depth_of(Catalog& catalog, const model::FrameSet& set) {
  auto row = catalog.database().query(
      "SELECT t.depth_mm FROM read_text t JOIN frame_set s ON s.id = t.frame_set"
      " WHERE s.clip = ? AND s.recipe = ? AND s.object = ? AND t.depth_mm IS NOT NULL",
      set.clip, set.recipe, set.object);
  if (!row.step()) return std::nullopt;
  return row.small(0);
}

std::optional<model::FileTags> tags_of(Catalog& catalog, const model::FrameSet& set) {
  return found_in(catalog, "file_tags", set, {3, 16 + 4 * model::kMaxTags}, model::file_tags_from);
}

std::optional<model::FrameSet> current_frame_set(Catalog& catalog, std::string_view clip) {
  auto row = catalog.database().query(
      std::string(kSelectSet) + " JOIN clip_state n ON n.frame_set = s.id WHERE n.clip = ?", clip);
  if (!row.step()) return std::nullopt;
  model::FrameSet set = read_set(row);
  set.frames = frames(catalog, set);
  set.sector = sector_of(catalog, set);
  set.overlays = overlays_of(catalog, set);
  set.texts = texts_of(catalog, set);
  set.depth_mm = depth_of(catalog, set);
  set.tags = tags_of(catalog, set);
  return set;
}

std::vector<model::FrameSet> frame_sets(Catalog& catalog) {
  std::vector<model::FrameSet> all;
  auto row = catalog.database().query(std::string(kSelectSet) + " ORDER BY s.clip, s.recipe, s.object");
  while (row.step()) all.push_back(read_set(row));
  return all;
}

std::int64_t stored_files(Catalog& catalog) {
  auto row =
      catalog.database().query("SELECT (SELECT count(*) FROM object) + (SELECT ifnull(sum(frames), 0) FROM frame_set)");
  return row.step() ? row.integer(0) : 0;
}

bool has_colour(Catalog& catalog, std::string_view clip) {
  return catalog.database()
      .query("SELECT 1 FROM clip_state n JOIN frame f ON f.frame_set = n.frame_set WHERE n.clip = ? AND f.channels = 3",
             clip)
      .step();
}

std::vector<model::Frame> frames(Catalog& catalog, const model::FrameSet& set) {
  auto row = catalog.database().query(
      "SELECT f.picture, f.pts, f.time_source, f.width, f.height, f.channels, f.pixels, f.hash, f.sharpness,"
      " f.brightness, f.file_digest, f.file_bytes FROM frame_set s JOIN frame f ON f.frame_set = s.id"
      " WHERE s.clip = ? AND s.recipe = ? AND s.object = ? ORDER BY f.picture",
      set.clip, set.recipe, set.object);
  std::vector<model::Frame> all;
  while (row.step()) all.push_back(read_frame(row, set.clip));
  return all;
}

void remove_frame_set(Catalog& catalog, const model::FrameSet& set) {
  store::Database& database = catalog.database();
  store::Transaction transaction(database);
  delete_set(database, set);
  if (!refresh_frames(database, set.clip)) {
    database.run("UPDATE clip SET object = NULL WHERE name = ? AND object IS NOT NULL", set.clip);
    database.run("UPDATE clip_state SET state = 'planned' WHERE clip = ? AND state = 'done'", set.clip);
  }
  transaction.commit();
}

}  // namespace catalog
