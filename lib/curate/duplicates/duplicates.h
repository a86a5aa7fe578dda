#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "curate/duplicates/known_clips.h"
#include "model/finding.h"
#include "model/link.h"

namespace curate {

/// A dataset or an index, and its name for people.
struct KnownSet {
  std::string where;
  std::vector<KnownClip> clips;
};

/// What clips have in common with those before them and with known ones.
struct Recognised {
  /// For each clip that is asked about, at most one of a code and reason, whatever the number of clips that are alike:
  ///   duplicate       the same part of the same file, key pictures stored alike, or frames with the same pixels
  ///   near-duplicate  frames in a row with equal perceptual hashes, or too few key pictures in common to be sure
  ///   same-file       another part of a file that is known elsewhere, or that another manifest has
  ///   id-taken        another manifest has a clip of that id
  std::vector<std::vector<model::Finding>> findings;
  /// Between those that are asked about: Packets and Pixels, no more than hold together what hangs together;
  /// NearDuplicate, what nobody has confirmed. Sorted.
  std::vector<model::Link> links;
};

/// A known clip of the same id and manifest is the clip itself. Of two clips that are asked about the later one is
/// reported. The order of the known sets decides which clip a finding names, nothing else.
Recognised recognise(const std::vector<AskedClip>& asked, const std::vector<KnownSet>& known);

}  // namespace curate
