#include "catalog/digest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <future>
#include <string>
#include <string_view>

#include "model/finding.h"
#include "store/database.h"

namespace catalog {
namespace {

/// A table's cells by natural key, with row ids replaced by what they refer to. Rows that are only kept until gc (old
/// frames and their objects) are left out.
struct Covered {
  std::string_view tag;  ///< part of the digest: it stays when the table is renamed
  std::string_view sql;
  bool newer = false;  ///< added after the first digests: its tag is only included if there are rows
};

constexpr Covered kCovered[] = {
    {"manifest", "SELECT name, title, taxonomy, digest FROM manifest ORDER BY 1"},
    {"licence",
     "SELECT manifest, name, title, url, redistribute, research, commercial, derivatives FROM licence ORDER BY 1, 2"},
    {"source",
     "SELECT manifest, name, title, url, licence, licence_url, terms, citation, fetch FROM source ORDER BY 1, 2"},
    {"subject", "SELECT manifest, name FROM subject ORDER BY 1, 2"},
    {"same_as",
     "SELECT DISTINCT first_manifest, first_subject, second_manifest, second_subject FROM same_as ORDER BY 1, 2, 3, 4"},
    {"patient_case", "SELECT manifest, name FROM patient_case ORDER BY 1, 2"},
    {"object", "SELECT digest, size_bytes FROM object WHERE digest IN (SELECT object FROM clip) ORDER BY 1"},
    {"recipe", "SELECT digest, canonical FROM recipe WHERE digest IN (SELECT recipe FROM clip) ORDER BY 1"},
    {"clip",
     "SELECT name, manifest, source, path, url, sha256, stream, window_from_s, window_to_s, window_first_picture,"
     " window_end_picture, region_x, region_y, region_width, region_height, probe, subject, patient_case, licence,"
     " page, notes, line, recipe, object FROM clip ORDER BY 1"},
    {"clip_attribute", "SELECT clip, name, value FROM clip_attribute ORDER BY 1, 2"},
    // Splits are covered by their own tables: author and time do not change the dataset.
    {"decision",
     "SELECT kind, who, at, why, what FROM decision WHERE kind NOT IN ('split', 'remove-split') ORDER BY id"},
    {"label",
     "SELECT l.clip, l.axis, l.role, l.author, l.value, l.evidence, d.kind, d.who, d.at, d.why, d.what FROM label l"
     " LEFT JOIN decision d ON d.id = l.decision ORDER BY 1, 2, 3, 4, 5, 6, l.decision"},
    {"frame_set",
     "SELECT s.clip, s.recipe, s.object, frames, header_container, header_codec, header_pixel_format, "
     "header_stream,"
     " header_width, header_height, header_pictures, header_rate_hz, header_duration_s, content_width, content_height,"
     " content_rotation_deg, content_mirrored, content_sample_aspect, content_time_base, content_first_pts, "
     "content_pictures,"
     " content_pictures_counted, content_interlaced, content_alpha, content_bit_depth, content_grey FROM clip c"
     " CROSS JOIN frame_set s ON s.clip = c.name AND s.recipe = c.recipe AND s.object = c.object ORDER BY 1"},
    {"frame", {}},    // add_frames
    {"finding", {}},  // findings_sql
    {"link", "SELECT kind, key, first, second FROM link ORDER BY 1, 2, 3, 4"},
    {"split",
     "SELECT name, folds, group_by, seed, axis, leave_out_unknown, clips, groups, digest, stale <> '' FROM split ORDER "
     "BY "
     "1"},
    {"split_group",
     "SELECT split, number, fold, link_kind, link_key, link_first, link_second FROM split_group ORDER BY 1, 2"},
    {"split_clip", "SELECT split, clip, number, value FROM split_clip ORDER BY 1, 2"},
    {"split_more", "SELECT name, join_unknown, fold_names FROM split WHERE join_unknown OR fold_names <> '' ORDER BY 1",
     true},
    {"sector",
     "SELECT s.clip, e.kind, e.confidence_permille, e.found, e.mask FROM clip c"
     " CROSS JOIN frame_set s ON s.clip = c.name AND s.recipe = c.recipe AND s.object = c.object"
     " CROSS JOIN sector e ON e.frame_set = s.id ORDER BY 1",
     true},
    {"overlay",
     "SELECT s.clip, o.number, o.kind, o.x, o.y, o.width, o.height FROM clip c"
     " CROSS JOIN frame_set s ON s.clip = c.name AND s.recipe = c.recipe AND s.object = c.object"
     " CROSS JOIN overlay o ON o.frame_set = s.id ORDER BY 1, 2",
     true},
};

// Type, length and bytes, so that no two rows of cells encode to the same text.
void add(std::string& text, char kind, std::string_view bytes) {
  std::array<char, 22> head;
  head[0] = kind;
  char* const end = std::to_chars(head.data() + 1, head.data() + head.size() - 1, bytes.size()).ptr;
  *end = ':';
  text.append(head.data(), end + 1).append(bytes);
}

void add_cell(std::string& text, const store::Statement& row, int column) {
  const store::Statement::Cell cell = row.cell(column);
  switch (cell.type) {
    case store::Statement::Type::Null:
      return add(text, 'n', {});
    case store::Statement::Type::Integer: {
      std::array<char, 24> digits;
      const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), cell.integer).ptr;
      return add(text, 'i', {digits.data(), static_cast<std::size_t>(end - digits.data())});
    }
    case store::Statement::Type::Text:
      return add(text, 't', cell.bytes);
    case store::Statement::Type::Blob:
      return add(text, 'b', cell.bytes);
  }
}

