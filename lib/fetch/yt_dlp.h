#pragma once

#include "fetch/download.h"

namespace fetch {

/// Brings in the video of a page by yt-dlp, an external program on PATH, which goes on by itself where it was ended. It
/// is run without a shell, reads no configuration, takes one stream (video without sound where there is one: sound is
/// not used, and nothing needs joining), and is ended when it takes too long or writes too much. Its version and the
/// format it chose stand in the facts. It does its own DNS: only addresses that the URL itself names are refused.
Outcome download_by_yt_dlp(const Wanted& wanted, DownloadContext& context);

}  // namespace fetch
