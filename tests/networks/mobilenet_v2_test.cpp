// MobileNetV2 from made weights: its output depends on the picture alone, gradients reach the map before a block, and
// files of other networks are rejected with the difference. mobilenet_v2.py compares with torch.
#include "networks/mobilenet_v2.h"

#include <gmock/gmock.h>
#include <torch/torch.h>

#include "base/error.h"
#include "base/file.h"
#include "networks/mobilenet_tail.h"
#include "networks/pictures.h"
#include "networks/threads.h"
#include "support/support.h"
#include "weights/made_tflite.h"

namespace networks {
namespace {

using test::MadeModel;
using testing::HasSubstr;
using Sizes = std::vector<std::int64_t>;

MobileNetV2 read(const std::string& bytes) {
  const auto folder = test::temporary_folder();
  const auto path = folder.path() / "made.tflite";
  base::write_atomically(path, bytes);
  return MobileNetV2::read(path);
}
MobileNetV2 made() { return read(test::made_tflite(test::made_mobilenet_v2())); }

at::Tensor pictures(std::int64_t n) {
  torch::manual_seed(1);
  return torch::rand({n, 3, 224, 224}) * 2 - 1;
}

std::string refusal(const std::string& bytes) {
  try {
    read(bytes);
  } catch (const base::Error& error) {
    return error.what();
  }
  return "taken";
}
std::string refusal(const std::function<void(MadeModel&)>& change) {
  MadeModel model = test::made_mobilenet_v2();
  change(model);
  return refusal(test::made_tflite(model));
}

TEST(MobileNetV2, ReturnsMapsInRequestedOrder) {
  const MobileNetV2 net = made();
  const std::vector<int> blocks = {12, 0, 17, 12};
  const auto maps = net.maps(pictures(2), blocks);
  ASSERT_EQ(maps.size(), 4U);
  EXPECT_EQ(maps[0].sizes(), (Sizes{2, 96, 14, 14}));
  EXPECT_EQ(maps[1].sizes(), (Sizes{2, 16, 112, 112}));
  EXPECT_EQ(maps[2].sizes(), (Sizes{2, 1280, 7, 7}));
  EXPECT_TRUE(torch::equal(maps[0], maps[3]));
  EXPECT_LE(maps[2].max().item<float>(), 6);
  EXPECT_GT(maps[2].max().item<float>(), 0.01);
  EXPECT_EQ(net.logits(pictures(2)).sizes(), (Sizes{2, 1001}));
  EXPECT_TRUE(net.maps(pictures(1), {}).empty());
  EXPECT_EQ(net.features(pictures(2).narrow(0, 0, 0)).sizes(), (Sizes{0, 1280}));
}

TEST(MobileNetV2, DoesNotDependOnThreadsOrBatch) {
  const MobileNetV2 net = made();
  const at::Tensor all = pictures(3);
  set_threads(1);
  const at::Tensor one = net.features(all);
  set_threads(2);
  EXPECT_TRUE(torch::equal(net.features(all), one));
  EXPECT_TRUE(torch::equal(net.features(all.narrow(0, 2, 1)), one.narrow(0, 2, 1)));
}

// Grad-CAM's gradient against a finite difference of the logits.
TEST(MobileNetV2, GradientsReachMapBeforeBlock) {
  const MobileNetV2 net = made();
  const std::vector<int> blocks = {12};
  at::Tensor map = net.maps(pictures(1), blocks).front().to(torch::kFloat);
  EXPECT_TRUE(torch::allclose(net.from_block(map, 12).features, net.features(pictures(1)), 1e-4, 1e-4));
  map.set_requires_grad(true);
  const at::Tensor logits = net.from_block(map, 12).logits;
  const at::Tensor gradient = torch::autograd::grad({logits[0][5]}, {map})[0];
  const at::Tensor step = gradient / gradient.norm() * 0.05;
  const torch::NoGradGuard no_gradients;
  const double rise =
      (net.from_block(map + step, 12).logits - net.from_block(map - step, 12).logits)[0][5].item<double>();
  EXPECT_NEAR(rise / (2 * 0.05 * gradient.norm().item<double>()), 1, 0.1);
}

TEST(MobileNetV2, LastBlocksCanBeTrained) {
  const MobileNetV2 net = made();
  const std::vector<int> blocks = {12};
  const at::Tensor map = net.maps(pictures(2), blocks).front();
  MobileNetTail tail(net, 12);
  EXPECT_TRUE(torch::allclose(tail->forward(map), net.features(pictures(2)), 1e-4, 1e-4));
  torch::optim::SGD steps(tail->parameters(), torch::optim::SGDOptions(1e-2));
  const at::Tensor before = tail->forward(map).mean();
  before.backward();
  steps.step();
  EXPECT_LT(tail->forward(map).mean().item<double>(), before.item<double>());
  // The zeros of SAME padding are not trained.
  const at::Tensor padded = tail->named_parameters()["block_13_1_weight"];
  EXPECT_EQ(padded.sizes(), (Sizes{576, 1, 4, 4}));
  EXPECT_EQ(padded.select(2, 0).abs().max().item<float>(), 0);
  EXPECT_EQ(padded.select(3, 0).abs().max().item<float>(), 0);
  // The network itself has not changed.
  EXPECT_TRUE(torch::allclose(net.from_block(map, 12).features, net.features(pictures(2)), 1e-4, 1e-4));
}

TEST(MobileNetV2, RejectsOtherNetworks) {
  EXPECT_EQ(refusal([](MadeModel&) {}), "taken");
  EXPECT_THAT(refusal([](MadeModel& m) {
                m.tensors[0].shape = {1, 192, 192, 3};
              }),
              HasSubstr("have shape 1×192×192×3, not 1×224×224×3"));
  EXPECT_THAT(refusal([](MadeModel& m) { m.operators[1].kind = 3; }),
              HasSubstr("operator 1 is convolution, not depthwise convolution"));
  EXPECT_THAT(refusal([](MadeModel& m) { m.operators.resize(40); }), HasSubstr("it ends after 40 operators"));
  EXPECT_THAT(refusal([](MadeModel& m) { m.operators.erase(m.operators.begin() + 9); }),
              HasSubstr("operator 9 is convolution, not add"));
  EXPECT_THAT(refusal([](MadeModel& m) { m.operators[4].inputs[0] = m.operators[2].inputs[0]; }),
              HasSubstr("the input of operator 4 is not the output of the one before"));
  EXPECT_THAT(refusal([](MadeModel& m) { m.operators[9].inputs[1] = m.operators[1].outputs[0]; }),
              HasSubstr("operator 9 does not add the input of its block"));
  EXPECT_THAT(refusal([](MadeModel& m) { m.tensors[1].data.clear(); }), HasSubstr("has no values"));
  EXPECT_THAT(refusal([](MadeModel& m) { m.operators.back().kind = 4; }), HasSubstr("unexpected after the classifier"));
  EXPECT_THAT(refusal([](MadeModel& m) { m.outputs = {0}; }), HasSubstr("is not MobileNetV2"));
}

TEST(MobileNetV2, RejectsDamagedFiles) {
  const std::string whole = test::made_tflite(test::made_mobilenet_v2());
  for (std::size_t part = 0; part < 8; ++part) EXPECT_NE(refusal(whole.substr(0, whole.size() * part / 8)), "taken");
  EXPECT_THROW(MobileNetV2::read("/nonexistent/weights.tflite"), base::Error);
}

// Half-pixel centres: a step from black to white stays in the middle, at any size; grey is repeated.
TEST(Pictures, AreStretchedWithoutShift) {
  model::Picture picture(448, 100, 1);
  for (int y = 0; y < picture.height; ++y) std::fill(picture.row(y) + 224, picture.row(y) + 448, std::uint8_t{255});
  const at::Tensor input = input_of({&picture, 1});
  ASSERT_EQ(input.sizes(), (Sizes{1, 3, 224, 224}));
  EXPECT_TRUE(torch::equal(input[0][0], input[0][2]));
  EXPECT_TRUE(torch::allclose(input[0][0][7], -input[0][0][7].flip(0), 1e-5, 1e-5));
  EXPECT_FLOAT_EQ(input[0][0][0][0].item<float>(), -1);
  EXPECT_FLOAT_EQ(input[0][0][223][223].item<float>(), 1);
  model::Picture red(5, 3, 3);
  for (int y = 0; y < 3; ++y) {
    for (int x = 0; x < 5; ++x) red.row(y)[3 * x] = 200;
  }
  EXPECT_NEAR(pictures_tensor({&red, 1}, 1, 112).max().item<float>(), 0.299 * 200, 1e-3);
  EXPECT_NEAR(pictures_tensor({&red, 1}, 3, 112)[0][0].min().item<float>(), 200, 1e-3);
}

}  // namespace
}  // namespace networks
