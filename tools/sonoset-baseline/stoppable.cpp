#include "stoppable.h"

#include <fmt/format.h>

#include <optional>

#include "baseline/train/cross_validation.h"
#include "interrupt.h"
#include "progress.h"
#include "say.h"

bool run_stoppable(const std::function<void(const baseline::TrainWatch&)>& work, std::string_view kept) {
  std::optional<Progress> progress;
  std::string unit;
  const baseline::TrainWatch watch{
      [&](const std::string& of, std::int64_t done, std::int64_t total, const std::string& note) {
        if (of != unit) progress.emplace(unit = of);
        progress->show(done, total, note);
      },
      stop_at_interrupt()};
  try {
    work(watch);
    return true;
  } catch (const baseline::Stopped&) {
    progress.reset();
    say(stderr, "stopped; {}\n", kept);
    return false;
  }
}
