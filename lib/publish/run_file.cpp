#include "publish/run_file.h"

#include <nlohmann/json.hpp>
#include <string>

#include "base/error.h"
#include "base/file.h"
#include "model/json_text.h"

namespace publish {
namespace {

constexpr std::int64_t kMaxRunFileBytes = std::int64_t{32} << 20;
constexpr model::JsonLimits kRunLimits{.depth = 16, .values = 2'000'000, .fractions = true};

}  // namespace

nlohmann::json read_run_file(const curate::Dataset& dataset, const std::filesystem::path& name) {
  const base::Descriptor file = dataset.files().open_to_read(name);
  const std::int64_t size = base::size_of(file.get(), name);
  if (size > kMaxRunFileBytes) throw base::Error(base::Code::InvalidInput, "the file is too large");
  std::string text(static_cast<std::size_t>(size), '\0');
  base::read_at(file.get(), 0, text.data(), text.size(), name);
  return model::parse_json(text, kRunLimits);
}

}  // namespace publish
