// Which texts are taken for identifying, and which are settings of a device.
#include "curate/privacy/text_meaning.h"

#include <gtest/gtest.h>

#include <string>

namespace {

using curate::Identity;

using curate::TextPlace;

std::string said(std::string_view text, TextPlace place = TextPlace::Screen) {
  std::string names;
  for (const Identity identity : curate::meaning_of(text, place).identities) {
    names += (names.empty() ? "" : ", ") + std::string(to_string(identity));
  }
  return names;
}

curate::TextMeaning meaning_on_screen(std::string_view text) { return curate::meaning_of(text, TextPlace::Screen); }

std::string said_by_file(std::string_view name, bool from_url = false) {
  std::string names;
  for (const Identity identity : curate::file_name_identities(name, from_url)) {
    names += (names.empty() ? "" : ", ") + std::string(to_string(identity));
  }
  return names;
}

TEST(TextMeaning, FindsDatesAsScannersWriteThem) {
  for (const char* text : {"2020-03-12",
                           "12.03.2020",
                           "3/12/20",
                           "12 MAR 2020",
                           "17-AUG-08",
                           "Mar 12, 2020 11:20",
                           "20200312",
                           "Date:20200812, Time:134609",
                           "12. März 2020",
                           "5 août 2021",
                           "03 ENE 2019",
                           "1O.O3.2O20",
                           "18.02.201111:15:25",
                           "Oct 2020",
                           "2012/08/23 01:11:25",
                           "18.12.2828",
                           "26 JAN 2688",
                           "17/85/19 2:62:45 AM",
                           "16.67.2621 11:67",
                           "2616/02/14",
                           "OCT 11, 2669 11:16:05 AM"}) {
    EXPECT_EQ(said(text), "date") << text;
  }
  for (const char* text :
       {"V2.1.4", "10.15.4", "12:34:56", "3/4", "2020", "May", "MAR 3", "MAY 2688", "5-1", "12.34.56", "999/99/2020"}) {
    EXPECT_EQ(said(text), "") << text;
  }
}

TEST(TextMeaning, TellsDatesOfBirthFromOthers) {
  for (const char* text :
       {"DOB: 1956-03-25", "geb. 12.03.1950", "*12.03.1950", "Né le 1/2/1950 (naissance)", "Birth 1950"}) {
    EXPECT_EQ(said(text), "birth-date") << text;
  }
}

TEST(TextMeaning, FindsNamesBySyntaxOrContext) {
  for (const char* text : {"NOVAK^INGRID", "Name: Khan, Olga", "NAME KHAN", "OP: O. DUBOIS", "Vargas, Maria",
                           "KHAN, SOFIA M.", "KHAN: SOFIA MM.", "Dr. Müller", "Nom: Dubois", "Name:KHAN"}) {
    EXPECT_EQ(said(text), "name") << text;
  }
  for (const char* text : {"KHAN PRIYA L", "Olga Garcia", "N0VAK INGRID", "Kenji lvanova", "ROSS! DAVID"}) {
    EXPECT_EQ(said(text), "name") << text;
    EXPECT_EQ(said(text, TextPlace::Metadata), "") << text;
    EXPECT_EQ(said(text, TextPlace::BesidePatient), "name") << text;
  }
  for (const char* text : {"Lung Right", "GE LOGIQ", "BAT sign", "LL post", "DR 55", "Gain, Depth", "Air Bronchogram",
                           "Shred Sign", "Go", "P Low", "Op: 100%"}) {
    EXPECT_EQ(said(text, TextPlace::BesidePatient), "") << text;
  }
}

TEST(TextMeaning, FindsIds) {
  for (const char* text : {"MRN 5146181", "ID:13197-3807", "1D: 1936027", "PID: B7975502", "Patient ID 9459786",
                           "01224694", "765-43-6382", "MRN5146181", "1.2.840.113619.2.55.3.604688", "ID l93602S",
                           "I0: 13197-s887", "10: 13197-3807", "1ID:33760-3906"}) {
    EXPECT_EQ(said(text), "id") << text;
  }
  for (const char* text : {"123456", "000123/000456", "1024x768", "ID", "Frame 12345"})
    EXPECT_EQ(said(text), "") << text;
}

TEST(TextMeaning, FindsAgesInstitutionsAndAddresses) {
  for (const char* text : {"52Y", "080Y M", "M O80Y", "74 years", "48/F", "Age: 26", "Alter 45", "45 ans", "23 yr M"}) {
    EXPECT_EQ(said(text), "age") << text;
  }
  for (const char* text : {"867M", "86M", "861F"}) {
    EXPECT_EQ(said(text), "") << text;
    EXPECT_EQ(said(text, TextPlace::BesidePatient), "age") << text;
  }
  for (const char* text :
       {"Klinikum Nordwald", "Hôpital Saint Aubry", "KANTONSSPITAL BIRKENTAL", "Riverbend Medical Center",
        "CHU de Valombre", "Hospltal Santa Brigida", "Ospedale San Tullio", "Clínica Las Palomas"}) {
    EXPECT_EQ(said(text), "institution") << text;
  }
  EXPECT_EQ(said("Tel. +49 30 1234567 "), "id, contact");
  EXPECT_EQ(said("a.b@example.org"), "contact");
}

TEST(TextMeaning, LeavesSettingsOfDevicesAlone) {
  for (const char* text :
       {"AO% 70", "S/A 2/1", "Map F/0", "TIS0.6 MI 1.2", "L15-7io / Chest", "FR 23HZ", "1 Dist 1.48 cm",
        "GE Healthcare - LOGIQP5, GE Healthcare Development", " - Venue,  ", "Frq 6.0", "63%", "SC6-1 / Lung",
        "MacX Video Converter Pro", "Probe unknown", "", "\xFF\xFE"}) {
    EXPECT_EQ(said(text), "") << text;
  }
}

TEST(TextMeaning, ReadsTheDepth) {
  EXPECT_EQ(meaning_on_screen("Depth 12.0 cm").depth_mm, 120);
  EXPECT_EQ(meaning_on_screen("D 160mm").depth_mm, 160);
  EXPECT_EQ(meaning_on_screen("Tiefe: 8,5").depth_mm, 85);
  EXPECT_EQ(meaning_on_screen("D 10.9").depth_mm, 109);
  EXPECT_EQ(meaning_on_screen("Depth16cm").depth_mm, 160);
  for (const char* text : {"Depth", "D 5", "1 Dist 1.48 cm", "Depth 900 cm", "Gain 12.0"}) {
    EXPECT_EQ(meaning_on_screen(text).depth_mm, std::nullopt) << text;
  }
}

TEST(TextMeaning, LooksAtFileNames) {
  EXPECT_EQ(said_by_file("MUELLER^HANS.mp4"), "name");
  EXPECT_EQ(said_by_file("scan_2020-03-12.avi"), "date");
  EXPECT_EQ(said_by_file("Patient_12345678.mp4"), "id");
  EXPECT_EQ(said_by_file("00123456.mp4"), "id");
  EXPECT_EQ(said_by_file("00123456.mp4", true), "");
  EXPECT_EQ(said_by_file("Klinikum_Nord_lung.mp4"), "institution");
  for (const char* name :
       {"Cov-Atlas-Day+2.gif", "Pneu_liftl_pneu_case3_clip5.mp4", "Reg_Image_182106_crop.mp4", "s01-a.mp4",
        "Pneu_northumbria_0409_set6_vid7.avi", "Cov_Oliviera_2020_Fig15A.jpg", "screen-0001.mp4"}) {
    EXPECT_EQ(said_by_file(name), "") << name;
  }
}

}  // namespace
