// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/disc.hpp"
#include "support/capture_day.hpp"
#include <cstdio>
#include <doctest/doctest.h>

using support::CaptureDay;
using support::sure;

namespace {

/// What another program reads from the image (isoinfo of genisoimage).
base::Bytes read_back(std::filesystem::path const &image, std::string const &arguments) {
    auto const command = "isoinfo -i '" + image.string() + "' " + arguments;
    std::unique_ptr<FILE, decltype([](FILE *pipe) { pclose(pipe); })> const pipe{popen(command.c_str(), "r")};
    REQUIRE(pipe);
    base::Bytes bytes;
    for (int c = std::fgetc(pipe.get()); c != EOF; c = std::fgetc(pipe.get())) {
        bytes.push_back(static_cast<unsigned char>(c));
    }
    return bytes;
}

} // namespace

TEST_CASE("a disc with the photos and their list is written, and another program reads the same bytes") {
    CaptureDay const day{"S2"};
    auto station = day.station();
    auto const in = day.folder.file("in/20220001.jpg", base::as_text(support::portrait(1))).parent_path();
    static_cast<void>(day.folder.file("in/20220002.jpg", base::as_text(support::portrait(2))));
    REQUIRE(sure(desk::import_photos(station, in, "")).accepted == 2);
    auto const image = day.folder / "disc.iso";
    auto const disc = sure(desk::write_disc(station, {day.folder / "disc", image, ""}));
    CHECK(disc.photos == 2);
    CHECK(disc.medium.zh.find("CD-R") != std::string::npos);
    for (auto const *name : {"list.csv", "list.pdf", "label.pdf", "photos/11010519491231002X.JPG"}) {
        CAPTURE(name);
        CHECK(std::filesystem::exists(disc.folder / name));
    }
    store::Selection who;
    who.student_no = "20220001";
    auto const person = sure(store::people(station.store(), station.campaign().id, who)).at(0);
    auto const master = sure(store::photo_of(station.store(), person.id))->master;
    auto const back = read_back(image, "-J -x /photos/11010519491231002X.JPG");
    CHECK(base::sha256(back).hex() == master);
    auto const list = sure(base::read_file(disc.folder / "list.csv", 100'000));
    CHECK(read_back(image, "-J -x /list.csv") == list);
    CHECK(base::as_text(list).find(master) != std::string::npos);
    CHECK(base::as_text(read_back(image, "-d")).find("Volume id: 11832_2026") != std::string::npos);
}

TEST_CASE("names on a disc keep their characters") {
    CaptureDay const day{"S1"};
    auto station = day.station();
    auto const in = day.folder.file("in/20220001.jpg", base::as_text(support::portrait(1))).parent_path();
    REQUIRE(sure(desk::import_photos(station, in, "")).accepted == 1);
    auto const image = day.folder / "disc.iso";
    sure(desk::write_disc(station, {day.folder / "disc", image, "{学号}{姓名}"}));
    CHECK(base::as_text(read_back(image, "-R -f")).find("/photos/20220001张建国.jpg") != std::string::npos);
    auto const bytes = sure(base::read_file(image, 10'000'000)); // and Joliet's, in UCS-2
    CHECK(base::as_text(bytes).find("\x5F\x20\x5E\xFA\x56\xFD") != std::string::npos);
}