/// Hashes text in pieces, in its own thread, because reading rows takes as long.
class PieceHasher {
 public:
  void add(std::string& text) {
    constexpr std::size_t kPiece = 1 << 20;
    if (text.size() >= kPiece) hand_over(text);
  }
  base::Digest finish(std::string& text) {
    hand_over(text);
    hashed_.get();
    return hasher_.finish();
  }

 private:
  void hand_over(std::string& text) {
    if (hashed_.valid()) hashed_.get();
    piece_.swap(text);
    text.clear();
    hashed_ = std::async(std::launch::async, [this] { hasher_.add(piece_); });
  }

  base::Hasher hasher_;
  std::string piece_;
  std::future<void> hashed_;  ///< last member: its thread uses the others
};

// The frames of each clip's current set, by clip and picture. Cells that the frames of a set share are made once.
void add_frames(store::Database& database, std::string& text, PieceHasher& hasher) {
  auto set = database.query(
      "SELECT s.clip, s.recipe, s.object, s.id FROM clip c CROSS JOIN frame_set s ON s.clip = c.name"
      " AND s.recipe = c.recipe AND s.object = c.object ORDER BY 1");
  std::string shared;
  while (set.step()) {
    shared = 'r';
    for (int column = 0; column < 3; ++column) add_cell(shared, set, column);
    auto frame = database.query(
        "SELECT picture, pts, time_source, width, height, channels, pixels, hash, sharpness, brightness FROM frame"
        " WHERE frame_set = ? ORDER BY picture",
        set.integer(3));
    const int columns = frame.columns();
    while (frame.step()) {
      text += shared;
      for (int column = 0; column < columns; ++column) add_cell(text, frame, column);
    }
    hasher.add(text);
  }
}

// Another version of FFmpeg may name more of a file's metadata, and sets of frames of older versions have no such
// findings.
constexpr std::array<std::string_view, 3> kOfMetadata = {"creation-time", "identifying-metadata", "metadata-unread"};

