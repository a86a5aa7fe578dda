#include "catalog/derived.h"

#include <fmt/format.h>

#include <charconv>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "base/error.h"
#include "catalog/label_in_effect.h"
#include "catalog/rows.h"

namespace catalog {
namespace {

// In thousandths, for sorting; a container may claim any value.
std::int64_t thousandths(std::string_view text, std::string_view clip) {
  std::string digits = read_rational(text, "frame_set", clip).decimal(3);
  digits.erase(digits.size() - 4, 1);
  std::int64_t value = 0;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return result.ec == std::errc{} ? value : std::numeric_limits<std::int64_t>::max();
}

// "4:3", as FFmpeg writes it.
std::string ratio(std::string_view text, std::string_view clip) {
  const base::Rational value = read_rational(text, "frame_set", clip);
  return fmt::format("{}:{}", value.num(), value.den());
}

void set_frames(store::Database& database, std::string_view clip, store::Statement& set) {
  database.run(
      "UPDATE clip_state SET frame_set = ?, frames = ?, container = ?, codec = ?, width = ?, height = ?, pictures = ?,"
      " grey = ?, rate_mhz = ?, duration_ms = ?, sample_aspect = ?, field_order = ?, text_read = ?, "
      "metadata_read = ?, depth_mm = ? WHERE clip = ?",
      set.integer(0), set.integer(1), set.view(2), set.view(3), set.integer(4), set.integer(5), set.integer(6),
      set.boolean(7) ? "yes" : "no", thousandths(set.view(8), clip), thousandths(set.view(9), clip),
      ratio(set.view(10), clip), set.view(11), set.view(12), set.view(13), set.integer(14), clip);
}

}  // namespace

bool refresh_frames(store::Database& database, std::string_view clip) {
  store::Statement set = database.query(
      "SELECT s.id, s.frames, s.header_container, s.header_codec, s.content_width, s.content_height, "
      "s.content_pictures,"
      " s.content_grey, s.header_rate_hz, s.header_duration_s, s.content_sample_aspect, s.content_field_order,"
      " iif(t.frame_set IS NULL, 'no', iif(json_extract(t.found, '$.areas_unread') > 0, 'partly', 'yes')),"
      " iif(m.frame_set IS NULL, 'no', iif(json_extract(m.found, '$.unread') > 0, 'partly', 'yes')),"
      " ifnull(t.depth_mm, 0)"
      " FROM clip c JOIN frame_set s ON s.clip = c.name AND s.recipe = c.recipe AND s.object = c.object"
      " LEFT JOIN read_text t ON t.frame_set = s.id AND json_valid(t.found)"
      " LEFT JOIN file_tags m ON m.frame_set = s.id AND json_valid(m.found)"
      " WHERE c.name = ?",
      clip);
  if (set.step()) {
    set_frames(database, clip, set);
    return true;
  }
  database.run(
      "UPDATE clip_state SET frame_set = NULL, frames = 0, container = '', codec = '', width = 0, height = 0,"
      " pictures = 0, grey = '', rate_mhz = 0, duration_ms = 0, sample_aspect = '', field_order = '', text_read = '',"
      " metadata_read = '', depth_mm = 0 WHERE clip = ? "
      "AND grey <> ''",
      clip);
  return false;
}

void refresh_labels(store::Database& database, std::string_view clip) {
  std::map<std::string, std::vector<model::Label>> by_axis;
  store::Statement rows =
      database.query("SELECT axis, value, author, role FROM label WHERE clip = ? ORDER BY decision, id", clip);
  while (rows.step()) {
    const model::Role role = checked(model::role_from(rows.view(3)), "label", clip, rows.view(3));
    const std::string axis = rows.text(0);
    by_axis[axis].push_back({axis, rows.text(1), rows.text(2), {}, role});
  }
  database.run("DELETE FROM label_in_effect WHERE clip = ?", clip);
  store::Statement chosen = database.query("SELECT axis FROM main_axis");
  const std::string main_axis = chosen.step() ? chosen.text(0) : std::string();
  std::string main_value;
  for (const auto& [axis, said] : by_axis) {
    const auto value = label_in_effect(said);
    if (!value) continue;
    database.run("INSERT INTO label_in_effect (axis, clip, value) VALUES (?, ?, ?)", axis, clip, *value);
    if (axis == main_axis) main_value = *value;
  }
  database.run("UPDATE clip_state SET main_value = ?1 WHERE clip = ?2 AND main_value <> ?1", main_value, clip);
}

void refresh_licence(store::Database& database, std::string_view clip) {
  database.run(
      "UPDATE clip_state SET licence = (SELECT iif(c.licence <> '', c.licence, s.licence) FROM clip c"
      " JOIN source s ON s.manifest = c.manifest AND s.name = c.source WHERE c.name = clip_state.clip) WHERE clip = ?",
      clip);
}

void refresh_licences(store::Database& database, std::string_view manifest, std::string_view source) {
  store::Statement clips = database.query("SELECT name FROM clip WHERE manifest = ? AND source = ?", manifest, source);
  while (clips.step()) refresh_licence(database, clips.view(0));
}

void no_such_clip(std::string_view clip) { throw base::Error(base::Code::NotFound, fmt::format("no clip '{}'", clip)); }

}  // namespace catalog
