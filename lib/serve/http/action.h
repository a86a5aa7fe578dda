#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <variant>

#include "serve/http/request.h"
#include "serve/http/response.h"

namespace serve {

/// Which threads run an action. Those that wait for other processes, such as workers, are Slow: they can never take the
/// threads that answer the others.
enum class Lane { Quick, Slow };

/// Takes a body piece by piece, each on a thread of the action's lane, one after another. The client sends no more than
/// the server has asked for, so that memory does not grow with the body. Destroyed without `finish` if the client goes
/// away: then it must leave nothing behind.
class BodySink {
 public:
  virtual ~BodySink() = default;
  /// A response refuses the body: the rest of it is dropped.
  virtual std::optional<Response> write(std::string_view piece) = 0;
  virtual Response finish() = 0;
};

/// What a route does. Exceptions become problem_of.
struct Action {
  using Opened = std::variant<std::unique_ptr<BodySink>, Response>;

  /// Answers a request whose body is complete; null if `open` is set.
  std::function<Response(const Request&)> answer;
  /// Begins to take the body as a stream, or refuses it before it is sent.
  std::function<Opened(const Request&)> open = nullptr;
  Lane lane = Lane::Quick;
  std::size_t max_body_bytes = std::size_t{64} << 10;  ///< of bodies that are taken whole
  Role least = Role::Visitor;                          ///< whom it is for; others get 401 or 403
};

}  // namespace serve