// Findings by subject, first name of their code, and resolution; messages may change. Findings of a trained model are
// left out, because they depend on more than the dataset.
std::string findings_sql() {
  std::string left_out;
  std::string tag = "code";
  for (const model::FindingCode& code : model::finding_codes()) {
    const bool covered = code.origin != model::Origin::Model && code.origin != model::Origin::Decision &&
                         std::ranges::find(kOfMetadata, code.code) == kOfMetadata.end();
    if (!covered) left_out += fmt::format("{}'{}'", left_out.empty() ? "" : ", ", code.code);
    if (!code.former.empty()) tag = fmt::format("iif(code = '{}', '{}', {})", code.code, code.former, tag);
  }
  return fmt::format(
      "SELECT about, id, {} AS tag, resolved_by, resolution FROM finding WHERE code NOT IN ({}) ORDER BY 1, 2, 3, 4, 5",
      tag, left_out);
}

}  // namespace

base::Digest digest(Catalog& catalog) {
  store::Transaction transaction(catalog.database());
  PieceHasher hasher;
  std::string text = "sonoset catalog 2\n";
  for (const Covered& covered : kCovered) {
    if (!covered.newer) text.append(covered.tag).append("\n");
    if (covered.tag == "frame") {
      add_frames(catalog.database(), text, hasher);
      continue;
    }
    auto row = catalog.database().query(covered.tag == "finding" ? findings_sql() : std::string(covered.sql));
    for (bool first = true; row.step(); first = false) {
      if (covered.newer && first) text.append(covered.tag).append("\n");
      text += 'r';
      for (int column = 0; column < row.columns(); ++column) add_cell(text, row, column);
      hasher.add(text);
    }
  }
  transaction.commit();
  return hasher.finish(text);
}

const std::vector<std::string>& columns_outside_digest() {
  static const std::vector<std::string> kOutside = {
      // Row ids. What they connect is covered.
      "decision.id", "frame_set.id", "label.id",
      // Part of the recipe.
      "clip.auto_region",
      // Encoded files: another encoder writes the same pixels differently.
      "frame.file_digest", "frame.file_bytes",
      // Messages, and what follows from a code.
      "finding.message", "finding.severity",
      // The file that a split was read from; options, which its digest covers.
      "split.file", "split.options",
      // Which manifests state the same pair.
      "same_as.said_by",
      // Follows from object and recipe; older versions did not record it.
      "frame_set.key_packets", "compared.kind", "frame_set.content_field_order",
      // Another version of Tesseract may read a letter differently; findings about it are covered.
      "read_text.frame_set", "read_text.found", "read_text.depth_mm",
      // So may another version of FFmpeg, and older versions did not look.
      "file_tags.frame_set", "file_tags.found",
      // Work state, and what is kept until gc.
      "fetched_object.clip", "fetched_object.manifest", "fetched_object.path", "fetched_object.url",
      "fetched_object.object", "removed_clip.clip", "removed_clip.manifest", "clip_state.state", "clip_state.reason",
      "clip_state.attempts", "failed_reading.clip", "failed_reading.object", "failed_reading.recipe",
      "failed_reading.reader", "failed_reading.code", "failed_reading.attempts",
      // What lists show.
      "main_axis.axis",
      // Copies of what is covered.
      "clip_state.clip", "clip_state.frame_set", "clip_state.frames", "clip_state.container", "clip_state.codec",
      "clip_state.width", "clip_state.height", "clip_state.pictures", "clip_state.rate_mhz", "clip_state.duration_ms",
      "clip_state.grey", "clip_state.sample_aspect", "clip_state.field_order", "clip_state.text_read",
      "clip_state.metadata_read", "clip_state.depth_mm", "clip_state.licence", "clip_state.main_value",
      "clip_state.findings", "frame_set_finding.frame_set", "frame_set_finding.code", "frame_set_finding.message",
      "label_in_effect.axis", "label_in_effect.clip", "label_in_effect.value", "tally.name", "tally.n"};
  return kOutside;
}

}  // namespace catalog
