#include "serve/screen/predictor_process.h"

#include <fmt/format.h>
#include <poll.h>

#include "base/error.h"

namespace serve {
namespace {

using base::Code;
using base::Error;

constexpr std::chrono::milliseconds kLookAgain{200};
constexpr std::chrono::seconds kTimeToStart{60};
constexpr std::chrono::seconds kTimeToAnswer{120};
constexpr std::chrono::milliseconds kTimeToSend{10'000};
constexpr int kAttempts = 2;

}  // namespace

void PredictorProcess::prepare(const std::string& model) {
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (lock) start(model);
}

void PredictorProcess::start(const std::string& model) {
  if (process_ && model_ == model) return;
  process_.reset();
  ready_ = false;
  model_ = model;
  process_ = base::ChildProcess::start(program_, {"-C", dataset_.string(), "serve-predict", "--model", model});
}

std::optional<std::string> PredictorProcess::receive(std::chrono::seconds within, const StopTime& stop) {
  const auto until = std::chrono::steady_clock::now() + within;
  base::MessageReader reader;
  for (;;) {
    const auto state = reader.read(process_->channel(), base::Channel::kMaxBytes);
    if (state == base::MessageReader::State::Complete) return reader.take();
    if (state == base::MessageReader::State::Closed) return std::nullopt;
    if (stop.is_over()) throw Error(Code::Io, "the server stops");
    if (std::chrono::steady_clock::now() >= until) {
      process_.reset();
      throw Error(Code::Unsupported, fmt::format("the prediction took longer than {} s", within.count()));
    }
    pollfd entry{process_->channel().descriptor(), POLLIN, 0};
    ::poll(&entry, 1, static_cast<int>(kLookAgain.count()));
  }
}

void PredictorProcess::make_ready(const StopTime& stop) {
  if (ready_) return;
  if (!receive(kTimeToStart, stop)) {
    const std::string how = process_->wait().text();
    process_.reset();
    throw Error(Code::Io, fmt::format("the model '{}' cannot be loaded ({}); 'sonoset -C {} baseline predict FILE "
                                      "--model {}' says why",
                                      model_, how, dataset_.string(), model_));
  }
  ready_ = true;
}

std::string PredictorProcess::ask(const std::string& model, const std::string& request,
                                  const std::vector<int>& descriptors, const StopTime& stop) {
  const std::lock_guard lock(mutex_);
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    start(model);
    make_ready(stop);
    if (process_->channel().send(request, descriptors, kTimeToSend)) {
      if (auto answer = receive(kTimeToAnswer, stop)) return *std::move(answer);
    }
    process_.reset();
  }
  throw Error(Code::Unsupported, "the program that predicts ended twice while it looked at this file");
}

}  // namespace serve
