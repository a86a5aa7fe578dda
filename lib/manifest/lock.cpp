#include "manifest/lock.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/file.h"
#include "manifest/node.h"

namespace manifest {
namespace {

using nlohmann::json;

constexpr std::string_view kFirstLine = "{\"format\":1}";

std::string line_of(const LockEntry& entry) {
  json line = {{"from", entry.from}, {"sha256", entry.sha256.hex()}, {"size", entry.size}};
  if (!entry.by.empty()) line["by"] = entry.by;
  return line.dump(-1, ' ', false, json::error_handler_t::replace);
}

[[noreturn]] void refuse(const std::string& name, std::size_t line, const std::string& why) {
  throw base::Error(
      base::Code::InvalidInput,
      fmt::format("{}:{}: {}; lock files must not be edited; delete it, and the next import writes a new one", name,
                  line, why));
}

// Accepts only what write_lock writes, which rules out duplicate keys, unknown keys and other number formats.
std::optional<LockEntry> entry_from(std::string_view line) {
  const json value = json::parse(line, nullptr, false);
  if (!value.is_object()) return std::nullopt;
  const auto from = value.find("from");
  const auto sha256 = value.find("sha256");
  const auto size = value.find("size");
  if (from == value.end() || sha256 == value.end() || size == value.end() || !from->is_string() ||
      !sha256->is_string() || !size->is_number_unsigned()) {
    return std::nullopt;
  }
  const auto digest = base::Digest::from_hex(sha256->get<std::string>());
  if (!digest) return std::nullopt;
  LockEntry entry{from->get<std::string>(), *digest, size->get<std::int64_t>()};
  if (const auto by = value.find("by"); by != value.end()) {
    if (!by->is_string()) return std::nullopt;
    entry.by = by->get<std::string>();
  }
  return entry.from.empty() || entry.size < 0 || line_of(entry) != line ? std::nullopt : std::optional(entry);
}

bool by_place(const LockEntry& a, const LockEntry& b) { return a.from < b.from; }

}  // namespace

const LockEntry* Lock::find(std::string_view from) const {
  const auto found = std::ranges::lower_bound(entries, from, {}, &LockEntry::from);
  return found != entries.end() && found->from == from ? &*found : nullptr;
}

std::string write_lock(const Lock& lock) {
  std::vector<LockEntry> entries = lock.entries;
  std::ranges::sort(entries);
  entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
  std::string text = std::string(kFirstLine) + "\n";
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (i > 0 && entries[i].from == entries[i - 1].from) {
      throw base::Error(base::Code::InvalidInput, fmt::format("'{}' has two different digests", entries[i].from));
    }
    text += line_of(entries[i]) + "\n";
  }
  return text;
}

Lock parse_lock(std::string_view text, const std::string& name) {
  Lock lock;
  std::size_t number = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    ++number;
    if (end == std::string_view::npos) refuse(name, number, "incomplete last line");
    text.remove_prefix(end + 1);
    if (number == 1) {
      if (line != kFirstLine) refuse(name, number, "not a lock file of format 1");
      continue;
    }
    const auto entry = entry_from(line);
    if (!entry) refuse(name, number, "invalid entry; expected from, sha256 and size");
    if (!lock.entries.empty() && !by_place(lock.entries.back(), *entry)) refuse(name, number, "entries are not sorted");
    lock.entries.push_back(*entry);
  }
  if (number == 0) refuse(name, 1, "the file is empty");
  return lock;
}

Lock read_lock(const std::filesystem::path& path) {
  return parse_lock(base::read_text(path, kMaxBytes), path.string());
}

}  // namespace manifest
