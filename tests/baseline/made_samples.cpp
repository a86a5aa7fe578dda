#include "made_samples.h"

#include <fmt/format.h>
#include <torch/torch.h>

namespace test {

MadeSamples made_samples(int classes, int subjects, int clips, int frames, double signal) {
  torch::manual_seed(1);
  MadeSamples made;
  made.samples.axis = "diagnosis";
  std::vector<at::Tensor> rows;
  for (int c = 0; c < classes; ++c) {
    made.samples.classes.push_back(fmt::format("class-{}", c));
    for (int s = 0; s < subjects; ++s) {
      const at::Tensor person = torch::randn({6});
      for (int k = 0; k < clips; ++k) {
        baseline::SampleClip clip;
        clip.unit.clip = fmt::format("c{}-s{:02}-{}", c, s, k);
        clip.unit.manifest = "made";
        clip.unit.source = "here";
        clip.unit.subject = fmt::format("made/c{}s{:02}", c, s);
        clip.unit.value = made.samples.classes.back();
        clip.unit.frames = frames;
        clip.label = c;
        clip.person = clip.unit.subject;
        made.inputs.first.push_back(static_cast<std::int64_t>(rows.size()));
        for (int f = 0; f < frames; ++f) {
          baseline::SampleFrame frame;
          frame.facts.picture = f;
          clip.frames.push_back(frame);
          at::Tensor row = person + 0.3 * torch::randn({6});
          row[c] += signal;
          rows.push_back(row);
        }
        made.samples.clips.push_back(std::move(clip));
        if (k > 0) {
          const std::size_t last = made.samples.clips.size() - 1;
          made.samples.links.push_back({model::LinkKind::Subject, made.samples.clips[last].unit.subject,
                                        made.samples.clips[last - 1].unit.clip, made.samples.clips[last].unit.clip});
        }
      }
    }
  }
  made.inputs.rows = torch::stack(rows);
  return made;
}

}  // namespace test
