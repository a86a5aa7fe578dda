#pragma once

#include <string>
#include <vector>

#include "curate/privacy/text_meaning.h"
#include "model/file_tags.h"
#include "model/finding.h"

/// What the metadata of a file say about a person. Findings name the kind, never the text itself.
namespace curate {

/// Of each tag, by its name ("location", "artist") and its value. The time when a program wrote the file is none.
std::vector<std::vector<Identity>> tag_identities(const model::FileTags& tags);

/// Whether the tag is the time when a program wrote the file: every recorder and converter sets it.
bool is_creation_time(const model::FileTag& tag);

/// Of origin Media.
std::vector<model::Finding> metadata_findings(const std::string& clip, const model::FileTags& tags);

}  // namespace curate
