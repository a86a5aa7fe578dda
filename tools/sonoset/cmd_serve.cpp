#include "beside.h"
#include "serve_options.h"
#include "verbs.h"

int cmd_serve(const Context& context, const Words& words) {
  Arguments arguments = serve_arguments();
  if (!arguments.parse(words)) return kDone;
  if (!is_beside("serve")) throw_not_beside("serve", "cmake: -DSONOSET_SERVE=ON");
  replace_by(context, "serve", words);
}
