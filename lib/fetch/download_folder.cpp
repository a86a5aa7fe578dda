#include "fetch/download_folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/file.h"

namespace fetch {
namespace fs = std::filesystem;
namespace {

using nlohmann::json;

constexpr std::size_t kMaxFactsBytes = 64 << 10;
constexpr std::size_t kKeyLength = 32;

std::string text_of(const json& value, const char* key) {
  const auto found = value.find(key);
  return found != value.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<std::int64_t> size_of(const json& value, const char* key) {
  const auto found = value.find(key);
  if (found == value.end() || !found->is_number_unsigned()) return std::nullopt;
  const auto number = found->get<std::uint64_t>();
  return number <= INT64_MAX ? std::optional(static_cast<std::int64_t>(number)) : std::nullopt;
}

}  // namespace

std::string DownloadFolder::key_of(std::string_view url) { return base::sha256(url).hex().substr(0, kKeyLength); }

fs::path DownloadFolder::body(std::string_view url) const { return folder_ / (key_of(url) + ".part"); }
fs::path DownloadFolder::facts_file(std::string_view url) const { return folder_ / (key_of(url) + ".json"); }
fs::path DownloadFolder::scratch(std::string_view url) const { return folder_ / (key_of(url) + ".tmp"); }

base::Folder DownloadFolder::made() const {
  const base::Folder parent(base::folder_of(folder_));
  parent.make_folders(folder_.filename());
  return parent.below(folder_.filename());
}

std::optional<base::Folder> DownloadFolder::found() const {
  const base::Folder parent(base::folder_of(folder_));
  if (parent.kind_of(folder_.filename()) == base::FileKind::Missing) return std::nullopt;
  return parent.below(folder_.filename());
}

std::optional<DownloadFacts> DownloadFolder::read(std::string_view url) const {
  const auto folder = found();
  const fs::path name = facts_file(url).filename();
  if (!folder || folder->kind_of(name) != base::FileKind::File) return std::nullopt;
  json value;
  try {
    value = json::parse(base::read_text(folder->path() / name, kMaxFactsBytes), nullptr, false);
  } catch (const base::Error&) {
    return std::nullopt;
  }
  if (!value.is_object()) return std::nullopt;
  DownloadFacts facts;
  facts.url = text_of(value, "url");
  if (facts.url != url) return std::nullopt;
  facts.etag = text_of(value, "etag");
  facts.last_modified = text_of(value, "last_modified");
  facts.if_range = text_of(value, "if_range");
  facts.total = size_of(value, "total");
  facts.synced = size_of(value, "synced").value_or(0);
  facts.boot = text_of(value, "boot");
  facts.digest = base::Digest::from_hex(text_of(value, "sha256"));
  facts.size = size_of(value, "size").value_or(0);
  facts.by = text_of(value, "by");
  facts.format = text_of(value, "format");
  return facts;
}

void DownloadFolder::write(const DownloadFacts& facts) const {
  json value = {{"url", facts.url},
                {"etag", facts.etag},
                {"last_modified", facts.last_modified},
                {"if_range", facts.if_range},
                {"synced", static_cast<std::uint64_t>(facts.synced)},
                {"boot", facts.boot},
                {"size", static_cast<std::uint64_t>(facts.size)}};
  if (facts.total) value["total"] = static_cast<std::uint64_t>(*facts.total);
  if (facts.digest) value["sha256"] = facts.digest->hex();
  if (!facts.by.empty()) value["by"] = facts.by;
  if (!facts.format.empty()) value["format"] = facts.format;
  // Not synced: facts lost in a power cut only cost a download, and they are compared with the bytes.
  const std::string text = value.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
  const std::string fresh = key_of(facts.url) + ".new";
  const base::Folder folder = made();
  base::write_all(folder.open_to_write(fresh, O_TRUNC).get(), text, folder.path() / fresh);
  folder.rename(fresh, facts_file(facts.url).filename());
}

std::int64_t DownloadFolder::trusted_bytes(const DownloadFacts& facts) const {
  if (!has_body(facts.url)) return 0;
  const std::int64_t size = base::size_of(open_body(facts.url).get(), body(facts.url));
  const bool still_runs = !facts.boot.empty() && facts.boot == boot_id();
  return still_runs ? size : std::min(size, facts.synced);
}

bool DownloadFolder::has_body(std::string_view url) const {
  const auto folder = found();
  return folder && folder->kind_of(body(url).filename()) == base::FileKind::File;
}

base::Descriptor DownloadFolder::open_body(std::string_view url) const {
  return base::Folder(base::folder_of(folder_)).open_to_read(folder_.filename() / body(url).filename());
}

base::Descriptor DownloadFolder::write_body(std::string_view url, std::int64_t at) const {
  base::Descriptor file = made().open_to_write(body(url).filename());
  if (::ftruncate(file.get(), at) != 0 || ::lseek(file.get(), at, SEEK_SET) != at) {
    base::throw_errno("cannot write", body(url));
  }
  return file;
}

fs::path DownloadFolder::make_scratch(std::string_view url) const {
  made().make_folders(scratch(url).filename());
  return scratch(url);
}

void DownloadFolder::take_from_scratch(std::string_view url, std::string_view file) const {
  const base::Folder folder = made();
  const fs::path from = scratch(url).filename();
  folder.rename(from / file, body(url).filename());
  folder.remove_all(from);
}

void DownloadFolder::remove_body(std::string_view url) const {
  const auto folder = found();
  if (!folder) return;
  folder->remove_file(body(url).filename());
  folder->remove_all(scratch(url).filename());
}

void DownloadFolder::remove(std::string_view url) const {
  remove_body(url);
  if (const auto folder = found()) folder->remove_file(facts_file(url).filename());
}

std::vector<fs::path> DownloadFolder::files() const {
  std::vector<fs::path> files;
  const auto folder = found();
  if (!folder) return files;
  for (const std::string& name : folder->names()) files.push_back(folder_ / name);
  return files;
}

std::optional<std::string> DownloadFolder::key_in(const fs::path& file) {
  const std::string stem = file.stem().string();
  const std::string ending = file.extension().string();
  const bool hex = stem.size() == kKeyLength && stem.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!hex || (ending != ".json" && ending != ".part" && ending != ".tmp" && ending != ".new")) return std::nullopt;
  return stem;
}

std::string boot_id() {
  static const std::string kId = [] {
    try {
      std::string text = base::read_text("/proc/sys/kernel/random/boot_id", 4096);
      while (!text.empty() && text.back() == '\n') text.pop_back();
      return text;
    } catch (const base::Error&) {
      return std::string();
    }
  }();
  return kId;
}

}  // namespace fetch
