// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/bytes.hpp"
#include "desk/photos.hpp"
#include "support/capture_day.hpp"
#include <doctest/doctest.h>

using desk::Source;
using support::CaptureDay;
using support::sure;

namespace {

store::Photo photo_of(desk::Station &station, std::string const &student_no) {
    store::Selection who;
    who.student_no = student_no;
    auto const people = sure(store::people(station.store(), station.campaign().id, who));
    return sure(store::photo_of(station.store(), people.at(0).id)).value();
}

} // namespace

TEST_CASE("each photo's source is recorded, and one from elsewhere is refused") {
    CaptureDay const day{"S1"};
    auto station = day.station();
    auto const file = day.folder.file("in/20220001.jpg", base::as_text(support::portrait(1)));
    auto const elsewhere = desk::import_photos(station, file.parent_path(), "", Source::elsewhere);
    REQUIRE_FALSE(elsewhere);
    CHECK(elsewhere.fault().kind == base::Trouble::not_allowed);
    CHECK(elsewhere.fault().what.zh.find("S1-34") != std::string::npos);
    CHECK(sure(desk::import_photos(station, file.parent_path(), "", Source::centre)).accepted == 1);
    CHECK(photo_of(station, "20220001").source == "centre");
    auto const visit = day.come(station, "20220002", "欧**远 0014");
    sure(desk::confirm_shot(station, day.shot(station, visit).id, {"screen", ""}));
    CHECK(photo_of(station, "20220002").source == "station");
    CaptureDay const silent{"S0"};
    auto there = silent.station();
    CHECK(sure(desk::import_photos(there, file.parent_path(), "", Source::elsewhere)).accepted == 1);
}

TEST_CASE("a photo from another centre is matched with its hand-filled card") {
    CaptureDay const day{"S0"};
    auto station = day.station();
    auto const file = day.folder.file("in/DSC_0417.jpg", base::as_text(support::portrait(1)));
    CHECK(sure(desk::import_photos(station, file.parent_path(), "", Source::centre)).unmatched == 1);
    CHECK_FALSE(desk::import_photo(station, {file, "20229999", "", ""}, Source::centre));
    CHECK_FALSE(desk::import_photo(station, {"/nowhere.jpg", "20220003", "", ""}, Source::centre));
    CHECK(sure(desk::import_photo(station, {file, "20220003", "补 0417", ""}, Source::centre)).accepted == 1);
    auto const photo = photo_of(station, "20220003");
    CHECK(photo.source == "centre");
    CHECK(photo.card == "补 0417");
}
