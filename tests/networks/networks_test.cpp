// Trainable networks: their size and shapes, that a step lowers the loss, and that training is deterministic.
#include <gmock/gmock.h>
#include <torch/torch.h>

#include "base/error.h"
#include "base/file.h"
#include "networks/module_weights.h"
#include "networks/small_net.h"
#include "networks/vgg_pocovid.h"
#include "support/support.h"

namespace networks {
namespace {

using testing::HasSubstr;

std::int64_t count(const std::vector<torch::Tensor>& tensors) {
  std::int64_t sum = 0;
  for (const torch::Tensor& tensor : tensors) sum += tensor.numel();
  return sum;
}

template <typename Net>
std::int64_t learning(const Net& net) {
  std::int64_t sum = 0;
  for (const torch::Tensor& tensor : net->parameters()) sum += tensor.requires_grad() ? tensor.numel() : 0;
  return sum;
}

// The loss before each of some steps on one batch.
template <typename Net>
std::vector<double> losses(Net& net, const torch::Tensor& pictures, const torch::Tensor& labels, int steps) {
  std::vector<torch::Tensor> learn;
  for (const torch::Tensor& tensor : net->parameters()) {
    if (tensor.requires_grad()) learn.push_back(tensor);
  }
  torch::optim::Adam adam(learn, torch::optim::AdamOptions(1e-3));
  std::vector<double> result;
  for (int i = 0; i < steps; ++i) {
    net->train();
    adam.zero_grad();
    const torch::Tensor loss = torch::cross_entropy_loss(net->forward(pictures), labels);
    loss.backward();
    adam.step();
    result.push_back(loss.item<double>());
  }
  return result;
}

std::string message_of(const std::function<void()>& what) {
  try {
    what();
  } catch (const base::Error& error) {
    return error.what();
  }
  return "no error";
}

// The paper's number: 14,747,971 in total, including the running statistics of batch norm.
TEST(VggPocovid, HasParametersOfPaper) {
  VggPocovid net;
  std::vector<torch::Tensor> buffers;
  for (const auto& item : net->named_buffers()) {
    if (!item.key().ends_with("num_batches_tracked")) buffers.push_back(item.value());
  }
  EXPECT_EQ(count(net->parameters()) + count(buffers), 14'747'971);
  net->freeze_all_but_last_convolution();
  EXPECT_EQ(learning(net), 2'392'963);
  EXPECT_EQ(count(VggPocovid(3, VggHead::Cam)->parameters()), 14'714'688 + 512 * 3 + 3);
}

TEST(VggPocovid, ReturnsLogitsAndMapsOfRightShape) {
  const torch::NoGradGuard no_gradients;
  VggPocovid cam(4, VggHead::Cam, 64);
  cam->eval();
  const torch::Tensor small = torch::rand({2, 3, 64, 64});
  EXPECT_EQ(cam->forward(small).sizes(), (std::vector<std::int64_t>{2, 4}));
  EXPECT_EQ(cam->maps(small).sizes(), (std::vector<std::int64_t>{2, 512, 2, 2}));
  EXPECT_EQ(cam->activation_maps(small).sizes(), (std::vector<std::int64_t>{2, 4, 2, 2}));
  VggPocovid net(2);
  net->eval();
  const torch::Tensor pictures = torch::rand({1, 3, 224, 224});
  EXPECT_EQ(net->maps(pictures).sizes(), (std::vector<std::int64_t>{1, 512, 7, 7}));
  EXPECT_EQ(net->forward(pictures).sizes(), (std::vector<std::int64_t>{1, 2}));
  EXPECT_THAT(message_of([&] { net->activation_maps(pictures); }), HasSubstr("global pooling"));
  EXPECT_THAT(message_of([] { VggPocovid(3, VggHead::Pocovid, 96); }), HasSubstr("a side of 128 to"));
}

TEST(VggPocovid, StepLowersLoss) {
  torch::manual_seed(1);
  VggPocovid net(3, VggHead::Pocovid, 128);
  net->freeze_all_but_last_convolution();
  const auto loss = losses(net, torch::rand({4, 3, 128, 128}), torch::tensor({0, 1, 2, 0}, torch::kLong), 4);
  EXPECT_LT(loss.back(), 0.8 * loss.front());
}

TEST(VggPocovid, SurvivesSavingAndReading) {
  const auto folder = test::temporary_folder();
  const auto path = folder.path() / "net.safetensors";
  torch::manual_seed(2);
  VggPocovid net(3, VggHead::Cam, 64);
  net->eval();
  net->save(path, {{"split", "main"}});
  const torch::NoGradGuard no_gradients;
  const torch::Tensor pictures = torch::rand({2, 3, 64, 64});
  EXPECT_TRUE(torch::equal(read_vgg_pocovid(path)->forward(pictures), net->forward(pictures)));
  EXPECT_EQ(weights::read_safetensors(path).metadata.at("split"), "main");
}

// Weights of another network are rejected with the tensor's name.
TEST(VggPocovid, RejectsOtherWeights) {
  const auto folder = test::temporary_folder();
  const auto path = folder.path() / "other.safetensors";
  VggPocovid net(3, VggHead::Cam, 64);
  weights::write_safetensors(path, {{{"features.0.weight", {64, 3, 3, 3}, std::vector<float>(64 * 27)}}, {}});
  EXPECT_THAT(message_of([&] { net->load_backbone(path); }), HasSubstr("no tensor 'features.0.bias'"));
  EXPECT_THAT(message_of([&] { read_vgg_pocovid(path); }), HasSubstr("is not a POCOVID-Net"));
  weights::write_safetensors(path, {{{"features.0.weight", {64, 1, 3, 3}, std::vector<float>(64 * 9)}}, {}});
  EXPECT_THAT(message_of([&] { net->load_backbone(path); }), HasSubstr("has shape 64×1×3×3, not 64×3×3×3"));
}

// Horizontal and vertical bars in noise, which a small network learns in seconds.
std::pair<torch::Tensor, torch::Tensor> bars(std::int64_t n) {
  torch::Tensor pictures = 0.3 * torch::randn({n, 1, 112, 112});
  torch::Tensor labels = torch::arange(n) % 2;
  for (std::int64_t i = 0; i < n; ++i) {
    const std::int64_t at = torch::randint(10, 90, {1}).item<std::int64_t>();
    pictures[i].narrow(i % 2 == 0 ? 1 : 2, at, 10) += 1;
  }
  return {pictures, labels};
}

TEST(SmallNet, LearnsBarsInNoise) {
  torch::manual_seed(3);
  SmallNet net(2);
  EXPECT_GT(count(net->parameters()), 90'000);
  EXPECT_LT(count(net->parameters()), 110'000);
  const auto [pictures, labels] = bars(48);
  const auto loss = losses(net, pictures, labels, 30);
  EXPECT_LT(loss.back(), 0.2);
  net->eval();
  const torch::NoGradGuard no_gradients;
  const auto [others, truth] = bars(48);
  EXPECT_GT(net->forward(others).argmax(1).eq(truth).to(torch::kFloat).mean().item<double>(), 0.9);
  EXPECT_EQ(net->features(others).sizes(), (std::vector<std::int64_t>{48, SmallNetImpl::kFeatures}));
  EXPECT_TRUE(torch::equal(net->from_maps(net->maps(others)), net->forward(others)));
}

TEST(SmallNet, TrainingIsDeterministic) {
  const auto learned = [] {
    torch::manual_seed(4);
    SmallNet net(2);
    const auto [pictures, labels] = bars(16);
    losses(net, pictures, labels, 5);
    return weights::safetensors_bytes({tensors_of(*net), {}});
  };
  EXPECT_EQ(learned(), learned());
}

}  // namespace
}  // namespace networks
