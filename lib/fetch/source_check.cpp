#include "fetch/source_check.h"

#include <ctime>
#include <random>

#include "fetch/retry.h"

namespace fetch {
namespace {

using Clock = std::chrono::steady_clock;
using Trouble = HttpResult::Trouble;

SourceState ask(const HttpRequest& request, HttpSession& session, Stop& stop) {
  HttpSink sink;
  // A server without support for ranges would send the whole file.
  sink.begin = [](const HttpHead& head) { return head.status != 200; };
  sink.take = [](std::string_view) { return false; };
  sink.stop = [&] { return stop.is_set(); };
  SourceState state{session.run(request, sink), std::nullopt};
  const HttpHead& head = state.result.head;
  // The sink ended the transfer on purpose.
  if (state.result.trouble == Trouble::Ended) state.result.trouble = Trouble::None;
  if (head.range && head.status == 206) state.size = head.range->total;
  if (head.status == 200 && !head.encoded()) state.size = head.content_length;
  return state;
}

bool is_refusal(const SourceState& state) {
  const long status = state.result.head.status;
  return state.result.trouble == Trouble::None && status >= 400 && !is_passing(status);
}

}  // namespace

SourceState look_at(const std::string& url, bool digest_known, HttpSession& session, const Limits& limits, Stop& stop) {
  HttpRequest head;
  head.url = url;
  head.digest_known = digest_known;
  head.head_only = true;
  head.deadline = Clock::now() + limits.time;
  HttpRequest first_byte = head;
  first_byte.head_only = false;
  first_byte.range = "0-0";
  std::minstd_rand random{std::random_device{}()};
  for (int tries = 1;; ++tries) {
    SourceState state = ask(head, session, stop);
    if (is_refusal(state)) state = ask(first_byte, session, stop);
    const HttpHead& answer = state.result.head;
    const bool may_pass = state.result.trouble == Trouble::Unreachable || state.result.trouble == Trouble::Broken ||
                          state.result.trouble == Trouble::Cut ||
                          (state.result.trouble == Trouble::None && is_passing(answer.status));
    if (!may_pass || tries >= limits.tries) return state;
    const auto wait =
        wait_before_retry(limits, tries, parse_retry_after(answer.retry_after, std::time(nullptr)), random);
    if (!wait || Clock::now() + *wait >= head.deadline || !stop.sleep(*wait)) return state;
  }
}

}  // namespace fetch
