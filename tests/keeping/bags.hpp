// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/bag.hpp"
#include "desk/bag_in.hpp"
#include "desk/boxes.hpp"
#include "desk/cells.hpp"
#include "desk/filing.hpp"
#include "desk/handover.hpp"
#include "desk/handover_party.hpp"
#include "desk/loans.hpp"
#include "desk/moves.hpp"
#include "store/ledger.hpp"
#include "support/office.hpp"
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace keeping {

namespace fs = std::filesystem;
using support::Office;
using support::sure;

inline std::string text_of(fs::path const &file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

inline void put(fs::path const &file, std::string const &text) {
    std::ofstream{file, std::ios::binary | std::ios::trunc} << text;
}

/// What somebody else's program says of a bag (tests/keeping/check_bag.py).
inline bool is_valid(fs::path const &bag) {
    auto const command =
        std::string{"python3 " PLATEN_ROOT "/tests/keeping/check_bag.py '"} + bag.string() + "'";
    return std::system(command.c_str()) == 0;
}

/// A station whose sheets were through everything: handed over, cut, filed, moved, lent, void, with students.
struct Old {
    Old() {
        office.import(
            "学号,姓名,性别,身份证号,学院,班级\n20220001,欧阳文静,,11010519491231002X,财经学院,会计2201\n");
        office.print();
        for (int i = 0; i < Office::people; ++i) {
            serials.push_back(office.sheet(i).serial);
        }
        auto station = office.station();
        auto const room = sure(desk::read_party(station, "print-room"));
        auto const college = sure(desk::read_party(station, "unit:财经学院"));
        auto const made = sure(desk::create_handover(
            station,
            {room, college, {serials[0], serials[1], serials[2]}, {}, {}, {"李师傅", support::portrait(9)}}));
        sure(desk::count_handover(station, made.id, 2, "王老师"));
        sure(desk::scan_into_handover(station, made.id, serials[0], "王老师"));
        sure(desk::scan_into_handover(station, made.id, serials[1], "王老师"));
        sure(desk::sign_receipt(station, made.id, {"王老师"}));
        sure(desk::use_cells(station, {serials[0], "毕业证", {}, 2, "王老师"}));
        sure(desk::file_sheets(station, "B01", {serials[3], serials[4]}));
        sure(desk::make_box(station, {"B02"}));
        sure(desk::move_filed(station, {{}, {}, {serials[4]}, "", "B02", "周老师"}));
        auto const loan =
            sure(desk::ask_loan(station, {{serials[3]}, "赵某", "教务处", "核对", "介绍信 12 号", "周老师"}));
        static_cast<void>(loan);
    }
    fs::path bag(std::string const &name, desk::BagOrder order) const {
        auto station = office.station();
        order.to = office.folder / name;
        return sure(desk::make_bag(station, order)).file;
    }
    fs::path year() const {
        desk::BagOrder order;
        order.year = 2026;
        order.with_id_numbers = true;
        return bag("bag", order);
    }

    Office office;
    std::vector<std::string> serials;
};

/// A station that has nothing yet.
struct Empty {
    explicit Empty(Office const &before) : office{before} {
        static_cast<void>(sure(store::Store::create(folder.path() / "store", support::FreshStore::noon)));
    }
    base::Result<desk::BagChecked> take(fs::path const &bag) const {
        auto store = sure(store::Store::open(folder / "store"));
        return desk::take_bag_in(store, office.setting(), bag);
    }
    desk::Station station() const {
        return sure(desk::Station::open(folder / "store", "", office.setting()));
    }
    [[nodiscard]] std::int64_t events() const {
        auto store = sure(store::Store::open(folder / "store"));
        base::NoProgress quiet;
        return sure(store::verify_ledger(store, quiet)).events;
    }

    Office const &office;
    support::TempFolder folder;
};

} // namespace keeping
