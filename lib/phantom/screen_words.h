#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "phantom/screen_identity.h"

namespace phantom {

/// The texts of one device at one examination, all invented.
class ScreenWords {
 public:
  /// `heart`: an examination of the heart. `named`: with texts that identify; else these lists are empty.
  ScreenWords(std::uint64_t seed, double depth_mm, bool heart, bool named);

  /// Who was scanned: name, id, age, in the device's order.
  const std::vector<ScreenWord>& person() const { return person_; }
  const std::vector<ScreenWord>& hospital() const { return hospital_; }
  const std::vector<ScreenWord>& date() const { return date_; }
  const std::vector<ScreenWord>& safety() const { return safety_; }          ///< MI, TI, power
  const std::vector<ScreenWord>& settings() const { return settings_; }      ///< frequency, gain, rate ...
  const std::vector<ScreenWord>& preset() const { return preset_; }          ///< probe and examination
  const std::vector<ScreenWord>& buttons() const { return buttons_; }        ///< of a touch screen
  const std::vector<ScreenWord>& measurements() const { return measured_; }  ///< results of calipers
  const std::vector<ScreenWord>& pulse() const { return pulse_; }
  const std::string& brand() const { return brand_; }
  const std::string& note() const { return note_; }  ///< what the examiner wrote on the picture

 private:
  std::vector<ScreenWord> person_;
  std::vector<ScreenWord> hospital_;
  std::vector<ScreenWord> date_;
  std::vector<ScreenWord> safety_;
  std::vector<ScreenWord> settings_;
  std::vector<ScreenWord> preset_;
  std::vector<ScreenWord> buttons_;
  std::vector<ScreenWord> measured_;
  std::vector<ScreenWord> pulse_;
  std::string brand_;
  std::string note_;
};

}  // namespace phantom
