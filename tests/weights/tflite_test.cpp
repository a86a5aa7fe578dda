// TensorFlow Lite files: integers are dequantised, and damaged files are rejected.
#include "weights/tflite.h"

#include <gmock/gmock.h>

#include <cstring>

#include "base/error.h"
#include "weights/made_tflite.h"

namespace {

using test::MadeModel;
using test::MadeTensor;
using test::TfliteType;
using testing::ElementsAre;
using testing::HasSubstr;

template <typename Value>
std::string bytes_of(const std::vector<Value>& values) {
  std::string bytes(values.size() * sizeof(Value), '\0');
  std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

MadeModel small_model() {
  MadeModel model;
  model.tensors = {
      {"input", {1, 4}},
      {"per tensor", {2, 2}, TfliteType::UInt8, bytes_of<std::uint8_t>({0, 128, 130, 255}), {0.5F}, {128}},
      {"per channel", {2, 2}, TfliteType::Int8, bytes_of<std::int8_t>({-128, 0, 1, 127}), {1.F, 2.F}, {0, 1}, 1},
      {"bias", {2}, TfliteType::Int32, bytes_of<std::int32_t>({-2'000'000'000, 3}), {1e-6F}, {0}},
      {"plain", {3}, TfliteType::Float32, bytes_of<float>({1.5F, -2.F, 0.F})},
      {"output", {1, 2}},
  };
  model.operators = {{3, {0, 1, 3}, {5}}, {25, {5, -1}, {5}}, {99, {5}, {5}}};
  model.inputs = {0};
  model.outputs = {5};
  return model;
}

weights::TfliteGraph parse(const std::string& bytes) { return weights::parse_tflite(bytes, "made.tflite"); }

std::string tflite_refusal(const std::string& bytes) {
  try {
    parse(bytes);
  } catch (const base::Error& error) {
    return error.what();
  }
  return "taken";
}
std::string tflite_refusal(const MadeModel& model) { return tflite_refusal(test::made_tflite(model)); }

TEST(Tflite, DequantisesIntegers) {
  const weights::TfliteGraph graph = parse(test::made_tflite(small_model()));
  EXPECT_THAT(graph.tensors[1].values, ElementsAre(-64.F, 0.F, 1.F, 63.5F));
  EXPECT_THAT(graph.tensors[2].values, ElementsAre(-128.F, -2.F, 1.F, 252.F));
  EXPECT_THAT(graph.tensors[3].values, ElementsAre(-2000.F, 3e-6F));
  EXPECT_THAT(graph.tensors[4].values, ElementsAre(1.5F, -2.F, 0.F));
  EXPECT_THAT(graph.tensors[1].shape, ElementsAre(2, 2));
  EXPECT_TRUE(graph.tensors[0].values.empty());
}

TEST(Tflite, KeepsTheOrderOfOperatorsAndDropsAbsentInputs) {
  const weights::TfliteGraph graph = parse(test::made_tflite(small_model()));
  ASSERT_EQ(graph.operators.size(), 3U);
  EXPECT_EQ(graph.operators[0].kind, weights::TfliteKind::Conv2d);
  EXPECT_THAT(graph.operators[0].inputs, ElementsAre(0, 1, 3));
  EXPECT_EQ(graph.operators[1].kind, weights::TfliteKind::Softmax);
  EXPECT_THAT(graph.operators[1].inputs, ElementsAre(5));
  EXPECT_EQ(graph.operators[2].kind, weights::TfliteKind::Other);
}

TEST(Tflite, RejectsInconsistentModels) {
  const auto changed = [](const std::function<void(MadeModel&)>& change) {
    MadeModel model = small_model();
    change(model);
    return tflite_refusal(model);
  };
  EXPECT_THAT(changed([](MadeModel& m) { m.tensors[1].shape = {2, 3}; }), HasSubstr("with shape 2×3 has 4 bytes"));
  EXPECT_THAT(changed([](MadeModel& m) { m.tensors[1].shape = {2'000'000'000, 2'000'000'000}; }), HasSubstr("bytes"));
  EXPECT_THAT(changed([](MadeModel& m) { m.tensors[1].shape = {-2, -2}; }), HasSubstr("with shape -2×-2"));
  EXPECT_THAT(changed([](MadeModel& m) { m.tensors[1].shape.assign(9, 1); }), HasSubstr("9 dimensions"));
  EXPECT_THAT(changed([](MadeModel& m) { m.tensors[1].scale = {-1.F}; }), HasSubstr("scale"));
  EXPECT_THAT(changed([](MadeModel& m) { m.tensors[1].scale = {NAN}; }), HasSubstr("scale"));
  EXPECT_THAT(changed([](MadeModel& m) { m.tensors[2].dimension = 7; }), HasSubstr("do not match dimension 7"));
  EXPECT_THAT(changed([](MadeModel& m) { m.tensors[2].scale.push_back(1); }), HasSubstr("3 scales"));
  EXPECT_THAT(changed([](MadeModel& m) { m.tensors[2].zero_point = {1}; }), HasSubstr("zero points"));
  EXPECT_THAT(changed([](MadeModel& m) {
                m.tensors[4].data = bytes_of<float>({1, INFINITY, 2});
              }),
              HasSubstr("not numbers"));
  EXPECT_THAT(changed([](MadeModel& m) { m.tensors[1].type = TfliteType::Int64; }), HasSubstr("has type 4"));
  EXPECT_THAT(changed([](MadeModel& m) { m.operators[0].inputs = {0, 6}; }), HasSubstr("tensor 6 of 6"));
  EXPECT_THAT(changed([](MadeModel& m) { m.outputs = {-2}; }), HasSubstr("tensor -2 of 6"));
  EXPECT_THAT(changed([](MadeModel& m) { m.operators[0].inputs.assign(101, 0); }), HasSubstr("101 inputs"));
  EXPECT_THAT(changed([](MadeModel& m) { m.tensors[0].name.assign(1001, 'x'); }), HasSubstr("1001 bytes of a name"));
  EXPECT_THAT(changed([](MadeModel& m) { m.version = 4; }), HasSubstr("version 4"));
  EXPECT_THAT(changed([](MadeModel& m) { m.graphs = 2; }), HasSubstr("exactly one graph"));
  EXPECT_THAT(tflite_refusal(""), HasSubstr("'made.tflite': not a TensorFlow Lite file"));
  EXPECT_THAT(tflite_refusal("{\"a\": \"TFL3 is not here\"}"), HasSubstr("fetch it again"));
}

// FlatBuffers' verifier accepts eight-byte numbers at any multiple of four.
TEST(Tflite, ReadsUnalignedZeroPoints) {
  std::string bytes = test::made_tflite(small_model());
  bytes.insert(8, 4, '\0');  // moves everything but the first offset, which is relative to the start
  std::uint32_t root = 0;
  std::memcpy(&root, bytes.data(), 4);
  root += 4;
  std::memcpy(bytes.data(), &root, 4);
  ASSERT_EQ(tflite_refusal(bytes), "taken");
  EXPECT_THAT(parse(bytes).tensors[2].values, ElementsAre(-128.F, -2.F, 1.F, 252.F));
}

// A file of any shorter length or with any flipped bit is rejected with an Error or read.
TEST(Tflite, RejectsOrReadsDamagedFiles) {
  const std::string whole = test::made_tflite(small_model());
  ASSERT_EQ(tflite_refusal(whole), "taken");
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_NE(tflite_refusal(whole.substr(0, length)), "taken") << length;
  }
  int refused = 0;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = whole;
      damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
      refused += tflite_refusal(damaged) == "taken" ? 0 : 1;
    }
  }
  EXPECT_GT(refused, 1000);
}

}  // namespace
