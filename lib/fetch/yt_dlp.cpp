#include "fetch/yt_dlp.h"

#include <fmt/format.h>
#include <signal.h>

#include <algorithm>
#include <filesystem>

#include "base/error.h"
#include "base/program.h"
#include "base/url.h"
#include "fetch/address.h"
#include "fetch/address_policy.h"
#include "fetch/proxy.h"

namespace fetch {
namespace fs = std::filesystem;
namespace {

using base::ProgramResult;

constexpr const char* kName = "yt-dlp";
constexpr const char* kVideo = "video";  // the name of the file that yt-dlp writes

// Output of a program as one short line of ASCII: its encoding is unknown, and it may be cut anywhere.
std::string first_line(std::string_view text) {
  std::string line(text.substr(0, std::min<std::size_t>(text.find_first_of("\r\n"), 200)));
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7F) c = '?';
  }
  return line;
}

// Its last error message, without parts of URLs that may be secret.
std::string complaint(std::string_view text) {
  const std::size_t at = text.rfind("ERROR:");
  std::string line = first_line(at == std::string_view::npos ? std::string_view() : text.substr(at + 6));
  for (std::size_t url = line.find("://"); url != std::string::npos; url = line.find("://", url + 3)) {
    const std::size_t start = line.find_last_of(" '\"(", url);
    const std::size_t from = start == std::string::npos ? 0 : start + 1;
    const std::size_t end = std::min(line.find_first_of(" '\")", url), line.size());
    line.replace(from, end - from, base::shown_url(line.substr(from, end - from)));
  }
  line.erase(0, std::min(line.find_first_not_of(' '), line.size()));
  return line;
}

std::vector<std::string> words_for(const Wanted& wanted, const fs::path& scratch, const Limits& limits) {
  std::string folder = scratch.string();
  // Escapes '%', which starts a field in its templates.
  for (std::size_t at = folder.find('%'); at != std::string::npos; at = folder.find('%', at + 2)) {
    folder.insert(at, 1, '%');
  }
  return {"--ignore-config",
          "--no-playlist",
          "--no-cache-dir",
          "--no-mtime",
          "--no-progress",
          "--no-warnings",
          "--no-simulate",
          "--continue",
          "--fixup",
          "never",
          "--format",
          "bestvideo/best",
          "--max-filesize",
          std::to_string(limits.max_bytes),
          "--socket-timeout",
          std::to_string(std::max<std::int64_t>(1, limits.connect_time.count() / 1000)),
          "--retries",
          std::to_string(limits.tries),
          "--print",
          "after_move:%(format_id)s",
          "--output",
          folder + "/" + kVideo,
          "--",
          wanted.url};
}

std::string version_of(const fs::path& program, const DownloadContext& context) {
  base::ProgramLimits limits;
  limits.stop = [&] { return context.stop.is_set(); };
  return first_line(base::run_program(program, {"--version"}, limits).out);
}

Failure failure_of(const Wanted& wanted, const ProgramResult& result, const Limits& limits) {
  if (result.end == ProgramResult::End::Time) {
    return {"fetch-limit", about(wanted.url, "yt-dlp exceeded the time limit")};
  }
  if (result.exit.signal == SIGXFSZ || result.err.find("File too large") != std::string::npos ||
      result.out.find("larger than max-filesize") != std::string::npos) {
    return {"fetch-limit", about(wanted.url, fmt::format("larger than {} bytes", limits.max_bytes))};
  }
  if (result.exit.code == 0 && result.exit.signal == 0) {
    return {"yt-dlp-failed",
            about(wanted.url, fmt::format("yt-dlp downloaded no file: there is none, or it is larger than {} "
                                          "bytes",
                                          limits.max_bytes))};
  }
  const std::string said = complaint(result.err);
  return {"yt-dlp-failed",
          about(wanted.url, "yt-dlp failed with " + result.exit.text() + (said.empty() ? "" : ": " + said))};
}

}  // namespace

Outcome download_by_yt_dlp(const Wanted& wanted, DownloadContext& context) {
  if (const auto copy = kept_copy(wanted, context)) return *copy;
  if (!context.limits.allow_yt_dlp) {
    return Failure{"yt-dlp-not-allowed", about(wanted.url, "yt-dlp was not run; --allow-yt-dlp is not given")};
  }
  const auto address = parse_address(wanted.url);
  if (!context.limits.allow_private) {
    const bool is_private = !address || is_private_host(address->host);
    const std::string why =
        is_private ? "the address is private or local" : why_not_handed_over(*address, proxy_for(*address));
    if (!why.empty()) return Failure{"address-refused", about(wanted.url, why)};
  }
  const auto program = base::find_program(kName);
  if (!program) return Failure{"yt-dlp-missing", about(wanted.url, "yt-dlp is not on PATH")};
  const std::string version = version_of(*program, context);
  const fs::path scratch = fs::absolute(context.folder.make_scratch(wanted.url));
  Limits own = context.limits;
  own.max_bytes = std::clamp<std::int64_t>(own.max_total_bytes - context.bytes, 1, own.max_bytes);
  own.time = std::min(
      own.time, std::chrono::duration_cast<std::chrono::milliseconds>(context.end - std::chrono::steady_clock::now()));
  base::ProgramLimits limits;
  limits.folder = scratch;
  limits.environment.push_back("TMPDIR=" + scratch.string());
  limits.time = own.time;
  limits.max_file_bytes = own.max_bytes;
  limits.stop = [&] { return context.stop.is_set(); };
  const ProgramResult result = base::run_program(*program, words_for(wanted, scratch, own), limits);
  if (result.end == ProgramResult::End::Stop || context.stop.is_set()) return Stopped{};
  const fs::path video = scratch / kVideo;
  if (result.end != ProgramResult::End::Itself || result.exit.code != 0 || result.exit.signal != 0 ||
      !fs::is_regular_file(fs::symlink_status(video))) {
    if (auto over = over_run_limit(wanted, context)) return *std::move(over);
    return failure_of(wanted, result, own);
  }
  DownloadFacts facts;
  facts.url = wanted.url;
  facts.by = fmt::format("{} {}", kName, version);
  facts.format = first_line(result.out);
  context.bytes += static_cast<std::int64_t>(fs::file_size(video));
  context.folder.take_from_scratch(wanted.url, kVideo);
  return accept(wanted, std::move(facts), context);
}

}  // namespace fetch
