#include "model/json_text.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"

namespace model {
namespace {

using nlohmann::json;

[[noreturn]] void refuse(const std::string& why) { throw base::Error(base::Code::Corrupt, why); }

/// Builds the value from the parser's events. nlohmann's own way to refuse values while parsing, a callback, takes
/// quadratic time.
class Builder : public nlohmann::json_sax<json> {
 public:
  explicit Builder(const JsonLimits& limits) : limits_(limits) {}
  json release() { return std::move(root_); }

  bool null() override { return put(nullptr); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(std::int64_t value) override { return put(value); }
  bool number_unsigned(std::uint64_t value) override { return put(value); }
  bool number_float(double value, const std::string&) override {
    if (!limits_.fractions) refuse("a number is not an integer");
    return put(value);
  }
  bool string(std::string& value) override { return put(std::move(value)); }
  bool binary(json::binary_t&) override { refuse("binary value"); }
  bool key(std::string& value) override {
    key_ = std::move(value);
    return true;
  }
  bool start_object(std::size_t) override { return open(json::object()); }
  bool start_array(std::size_t) override { return open(json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  // The library's message quotes the text, which may be long and not UTF-8.
  bool parse_error(std::size_t at, const std::string&, const json::exception&) override {
    refuse(fmt::format("invalid JSON at byte {}", at));
  }

 private:
  bool put(json value) {
    place(std::move(value));
    return true;
  }
  bool open(json value) {
    if (open_.size() == limits_.depth) refuse(fmt::format("JSON is nested deeper than {}", limits_.depth));
    // Its siblings move only after it is closed.
    open_.push_back(&place(std::move(value)));
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }
  json& place(json value) {
    if (++values_ > limits_.values) refuse(fmt::format("JSON has more than {} values", limits_.values));
    if (open_.empty()) return root_ = std::move(value);
    json& parent = *open_.back();
    if (parent.is_object()) return parent[key_] = std::move(value);
    parent.push_back(std::move(value));
    return parent.back();
  }

  const JsonLimits limits_;
  json root_;
  std::vector<json*> open_;
  std::string key_;
  std::size_t values_ = 0;
};

}  // namespace

json parse_json(std::string_view text, const JsonLimits& limits) {
  Builder builder(limits);
  if (!json::sax_parse(text, &builder)) refuse("not JSON");
  return builder.release();
}

std::int64_t integer_of(const json& object, const char* key, std::int64_t min, std::int64_t max) {
  const auto found = object.find(key);
  if (found == object.end()) refuse(fmt::format("no '{}'", key));
  const bool large = found->is_number_unsigned() && found->get<std::uint64_t>() > std::uint64_t{INT64_MAX};
  if (!found->is_number_integer() || large || found->get<std::int64_t>() < min || found->get<std::int64_t>() > max) {
    refuse(fmt::format("'{}' must be an integer from {} to {}", key, min, max));
  }
  return found->get<std::int64_t>();
}

}  // namespace model
