#include "serve/screen/screen.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "serve/http/json_text.h"
#include "serve/http/problem.h"
#include "serve/screen/model_facts.h"

namespace serve {
namespace {

constexpr const char* kGone = "no such screening; results are kept for some minutes only";
constexpr const char* kRetryAfter = "5";

Response busy_now(const char* why) {
  Response response = problem(503, why);
  response.set("Retry-After", kRetryAfter);
  return response;
}

Response too_large() {
  return problem(413, fmt::format("the file is larger than {} MB; cut it first", Screen::kMaxBytes >> 20));
}

/// Writes an upload to its file.
class Upload : public BodySink {
 public:
  Upload(ScreenQueue& queue, ScreenQueue::Shared screening) : queue_(queue), screening_(std::move(screening)) {}
  ~Upload() override {
    if (!submitted_) queue_.cancel(screening_->key);
  }

  std::optional<Response> write(std::string_view piece) override {
    bytes_ += static_cast<std::int64_t>(piece.size());
    if (bytes_ > Screen::kMaxBytes) return too_large();
    base::write_all(screening_->upload.get(), piece, "an upload");
    return std::nullopt;
  }

  Response finish() override {
    if (bytes_ == 0) return problem(400, "the body must be an image or a video");
    submitted_ = true;
    queue_.submit(screening_->key);
    Response response = json_response(state_json(screening_->key, ScreenState::Queued, 0));
    response.status = 202;
    response.set("Location", "/api/v1/screen/" + screening_->key);
    return response;
  }

 private:
  ScreenQueue& queue_;
  ScreenQueue::Shared screening_;
  std::int64_t bytes_ = 0;
  bool submitted_ = false;
};

std::optional<std::size_t> frame_number(const Request& request) {
  const auto number = parse_number(request.parameters[1]);
  return number ? std::optional(static_cast<std::size_t>(*number)) : std::nullopt;
}

}  // namespace

Screen::Screen(DatasetPool& pool, std::string model, ScreenQueue::Options options)
    : pool_(pool), model_(std::move(model)), queue_(std::move(options)) {}

std::string Screen::model_now() {
  if (!model_.empty()) return model_;
  return pool_.read([](curate::Dataset& dataset) { return newest_run(dataset).value_or(""); });
}

std::string Screen::obstacle(const std::string& model) const {
  if (!queue_.is_installed()) return "the package sonoset-baseline is not installed beside the server";
  return model.empty() ? "the dataset has no trained model" : "";
}

Response Screen::about() {
  const std::string model = model_now();
  const std::string why = obstacle(model);
  nlohmann::ordered_json body = {{"available", why.empty()}};
  if (!why.empty()) {
    body["why"] = why;
    body["next"] = queue_.is_installed()
                       ? "sonoset -C DATASET split main; sonoset -C DATASET baseline train --split main"
                       : "install the package sonoset-baseline, or build it with cmake: -DSONOSET_BASELINE=ON";
  }
  if (!model.empty()) {
    if (why.empty()) queue_.prepare(model);
    body["model"] = pool_.read([&](curate::Dataset& dataset) { return model_facts(dataset, model); });
  }
  body["max_bytes"] = kMaxBytes;
  body["notice"] = "For research only, not a medical device and no diagnosis. Files are not kept.";
  return json_response(json_text(body));
}

Action::Opened Screen::open(const Request& request) {
  const std::string name(request.query("name").value_or(""));
  if (name.size() > kMaxNameBytes) return problem(400, fmt::format("the name is longer than {} bytes", kMaxNameBytes));
  if (request.content_length().value_or(0) > static_cast<std::uint64_t>(kMaxBytes)) return too_large();
  const std::string model = model_now();
  const std::string why = obstacle(model);
  if (!why.empty()) return problem(503, why + "; GET /api/v1/screen says what to do");
  queue_.prepare(model);
  ScreenQueue::Shared screening = queue_.begin(name, model);
  if (!screening) return busy_now("many files wait to be screened; try again");
  return std::make_unique<Upload>(queue_, std::move(screening));
}

Response Screen::result(const Request& request) {
  const auto seen = queue_.find(request.parameters[0]);
  if (!seen) return problem(404, kGone);
  if (is_final(seen->state)) return json_response(screening_json(*seen->screening));
  return json_response(state_json(request.parameters[0], seen->state, seen->ahead));
}

Response Screen::events(const Request& request) {
  const auto stream = queue_.follow(request.parameters[0]);
  return stream ? event_response(stream) : problem(404, kGone);
}

std::optional<ScreenQueue::Shared> Screen::done(const Request& request) {
  const auto seen = queue_.find(request.parameters[0]);
  if (!seen || seen->state != ScreenState::Done) return std::nullopt;
  return seen->screening;
}

Response Screen::frame(const Request& request) {
  const auto screening = done(request);
  const auto number = frame_number(request);
  if (!screening || !number) return problem(404, kGone);
  return text_response("image/jpeg", screened_frame(**screening, *number));
}

Response Screen::heat(const Request& request) {
  const auto screening = done(request);
  const auto number = frame_number(request);
  if (!screening || !number) return problem(404, kGone);
  const std::optional<Gate::Pass> pass = gate_.enter();
  if (!pass) return busy_now("other heat maps are being made; try again");
  return text_response("image/png", queue_.heat(**screening, *number));
}

void Screen::add_routes(Router& router) {
  const auto add = [&](const char* path, Lane lane, auto answer) {
    router.add("GET", path, {.answer = [answer](const Request& request) { return answer(request); }, .lane = lane});
  };
  add("/api/v1/screen", Lane::Quick, [this](const Request&) { return about(); });
  add("/api/v1/screen/{key}", Lane::Quick, [this](const Request& request) { return result(request); });
  add("/api/v1/screen/{key}/events", Lane::Quick, [this](const Request& request) { return events(request); });
  add("/api/v1/screen/{key}/frames/{n}", Lane::Slow, [this](const Request& request) { return frame(request); });
  add("/api/v1/screen/{key}/heat/{n}", Lane::Slow, [this](const Request& request) { return heat(request); });
  router.add("POST", "/api/v1/screen",
             {.answer = nullptr, .open = [this](const Request& request) { return open(request); }, .lane = Lane::Slow});
}

}  // namespace serve
