// SPDX-License-Identifier: GPL-3.0-or-later
// Gutenprint as a judge of the emulator: nobody here wrote it, and it has printed on the real ones for years.
// Its backend finds the printers on the made-up bus, asks them, and prints pages of its own driver on them.
#include "emulator/fake_bus.hpp"
#include "emulator/memory.hpp"
#include "emulator/printer.hpp"
#include "support/temp_folder.hpp"
#include <array>
#include <cstdlib>
#include <cups/raster.h>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

using namespace emulator;

namespace {

constexpr auto backend = "/usr/lib/cups/backend/gutenprint53+usb";
constexpr auto filter = "/usr/lib/cups/filter/rastertogutenprint.5.3";
constexpr auto driver = "/usr/lib/cups/driver/gutenprint.5.3";
/// Its waits are real seconds, and it wants to see a status other than 0: so fast and no faster.
constexpr double speed = 10;

std::string text_of(std::filesystem::path const &path) {
    std::ostringstream text;
    text << std::ifstream{path}.rdbuf();
    return text.str();
}

/// The shell's exit status, and what it said. No sanitizer in what is not ours.
int shell(support::TempFolder const &folder, std::string const &command, std::string &said) {
    auto const log = folder / "said";
    auto const line = fmt::format(
        "export LD_PRELOAD=libumockdev-preload.so.0; timeout 60 sh -c '{}' >{} 2>&1", command, log.string());
    auto const status = std::system(line.c_str());
    said = text_of(log);
    return WEXITSTATUS(status);
}

/// A page as Gutenprint's driver wants it from CUPS: upright, in dots of 300 an inch.
struct Page {
    std::string ppd, name;
    unsigned width = 0, height = 0;
};

/// What is where, in quarters of the upright page.
constexpr std::array<std::array<unsigned char, 3>, 4> quarters{
    {{255, 0, 0}, {0, 255, 0}, {0, 0, 255}, {255, 255, 255}}};

void write_raster(std::filesystem::path const &path, Page const &page) {
    auto const file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    auto *raster = cupsRasterOpen(file, CUPS_RASTER_WRITE);
    cups_page_header2_t header{};
    header.HWResolution[0] = header.HWResolution[1] = 300;
    header.cupsWidth = page.width;
    header.cupsHeight = page.height;
    header.cupsPageSize[0] = static_cast<float>(page.width * 72.0 / 300);
    header.cupsPageSize[1] = static_cast<float>(page.height * 72.0 / 300);
    header.PageSize[0] = static_cast<unsigned>(header.cupsPageSize[0]);
    header.PageSize[1] = static_cast<unsigned>(header.cupsPageSize[1]);
    header.cupsImagingBBox[2] = header.cupsPageSize[0];
    header.cupsImagingBBox[3] = header.cupsPageSize[1];
    header.NumCopies = 1;
    header.cupsBitsPerColor = 8;
    header.cupsBitsPerPixel = 24;
    header.cupsBytesPerLine = page.width * 3;
    header.cupsColorOrder = CUPS_ORDER_CHUNKED;
    header.cupsColorSpace = CUPS_CSPACE_RGB;
    header.cupsNumColors = 3;
    header.cupsCompression = 1;
    page.name.copy(header.cupsPageSizeName, sizeof header.cupsPageSizeName - 1);
    cupsRasterWriteHeader2(raster, &header);
    for (unsigned y = 0; y < page.height; ++y) {
        base::Bytes row;
        for (unsigned x = 0; x < page.width; ++x) {
            auto const &colour = quarters.at((y * 2 / page.height) * 2 + x * 2 / page.width);
            row.insert(row.end(), colour.begin(), colour.end());
        }
        cupsRasterWritePixels(raster, row.data(), static_cast<unsigned>(row.size()));
    }
    cupsRasterClose(raster);
    ::close(file);
}

struct Judge {
    explicit Judge(std::string const &model) {
        Options options;
        options.model = model;
        options.serial = "JUDGED000001";
        options.speed = speed;
        auto opened = Printer::open(options, clock);
        REQUIRE(opened);
        printer = std::move(*opened);
        printer->on_sheet([this](Sheet const &sheet) { sheets.push_back(sheet); });
        bus = std::move(*FakeBus::create(clock));
        bus->add(*printer);
    }

    std::string ask(std::string const &option) {
        std::string said;
        shell(folder, fmt::format("BACKEND=dnp_citizen {} {}", backend, option), said);
        return said;
    }

