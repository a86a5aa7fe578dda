#pragma once

#include "fetch/download.h"

namespace fetch {

/// Downloads the video of a web page with yt-dlp, an external program on PATH, which continues partial downloads
/// itself. It runs without a shell and without its configuration, downloads one stream (video without sound if there is
/// one, so that nothing needs joining), and is ended if it exceeds the limits of time and size. Its version and the
/// chosen format are recorded in the facts. It resolves names itself, so only addresses in the URL are checked.
Outcome download_by_yt_dlp(const Wanted& wanted, DownloadContext& context);

}  // namespace fetch
