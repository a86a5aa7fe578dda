#include "catalog/kinds.h"

#include <string>

namespace catalog {
namespace {

// In SQLite a CROSS JOIN fixes which table comes first (https://sqlite.org/optoverview.html#crossjoin).
Kind clips() {
  return {
      "clips",
      {{"clip", "c.name"},
       {"manifest", "c.manifest"},
       {"source", "c.source"},
       {"subject", "c.subject"},
       {"case", "c.patient_case"},
       {"probe", "c.probe"},
       {"licence", "n.licence", ColumnType::Text, 1},
       {"state", "n.state", ColumnType::Text, 1},
       {"reason", "n.reason", ColumnType::Text, 1},
       {"frames", "n.frames", ColumnType::Integer, 1},
       {kMainAxis, "n.main_value", ColumnType::Text, 1},
       {"object", "ifnull(c.object, x'')", ColumnType::Digest},
       {"recipe", "c.recipe", ColumnType::Digest},
       {"container", "n.container", ColumnType::Text, 1},
       {"codec", "n.codec", ColumnType::Text, 1},
       {"width", "n.width", ColumnType::Number, 1},
       {"height", "n.height", ColumnType::Number, 1},
       {"pictures", "n.pictures", ColumnType::Number, 1},
       {"rate_hz", "n.rate_mhz", ColumnType::Thousandths, 1},
       {"duration_s", "n.duration_ms", ColumnType::Thousandths, 1},
       {"grey", "n.grey", ColumnType::Text, 1},
       {"sample_aspect", "n.sample_aspect", ColumnType::Text, 1},
       {"field_order", "n.field_order", ColumnType::Text, 1},
       {"text_read", "n.text_read", ColumnType::Text, 1},
       {"metadata_read", "n.metadata_read", ColumnType::Text, 1},
       {"depth_mm", "n.depth_mm", ColumnType::Number, 1},
       {"findings", "n.findings", ColumnType::Integer, 1},
       {"url", "c.url"},
       {"path", "c.path"}},
      {{"clip c CROSS JOIN clip_state n ON n.clip = c.name", {{"clip", "c.name"}}},
       {"clip_state n CROSS JOIN clip c ON c.name = n.clip", {{"clip", "n.clip"}}}},
      {},
      {},
      {{"finding",
        "EXISTS (SELECT 1 FROM finding f WHERE f.about = 'clip' AND f.id = n.clip AND f.code = ?"
        " AND f.resolved_by = '')",
        "n.findings = 0", "SELECT f.id FROM finding f WHERE f.code = ? AND f.about = 'clip' AND f.resolved_by = ''"},
       {"split", "EXISTS (SELECT 1 FROM split_clip m WHERE m.split = ? AND m.clip = n.clip)",
        "NOT EXISTS (SELECT 1 FROM split_clip m WHERE m.clip = n.clip)"},
       {"fold",
        "EXISTS (SELECT 1 FROM split_clip m CROSS JOIN split_group g ON g.split = m.split AND g.number = m.number"
        " WHERE m.split = ? AND m.clip = n.clip AND g.fold = ?)",
        "", "", Condition::Test::Fold},
       {"q", "substr(?, c.rowid, 1) = x'01'", "", "", Condition::Test::Words}}};
}

Kind frames() {
  const std::vector<Column> key = {{"clip", "n.clip"}, {"picture", "f.picture", ColumnType::Integer}};
  return {"frames",
          {{"clip", "n.clip"},
           {"picture", "f.picture", ColumnType::Integer, 0, false},
           {"pts", "f.pts", ColumnType::Integer, 0, false},
           {"time_s", "f.pts, s.content_time_base", ColumnType::Time, 0, false},
           {"time_source", "f.time_source", ColumnType::Text, 0, false},
           {"width", "f.width", ColumnType::Integer, 0, false},
           {"height", "f.height", ColumnType::Integer, 0, false},
           {"channels", "f.channels", ColumnType::Integer, 0, false},
           {"pixels", "f.pixels", ColumnType::Digest, 0, false},
           {"hash", "f.hash", ColumnType::Hash, 1},
           {"sharpness", "f.sharpness", ColumnType::Integer, 1},
           {"brightness", "f.brightness", ColumnType::Integer, 1},
           {"file", "n.clip, s.recipe, s.object, f.picture, json_extract(r.canonical, '$.format')", ColumnType::File, 0,
            false}},
          {{"clip_state n CROSS JOIN frame_set s ON s.id = n.frame_set CROSS JOIN recipe r ON r.digest = s.recipe"
            " CROSS JOIN frame f ON f.frame_set = n.frame_set",
            key},
           {"frame f CROSS JOIN clip_state n ON n.frame_set = f.frame_set CROSS JOIN frame_set s ON s.id = f.frame_set"
            " CROSS JOIN recipe r ON r.digest = s.recipe",
            key}},
          "clip"};
}

Kind sources() {
  return {"sources",
          {{"manifest", "s.manifest"},
           {"source", "s.name"},
           {"title", "s.title"},
           {"url", "s.url"},
           {"licence", "s.licence"},
           {"licence_url", "s.licence_url"},
           {"terms", "s.terms"},
           {"citation", "s.citation"},
           {"clips", "(SELECT count(*) FROM clip c WHERE c.manifest = s.manifest AND c.source = s.name)",
            ColumnType::Integer}},
          {{"source s", {{"manifest", "s.manifest"}, {"source", "s.name"}}}}};
}

Kind subjects() {
  return {"subjects",
          {{"manifest", "s.manifest"},
           {"subject", "s.name"},
           {"clips", "(SELECT count(*) FROM clip c WHERE c.manifest = s.manifest AND c.known_subject = s.name)",
            ColumnType::Integer},
           {"frames",
            "(SELECT ifnull(sum(n.frames), 0) FROM clip c JOIN clip_state n ON n.clip = c.name"
            " WHERE c.manifest = s.manifest AND c.known_subject = s.name)",
            ColumnType::Integer},
           {"same_as",
            "(SELECT ifnull(group_concat(other, ' '), '') FROM ("
            "SELECT second_manifest || '/' || second_subject AS other FROM same_as"
            " WHERE first_manifest = s.manifest AND first_subject = s.name UNION "
            "SELECT first_manifest || '/' || first_subject FROM same_as"
            " WHERE second_manifest = s.manifest AND second_subject = s.name ORDER BY 1))"}},
          {{"subject s", {{"manifest", "s.manifest"}, {"subject", "s.name"}}}}};
}

Kind findings() {
  return {"findings",
          {{"code", "x.code"},
           {"severity", "x.severity"},
           {"about", "x.about"},
           {"id", "x.id"},
           {"message", "x.message"},
           {"next", "x.code", ColumnType::Next},
           {"resolved_by", "x.resolved_by"},
           {"resolution", "x.resolution"}},
          {{"finding x", {{"about", "x.about"}, {"id", "x.id"}, {"code", "x.code"}, {"message", "x.message"}}}}};
}

Kind labels() {
  return {"labels",
          {{"clip", "x.clip"},
           {"axis", "x.axis"},
           {"value", "x.value"},
           {"by", "x.author"},
           {"role", "x.role"},
           {"evidence", "x.evidence"},
           {"in_effect", "iif(x.value = e.value, 'yes', 'no')"}},
          {{"label x LEFT JOIN label_in_effect e ON e.axis = x.axis AND e.clip = x.clip",
            {{"clip", "x.clip"},
             {"axis", "x.axis"},
             {"role", "x.role"},
             {"by", "x.author"},
             {"value", "x.value"},
             {"evidence", "x.evidence"},
             {"decision", "ifnull(x.decision, 0)", ColumnType::Integer}}}}};
}

// A row for each clip and axis. Of each annotator the last label counts.
Kind labels_by_clip() {
  static const std::string kLast =
      " FROM label y WHERE y.clip = x.clip AND y.axis = x.axis AND y.role = 'annotator' AND NOT EXISTS ("
      "SELECT 1 FROM label z WHERE z.clip = y.clip AND z.axis = y.axis AND z.role = 'annotator'"
      " AND z.author = y.author AND (ifnull(z.decision, 0), z.id) > (ifnull(y.decision, 0), y.id))";
  static const std::string kCount = "(SELECT count(*)" + kLast + ")";
  static const std::string kUnanimous =
      "(SELECT iif(count(*) < 2, '', iif(count(DISTINCT y.value) = 1, 'yes', 'no'))" + kLast + ")";
  static const std::string kAnnotations =
      "(SELECT ifnull(group_concat(said, '; '), '') FROM (SELECT y.author || ': ' || y.value AS said" + kLast +
      " ORDER BY y.author))";
  return {"labels",
          {{"clip", "x.clip"},
           {"axis", "x.axis"},
           {"value", "ifnull(e.value, '')"},
           {"annotators", kCount, ColumnType::Integer},
           {"unanimous", kUnanimous},
           {"annotations", kAnnotations},
           {"curator",
            "ifnull((SELECT y.value FROM label y WHERE y.clip = x.clip AND y.axis = x.axis AND y.role = 'curator'"
            " ORDER BY y.decision DESC LIMIT 1), '')"},
           {"manifest",
            "(SELECT ifnull(group_concat(DISTINCT y.value), '') FROM label y WHERE y.clip = x.clip"
            " AND y.axis = x.axis AND y.role = 'manifest')"}},
          {{"label x LEFT JOIN label_in_effect e ON e.axis = x.axis AND e.clip = x.clip JOIN (SELECT 1) ON NOT EXISTS"
            " (SELECT 1 FROM label w WHERE w.clip = x.clip AND w.axis = x.axis AND w.id < x.id)",
            {{"clip", "x.clip"}, {"axis", "x.axis"}}}},
          {},
          "clip"};
}

Kind links() {
  return {"links",
          {{"kind", "x.kind"}, {"key", "x.key"}, {"first", "x.first"}, {"second", "x.second"}},
          {{"link x", {{"kind", "x.kind"}, {"key", "x.key"}, {"first", "x.first"}, {"second", "x.second"}}}}};
}

Kind splits() {
  return {"splits",
          {{"split", "x.name"},
           {"folds", "x.folds", ColumnType::Integer},
           {"by", "x.group_by"},
           {"seed", "x.seed", ColumnType::Unsigned},
           {"axis", "x.axis"},
           {"clips", "x.clips", ColumnType::Integer},
           {"groups", "x.groups", ColumnType::Integer},
           {"stale", "x.stale"},
           {"digest", "x.digest", ColumnType::Digest}},
          {{"split x", {{"split", "x.name"}}}}};
}

}  // namespace

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> kAll = {clips(),  frames(),         sources(), subjects(), findings(),
                                         labels(), labels_by_clip(), links(),   splits()};
  return kAll;
}

}  // namespace catalog
