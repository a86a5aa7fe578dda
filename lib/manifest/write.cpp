#include "manifest/write.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"

// Strings are written plain if no version of YAML reads them as something else, as a literal block if they have several
// lines, else in double quotes.
namespace manifest {
namespace {

constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:%=+()~?&;-";
// Words that YAML 1.1 does not read as text.
constexpr std::array<std::string_view, 10> kReserved = {"n",    "no",    "null", "off", "on",
                                                        "true", "false", "y",    "yes", "~"};

bool is_reserved(std::string_view text) { return std::ranges::find(kReserved, base::lower(text)) != kReserved.end(); }

bool is_plain(std::string_view text) {
  if (text.empty() || !base::is_letter(text.front()) || text.back() == ' ' || text.back() == ':') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ' ? text[i + 1] == ' ' || text[i - 1] == ':' : kPlain.find(text[i]) == std::string_view::npos) {
      return false;
    }
  }
  return !is_reserved(text);
}

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view three = text.substr(i, 3);
    if (text[i] == '"' || text[i] == '\\') {
      out += {'\\', text[i]};
    } else if (text[i] == '\n') {
      out += "\\n";
    } else if (text[i] == '\t') {
      out += "\\t";
    } else if (three == "\u2028" || three == "\u2029" || three == "\uFEFF") {
      // Line breaks of YAML 1.1, and the byte order mark.
      out += three == "\u2028" ? "\\u2028" : three == "\u2029" ? "\\u2029" : "\\uFEFF";
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out + "\"";
}

std::string word(std::string_view text) { return is_plain(text) ? std::string(text) : in_quotes(text); }

// A literal block holds lines of printable ASCII; it cannot start with a blank, and may end with one line break.
bool fits_block(std::string_view text) {
  const std::size_t size = text.size();
  if (size < 2 || text.find('\n') == std::string_view::npos || text.find(" \n") != std::string_view::npos) return false;
  if (text.front() == ' ' || text.front() == '\n' || text.back() == ' ' || text.substr(size - 2) == "\n\n")
    return false;
  return std::ranges::all_of(text, [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); });
}

