#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "curate/import/change.h"
#include "manifest/manifest.h"
#include "model/recipe.h"

namespace test {

/// Two manifests, "m" and "n", that are edited at random, and a log of the edits as reconcile should report them. The
/// edits write the log; nothing is compared here.
class EditedManifests {
 public:
  /// Writes files below `folder`.
  EditedManifests(std::filesystem::path folder, std::uint64_t seed);

  /// Makes one to three edits, without those that the format does not allow (removing a used source, for example).
  void edit();
  /// Undoes the last edit() or undo().
  void undo();

  /// The manifests, written to files and read again.
  std::vector<manifest::Manifest> read() const;
  const model::Recipe& recipe() const { return state_.recipe; }
  /// The changes of the last edit(), by manifest, sorted.
  std::map<std::string, std::vector<curate::Change>> log() const;
  /// Every id that a clip has or had.
  const std::vector<std::string>& ever() const { return ever_; }
  std::mt19937_64& random() { return random_; }
  std::size_t below(std::size_t n) { return random_() % n; }

  /// A value of an attribute: as reconcile shows it (empty: absent), and how to set it.
  template <typename Thing>
  struct Option {
    std::string text;
    std::function<void(Thing&)> apply;
  };
  template <typename Thing>
  using Options = std::map<std::string, std::vector<Option<Thing>>>;

 private:
  using Texts = std::map<std::string, std::string>;                        ///< by key; without absent ones
  using Key = std::tuple<std::string, curate::Change::What, std::string>;  ///< manifest, what, id
  struct State {
    std::map<std::string, manifest::Manifest> manifests;
    std::map<Key, Texts> texts;  ///< for clips the manifest is empty
    model::Recipe recipe;
    std::string sampling = "3 per second, at most 30";
  };
  struct Logged {
    bool added = false;
    bool removed = false;
    std::map<std::string, std::pair<std::string, std::string>> attributes;  ///< from, to
  };

  void edit_once();
  manifest::Manifest& any_manifest() { return state_.manifests.at(below(2) == 0 ? "m" : "n"); }
  void put_clip(manifest::Manifest& manifest, model::Clip clip);
  void edit_clip(manifest::Manifest& manifest);
  void add_clip(manifest::Manifest& manifest);
  void remove_clip(manifest::Manifest& manifest);
  void rename_clip(manifest::Manifest& manifest);
  void move_clip(manifest::Manifest& manifest);
  void edit_source(manifest::Manifest& manifest);
  void edit_licence(manifest::Manifest& manifest);
  void edit_head(manifest::Manifest& manifest);
  void edit_same_as(manifest::Manifest& manifest);
  void edit_sampling();
  bool touched(const Key& key) const { return log_.contains(key); }
  template <typename Thing>
  void choose(Thing& thing, Texts& texts, const std::string& key, const std::vector<Option<Thing>>& options,
              Logged* log);
  template <typename Thing>
  void edit_named(const std::string& manifest, curate::Change::What what, std::vector<Thing>& things,
                  const std::vector<std::string>& ids, const Options<Thing>& options);
  bool can_be_read(const manifest::Manifest& manifest) const;

  std::filesystem::path folder_;
  std::mt19937_64 random_;
  State state_;
  State before_;
  std::map<Key, Logged> log_;
  std::vector<std::string> ever_;
};

}  // namespace test
