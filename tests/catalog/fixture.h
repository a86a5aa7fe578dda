#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "catalog/catalog.h"
#include "catalog/decisions.h"
#include "catalog/findings.h"
#include "model/frame_set.h"
#include "model/recipe.h"
#include "store/database.h"
#include "support/support.h"

namespace test {

model::Source source_of(const std::string& id, const std::string& licence = "CC-BY-4.0");
/// A clip of source "s" with a diagnosis, or none if it is empty.
model::Clip clip_of(const std::string& id, const std::string& diagnosis = "covid");
/// `count` frames whose values follow from the clip's id and the picture.
model::FrameSet set_of(const std::string& clip, const model::Recipe& recipe, const base::Digest& object, int count);
catalog::Decision decision_of(const std::string& who, const std::string& what);

/// An empty catalog with manifest "m" and its source "s".
class CatalogTest : public testing::Test {
 protected:
  CatalogTest();
  /// Imports a clip with this number of frames.
  void done(const model::Clip& clip, int frames);
  /// Adds a clip with every field set, and two manifests, a case, same_as, decisions, findings, links and a split.
  void fill();
  std::int64_t number(std::string_view sql);

  base::PrivateFolder folder = temporary_folder();
  std::filesystem::path file = folder.path() / "catalog.sqlite";
  catalog::Catalog catalog = catalog::Catalog::create(file);
  store::Database& database = catalog.database();
  model::Recipe recipe;
  base::Digest object = base::sha256("object");
};

/// The code and message of the base::Error that `call` throws.
std::pair<base::Code, std::string> error_of(const std::function<void()>& call);

}  // namespace test
