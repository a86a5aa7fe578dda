#pragma once

#include <string>
#include <vector>

namespace worker {

/// What one subcommand does with the words after its name; returns the exit code.
using Command = int (*)(const std::vector<std::string>& arguments);

/// Jobs from the channel on descriptor 3, until it closes.
int serve(const std::vector<std::string>& arguments);
/// One file on the command line: its result as JSON on stdout; its frames are not kept.
int clip(const std::vector<std::string>& arguments);

/// A video in mp4 from raw pictures of ours, which come over the channel on descriptor 3: as FFmpeg is in this program
/// alone. OUT.mp4 --rate R --size WxH.
int encode(const std::vector<std::string>& arguments);

/// Synthetic clips with known truth, in a folder: what `sonoset phantom` is.
int phantom(const std::vector<std::string>& arguments);

}  // namespace worker
