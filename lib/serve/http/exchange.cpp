#include "serve/http/exchange.h"

#include <algorithm>

#include "serve/http/framing.h"
#include "serve/http/problem.h"

namespace serve {

Exchange::Next Exchange::begin(const Find& find) {
  if (std::optional<Response> refusal = check_framing(request)) {
    response = std::move(refusal);
    return Next::Answer;
  }
  std::variant<const Action*, Response> found = find(request);
  if (auto* refusal = std::get_if<Response>(&found)) return answer_with(std::move(*refusal));
  action_ = std::get<const Action*>(found);
  if (action_->open != nullptr) {
    state_ = State::Opening;
    return Next::Run;
  }
  if (request.content_length().value_or(0) > action_->max_body_bytes) {
    return answer_with(problem(413, "the body is too large"));
  }
  state_ = State::Reading;
  return Next::Read;
}

/// A client that still sends a small body reads the answer only after that; a large one, or one that asked first
/// whether to send it, is not waited for.
Exchange::Next Exchange::answer_with(Response refusal) {
  response = std::move(refusal);
  const bool drops =
      request.content_length().value_or(0) > 0 && *request.content_length() <= kMaxDropped && !request.header("Expect");
  if (drops) {
    state_ = State::Dropping;
    return Next::Read;
  }
  if (request.has_body()) response->set("Connection", "close");
  return Next::Answer;
}

Exchange::Next Exchange::advance(std::string_view piece, std::size_t& taken) {
  taken = 0;
  if (state_ == State::Opening || state_ == State::Writing || state_ == State::Finishing) {
    const bool between = state_ == State::Writing;
    const Next next = after_job();
    if (next != Next::Read || !between) return next;
  }
  if (state_ == State::Dropping) return drop(piece, taken);
  return take(piece, taken);
}

Exchange::Next Exchange::after_job() {
  if (state_ == State::Finishing) {
    state_ = State::Done;
    return Next::Answer;
  }
  if (response && state_ == State::Opening) return answer_with(std::move(*response));
  // In the middle of a body the library takes no answer.
  state_ = response ? State::Dropping : State::Reading;
  return Next::Read;
}

Exchange::Next Exchange::take(std::string_view piece, std::size_t& taken) {
  if (piece.empty()) {
    state_ = State::Finishing;
    return Next::Run;
  }
  const std::size_t limit = sink_ ? kBufferBytes : action_->max_body_bytes;
  taken = std::min(piece.size(), limit - buffer_.size());
  buffer_.append(piece.substr(0, taken));
  body_bytes_ += static_cast<std::int64_t>(taken);
  if (sink_ && buffer_.size() == limit) {
    state_ = State::Writing;
    return Next::Run;
  }
  if (taken == piece.size()) return Next::Read;
  response = problem(413, "the body is too large");
  state_ = State::Dropping;
  return drop(piece, taken);
}

Exchange::Next Exchange::drop(std::string_view piece, std::size_t& taken) {
  if (piece.empty()) return Next::Answer;
  taken = piece.size();
  dropped_ += piece.size();
  body_bytes_ += static_cast<std::int64_t>(piece.size());
  return dropped_ > kMaxDropped ? Next::Drop : Next::Read;
}

void Exchange::job(const Report& report) {
  try {
    run();
  } catch (const std::exception& error) {
    response = problem_of(error);
    if (response->status >= 500) report(request, error);
  }
}

void Exchange::run() {
  if (state_ == State::Opening) {
    Action::Opened opened = action_->open(request);
    if (auto* refusal = std::get_if<Response>(&opened)) {
      response = std::move(*refusal);
    } else {
      sink_ = std::move(std::get<std::unique_ptr<BodySink>>(opened));
    }
    return;
  }
  if (sink_ == nullptr) {
    request.body = std::move(buffer_);
    response = action_->answer(request);
    return;
  }
  if (!buffer_.empty()) response = sink_->write(buffer_);
  buffer_.clear();
  if (!response && state_ == State::Finishing) response = sink_->finish();
}

void Exchange::refuse_job() {
  response = problem(503, "the server is busy; try again in a moment");
  response->set("Retry-After", "5");
}

}  // namespace serve
