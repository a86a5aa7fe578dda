#include "serve/assets.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"
#include "publish/gzip.h"
#include "serve/http/conditional.h"
#include "serve/http/problem.h"
#include "serve/page_files.h"

namespace serve {
namespace {

constexpr std::string_view kShell = "shell.html";  // what all pages share; each has lines of the head, and <main>

std::string type_of(std::string_view name) {
  const std::string_view end = name.substr(name.rfind('.'));
  if (end == ".html") return "text/html; charset=utf-8";
  if (end == ".css") return "text/css; charset=utf-8";
  if (end == ".svg") return "image/svg+xml";
  return "text/javascript; charset=utf-8";
}

std::string version_of_all() {
  base::Hasher hasher;
  for (const EmbeddedFile& file : page_files()) hasher.add(file.name).add(file.text);
  return hasher.finish().hex().substr(0, 16);
}

std::string replaced(std::string text, std::string_view mark, std::string_view by) {
  for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += by.size()) {
    text.replace(at, mark.size(), by);
  }
  return text;
}

std::string_view text_of(std::string_view name) {
  const auto file = std::ranges::find(page_files(), name, &EmbeddedFile::name);
  return file == page_files().end() ? std::string_view() : file->text;
}

/// Adds the names that stand in a text between `before` and the next quote.
void add_names(std::string_view text, std::string_view before, std::vector<std::string_view>& names) {
  for (std::size_t at = 0; (at = text.find(before, at)) != std::string_view::npos;) {
    at += before.size();
    const std::string_view name = text.substr(at, text.find('"', at) - at);
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
}

/// Links by which the browser fetches all scripts of a page at once; it would find out about each only when it has read
/// what imports it.
std::string preloads(std::string_view head) {
  std::vector<std::string_view> scripts;
  add_names(head, "src=\"{{assets}}/", scripts);
  for (std::size_t i = 0; i < scripts.size(); ++i) add_names(text_of(scripts[i]), " from \"./", scripts);
  std::string links;
  for (const std::string_view script : scripts) {
    links += fmt::format("<link rel=\"modulepreload\" href=\"{{{{assets}}}}/{}\">\n", script);
  }
  return links;
}

std::string page_of(std::string_view text, const std::string& version) {
  const std::size_t main = text.find("<main");
  const std::string head = std::string(text.substr(0, main)) + preloads(text.substr(0, main));
  std::string page = replaced(std::string(text_of(kShell)), "{{head}}", head);
  page = replaced(std::move(page), "{{main}}", text.substr(main));
  return replaced(std::move(page), "{{assets}}", "/assets/" + version);
}

std::string packed(const std::string& text) {
  publish::GzipWriter writer;
  writer.add(text);
  return writer.finish();
}

/// Whether "gzip" is on the list, and not with the weight 0 (RFC 9110, section 12.5.3).
bool takes_gzip(std::string_view list) {
  while (!list.empty()) {
    const std::string_view one = list.substr(0, list.find(','));
    list.remove_prefix(std::min(one.size() + 1, list.size()));
    const std::string_view weight = base::trimmed(one.substr(std::min(one.find(';'), one.size())), "; \t");
    if (base::same_word(base::trimmed(one.substr(0, one.find(';')), " \t"), "gzip")) {
      return weight.find_first_of("123456789") != std::string_view::npos || weight.empty();
    }
  }
  return false;
}

}  // namespace

Assets::Assets() : version_(version_of_all()) {
  for (const EmbeddedFile& source : page_files()) {
    if (source.name == kShell) continue;
    File file;
    file.page = source.name.ends_with(".html");
    file.name = file.page ? source.name.substr(0, source.name.size() - std::string_view(".html").size()) : source.name;
    file.type = type_of(source.name);
    file.text = file.page ? page_of(source.text, version_) : std::string(source.text);
    file.packed = packed(file.text);
    file.etag = etag_of(file.text);
    file.packed_etag = etag_of(file.packed);
    files_.push_back(std::move(file));
  }
}

Response Assets::answer(const Request& request, const File& file) {
  const bool packs = takes_gzip(request.header("Accept-Encoding").value_or(""));
  const std::string& etag = packs ? file.packed_etag : file.etag;
  std::optional<Response> unchanged = check_conditions(request, etag);
  Response response = unchanged ? std::move(*unchanged) : text_response(file.type, packs ? file.packed : file.text);
  if (!unchanged && packs) response.set("Content-Encoding", "gzip");
  response.set("ETag", etag).set("Vary", "Accept-Encoding");
  response.set("Cache-Control", file.page ? "no-cache" : "public, max-age=31536000, immutable");
  return response;
}

Response Assets::find(const Request& request) const {
  const auto file =
      std::ranges::find_if(files_, [&](const File& one) { return !one.page && one.name == request.parameters[1]; });
  if (request.parameters[0] != version_ || file == files_.end())
    return problem(404, "there is nothing at this address");
  return answer(request, *file);
}

void Assets::add_routes(Router& router) const {
  for (const File& file : files_) {
    if (!file.page) continue;
    const std::string path = file.name == "index" ? "/" : "/" + file.name;
    router.add("GET", path, {[&file](const Request& request) { return answer(request, file); }});
  }
  router.add("GET", "/assets/{version}/{name}", {[this](const Request& request) { return find(request); }});
}

}  // namespace serve
