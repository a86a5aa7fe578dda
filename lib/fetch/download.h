#pragma once

#include <atomic>
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

/// An object that is wanted from a URL.
struct Wanted {
  std::string url;
  std::optional<base::Digest> sha256;
  /// A whole copy that is here is asked about (by its validators) before it is used again: it was of no use before.
  bool ask = false;
  bool yt_dlp = false;  ///< the URL is a page that yt-dlp finds the video of
};

struct Fetched {
  base::Digest digest;
  std::int64_t size_bytes = 0;
  std::filesystem::path file;  ///< in downloads/; empty: the store has it
};
/// Why not: a finding's code and message. The message is the same each time, and holds no secrets.
struct Failure {
  std::string code;
  std::string message;
  std::string host_is_away = {};  ///< then: why; other addresses of the host need not be tried soon
};
struct Stopped {};
using Outcome = std::variant<Fetched, Failure, Stopped>;

/// Where downloads stand, and what several at once share.
struct DownloadContext {
  DownloadFolder folder;
  ObjectStore store;
  Limits limits;
  Stop& stop;
  std::atomic<std::int64_t>& bytes;  ///< received, so far, by all
};

/// Brings one object to downloads/: goes on where an earlier try ended if the server's validators say that the file is
/// still the same, tries again what may pass, and keeps nothing that is not what was wanted. Throws Io or Denied where
/// files cannot be written.
Outcome download(const Wanted& wanted, HttpSession& session, DownloadContext& context);

/// A whole copy that is here already, in the store or in downloads/: what it holds is looked at again.
std::optional<Fetched> whole_copy(const DownloadFacts& facts, const DownloadContext& context);

/// The same, where it can be used without asking whether it changed.
std::optional<Fetched> kept_copy(const Wanted& wanted, const DownloadContext& context);

/// "'url': message" for a finding.
std::string about(const std::string& url, const std::string& message);

/// What a finding says of a file that is not the one that the manifest names.
std::string mismatch(const std::string& url, const base::Digest& is, const base::Digest& wanted);

/// What a body that has come whole is: takes its digest, compares it, and writes down what it is; removes it where it
/// is empty or not what was wanted.
Outcome accept(const Wanted& wanted, DownloadFacts facts, const DownloadContext& context);

}  // namespace fetch
