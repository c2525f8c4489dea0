// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/archive_papers.hpp"
#include "desk/boxes.hpp"
#include "desk/filing.hpp"
#include "desk/moves.hpp"
#include "desk/stocktake.hpp"
#include "render/pdf_reader.hpp"
#include "support/office.hpp"
#include <doctest/doctest.h>

using support::Office;
using support::sure;

namespace {

/// Two of the three of a class in the box B01 on a shelf.
struct Boxed {
    Boxed() {
        office.print();
        auto station = office.station();
        serials = {office.sheet(0).serial, office.sheet(1).serial};
        items = sure(desk::file_sheets(station, "B01", serials));
        sure(desk::move_filed(station, {.boxes = {"B01"}, .shelf = "3-2-1"}));
    }
    Office office;
    std::vector<std::string> serials;
    std::vector<store::Item> items;
};

std::string text_of(desk::ArchivePaper const &paper, int page = 1) {
    auto reader = sure(render::PdfReader::open(paper.bytes));
    return sure(reader.text(page));
}

bool says(std::string const &text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("counts on papers are written in words that cannot be altered") {
    for (auto const &[number, words] :
         std::vector<std::pair<std::int64_t, std::string>>{{0, "零"},
                                                           {7, "柒"},
                                                           {10, "壹拾"},
                                                           {105, "壹佰零伍"},
                                                           {120, "壹佰贰拾"},
                                                           {2001, "贰仟零壹"},
                                                           {3456, "叁仟肆佰伍拾陆"}}) {
        CHECK(desk::formal_number(number) == words);
    }
}

TEST_CASE("the contents of a volume stand in order, on paper as in the spreadsheet") {
    Boxed const boxed;
    auto station = boxed.office.station();
    auto const volume = sure(store::volumes(station.store(), "B01")).at(0).id;
    auto const text = text_of(sure(desk::volume_contents(station, volume)));
    for (auto const *part : {"卷内目录", "财经学院2026届会计2201毕业生证件相片", "11832-ZP·2026-Y-B01-001"}) {
        CAPTURE(part);
        CHECK(says(text, part));
    }
    CHECK(text.find(Office::number(0)) < text.find(Office::number(1)));
    auto const csv = sure(desk::volume_contents_csv(station, volume));
    auto const rows = std::string{base::as_text(csv.bytes)};
    CHECK(rows.find(Office::number(0)) < rows.find(Office::number(1)));
    CHECK_FALSE(desk::volume_contents(station, "V-NIX-1"));
}

TEST_CASE("the note of a volume counts its items in words, and says who of the class is missing and why") {
    Boxed const boxed;
    auto station = boxed.office.station();
    sure(desk::declare_lost(station, boxed.serials[1], "找不到", "孙老师"));
    auto const volume = sure(store::volumes(station.store(), "B01")).at(0).id;
    auto const text = text_of(sure(desk::volume_note(station, volume)));
    for (auto const *part : {"备考表", "贰件", "下落不明", "立卷人", "检查人", "打印室"}) {
        CAPTURE(part);
        CHECK(says(text, part));
    }
    CHECK(says(text, Office::number(2))); // of the class, and still in the print room
}

TEST_CASE("the transfer list has the columns of the archives, in two copies") {
    Boxed const boxed;
    auto station = boxed.office.station();
    auto const list = sure(desk::transfer_list(station, "b01"));
    for (auto const *part :
         {"序号", "档号", "文号", "责任者", "题名", "日期", "密级", "张数", "备注", "第一联"}) {
        CAPTURE(part);
        CHECK(says(text_of(list), part));
    }
    CHECK(says(text_of(list, 2), "第二联"));
    CHECK(says(text_of(list), boxed.serials[0]));
    CHECK_FALSE(desk::transfer_list(station, "B77"));
}

TEST_CASE("labels, stamps and slips say where things stand, and the box's code opens the box") {
    Boxed const boxed;
    auto station = boxed.office.station();
    auto const labels = text_of(sure(desk::box_labels(station, "B01")));
    for (auto const *part : {"B01", "3-2-1", "永久", "11832", "001—002"}) {
        CAPTURE(part);
        CHECK(says(labels, part));
    }
    CHECK(desk::box_of_code(desk::box_code("B01")) == "B01");
    CHECK(desk::box_of_code(" box-b01 ") == "B01");
    CHECK_FALSE(desk::box_of_code(boxed.serials[0]).has_value());
    CHECK(says(text_of(sure(desk::stamp_labels(station, "B01"))), "002"));
    auto const slip = text_of(sure(desk::put_back_slip(station, {boxed.serials[1]})));
    for (auto const *part : {"归位单", "3-2-1", "2/2", "20220001"}) {
        CAPTURE(part);
        CHECK(says(slip, part));
    }
    CHECK_FALSE(desk::put_back_slip(station, {boxed.office.sheet(3).serial})); // never filed
}

TEST_CASE("all papers of a box come at once, and an empty box has none") {
    Boxed const boxed;
    auto station = boxed.office.station();
    CHECK(sure(desk::archive_papers(station, "B01", "")).size() == 7);
    CHECK_FALSE(desk::archive_papers(station, "", ""));
    sure(desk::make_box(station, {"B02"}));
    CHECK_FALSE(desk::archive_papers(station, "B02", ""));
}
