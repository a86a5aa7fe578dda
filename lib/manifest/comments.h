#pragma once

#include <vector>

#include "manifest/taxonomy.h"
#include "model/clip.h"
#include "model/finding.h"

namespace manifest {

/// Findings `comment-contradicts`: what the clip's comments say by the taxonomy's phrases does not fit its labels.
/// Comments are its notes and the attributes whose name has the word comment or note. One for each label and phrase.
std::vector<model::Finding> contradictions(const model::Clip& clip, const Taxonomy& taxonomy);

}  // namespace manifest
