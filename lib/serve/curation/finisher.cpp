#include "serve/curation/finisher.h"

#include <fmt/format.h>

#include "curate/import/unfinished.h"

namespace serve {

Finisher::Finisher(DatasetPool& pool, WriteQueue& queue, Options options)
    : pool_(pool), queue_(queue), options_(std::move(options)), thread_([this] { run(); }) {}

Finisher::~Finisher() {
  queue_.stop();
  thread_.join();
}

void Finisher::run() {
  try {
    // The dataset is opened to write only if it must be: that excludes other processes.
    if (!pool_.read([](curate::Dataset& dataset) { return curate::unfinished_decisions(dataset).any(); })) return;
    const auto refused =
        queue_.run([this](curate::Dataset& dataset) { curate::finish_decisions(dataset, options_.making); });
    if (refused) options_.log_error("decisions of an earlier run are not finished: another process writes");
  } catch (const std::exception& error) {
    options_.log_error(fmt::format("finishing decisions of an earlier run: {}", error.what()));
  }
}

}  // namespace serve
