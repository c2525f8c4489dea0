// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/boxes.hpp"
#include "desk/filing.hpp"
#include "store/ledger.hpp"
#include "support/office.hpp"
#include <doctest/doctest.h>

namespace support {

/// Six printed sheets, those of the first unit in the box B01.
struct Archive {
    Archive() {
        office.print();
        for (int i = 0; i < Office::people; ++i) {
            serials.push_back(office.sheet(i).serial);
        }
        auto station = office.station();
        items = sure(desk::file_sheets(station, "B01", {serials[0], serials[1], serials[2]}));
    }
    void replay_is_equal() const {
        auto station = office.station();
        base::NoProgress quiet;
        CHECK(sure(store::differing_projections(station.store(), quiet)).empty());
    }

    Office office;
    std::vector<std::string> serials;
    std::vector<store::Item> items;
};

inline std::string why(base::Fault const &fault) {
    return fault.text(base::Language::zh);
}

/// Student numbers of what lies in the box.
inline std::vector<std::string> order_in(desk::Station &station, std::string const &box) {
    std::vector<std::string> numbers;
    for (auto const &line : sure(store::filed_in(station.store(), box))) {
        numbers.push_back(line.student_no);
    }
    return numbers;
}

} // namespace support
