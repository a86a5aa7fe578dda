#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "curate/duplicates/known_clips.h"
#include "model/finding.h"
#include "model/link.h"

namespace curate {

/// The clips of a dataset or an index, and its name for messages.
struct KnownSet {
  std::string where;
  std::vector<KnownClip> clips;
};

/// What clips have in common with earlier clips and with known ones.
struct Recognised {
  /// For each asked clip, at most one finding per code and reason, whatever the number of similar clips:
  ///   duplicate       same part of the same file, identical key packets, or frames with identical pixels
  ///   near-duplicate  frames in a row with equal perceptual hashes, or too few identical key packets to be sure
  ///   same-file       another part of a file that a known set or another manifest has
  ///   id-taken        another manifest has a clip with this id
  std::vector<std::vector<model::Finding>> findings;
  /// Between asked clips, sorted: Packets and Pixels (only as many as connect each set of clips), and NearDuplicate
  /// (unconfirmed).
  std::vector<model::Link> links;
};

/// A known clip with the same id and manifest is the clip itself. When two asked clips match, the later one is
/// reported. The order of the known sets only decides which clip a finding names.
Recognised recognise(const std::vector<AskedClip>& asked, const std::vector<KnownSet>& known);

}  // namespace curate
