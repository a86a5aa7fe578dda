#include "base/channel.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <string>
#include <thread>

#include "base/digest.h"
#include "base/error.h"
#include "support/support.h"

namespace {

TEST(Channel, SendsTextsOfAnySizeAndContent) {
  auto [ours, theirs] = base::make_channel();
  const std::string large(3'000'000, '\0');
  std::thread sender([channel = &theirs, &large] {
    channel->send("");
    channel->send(large);
  });
  EXPECT_EQ(ours.receive()->text, "");
  EXPECT_EQ(ours.receive()->text, large);
  sender.join();
}

TEST(Channel, PassesDescriptors) {
  const auto folder = test::temporary_folder();
  base::write_atomically(folder.path() / "f", "inside");
  auto [ours, theirs] = base::make_channel();
  {
    const base::Descriptor file = base::open_to_read(folder.path() / "f");
    ASSERT_TRUE(ours.send("here", {file.get()}));
  }
  const auto message = theirs.receive();
  ASSERT_TRUE(message);
  ASSERT_EQ(message->descriptors.size(), 1U);
  EXPECT_EQ(base::sha256_of_descriptor(message->descriptors[0].get()), base::sha256("inside"));
}

TEST(Channel, ReportsAClosedEnd) {
  auto [ours, theirs] = base::make_channel();
  { const base::Channel gone = std::move(theirs); }
  EXPECT_FALSE(ours.receive());
  EXPECT_FALSE(ours.send("x"));
}

TEST(Channel, TreatsAnIncompleteMessageAsTheEnd) {
  auto [ours, theirs] = base::make_channel();
  ASSERT_EQ(::write(theirs.descriptor(), "\0\0\0\7abc", 7), 7);
  { const base::Channel gone = std::move(theirs); }
  EXPECT_FALSE(ours.receive());
}

TEST(Channel, RejectsExcessiveLengths) {
  auto [ours, theirs] = base::make_channel();
  ASSERT_EQ(::write(theirs.descriptor(), "\xff\xff\xff\xff", 4), 4);
  EXPECT_THROW(ours.receive(), base::Error);
}

TEST(Channel, SendTimesOutIfTheOtherSideDoesNotRead) {
  auto [ours, theirs] = base::make_channel();
  EXPECT_THROW(ours.send(std::string(10'000'000, 'x'), {}, std::chrono::milliseconds(50)), base::Error);
}

TEST(MessageReader, TakesPiecesWithoutWaiting) {
  using State = base::MessageReader::State;
  auto [ours, theirs] = base::make_channel();
  base::MessageReader reader;
  EXPECT_EQ(reader.read(ours, 10), State::Incomplete);
  for (const char byte : std::string("\0\0\0\3abc", 7)) {
    EXPECT_EQ(reader.read(ours, 10), State::Incomplete);
    ASSERT_EQ(::write(theirs.descriptor(), &byte, 1), 1);
  }
  EXPECT_EQ(reader.read(ours, 10), State::Complete);
  EXPECT_EQ(reader.take(), "abc");
  ASSERT_TRUE(theirs.send(""));
  EXPECT_EQ(reader.read(ours, 10), State::Complete) << "an empty message";
  EXPECT_EQ(reader.take(), "");
  EXPECT_EQ(reader.read(ours, 10), State::Incomplete);
  { const base::Channel gone = std::move(theirs); }
  EXPECT_EQ(reader.read(ours, 10), State::Closed);
}

TEST(MessageReader, RejectsLongMessagesAndClosesDescriptors) {
  auto [ours, theirs] = base::make_channel();
  const base::Descriptor file = base::open_to_read(test::source_dir() / "LICENSE");
  const int next = ::dup(file.get());
  ::close(next);
  ASSERT_TRUE(theirs.send("12345678901", {file.get(), file.get()}));
  base::MessageReader reader;
  EXPECT_THROW(reader.read(ours, 10), base::Error);
  EXPECT_EQ(base::Descriptor(::dup(file.get())).get(), next) << "a descriptor was received";
}

TEST(Channel, ReceiveTimesOut) {
  auto [ours, theirs] = base::make_channel();
  ASSERT_EQ(::write(theirs.descriptor(), "\0\0\0\7abc", 7), 7);
  EXPECT_THROW(ours.receive(std::chrono::milliseconds(50)), base::Error);
}

}  // namespace
