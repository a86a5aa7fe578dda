#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "curate/dataset.h"
#include "serve/http/response.h"

namespace serve {

/// Opens the dataset to write, calls the function with it, and throws what that throws. A response says that it was not
/// begun: somebody else writes.
using WriteDataset = std::function<std::optional<Response>(const std::function<void(curate::Dataset&)>&)>;

/// One change after another; each waits up to ten seconds for another process that writes.
WriteDataset one_writer(std::filesystem::path dataset);

}  // namespace serve
