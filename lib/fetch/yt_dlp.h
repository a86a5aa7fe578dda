#pragma once

#include "fetch/download.h"

namespace fetch {

/// Downloads the video of a web page with yt-dlp, an external program on PATH, which continues partial downloads
/// itself. It runs only if the limits allow it, without a shell, its configuration and variables of the environment
/// that it does not need (base::plain_environment), downloads one stream (video without sound if there is one, so that
/// nothing needs joining), and is ended if it exceeds the limits of time and size. Its version and the chosen format
/// are recorded in the facts. It follows redirects itself: only the host of the URL is resolved and checked.
Outcome download_by_yt_dlp(const Wanted& wanted, DownloadContext& context);

}  // namespace fetch
