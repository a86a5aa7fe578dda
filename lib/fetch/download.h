#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>

#include "base/digest.h"
#include "fetch/download_folder.h"
#include "fetch/http.h"
#include "fetch/limits.h"
#include "fetch/object_store.h"
#include "fetch/stop.h"

namespace fetch {

/// A request for an object.
struct Wanted {
  std::string url;
  std::optional<base::Digest> sha256;
  /// Ask the server whether an existing complete copy has changed before using it: it was not usable before.
  bool ask = false;
  bool yt_dlp = false;  ///< the URL is a web page; yt-dlp downloads its video
};

struct Fetched {
  base::Digest digest;
  std::int64_t size_bytes = 0;
  std::filesystem::path file;  ///< in downloads/; empty: it is in the store
};
/// The code and message of a finding. The message is the same each time and contains no secrets.
struct Failure {
  std::string code;
  std::string message;
  std::string host_is_away = {};  ///< why the host is unreachable, or empty: skip its other addresses for now
};
struct Stopped {};
using Outcome = std::variant<Fetched, Failure, Stopped>;

/// What parallel downloads share.
struct DownloadContext {
  DownloadFolder folder;
  ObjectStore store;
  Limits limits;
  Stop& stop;
  std::atomic<std::int64_t>& bytes;  ///< received so far by all downloads
  std::chrono::steady_clock::time_point end = std::chrono::steady_clock::time_point::max();  ///< of the run
};

/// Downloads one object to downloads/. Continues an earlier attempt if the server's validators show that the file is
/// unchanged, retries after temporary failures, and removes files other than the wanted one. Throws Io or Denied if
/// files cannot be written.
Outcome download(const Wanted& wanted, HttpSession& session, DownloadContext& context);

/// The failure of a download that may not start or go on, because all of the run exceed a limit.
std::optional<Failure> over_run_limit(const Wanted& wanted, const DownloadContext& context);

/// A complete copy in the store or in downloads/, if there is one. Verifies the digest of a copy in downloads/.
std::optional<Fetched> whole_copy(const DownloadFacts& facts, const DownloadContext& context);

/// The same, if it can be used without asking the server whether it changed.
std::optional<Fetched> kept_copy(const Wanted& wanted, const DownloadContext& context);

/// "'url': message" for a finding.
std::string about(const std::string& url, const std::string& message);

/// The message for a file with a digest other than the one in the manifest.
std::string mismatch(const std::string& url, const base::Digest& is, const base::Digest& wanted);

/// Finishes a complete download: computes and compares its digest and records it. Removes the file if it is empty, a
/// web page, or not the wanted one.
Outcome accept(const Wanted& wanted, DownloadFacts facts, const DownloadContext& context);

}  // namespace fetch
