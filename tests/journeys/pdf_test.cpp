// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/program.hpp"
#include "support/temp_folder.hpp"
#include <cstdlib>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fstream>

namespace fs = std::filesystem;
using support::platen;
using support::TempFolder;

namespace {

/// The station's page to hold a ruler to: 152.4 x 101.6 mm.
fs::path ruler_page(TempFolder const &folder) {
    REQUIRE(platen({"printer", "test-page", "folder:" + (folder / "ruler").string()}).status == 0);
    return folder / "ruler/platen-test-page.pdf";
}

void qpdf(std::string const &arguments) {
    REQUIRE(std::system(("qpdf " + arguments).c_str()) == 0);
}

support::Run print(TempFolder const &folder, fs::path const &file, std::vector<std::string> more = {}) {
    std::vector<std::string> words{
        "pdf", "print", file.string(), "--printer", "folder:" + (folder / "out").string(), "--json"};
    words.insert(words.end(), more.begin(), more.end());
    return platen(words);
}

/// As another program sees it.
std::string page_size(fs::path const &file, TempFolder const &folder) {
    auto const said = (folder / "said").string();
    REQUIRE(std::system(fmt::format("pdfinfo '{}' | grep 'Page size' > '{}'", file.string(), said).c_str()) ==
            0);
    std::string line;
    std::getline(std::ifstream{said}, line);
    return line;
}

} // namespace

TEST_CASE("a PDF from elsewhere is printed at its true size, without a store") {
    TempFolder const folder;
    auto const run = print(folder, ruler_page(folder));
    REQUIRE(run.status == 0);
    CHECK(run.json()["pages"] == 1);
    CHECK(run.json()["of"] == 1);
    CHECK(run.json()["uncertain"] == 0);
    CHECK(run.json()["prints"][0]["state"] == "printed");
    CHECK(run.json()["prints"][0]["scale"] == 1.0);
    fs::path const place = run.json()["prints"][0]["place"].get<std::string>();
    CHECK(place.filename().string().starts_with("platen-test-page-"));
    CHECK(page_size(place, folder).find("432 x 288 pts") != std::string::npos);
}

TEST_CASE("files that cannot be printed are each answered with why, and print nothing") {
    TempFolder const folder;
    auto const ruler = ruler_page(folder);
    qpdf(fmt::format("--encrypt secret owner 256 -- '{}' '{}'", ruler.string(),
                     (folder / "locked.pdf").string()));
    fs::copy_file(ruler, folder / "cut.pdf");
    fs::resize_file(folder / "cut.pdf", 2000);
    static_cast<void>(folder.file("empty.pdf", ""));
    static_cast<void>(folder.file("words.pdf", "these are words"));
    struct Case {
        std::string file;
        int status;
        std::string sentence;
    };
    for (auto const &[file, status, sentence] :
         {Case{"locked.pdf", 1, "asks for a password"}, Case{"cut.pdf", 1, "damaged"},
          Case{"empty.pdf", 1, "no PDF"}, Case{"words.pdf", 1, "no PDF"}, Case{".", 1, "is a folder"},
          Case{"missing.pdf", 3, "missing.pdf"}}) {
        CAPTURE(file);
        auto const run = print(folder, folder / file);
        CHECK(run.status == status);
        CAPTURE(run.err);
        CHECK(run.err.find(sentence) != std::string::npos);
        CHECK(run.json().contains("error"));
    }
    CHECK_FALSE(fs::exists(folder / "out"));
}

TEST_CASE("a file that only its owner's password protects is printed") {
    TempFolder const folder;
    qpdf(fmt::format("--encrypt '' owner 256 -- '{}' '{}'", ruler_page(folder).string(),
                     (folder / "open.pdf").string()));
    CHECK(print(folder, folder / "open.pdf").status == 0);
}

TEST_CASE("of a thousand pages one is named, and turned and found by its number") {
    TempFolder const folder;
    std::string ones = "1";
    for (int i = 1; i < 1000; ++i) {
        ones += ",1";
    }
    auto const plain = (folder / "plain.pdf").string();
    auto const many = (folder / "many.pdf").string();
    qpdf(fmt::format("--empty --pages '{}' {} -- '{}'", ruler_page(folder).string(), ones, plain));
    qpdf(fmt::format("'{}' --rotate=+90:777 '{}'", plain, many));
    auto const all = print(folder, many);
    CHECK(all.status == 2);
    CHECK(all.err.find("1000 pages") != std::string::npos);
    CHECK(all.err.find("--page") != std::string::npos);
    for (auto const *none : {"1001", "0", "-1"}) {
        CAPTURE(none);
        auto const run = print(folder, many, {"--page", none});
        CHECK(run.status == 3);
        CHECK(run.err.find("only 1000") != std::string::npos);
    }
    CHECK_FALSE(fs::exists(folder / "out"));
    auto const one = print(folder, many, {"--page", "777"});
    REQUIRE(one.status == 0);
    CHECK(one.json()["pages"] == 1);
    CHECK(one.json()["of"] == 1000);
    CHECK(page_size(one.json()["prints"][0]["place"].get<std::string>(), folder).find("288 x 432 pts") !=
          std::string::npos);
    auto const fit = print(folder, many, {"--page", "777", "--fit"});
    CHECK(fit.json()["prints"][0]["turned"] == true);
    CHECK(print(folder, many, {"--page", "seven"}).status == 2);
}

TEST_CASE("a few pages are all printed, each as a page of its own") {
    TempFolder const folder;
    auto const few = (folder / "few.pdf").string();
    qpdf(fmt::format("--empty --pages '{}' 1,1,1 -- '{}'", ruler_page(folder).string(), few));
    auto const run = print(folder, few);
    REQUIRE(run.status == 0);
    CHECK(run.json()["pages"] == 3);
    CHECK(std::distance(fs::directory_iterator{folder / "out"}, fs::directory_iterator{}) == 3);
}

TEST_CASE("a printer that is none is told of before anything is printed") {
    TempFolder const folder;
    auto const ruler = ruler_page(folder).string();
    CHECK(platen({"pdf", "print", ruler}).status == 2);
    CHECK(platen({"pdf", "print", ruler, "--printer", "nonsense"}).status == 2);
    CHECK(platen({"pdf", "print", ruler, "--printer", "ipp://localhost/office"}).status == 2);
    auto const none = platen({"pdf", "print", ruler, "--printer", "ipp://localhost:9/printers/office"});
    CHECK(none.status == 4);
    CHECK(none.err.find("is CUPS running?") != std::string::npos);
    auto const zh =
        platen({"pdf", "print", ruler, "--printer", "ipp://localhost:9/printers/office", "--lang", "zh"});
    CAPTURE(zh.err);
    CHECK(zh.err.find("CUPS 开着吗") != std::string::npos);
}
