// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "desk/pdf_print.hpp"
#include "render/pdf.hpp"
#include "support/office.hpp"
#include "support/pixels.hpp"
#include "support/print_server.hpp"
#include <doctest/doctest.h>

using base::Length;
using support::Office;
using support::PrintServer;
using support::sure;
using support::TempFolder;

namespace {

sheet::Size mm(double width, double height) {
    return {Length::mm(width), Length::mm(height)};
}

/// A page with its own size written on it and a bar of 50 x 10 mm in its middle.
render::Scene page_of(sheet::Size size) {
    render::Scene scene;
    scene.paper = size;
    auto const y = size.height / 2;
    scene.lines.push_back(
        {{size.width / 2 - Length::mm(25), y}, {size.width / 2 + Length::mm(25), y}, Length::mm(10)});
    scene.texts.push_back(
        {fmt::format("{}", size.width.mm()), {Length::mm(5), Length::mm(9)}, Length::mm(4), {}});
    return scene;
}

std::filesystem::path file_of(TempFolder const &folder, std::vector<sheet::Size> const &sizes) {
    std::vector<render::Scene> pages;
    for (auto const size : sizes) {
        pages.push_back(page_of(size));
    }
    render::PdfWriter writer;
    auto const bytes = sure(writer.write(pages, {"x"}));
    return folder.file("some.pdf", base::as_text(bytes));
}

render::PdfReader reader_of(std::filesystem::path const &file) {
    return sure(render::PdfReader::open(sure(base::read_file(file, 1U << 26U))));
}

/// A printer whose paper is loaded: it takes pages of that size and no others, like a dye-sub roll, or any
/// that fit on it.
struct Tray {
    std::optional<print::Page> paper;
    bool just_this_size = false;
    std::vector<print::Page> pages;
    support::Area bar; ///< where the ink was on a raster of the paper with 2 mm around, at 300 x 600 dpi
} tray;

class TrayDriver final : public print::Driver {
public:
    [[nodiscard]] std::string name() const override { return "tray:one"; }
    base::Result<print::Standing> ask() override {
        print::Standing standing;
        standing.reasons = {print::Reason::idle};
        standing.paper = tray.paper;
        return standing;
    }
    base::Result<> check(print::Page const &page) override {
        auto const fits = tray.just_this_size
                              ? page.width == tray.paper->width && page.height == tray.paper->height
                              : page.width <= tray.paper->width && page.height <= tray.paper->height;
        return fits ? base::Result<>{} : base::fault(base::Trouble::device, "不合", "does not suit");
    }
    base::Result<> send(print::Job const & /*job*/, print::Artwork &artwork) override {
        tray.pages.push_back(artwork.page());
        auto const pixels = [](Length length, double dpi) {
            return static_cast<int>(std::lround((length + Length::mm(4)).pixels(dpi)));
        };
        auto const raster = sure(
            artwork.raster(pixels(artwork.page().width, 300), pixels(artwork.page().height, 600), 300, 600));
        support::Area const middle{raster.width / 5, raster.height / 5, raster.width * 4 / 5,
                                   raster.height * 4 / 5}; // without the words in the corner
        tray.bar = support::extent(raster, middle, support::is_ink);
        return {};
    }
    base::Result<print::Look> look(std::span<print::Job const> sent) override {
        return print::Look{*ask(), std::vector(sent.size(), print::Receipt{print::Outcome::printed, {}, {}})};
    }
};

print::Family const tray_family{"tray", "tray",
                                [] {
                                    return base::Words{"纸盘", "a tray"};
                                },
                                [](print::Uri const & /*uri*/, base::Clock const & /*clock*/)
                                    -> base::Result<std::unique_ptr<print::Driver>> {
                                    return std::unique_ptr<print::Driver>{std::make_unique<TrayDriver>()};
                                },
                                [](base::Clock const &) { return std::vector<print::Sighting>{}; }};

struct Desk {
    explicit Desk(std::span<print::Family const> known = print::families()) : families{known} {}
    base::Result<desk::PdfReport> print(desk::PdfOrder const &order) {
        desk::Setting const setting{PLATEN_ROOT, clock, quiet, "tester", families};
        return desk::print_pdf(setting, nullptr, order);
    }
    std::span<print::Family const> families;
    base::SystemClock clock;
    base::NoProgress quiet;
};

desk::PdfReport print_on_tray(std::filesystem::path const &file, bool fit = false) {
    return sure(Desk{{&tray_family, 1}}.print({file, "tray:one", {}, fit}));
}

} // namespace

TEST_CASE("every page keeps its true size, its text and its lines") {
    TempFolder const folder;
    std::vector const sizes{mm(152.4, 101.6), mm(210, 297), mm(60.5, 400), mm(33, 48)};
    auto const report =
        sure(Desk{}.print({file_of(folder, sizes), "folder:" + (folder / "out").string(), {}, {}}));
    REQUIRE(report.printed.size() == sizes.size());
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        CAPTURE(i);
        auto const reader = reader_of(report.printed[i].place);
        CHECK(reader.pages() == 1);
        CHECK(*reader.page_size(1) == sizes[i]);
        CHECK(*reader.text(1) == fmt::format("{}", sizes[i].width.mm()));
    }
}

TEST_CASE("a station's own sheet prints again as the same picture") {
    Office const office;
    REQUIRE(office.print().count("printed") == Office::people);
    auto const sheet = office.folder / ("prints/" + office.sheet(0).serial + ".pdf");
    auto const again = "folder:" + (office.folder / "again").string();
    auto const report = sure(Desk{}.print({sheet, again, {}, {}}));
    auto one = reader_of(sheet);
    auto other = reader_of(report.printed.at(0).place);
    CHECK(*one.text(1) == *other.text(1));
    auto const before = sure(one.render(1, 300));
    auto const after = sure(other.render(1, 300));
    REQUIRE(before.width == after.width);
    REQUIRE(before.height == after.height);
    auto const off = support::difference(before, after, support::whole(before));
    CHECK(off.mean < 0.5);
    CHECK(off.large < 0.001);
}

