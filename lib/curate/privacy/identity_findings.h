#pragma once

#include <optional>
#include <string>
#include <vector>

#include "curate/privacy/text_meaning.h"
#include "model/clip.h"
#include "model/finding.h"
#include "model/read_text.h"

/// Findings about what identifies a person. They say the kind and place of a text, never the text itself.
namespace curate {

/// The meaning of each text of a clip. Words beside a text about a person, in the same line of the screen or within
/// three lines, may be a name.
std::vector<TextMeaning> meanings_of(const std::vector<model::ReadText>& texts);
/// Of origin Pictures.
std::vector<model::Finding> text_findings(const std::string& clip, const model::ReadTexts& texts);
/// The depth that a clip's texts agree on.
std::optional<int> depth_mm(const std::vector<model::ReadText>& texts);
/// Of origin Manifest.
std::vector<model::Finding> file_name_findings(const model::Clip& clip);

}  // namespace curate
