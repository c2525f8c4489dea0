// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/filing.hpp"
#include "desk/search.hpp"
#include "store/people.hpp"
#include "support/office.hpp"
#include <doctest/doctest.h>

using support::Office;
using support::sure;

namespace {

/// Six people whose names, numbers and units differ.
class Archive {
public:
    Archive() {
        office.import("学号,姓名,性别,身份证号,学院,班级\n"
                      "20220001,单丹,女,11010519491231002X,财经学院,会计2201\n"
                      "20220002,欧阳建国,男,,财经学院,会计2201\n"
                      "20220003,吕布,男,,财经学院,会计2202\n"
                      "20220004,张建国,男,,法学院,法学2201\n"
                      "20220005,John Smith,男,,法学院,法学2201\n"
                      "20220006,买买提·艾力,男,,法学院,法学2201\n");
        office.print();
    }

    std::vector<std::string> find(std::string const &query, std::optional<std::int64_t> unit = {}) const {
        auto station = office.station();
        std::vector<std::string> names;
        for (auto const &hit : sure(desk::find_sheets(station, query, 20, unit))) {
            names.push_back(hit.name);
        }
        return names;
    }
    std::int64_t unit(std::string const &name) const {
        auto station = office.station();
        return sure(store::unit_id(station.store(), station.campaign().id, name)).value();
    }

    Office office;
};

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("somebody is found by pinyin, by its beginning and by initials") {
    Archive const archive;
    CHECK(archive.find("ouyangjianguo") == Names{"欧阳建国"});
    CHECK(archive.find("Ouyang Jian") == Names{"欧阳建国"});
    CHECK(archive.find("oyjg") == Names{"欧阳建国"});
    CHECK(archive.find("shandan") == Names{"单丹"});
    CHECK(archive.find("lvbu") == Names{"吕布"});
    CHECK(archive.find("john smith") == Names{"John Smith"});
    CHECK(archive.find("mmtal") == Names{"买买提·艾力"});
    CHECK(archive.find("z") == Names{});
}

TEST_CASE("a renamed person is no longer found by the old pinyin") {
    Archive const archive;
    archive.office.import("学号,姓名,性别,身份证号,学院,班级\n20220003,貂蝉,女,,财经学院,会计2202\n");
    CHECK(archive.find("lvbu").empty());
    CHECK(archive.find("diaochan") == Names{"貂蝉"});
}

TEST_CASE("the last six of an identity number find somebody together with the name and never alone") {
    Archive const archive;
    CHECK(archive.find("单丹 31002X") == Names{"单丹"});
    CHECK(archive.find("31002x 单") == Names{"单丹"});
    CHECK(archive.find("shan 31002X") == Names{"单丹"});
    CHECK(archive.find("张建国 31002X").empty());
    CHECK(archive.find("31002X").empty());
    CHECK(archive.find("11010519491231002x") == Names{"单丹"});
}

TEST_CASE("a year and a unit narrow a search down, and alone are everybody in them") {
    Archive const archive;
    CHECK(archive.find("建国") == Names{"欧阳建国", "张建国"});
    CHECK(archive.find("2026 法学院 建国") == Names{"张建国"});
    CHECK(archive.find("建国　2026届") == Names{"欧阳建国", "张建国"});
    CHECK(archive.find("2025 建国").empty());
    CHECK(archive.find("法学院") == Names{"张建国", "John Smith", "买买提·艾力"});
    CHECK(archive.find("2026").size() == 6);
    CHECK(archive.find("2027").empty());
}

TEST_CASE("a college finds its own people and no others, however it asks") {
    Archive const archive;
    auto const own = archive.unit("财经学院");
    CHECK(archive.find("建国", own) == Names{"欧阳建国"});
    CHECK(archive.find("zhangjianguo", own).empty());
    CHECK(archive.find("oyjg", own) == Names{"欧阳建国"});
    CHECK(archive.find("法学院", own).empty());
    CHECK(archive.find("2026", own).size() == 3);
    CHECK(archive.find(archive.office.sheet(3).serial, own).empty());
}

TEST_CASE("a search says since when and on whose signature") {
    Archive const archive;
    auto station = archive.office.station();
    sure(desk::file_sheets(station, "B01", {archive.office.sheet(0).serial}));
    auto const hit = sure(desk::find_sheets(station, "单丹", 5)).at(0);
    CHECK(hit.holder == "archive");
    CHECK(hit.place == "B01");
    CHECK(hit.moved_at.ms > 0);
    CHECK(hit.year == 2026);
}
