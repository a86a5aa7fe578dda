#include "model/frame_set.h"

namespace model {

std::string frame_set_name(const base::Digest& recipe, const base::Digest& object) {
  return base::sha256(recipe.hex() + object.hex()).hex().substr(0, 16);
}

}  // namespace model
