// SPDX-License-Identifier: GPL-3.0-or-later
#include "families.hpp"
#include "print/driver.hpp"
#include "support/temp_folder.hpp"
#include <doctest/doctest.h>
#include <fstream>
#include <sstream>

namespace fs = std::filesystem;
using namespace print;

namespace {

/// What a desk would draw.
class Drawn final : public Artwork {
public:
    [[nodiscard]] Page page() const override { return {}; }
    base::Result<base::Raster> raster(int /*w*/, int /*h*/, double /*x*/, double /*y*/) override {
        return base::Raster{};
    }
    base::Result<base::Bytes> pdf() override {
        if (broken) {
            return base::fault(base::Trouble::bad_input, "画不出", "cannot be drawn");
        }
        return base::Bytes{'%', 'P', 'D', 'F'};
    }
    base::Result<base::Bytes> png() override { return base::Bytes{'P', 'N', 'G'}; }
    bool broken = false;
};

base::SystemClock const system_clock;

std::unique_ptr<Driver> driver_for(std::string const &uri) {
    auto read = read_uri(uri);
    REQUIRE(read);
    auto driver = open_driver(families(), *read, system_clock);
    REQUIRE(driver);
    return std::move(*driver);
}

Receipt fate(Driver &driver, std::string const &serial) {
    Job const job{serial, {}};
    auto look = driver.look({&job, 1});
    REQUIRE(look);
    return look->receipts.at(0);
}

std::size_t files_in(fs::path const &folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator{folder}, fs::directory_iterator{}));
}

} // namespace

TEST_CASE("a sheet becomes one PDF named by its serial") {
    support::TempFolder const folder;
    auto const driver = driver_for("folder:" + (folder / "tray").string());
    Drawn drawn;
    REQUIRE(driver->send({"S-1", {}}, drawn));
    auto const receipt = fate(*driver, "S-1");
    CHECK(receipt.outcome == Outcome::printed);
    CHECK(receipt.place == (folder / "tray/S-1.pdf").string());
    CHECK(fs::file_size(folder / "tray/S-1.pdf") == 4);
    CHECK(files_in(folder / "tray") == 1);
}

TEST_CASE("with format=png a PNG stands beside the PDF") {
    support::TempFolder const folder;
    auto const driver = driver_for("folder:" + folder.path().string() + "?format=png");
    Drawn drawn;
    REQUIRE(driver->send({"S-1", {}}, drawn));
    CHECK(fs::exists(folder / "S-1.png"));
    CHECK(fs::exists(folder / "S-1.pdf"));
}

TEST_CASE("looking back tells printed from not printed by the file") {
    support::TempFolder const folder;
    auto const driver = driver_for("folder:" + folder.path().string());
    Drawn drawn;
    REQUIRE(driver->send({"S-1", {}}, drawn));
    static_cast<void>(folder.file("S-2.pdf.4711.part", "half"));
    CHECK(fate(*driver, "S-1").outcome == Outcome::printed);
    CHECK(fate(*driver, "S-2").outcome == Outcome::not_printed);
}

TEST_CASE("what cannot be drawn leaves no file") {
    support::TempFolder const folder;
    auto const driver = driver_for("folder:" + folder.path().string());
    Drawn drawn;
    drawn.broken = true;
    CHECK_FALSE(driver->send({"S-1", {}}, drawn));
    CHECK(files_in(folder.path()) == 0);
}

TEST_CASE("a folder that is a file is a standing that stops printing, not a fault") {
    support::TempFolder const folder;
    auto const file = folder.file("tray", "a file");
    auto const standing = driver_for("folder:" + file.string())->ask();
    REQUIRE(standing);
    CHECK_FALSE(standing->ready());
}

TEST_CASE("one folder is one printer, by whatever path it is named") {
    support::TempFolder const folder;
    fs::create_directories(folder / "tray");
    fs::create_directory_symlink(folder / "tray", folder / "link");
    auto const path = fs::canonical(folder / "tray").string();
    CHECK(driver_for("folder:" + path)->name() == "folder:" + path);
    CHECK(driver_for("folder:" + path + "/")->name() == "folder:" + path);
    CHECK(driver_for("folder:" + (folder / "link").string())->name() == "folder:" + path);
    CHECK(driver_for("folder:" + (folder / "other/../tray").string())->name() == "folder:" + path);
}

TEST_CASE("a printer URI is taken apart as RFC 3986 says") {
    auto const uri = read_uri("usb://DNP/DS-RX1HS?serial=CB2D&format=png");
    REQUIRE(uri);
    CHECK(uri->scheme == "usb");
    CHECK(uri->path == "DNP/DS-RX1HS");
    CHECK(uri->value("serial", "") == "CB2D");
    CHECK(uri->value("format", "pdf") == "png");
    CHECK(uri->value("none", "x") == "x");
    CHECK(read_uri("folder:a%20b%3Fc?x=%E4%B8%AD")->path == "a b?c");
    CHECK(read_uri("folder:a?x=%E4%B8%AD")->value("x", "") == "中");
    CHECK(read_uri("folder:100%")->path == "100%");
    for (auto const *wrong : {"", "folder", ":x"}) {
        CAPTURE(wrong);
        CHECK_FALSE(read_uri(wrong));
    }
}
