// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "desk/campaign.hpp"
#include "desk/photos.hpp"
#include "desk/printing.hpp"
#include "desk/roster.hpp"
#include "families.hpp"
#include "support/fresh_store.hpp"
#include "support/portrait.hpp"
#include <fmt/format.h>

namespace support {

/// A station in a folder of its own with six made-up people in two units, photos taken in and nothing
/// printed.
class Office {
public:
    static constexpr int people = 6;

    Office() : Office(print::families()) {}
    /// \p clock, where another than the system's is meant, outlives the office
    explicit Office(std::span<print::Family const> families, base::Clock const *clock = nullptr)
        : clock_{clock == nullptr ? &system_clock_ : clock}, families_{families} {
        std::string rows = "学号,姓名,性别,身份证号,学院,班级\n";
        for (int i = 0; i < people; ++i) {
            rows += fmt::format("{},张三,,,{}\n", number(i),
                                i < people / 2 ? "财经学院,会计2201" : "法学院,法学2201");
            auto const photo = portrait(static_cast<unsigned>(i));
            static_cast<void>(folder.file("photos/" + number(i) + ".jpg", base::as_text(photo)));
        }
        sure(desk::create_campaign(folder / "store", {"11832", "某大学", 2026, "S0"}, setting()));
        auto one = station();
        import(rows);
        sure(desk::import_photos(one, folder / "photos", ""));
    }

    static std::string number(int person) { return std::to_string(20220001 + person); }
    Office(Office const &) = delete;
    Office &operator=(Office const &) = delete;
    desk::Setting setting() const { return {PLATEN_ROOT, *clock_, quiet_, "tester", families_}; }
    desk::Station station() const { return sure(desk::Station::open(folder / "store", "", setting())); }
    [[nodiscard]] std::string printer() const { return "folder:" + (folder / "prints").string(); }

    desk::RosterImport import(std::string const &rows) const {
        auto one = station();
        return sure(desk::import_roster(one, folder.file("roster.csv", rows), {}));
    }
    /// Everybody, on the folder or on another printer.
    [[nodiscard]] desk::PrintOrder order(std::string const &on = {}) const {
        desk::PrintOrder order;
        order.printers = {on.empty() ? printer() : on};
        return order;
    }
    desk::PrintReport print(std::string const &on = {}) const {
        auto one = station();
        return sure(desk::print_sheets(one, order(on)));
    }
    /// The person's sheet that counts.
    store::Sheet sheet(int person) const {
        auto one = station();
        auto const due = sure(store::due(one.store(), one.campaign().id, {{}, {}, number(person)}));
        return due.at(0).sheet.value();
    }

    TempFolder folder;

private:
    base::SystemClock system_clock_;
    base::Clock const *clock_;
    mutable base::NoProgress quiet_;
    std::span<print::Family const> families_;
};

} // namespace support
