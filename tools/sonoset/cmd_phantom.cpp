#include "base/process.h"
#include "verbs.h"

// The worker makes them: it is the program that links the codecs.
int cmd_phantom(const Context&, const Words& words) {
  Words passed{"phantom"};
  passed.insert(passed.end(), words.begin(), words.end());
  base::replace_process(base::own_path().parent_path() / "sonoset-worker", passed);
}
