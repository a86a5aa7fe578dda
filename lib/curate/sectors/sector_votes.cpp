#include "curate/sectors/sector_votes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <map>
#include <optional>
#include <tuple>

#include "base/digest.h"
#include "curate/sectors/screen_layout.h"
#include "curate/sectors/sector_raster.h"

namespace curate {
namespace {

using catalog::Screen;

// More would take long in a source with many clips, and say the same.
constexpr std::size_t kMaxVoters = 128;
using Voters = std::bitset<kMaxVoters>;

std::string described(const model::Sector& sector) {
  if (sector.kind == model::Sector::Kind::Whole) return "none";
  const model::Region bounds = sector.bounds();
  return fmt::format("{}, {} x {} at {},{}", model::to_string(sector.kind), bounds.width, bounds.height, bounds.x,
                     bounds.y);
}

/// The clips of a group whose sector is reliable.
class Electorate {
 public:
  explicit Electorate(const std::vector<const Screen*>& group) : voters_(chosen(group)) {
    for (const Screen* voter : voters_) rasters_.emplace_back(voter->found.sector, voter->width, voter->height);
    for (std::size_t i = 0; i < voters_.size(); ++i) {
      for (std::size_t j = 0; j < voters_.size(); ++j) shared_[i][j] = shared_permille(rasters_[i], rasters_[j]);
    }
  }

  std::optional<SectorProposal> proposal_for(const Screen& clip) const {
    if (voters_.size() < kLeastVotes) return std::nullopt;
    Voters asked;
    for (std::size_t i = 0; i < voters_.size(); ++i) {
      asked[i] = voters_[i] != &clip && shows_screen_of(clip, *voters_[i]);
    }
    // The clip itself counts, too: of two halves, neither is wrong.
    const auto elected = elect(asked, asked.count() + (is_reliable(clip.found) ? 1 : 0));
    if (!elected) return std::nullopt;
    const SectorRaster own(clip.found.sector, clip.width, clip.height);
    if (shared_permille(own, rasters_[elected->voter]) >= kSameSectorPermille) return std::nullopt;
    const model::Sector& sector = voters_[elected->voter]->found.sector;
    return SectorProposal{{std::string(kSectorDiffers), "clip", clip.clip,
                           fmt::format("{} of {} other clips with this screen have the sector {}; found here: {}",
                                       elected->votes, asked.count(), described(sector), described(clip.found.sector))},
                          sector.bounds()};
  }

 private:
  struct Elected {
    std::size_t voter = 0;  ///< whose sector the others agree with
    int votes = 0;
    int shared = 0;  ///< with all of these, in sum
  };

  // Those with the smallest digests of their ids: a clip that is added or removed changes at most one of them.
  static std::vector<const Screen*> chosen(const std::vector<const Screen*>& group) {
    std::vector<std::pair<base::Digest, const Screen*>> all;
    for (const Screen* screen : group) {
      if (is_reliable(screen->found)) all.emplace_back(base::sha256(screen->clip), screen);
    }
    std::ranges::sort(all);
    std::vector<const Screen*> voters;
    for (std::size_t i = 0; i < std::min(all.size(), kMaxVoters); ++i) voters.push_back(all[i].second);
    return voters;
  }

  Elected votes_for(std::size_t voter, const Voters& asked) const {
    Elected votes{voter};
    for (std::size_t i = 0; i < voters_.size(); ++i) {
      if (!asked[i] || shared_[voter][i] < kSameSectorPermille) continue;
      ++votes.votes;
      votes.shared += shared_[voter][i];
    }
    return votes;
  }

  // The sector that most agree with; of several, the one in their middle.
  std::optional<Elected> elect(const Voters& asked, std::size_t reliable) const {
    std::optional<Elected> best;
    const auto rank = [](const Elected& one) { return std::tuple(one.votes, one.shared); };
    for (std::size_t i = 0; i < voters_.size(); ++i) {
      if (!asked[i]) continue;
      const Elected votes = votes_for(i, asked);
      if (!best || rank(votes) > rank(*best)) best = votes;
    }
    if (!best || best->votes < kLeastVotes || 2 * static_cast<std::size_t>(best->votes) <= reliable) {
      return std::nullopt;
    }
    return best;
  }

  std::vector<const Screen*> voters_;
  std::vector<SectorRaster> rasters_;
  std::array<std::array<int, kMaxVoters>, kMaxVoters> shared_{};
};

}  // namespace

std::vector<SectorProposal> sector_votes(const std::vector<Screen>& screens) {
  using Key = std::tuple<std::string, std::string, std::string, int, int>;
  std::map<Key, std::vector<const Screen*>> groups;
  for (const Screen& screen : screens) {
    groups[{screen.manifest, screen.source, screen.probe, screen.width, screen.height}].push_back(&screen);
  }
  std::vector<SectorProposal> proposals;
  for (const auto& [key, group] : groups) {
    if (group.size() <= kLeastVotes) continue;
    const Electorate electorate(group);
    for (const Screen* screen : group) {
      if (screen->has_written_region) continue;
      if (auto proposal = electorate.proposal_for(*screen)) proposals.push_back(*std::move(proposal));
    }
  }
  std::ranges::sort(proposals, {}, [](const SectorProposal& one) { return one.finding.id; });
  return proposals;
}

}  // namespace curate
