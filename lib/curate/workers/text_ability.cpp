#include "curate/workers/text_ability.h"

#include "base/error.h"
#include "base/process.h"
#include "model/read_text.h"
#include "model/worker_message.h"

namespace curate {
namespace {

constexpr std::chrono::seconds kReaderStarts{10};

bool starts_reader(const std::filesystem::path& worker) {
  try {
    base::ChildProcess reader = base::ChildProcess::start(worker, {"serve", "--read-text"});
    const auto first = reader.channel().receive(kReaderStarts);
    return first && model::why_not_ready(first->text).empty();
  } catch (const base::Error&) {
    return false;
  }
}

}  // namespace

bool TextAbility::is_there() {
  std::call_once(asked_, [this] { is_there_ = starts_reader(worker_); });
  return is_there_;
}

int TextAbility::version() { return is_there() ? model::kTextReaderVersion : 0; }

}  // namespace curate
