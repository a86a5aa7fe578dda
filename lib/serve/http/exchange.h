#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "serve/http/action.h"
#include "serve/http/request.h"
#include "serve/http/response.h"

namespace serve {

/// One request and its response, whatever library moves the bytes: decides what is read, run and answered. Called by
/// one thread at a time.
class Exchange {
 public:
  /// Finds what a request asks for, quickly.
  using Find = std::function<std::variant<const Action*, Response>(Request&)>;
  /// Takes what an action threw.
  using Report = std::function<void(const Request&, const std::exception&)>;

  static constexpr std::size_t kBufferBytes = std::size_t{128} << 10;
  static constexpr std::uint64_t kMaxDropped = std::uint64_t{1} << 20;

  /// `raw_target` as the client sent it.
  explicit Exchange(std::string raw_target) { request.raw_target = std::move(raw_target); }

  enum class Next {
    Read,    ///< more of the body, or its end
    Run,     ///< `job` on a thread of `lane`, then `advance` again
    Answer,  ///< with `response`
    Drop     ///< the connection
  };

  /// After the head was read into `request`.
  Next begin(const Find& find);
  /// With the next piece of the body, of which it takes `taken` bytes; an empty one is its end, or follows a job.
  Next advance(std::string_view piece, std::size_t& taken);
  /// Runs what `Run` asked for. Does not throw.
  void job(const Report& report);
  /// Instead of `job`, where there are too many.
  void refuse_job();

  Lane lane() const { return action_ == nullptr ? Lane::Quick : action_->lane; }
  std::int64_t body_bytes() const { return body_bytes_; }
  /// Whether it waits for bytes from the client.
  bool reads() const { return state_ == State::Reading || state_ == State::Dropping; }

  Request request;
  std::optional<Response> response;

 private:
  enum class State { Start, Opening, Reading, Writing, Finishing, Dropping, Done };
  Next answer_with(Response refusal);
  Next after_job();
  Next take(std::string_view piece, std::size_t& taken);
  Next drop(std::string_view piece, std::size_t& taken);
  void run();

  const Action* action_ = nullptr;
  std::unique_ptr<BodySink> sink_;
  std::string buffer_;
  State state_ = State::Start;
  std::int64_t body_bytes_ = 0;
  std::uint64_t dropped_ = 0;
};

}  // namespace serve