    support::TempFolder folder;
    base::SystemClock clock;
    std::vector<Sheet> sheets;
    std::unique_ptr<Printer> printer;
    std::unique_ptr<FakeBus> bus;
};

/// The middle of a quarter of the picture, as 0 or 255 each: its colour curve is its own.
std::array<unsigned char, 3> colour_at(Sheet const &sheet, base::Bytes const &rgb, int quarter) {
    auto const width = static_cast<std::size_t>(sheet.size.image_width());
    auto const height = static_cast<std::size_t>(sheet.rows);
    auto const x = width * (quarter % 2 == 0 ? 1 : 3) / 4;
    auto const y = height * (quarter < 2 ? 1 : 3) / 4;
    std::array<unsigned char, 3> colour{};
    for (std::size_t i = 0; i < 3; ++i) {
        colour.at(i) = rgb[(y * width + x) * 3 + i] > 127 ? 255 : 0;
    }
    return colour;
}

} // namespace

TEST_CASE("Gutenprint is there to judge") {
    REQUIRE_MESSAGE(std::filesystem::exists(backend), "install the package printer-driver-gutenprint");
}

TEST_CASE("Gutenprint finds every model, and reads its standing, its data and its counters") {
    for (auto const &model : print::dnp::models()) {
        Judge judge{model.name};
        auto const found = judge.ask("");
        auto const media = judge.printer->memory().media;
        auto const left = judge.printer->memory().remaining;
        CAPTURE(model.name);
        CAPTURE(found);
        CHECK(found.find("JUDGED000001") != std::string::npos);
        auto const status = judge.ask("-s");
        CAPTURE(status);
        CHECK(status.find("Printer Status: Idle (0)") != std::string::npos);
        CHECK(status.find("Free Buffers: 2") != std::string::npos);
        CHECK(status.find(fmt::format("Native Prints Remaining on Media: {}\n", left)) != std::string::npos);
        CHECK(media != 0);
        auto const data = judge.ask("-i");
        CAPTURE(data);
        CHECK(data.find("Serial Number: JUDGED000001") != std::string::npos);
        CHECK(data.find("ERROR") == std::string::npos);
        CHECK(judge.ask("-n").find("Lifetime Counter: 0") != std::string::npos);
    }
}

TEST_CASE("a page of Gutenprint's own driver comes out with every colour in its place, not mirrored") {
    struct Wanted {
        std::string model, driver, size;
        unsigned width, height;
        /// Quarters of the picture, in reading order, as quarters of the upright page: a quarter turn for
        /// sizes whose long side lies along the head.
        std::array<int, 4> turned;
    };
    constexpr std::array turned{2, 0, 3, 1}, upright{0, 1, 2, 3};
    for (auto const &wanted : {Wanted{"DS40", "dnp-ds40", "w288h432", 1240, 1920, turned},
                               Wanted{"DS-RX1HS", "dnp-dsrx1", "w288h432", 1240, 1920, turned},
                               Wanted{"CW-02", "citizen-cw-02", "w288h432", 1240, 1920, turned},
                               Wanted{"DS620", "dnp-ds620", "w288h432", 1240, 1920, turned},
                               Wanted{"DS820", "dnp-ds820", "c8x10", 2560, 3036, upright},
                               Wanted{"QW410", "dnp-qw410", "w288h432", 1408, 1836, upright}}) {
        CAPTURE(wanted.model);
        Judge judge{wanted.model};
        write_raster(judge.folder / "page.raster", {{}, wanted.size, wanted.width, wanted.height});
        auto const at = [&](char const *name) { return (judge.folder / name).string(); };
        std::string said;
        shell(judge.folder,
              fmt::format(
                  "{} cat gutenprint.5.3://{}/expert >{} && PPD={} {} 1 user title 1 PageSize={} {} >{}",
                  driver, wanted.driver, at("ppd"), at("ppd"), filter, wanted.size, at("page.raster"),
                  at("job")),
              said);
        CAPTURE(said);
        REQUIRE(std::filesystem::file_size(judge.folder / "job") > 1'000'000);
        auto const printed = judge.ask(at("job"));
        CAPTURE(printed);
        REQUIRE(judge.sheets.size() == 1);
        auto const &sheet = judge.sheets.front();
        CHECK(sheet.fate == Fate::printed);
        CHECK(sheet.dpi() == 300);
        auto const rgb = sheet.picture();
        for (int quarter = 0; quarter < 4; ++quarter) {
            CAPTURE(quarter);
            CHECK(colour_at(sheet, rgb, quarter) ==
                  quarters.at(static_cast<std::size_t>(wanted.turned.at(static_cast<std::size_t>(quarter)))));
        }
    }
}