std::string block(std::string_view text, std::size_t indent) {
  const bool ends = text.back() == '\n';
  if (ends) text.remove_suffix(1);
  std::string out = ends ? "|" : "|-";
  while (true) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    out += line.empty() ? "\n" : "\n" + std::string(indent, ' ') + std::string(line);
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

/// Collects lines of YAML; keys without a value are left out.
class Lines {
 public:
  void raw(std::size_t indent, const std::string& line) { text_ += std::string(indent, ' ') + line + "\n"; }
  void put(std::size_t indent, std::string_view key, std::string_view value) {
    if (value.empty()) return;
    raw(indent, fmt::format("{}: {}", key, fits_block(value) ? block(value, indent + 2) : word(value)));
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

// As a decimal if it has an exact one: 1.5, not 3/2.
std::string seconds(const base::Rational& time) {
  std::int64_t rest = time.den();
  for (const std::int64_t factor : {2, 5}) {
    while (rest % factor == 0) rest /= factor;
  }
  constexpr int kDigits = 9;
  if (rest != 1) return time.text();
  std::string text = time.decimal(kDigits);
  const auto back = base::Rational::parse(text);
  if (!back || *back != time) return time.text();
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string window(const model::Window& window) {
  std::vector<std::string> parts;
  if (window.from_s) parts.push_back("from: " + seconds(*window.from_s));
  if (window.to_s) parts.push_back("to: " + seconds(*window.to_s));
  if (window.first_picture) parts.push_back(fmt::format("first: {}", *window.first_picture));
  if (window.end_picture) parts.push_back(fmt::format("end: {}", *window.end_picture));
  return fmt::format("{{{}}}", fmt::join(parts, ", "));
}

std::string label_item(const model::Label& label) {
  std::string item = fmt::format("- {{axis: {}, value: {}", word(label.axis), word(label.value));
  if (!label.by.empty()) item += ", by: " + in_quotes(label.by);
  if (label.role != model::Role::Manifest) item += fmt::format(", role: {}", model::to_string(label.role));
  if (!label.evidence.empty()) item += ", evidence: " + in_quotes(label.evidence);
  return item + "}";
}

void write_labels(Lines& lines, const std::vector<model::Label>& labels) {
  if (labels.empty()) return;
  std::set<std::string> axes;
  const bool bare = std::ranges::all_of(labels, [&](const model::Label& label) {
    return label.by.empty() && label.evidence.empty() && label.role == model::Role::Manifest &&
           axes.insert(label.axis).second;
  });
  lines.raw(4, "labels:");
  for (const model::Label& label : labels) {
    if (bare) {
      lines.put(6, word(label.axis), label.value);
    } else {
      lines.raw(6, label_item(label));
    }
  }
}

void write_clip(Lines& lines, const model::Clip& clip) {
  lines.raw(2, "- id: " + word(clip.id));
  lines.put(4, "source", clip.source);
  lines.put(4, "path", clip.path);
  lines.put(4, "url", clip.url);
  // Always in quotes: a digest of digits only would be read as a number.
  if (clip.sha256) lines.raw(4, fmt::format("sha256: \"{}\"", clip.sha256->hex()));
  if (clip.stream) lines.raw(4, fmt::format("stream: {}", *clip.stream));
  if (!clip.window.whole()) lines.raw(4, "window: " + window(clip.window));
  if (const auto& box = clip.region) {
    lines.raw(4,
              fmt::format("region: {{x: {}, y: {}, width: {}, height: {}}}", box->x, box->y, box->width, box->height));
  }
  if (clip.auto_region) lines.raw(4, "region: auto");
  lines.put(4, "probe", clip.probe);
  lines.put(4, "subject", clip.subject);
  lines.put(4, "case", clip.clip_case);
  lines.put(4, "licence", clip.licence);
  lines.put(4, "page", clip.page);
  lines.put(4, "notes", clip.notes);
  write_labels(lines, clip.labels);
  if (!clip.attributes.empty()) lines.raw(4, "attributes:");
  for (const auto& [key, value] : clip.attributes) lines.put(6, word(key), value);
}

void write_licence(Lines& lines, const model::Licence& licence) {
  std::vector<std::string> permits;
  if (licence.redistribute) permits.emplace_back("redistribute");
  if (licence.research) permits.emplace_back("research");
  if (licence.commercial) permits.emplace_back("commercial");
  if (licence.derivatives) permits.emplace_back("derivatives");
  lines.raw(2, "- id: " + word(licence.id));
  lines.put(4, "title", licence.title);
  lines.put(4, "url", licence.url);
  lines.raw(4, fmt::format("permits: [{}]", fmt::join(permits, ", ")));
}

void write_source(Lines& lines, const model::Source& source) {
  lines.raw(2, "- id: " + word(source.id));
  lines.put(4, "title", source.title);
  lines.put(4, "url", source.url);
  lines.put(4, "licence", source.licence);
  lines.put(4, "licence_url", source.licence_url);
  lines.put(4, "terms", source.terms);
  lines.put(4, "citation", source.citation);
  lines.put(4, "fetch", source.fetch);
}

void write_same_as(Lines& lines, const Manifest& manifest) {
  if (manifest.same_as.empty()) return;
  lines.raw(0, "same_as:");
  for (const auto& person : manifest.same_as) {
    std::vector<std::string> names;
    names.reserve(person.size());
    for (const SubjectName& name : person) {
      names.push_back(word(name.manifest == manifest.name ? name.subject : name.manifest + "/" + name.subject));
    }
    lines.raw(2, fmt::format("- [{}]", fmt::join(names, ", ")));
  }
}

}  // namespace

std::string write(const Manifest& manifest) {
  Lines lines;
  lines.raw(0, "format: 1");
  lines.put(0, "name", manifest.name);
  lines.put(0, "title", manifest.title);
  lines.put(0, "description", manifest.description);
  lines.put(0, "taxonomy", manifest.taxonomy);
  if (!manifest.licences.empty()) lines.raw(0, "licences:");
  for (const model::Licence& licence : manifest.licences) write_licence(lines, licence);
  if (!manifest.sources.empty()) lines.raw(0, "sources:");
  for (const model::Source& source : manifest.sources) write_source(lines, source);
  write_same_as(lines, manifest);
  if (!manifest.clips.empty()) lines.raw(0, "clips:");
  for (const model::Clip& clip : manifest.clips) write_clip(lines, clip);
  return lines.take();
}

}  // namespace manifest
