#include "baseline/train/run_record.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <tuple>

#include "base/error.h"
#include "base/file.h"

namespace baseline {
namespace {

namespace fs = std::filesystem;
using base::Code;
using base::Error;
using nlohmann::ordered_json;

constexpr const char* kRunName = "run.json";
constexpr std::size_t kMaxRunBytes = 1 << 16;

fs::path model_file(const fs::path& run) { return run / "model" / "model.json"; }  // a run writes it last

}  // namespace

std::string run_time() {
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now);
  return fmt::format("{:%FT%T}.{:03}Z", fmt::gmtime(seconds), (now - seconds).count());
}

void write_run_record(const fs::path& run, const RunRecord& record) {
  ordered_json value = {{"format", 1}, {"ended", record.ended}};
  if (!record.weights.empty()) value["weights"] = record.weights.string();
  if (record.weights_digest) value["weights_sha256"] = record.weights_digest->hex();
  if (record.dataset) value["dataset"] = record.dataset->hex();
  base::write_atomically(run / kRunName, value.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n");
}

std::optional<RunRecord> read_run_record(const fs::path& run) {
  const fs::path file = run / kRunName;
  if (!fs::is_regular_file(file)) return std::nullopt;
  try {
    const ordered_json value = ordered_json::parse(base::read_text(file, kMaxRunBytes));
    RunRecord record{value.at("ended").get<std::string>(), value.value("weights", ""), std::nullopt, std::nullopt};
    if (value.contains("weights_sha256")) {
      record.weights_digest = base::Digest::from_hex(value.at("weights_sha256").get<std::string>());
      if (!record.weights_digest) throw Error(Code::Corrupt, "'weights_sha256' is not a SHA-256");
    }
    if (value.contains("dataset")) record.dataset = base::Digest::from_hex(value.at("dataset").get<std::string>());
    return record;
  } catch (const ordered_json::exception& error) {
    throw Error(Code::Corrupt, fmt::format("'{}' is damaged: {}", file.string(), error.what()));
  } catch (const Error& error) {
    throw Error(error.code(), fmt::format("'{}': {}", file.string(), error.what()));
  }
}

std::optional<fs::path> last_run(const fs::path& dataset) {
  std::optional<fs::path> last;
  std::tuple<std::string, fs::file_time_type, std::string> at;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(dataset / "baseline", none)) {
    std::error_code missing;
    const auto written = fs::last_write_time(model_file(entry.path()), missing);
    if (missing) continue;
    const auto record = read_run_record(entry.path());
    // The time in run.json counts if there is one: copying changes the times of files.
    std::tuple mine(record ? record->ended : "", record ? fs::file_time_type::min() : written,
                    entry.path().filename().string());
    if (last && mine <= at) continue;
    last = entry.path();
    at = std::move(mine);
  }
  return last;
}

}  // namespace baseline
