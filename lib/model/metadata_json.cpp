#include "model/metadata_json.h"

#include <nlohmann/json.hpp>

#include "model/finding.h"

namespace model {

nlohmann::ordered_json claimed_json(const Claimed& claimed) {
  return {{"container", claimed.container},
          {"codec", claimed.codec},
          {"pixel_format", claimed.pixel_format},
          {"stream", claimed.stream},
          {"width", claimed.width},
          {"height", claimed.height},
          {"pictures", claimed.pictures},
          {"rate_hz", claimed.rate_hz.text()},
          {"duration_s", claimed.duration_s.text()}};
}

nlohmann::ordered_json seen_json(const Seen& seen) {
  return {{"width", seen.width},
          {"height", seen.height},
          {"rotation_deg", seen.rotation_deg},
          {"mirrored", seen.mirrored},
          {"sample_aspect", seen.sample_aspect.text()},
          {"time_base", seen.time_base.text()},
          {"first_pts", seen.first_pts},
          {"pictures", seen.pictures},
          {"pictures_counted", seen.pictures_counted},
          {"interlaced", seen.interlaced},
          {"alpha", seen.alpha},
          {"bit_depth", seen.bit_depth},
          {"grey", seen.grey}};
}

nlohmann::ordered_json finding_json(std::string_view code, std::string_view message) {
  const FindingCode& known = finding_code(code);
  return {{"code", code}, {"severity", to_string(known.severity)}, {"message", message}, {"next", known.next}};
}

}  // namespace model
