// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/photos.hpp"
#include "photo/exif.hpp"
#include "store/ledger.hpp"
#include "support/capture_day.hpp"
#include <doctest/doctest.h>

using support::CaptureDay;
using support::sure;

namespace {

/// A portrait whose camera says when it was taken: nineteen characters such as 2025:10:18 09:12:33.
base::Bytes portrait_of(std::string const &when) {
    // TIFF, little-endian: one directory that points to the EXIF directory, which holds DateTimeOriginal.
    std::string tiff{"II*\0\x08\0\0\0"
                     "\x01\0\x69\x87\x04\0\x01\0\0\0\x1a\0\0\0\0\0\0\0"
                     "\x01\0\x03\x90\x02\0\x14\0\0\0\x2c\0\0\0\0\0\0\0",
                     44};
    auto const body = std::string{"Exif\0\0", 6} + tiff + when + '\0';
    auto file = support::portrait(1);
    auto const length = body.size() + 2;
    std::string const segment =
        std::string{"\xFF\xE1"} + static_cast<char>(length >> 8) + static_cast<char>(length & 0xFF) + body;
    file.insert(file.begin() + 2, segment.begin(), segment.end());
    return file;
}

/// S1 with a rule of how old a photo may be.
support::ChangedHouse half_a_year() {
    return support::ChangedHouse{"S1",
                                 {{"own_capture_only = true", "own_capture_only = true\nrecency_days = 180"},
                                  {"topics = [\"source\"]", "topics = [\"source\", \"recency\"]"}}};
}

} // namespace

TEST_CASE("the day that a camera wrote into a file is read, and nonsense is none") {
    CHECK(photo::taken_on(portrait_of("2024:06:01 09:12:33")) == "2024-06-01");
    CHECK(photo::taken_on(portrait_of("0000:00:00 00:00:0x")) == "0000-00-00");
    CHECK(photo::taken_on(portrait_of("1. June, nine sharp")).empty());
    CHECK(photo::taken_on(support::portrait(1)).empty());
}

TEST_CASE("a photo that is older than the notice lets it be is taken only where somebody says why") {
    auto const house = half_a_year();
    CaptureDay const day{"S1", nullptr, house.path()};
    auto station = day.station();
    auto const file = day.folder.file("in/20220001.jpg", base::as_text(portrait_of("2020:06:01 09:12:33")));
    auto const refused = sure(desk::import_photos(station, file.parent_path(), ""));
    REQUIRE(refused.findings.size() == 1);
    CHECK(refused.findings[0].kind == "too_old");
    CHECK(refused.findings[0].text(base::Language::zh).find("S1-34") != std::string::npos);
    auto const visit = day.come(station, "20220002", "欧**远 0014");
    desk::NewShot shot{visit.id, portrait_of("2020:06:01 09:12:33"), "test", {}};
    auto const early = desk::take_shot(station, nullptr, shot);
    REQUIRE_FALSE(early);
    CHECK(early.fault().kind == base::Trouble::not_allowed);
    shot.old_because = "相机的日期没有调";
    sure(desk::take_shot(station, nullptr, shot));
    CHECK(sure(desk::import_photos(station, file.parent_path(), "", desk::Source::station, "休学前拍的"))
              .accepted == 1);
    auto const events = sure(store::events_page(station.store(), {"", "photo.accepted", ""}, 0, 1));
    CHECK(events.at(0).body.find("old_because") != std::string::npos);
    sure(desk::take_shot(station, nullptr, {visit.id, support::portrait(2), "test", {}})); // says no day
}
