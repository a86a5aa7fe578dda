#include "say.h"

#include "base/printable.h"

namespace worker {

void say(std::FILE* stream, std::string_view lines) {
  std::fputs((base::printable_lines(lines) + "\n").c_str(), stream);
}

}  // namespace worker
