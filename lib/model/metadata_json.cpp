#include "model/metadata_json.h"

#include <nlohmann/json.hpp>

#include "model/finding.h"

namespace model {

nlohmann::ordered_json header_json(const HeaderMetadata& header) {
  return {{"container", header.container},
          {"codec", header.codec},
          {"pixel_format", header.pixel_format},
          {"stream", header.stream},
          {"width", header.width},
          {"height", header.height},
          {"pictures", header.pictures},
          {"rate_hz", header.rate_hz.text()},
          {"duration_s", header.duration_s.text()}};
}

nlohmann::ordered_json content_json(const ContentMetadata& content) {
  return {{"width", content.width},
          {"height", content.height},
          {"rotation_deg", content.rotation_deg},
          {"mirrored", content.mirrored},
          {"sample_aspect", content.sample_aspect.text()},
          {"time_base", content.time_base.text()},
          {"first_pts", content.first_pts},
          {"pictures", content.pictures},
          {"pictures_counted", content.pictures_counted},
          {"interlaced", content.interlaced},
          {"field_order", content.field_order},
          {"alpha", content.alpha},
          {"bit_depth", content.bit_depth},
          {"grey", content.grey}};
}

nlohmann::ordered_json finding_json(std::string_view code, std::string_view message) {
  const FindingCode& known = finding_code(code);
  return {{"code", code}, {"severity", to_string(known.severity)}, {"message", message}, {"next", known.next}};
}

}  // namespace model
