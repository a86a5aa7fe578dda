#include "serve/media/media.h"

#include <algorithm>

#include "base/error.h"
#include "serve/http/conditional.h"
#include "serve/http/json_answer.h"
#include "serve/http/problem.h"
#include "serve/http/range.h"
#include "serve/media/preview.h"
#include "serve/media/sprite.h"

namespace serve {
namespace {

using base::Code;
using base::Error;

constexpr const char* kNoClip = "no such clip, or it has no pictures";

// One preview must not fill the cache or keep others waiting.
constexpr curate::WorkerLimits kPreviewLimits{.time = std::chrono::seconds(120), .output_mb = 256};

/// With the tag by which browsers ask again; what is shown may change with the next import or decision.
Response cached(Response response, const std::string& etag) {
  response.set("ETag", etag).set("Cache-Control", "private, no-cache");
  return response;
}

/// Frames are refused where they are damaged; the message of the exception has paths.
Response damaged(const Error& error) {
  if (error.code() == Code::NotFound || error.code() == Code::Corrupt || error.code() == Code::Unsupported) {
    return problem(500, "a picture of this clip is missing or damaged; run 'sonoset fsck --deep'");
  }
  throw error;
}

Response busy() {
  Response response = problem(503, "other previews are being made; try again");
  response.set("Retry-After", "2");
  return response;
}

std::string_view type_of(model::StillFormat format) {
  return format == model::StillFormat::Png ? "image/png" : "image/jpeg";
}

bool begins_as(const std::string& bytes, model::StillFormat format) {
  return bytes.starts_with(format == model::StillFormat::Png ? "\x89PNG\r\n\x1a\n" : "\xff\xd8\xff");
}

}  // namespace

Media::Media(DatasetPool& pool, const Options& options)
    : pool_(pool),
      worker_{options.worker, kPreviewLimits},
      cache_(options.cache, options.limits),
      gate_(options.max_waiting) {}

std::optional<ShownClip> Media::find(const Request& request, publish::Shown shown) {
  return pool_.read(
      [&](curate::Dataset& dataset) { return find_shown(dataset, request.person, request.parameters.front(), shown); });
}

Response Media::sprite_layout_of(const Request& request) {
  const std::optional<ShownClip> clip = find(request, publish::Shown::Frames);
  if (!clip) return problem(404, kNoClip);
  return json_answer(request, sprite_json(sprite_layout(clip->set), clip->set));
}

Response Media::sprite(const Request& request) {
  const std::optional<ShownClip> clip = find(request, publish::Shown::Frames);
  if (!clip) return problem(404, kNoClip);
  const SpriteLayout layout = sprite_layout(clip->set);
  const std::string name = sprite_name(layout, clip->set);
  const std::string etag = etag_of(name);
  if (auto unchanged = check_conditions(request, etag)) return std::move(*unchanged);
  try {
    base::Descriptor file = cache_.get(name, [&](int to) {
      const std::string jpeg =
          pool_.read([&](curate::Dataset& dataset) { return make_sprite(layout, *clip, dataset); });
      base::write_all(to, jpeg, "a sprite");
    });
    return in_range(request, cached(file_response("image/jpeg", std::move(file)), etag));
  } catch (const Error& error) {
    return damaged(error);
  }
}

Response Media::frame(const Request& request) {
  const std::optional<ShownClip> clip = find(request, publish::Shown::Frames);
  if (!clip) return problem(404, kNoClip);
  const auto number = parse_number(request.parameters[1]);
  const auto found = std::ranges::find_if(clip->set.frames, [&](const model::Frame& one) {
    return number && one.picture == static_cast<std::int64_t>(*number);
  });
  if (found == clip->set.frames.end()) return problem(404, "the clip has no frame of this picture");
  const std::string etag = etag_of(found->file.hex());
  if (auto unchanged = check_conditions(request, etag)) return std::move(*unchanged);
  try {
    curate::Dataset::FrameFile file = pool_.read(
        [&](curate::Dataset& dataset) { return dataset.read_frame(clip->set, *found, clip->recipe.format); });
    if (!begins_as(file.bytes, clip->recipe.format)) throw Error(Code::Corrupt, "a frame of another type");
    return in_range(request, cached(file_response(type_of(clip->recipe.format), std::move(file.file)), etag));
  } catch (const Error& error) {
    return damaged(error);
  }
}

std::variant<base::Descriptor, Response> Media::preview_file(const ShownClip& clip) {
  const std::string name = preview_name(clip);
  if (auto file = cache_.find(name)) return std::move(*file);
  const std::optional<Gate::Pass> pass = gate_.enter();
  if (!pass) return busy();
  try {
    return cache_.get(name, [&](int to) {
      const base::Descriptor object =
          pool_.read([&](curate::Dataset& dataset) { return dataset.objects().open(clip.set.object); });
      make_preview(clip, object.get(), to, worker_, stop_);
    });
  } catch (const Error& error) {
    if (error.code() == Code::Unsupported) {
      return problem(422, std::string("the preview of this clip cannot be made: ") + error.what());
    }
    if (error.code() != Code::NotFound && error.code() != Code::Corrupt) throw;
    return problem(500, "the file of this clip is missing or damaged; run 'sonoset fsck --deep'");
  }
}

Response Media::preview(const Request& request, bool video) {
  const std::string_view window = request.query("window").value_or("clip");
  if (window != "clip" && window != "all") return problem(400, "'window' takes clip or all");
  if (window == "all" && !request.person.sees_all) return problem(403, "only curators see the whole file");
  std::optional<ShownClip> clip = find(request, publish::Shown::Whole);
  if (!clip) return problem(404, kNoClip);
  if (window == "all") clip->recipe.window = {};
  const std::string etag = etag_of(preview_name(*clip) + (video ? ".mp4" : ".json"));
  if (auto unchanged = check_conditions(request, etag)) return std::move(*unchanged);
  std::variant<base::Descriptor, Response> made = preview_file(*clip);
  if (auto* refusal = std::get_if<Response>(&made)) return std::move(*refusal);
  auto& file = std::get<base::Descriptor>(made);
  Preview found = read_preview(file.get());
  if (!video) return cached(json_response(std::move(found.json)), etag);
  Response response = cached(file_response("video/mp4", std::move(file)), etag);
  std::get<FileRange>(response.body).size = found.video_bytes;
  return in_range(request, std::move(response));
}

void Media::add_routes(Router& router) {
  const auto add = [&](const std::string& name, Lane lane, auto answer) {
    router.add("GET", "/api/v1/clips/{id}/" + name,
               {.answer = [answer](const Request& request) { return answer(request); }, .lane = lane});
  };
  add("sprite", Lane::Quick, [this](const Request& request) { return sprite_layout_of(request); });
  add("sprite.jpg", Lane::Slow, [this](const Request& request) { return sprite(request); });
  add("frames/{n}", Lane::Slow, [this](const Request& request) { return frame(request); });
  add("preview", Lane::Slow, [this](const Request& request) { return preview(request, false); });
  add("preview.mp4", Lane::Slow, [this](const Request& request) { return preview(request, true); });
}

}  // namespace serve