TEST_CASE("a raster has the page in its middle, at true size in both directions") {
    TempFolder const folder;
    tray = {print::Page{Length::mm(152.4), Length::mm(101.6)}, false, {}, {}};
    print_on_tray(file_of(folder, {mm(152.4, 101.6)}));
    // 156.4 x 105.6 mm at 300 x 600 dpi; the bar is 50 x 10 mm.
    CHECK(tray.bar.right - tray.bar.left == doctest::Approx(590.6).epsilon(0.003));
    CHECK(tray.bar.bottom - tray.bar.top == doctest::Approx(236.2).epsilon(0.006));
    CHECK((tray.bar.left + tray.bar.right) / 2.0 == doctest::Approx(923.6).epsilon(0.002));
    CHECK((tray.bar.top + tray.bar.bottom) / 2.0 == doctest::Approx(1247.2).epsilon(0.002));
}

TEST_CASE("a page that fits only when it is turned is turned") {
    TempFolder const folder;
    tray = {print::Page{Length::mm(152.4), Length::mm(101.6)}, true, {}, {}};
    auto const report = print_on_tray(file_of(folder, {mm(101.6, 152.4)}));
    CHECK(report.printed.at(0).laid.turned);
    CHECK(report.printed.at(0).laid.scale == 1);
    CHECK(tray.pages.at(0).width == Length::mm(152.4));
    CHECK(tray.bar.bottom - tray.bar.top == doctest::Approx(50 / 25.4 * 600).epsilon(0.003)); // upright now
    CHECK(tray.bar.right - tray.bar.left == doctest::Approx(10 / 25.4 * 300).epsilon(0.01));
}

TEST_CASE("a smaller page lies in the middle of paper of one size") {
    TempFolder const folder;
    tray = {print::Page{Length::mm(152.4), Length::mm(101.6)}, true, {}, {}};
    auto const report = print_on_tray(file_of(folder, {mm(100, 60), mm(60, 140)}));
    CHECK(report.printed.at(0).laid.paper == mm(152.4, 101.6));
    CHECK_FALSE(report.printed.at(0).laid.turned);
    CHECK(report.printed.at(1).laid.paper == mm(152.4, 101.6));
    CHECK(report.printed.at(1).laid.turned);
    CHECK(tray.bar.bottom - tray.bar.top == doctest::Approx(50 / 25.4 * 600).epsilon(0.003));
}

TEST_CASE("a page larger than the paper is refused with both sizes, and scaled with --fit") {
    TempFolder const folder;
    tray = {print::Page{Length::mm(152.4), Length::mm(101.6)}, false, {}, {}};
    auto const file = file_of(folder, {mm(210, 297)});
    auto const refused = Desk{{&tray_family, 1}}.print({file, "tray:one", {}, false});
    REQUIRE_FALSE(refused);
    CHECK(refused.fault().kind == base::Trouble::device);
    auto const sentence = refused.fault().text(base::Language::en);
    CAPTURE(sentence);
    CHECK(sentence.find("210.0 x 297.0 mm") != std::string::npos);
    CHECK(sentence.find("152.4 x 101.6 mm") != std::string::npos);
    CHECK(sentence.find("--fit") != std::string::npos);
    CHECK(tray.pages.empty());
    auto const report = print_on_tray(file, true);
    CHECK(report.printed.at(0).laid.turned);
    CHECK(report.printed.at(0).laid.scale == doctest::Approx(101.6 / 210).epsilon(0.001));
    CHECK(tray.pages.at(0).width == Length::mm(152.4));
}

TEST_CASE("with --fit a page is made as large as six-inch paper where the printer names none") {
    TempFolder const folder;
    auto const printer = "folder:" + (folder / "out").string();
    auto const report = sure(Desk{}.print({file_of(folder, {mm(76.2, 50.8)}), printer, {}, true}));
    CHECK(report.printed.at(0).laid.scale == doctest::Approx(2));
    CHECK(*reader_of(report.printed.at(0).place).page_size(1) == mm(152.4, 101.6));
}

TEST_CASE("pages go to a queue of CUPS: counted or in doubt, on the paper that it knows") {
    PrintServer const server{
        {{"office"}, {"silent", PrintServer::Kind::silent}, {"letter", PrintServer::Kind::counting, true}}};
    TempFolder const folder;
    auto const file = file_of(folder, {mm(210, 297), mm(152.4, 101.6)});
    auto const counted = sure(Desk{}.print({file, server.uri("office"), {}, false}));
    CHECK(counted.printed.size() == 2);
    CHECK(counted.printed.at(1).certain);
    auto const kept = server.kept("office");
    REQUIRE(kept.size() == 2);
    CHECK(*reader_of(kept[0]).page_size(1) == mm(210, 297));
    CHECK(*reader_of(kept[1]).page_size(1) == mm(152.4, 101.6));
    auto const doubtful = sure(Desk{}.print({file, server.uri("silent"), {}, false}));
    REQUIRE(doubtful.printed.size() == 2);
    CHECK_FALSE(doubtful.printed.at(1).certain);
    auto const refused = Desk{}.print({file, server.uri("letter"), 1, false});
    REQUIRE_FALSE(refused);
    CHECK(refused.fault().text(base::Language::en).find("215.9 x 279.4 mm") != std::string::npos);
    CHECK(sure(Desk{}.print({file, server.uri("letter"), 1, true})).printed.at(0).laid.paper ==
          mm(215.9, 279.4));
}
