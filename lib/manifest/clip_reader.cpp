#include "manifest/clip_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "manifest/address.h"
#include "manifest/label_reader.h"
#include "manifest/licence.h"
#include "manifest/subject_names.h"
#include "manifest/text.h"
#include "model/id.h"

namespace manifest {
namespace {

constexpr std::int64_t kMaxPixels = 65'536;
constexpr std::int64_t kMaxPictures = 1'000'000'000;
constexpr std::int64_t kMaxStreams = 1'023;

std::optional<model::Region> read_region(const Fields& fields) {
  for (const auto& side : {"x", "y", "width", "height"}) fields.require(side, "a region has x, y, width and height");
  const auto x = fields.integer("x", 0, kMaxPixels - 1);
  const auto y = fields.integer("y", 0, kMaxPixels - 1);
  const auto width = fields.integer("width", 1, kMaxPixels);
  const auto height = fields.integer("height", 1, kMaxPixels);
  if (!x || !y || !width || !height) return std::nullopt;
  if (*x + *width > kMaxPixels) fields.add("width", fmt::format("x + width exceeds {} pixels", kMaxPixels));
  if (*y + *height > kMaxPixels) fields.add("height", fmt::format("y + height exceeds {} pixels", kMaxPixels));
  return model::Region{static_cast<int>(*x), static_cast<int>(*y), static_cast<int>(*width), static_cast<int>(*height)};
}

model::Window read_window(const Fields& fields) {
  const model::Window window{fields.seconds("from"), fields.seconds("to"), fields.integer("first", 0, kMaxPictures),
                             fields.integer("end", 0, kMaxPictures)};
  const bool in_seconds = fields.has("from") || fields.has("to");
  const bool in_pictures = fields.has("first") || fields.has("end");
  if (in_seconds && in_pictures) {
    fields.add(fields.has("first") ? "first" : "end", "use either seconds (from, to) or pictures (first, end)");
  }
  if (!in_seconds && !in_pictures && fields.node().kind == Node::Kind::Mapping) {
    fields.log().add(fields.node(), fields.own_key(), "empty window; give from and to, or first and end");
  }
  if (window.to_s && *window.to_s <= window.from_s.value_or(base::Rational(0))) {
    fields.add("to", "empty window: 'to' is not after 'from'");
  }
  if (window.end_picture && *window.end_picture <= window.first_picture.value_or(0)) {
    fields.add("end", "empty window: 'end' is not after 'first'");
  }
  return window;
}

std::string read_source(const Fields& fields, const Declared& declared) {
  std::string source = fields.line("source");
  const auto& known = declared.sources;
  if (source.empty() || std::ranges::binary_search(known, source)) return source;
  fields.add("source",
             fmt::format("unknown source {}; add it under 'sources'{}", cited(source), did_you_mean(source, known)));
  return source;
}

std::string read_path(const Fields& fields, const Declared& declared) {
  const std::string path = fields.line("path");
  if (path.empty()) return "";
  const auto wrong = what_is_wrong_with_path(path, declared.folder, declared.follow_links);
  if (wrong) fields.add("path", *wrong);
  return wrong ? "" : path;
}

std::optional<base::Digest> read_digest(const Fields& fields) {
  const std::string text = fields.line("sha256");
  if (text.empty()) return std::nullopt;
  const auto digest = base::Digest::from_hex(text);
  if (!digest) fields.add("sha256", "not a SHA-256 digest (64 hexadecimal digits, as sha256sum prints)");
  return digest;
}

// The name of a subject or case: an id, or a word for unknown. Anything else is a problem, but is kept as a name.
std::string read_name(const Fields& fields, std::string_view name) {
  const std::string text = fields.line(name);
  if (!is_placeholder(text)) fields.id(name);
  return text;
}

// Sets `value` if the manifest has the key `name`.
template <typename Read>
void replace(const Fields& fields, std::string_view name, std::string& value, const Read& read) {
  if (fields.has(name)) value = read(name);
}

void read_common(const Fields& fields, const Declared& declared, model::Clip& clip) {
  replace(fields, "source", clip.source, [&](auto) { return read_source(fields, declared); });
  replace(fields, "licence", clip.licence, [&](auto name) { return read_licence(fields, name, declared.licences); });
  replace(fields, "subject", clip.subject, [&](auto name) { return read_name(fields, name); });
  replace(fields, "case", clip.clip_case, [&](auto name) { return read_name(fields, name); });
  if (fields.has("probe")) {
    clip.probe = declared.taxonomy == nullptr ? fields.id("probe") : fields.line("probe");
    check_value(fields, "probe", declared.taxonomy, "probe", clip.probe);
  }
  if (fields.has("stream")) {
    const auto stream = fields.integer("stream", 0, kMaxStreams);
    if (stream) clip.stream = static_cast<int>(*stream);
  }
  if (const Node* window = fields.find("window")) {
    clip.window = read_window(Fields(fields.log(), *window, fields.key("window"), {"from", "to", "first", "end"}));
  }
  if (const Node* region = fields.find("region")) {
    clip.auto_region = region->kind == Node::Kind::Scalar && region->text == "auto";
    clip.region.reset();
    if (!clip.auto_region) {
      clip.region = read_region(Fields(fields.log(), *region, fields.key("region"), {"x", "y", "width", "height"}));
    }
  }
  merge_labels(clip.labels, read_labels(fields, declared.taxonomy));
  for (auto& [key, value] : read_attributes(fields)) clip.attributes[key] = value;
}

// Defaults are copied to each clip.
bool is_small(const Fields& fields, const model::Clip& clip) {
  if (bytes_of(clip) <= kMaxClipBytes) return true;
  fields.log().add(fields.node(), fields.own_key(),
                   fmt::format("more than {} bytes in one clip, defaults included; shorten its texts", kMaxClipBytes));
  return false;
}

}  // namespace

std::size_t bytes_of(const model::Clip& clip) {
  std::size_t bytes = 0;
  for (const std::string* text : {&clip.id, &clip.source, &clip.path, &clip.url, &clip.probe, &clip.subject,
                                  &clip.clip_case, &clip.licence, &clip.page, &clip.notes}) {
    bytes += text->size();
  }
  for (const model::Label& label : clip.labels) {
    bytes += label.axis.size() + label.value.size() + label.by.size() + label.evidence.size();
  }
  for (const auto& [key, value] : clip.attributes) bytes += key.size() + value.size();
  return bytes;
}

std::string read_licence(const Fields& fields, std::string_view name, const std::vector<std::string>& declared) {
  std::string text = fields.line(name);
  if (text.empty() || says_no_licence(text) || spdx_licence(text)) return says_no_licence(text) ? "" : text;
  if (is_licence_ref(text)) {
    if (std::ranges::find(declared, text) != declared.end()) return text;
    fields.add(name, fmt::format("{} is not defined under 'licences'{}", cited(text), did_you_mean(text, declared)));
  } else {
    fields.add(name, fmt::format("{} is not an SPDX id{}", cited(text), licence_advice(text)));
  }
  return text;
}

const std::vector<std::string>& default_keys() {
  static const std::vector<std::string> keys = {"source",  "stream", "window",  "region", "probe",
                                                "subject", "case",   "licence", "labels", "attributes"};
  return keys;
}

const std::vector<std::string>& clip_keys() {
  static const std::vector<std::string> keys = {"id",     "source", "path",   "url",       "sha256", "stream",
                                                "window", "region", "probe",  "subject",   "case",   "licence",
                                                "page",   "notes",  "labels", "attributes"};
  return keys;
}

model::Clip read_defaults(const Fields& fields, const Declared& declared) {
  model::Clip clip;
  read_common(fields, declared, clip);
  return is_small(fields, clip) ? clip : model::Clip{};
}

model::Clip read_clip(const Fields& fields, const model::Clip& defaults, const Declared& declared) {
  model::Clip clip = defaults;
  clip.line = fields.node().line;
  clip.column = fields.node().column;
  fields.require("id", "a permanent name for the clip, such as 'site-p07-left-1'");
  clip.id = fields.id("id");
  read_common(fields, declared, clip);
  if (defaults.source.empty()) fields.require("source", "where the clip comes from; add it here or in 'defaults'");
  clip.path = read_path(fields, declared);
  clip.url = fields.url("url");
  if (!fields.has("path") && !fields.has("url")) fields.require("url", "where the file is: 'path' or 'url'");
  clip.sha256 = read_digest(fields);
  clip.page = fields.url("page");
  clip.notes = fields.text("notes");
  is_small(fields, clip);
  return clip;
}

}  // namespace manifest
