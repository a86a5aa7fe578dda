#pragma once

#include "publish/formats/export_format.h"

namespace publish {

/// A dataset repository of Hugging Face (huggingface.co/docs/datasets/image_dataset, "ImageFolder with metadata"):
///
///   README.md                        the card; its YAML head has the splits' files, and the columns with class names
///   part-0/metadata.jsonl            one row per frame of the first fold (or fold name): file_name, label, clip …
///   part-0/5f1a…/000012.png          named by the SHA-256 of the clip's id
///
/// The loader takes words in names of files and folders ("test", "val" …) for splits. Ids of clips may have such words,
/// so they are in the rows only: hexadecimal digits make none of them. Rows have no empty cells, from which the loader
/// would guess another type; unknown text is "".
class HuggingFaceFormat : public ExportFormat {
 public:
  const FormatTraits& traits() const override;
  void write(ExportRun& run) const override;
};

}  // namespace publish
