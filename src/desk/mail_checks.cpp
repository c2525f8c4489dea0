// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/mail_checks.hpp"
#include "base/text.hpp"
#include "code/serial.hpp"
#include "desk/printing.hpp"
#include "desk/whereabouts.hpp"
#include "store/custody.hpp"
#include <algorithm>

namespace desk {

using base::fault;
using base::Trouble;

// Carriers give letters, digits and hyphens; a hand-held scanner in the wrong mode gives anything.
base::Result<std::string> read_carrier_number(std::string const &typed) {
    constexpr std::size_t least = 6, most = 40;
    auto const number = base::upper_ascii(base::half_width(base::trimmed(typed)));
    auto const fine = std::ranges::all_of(
        number, [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '-'; });
    if (!fine || number.size() < least || number.size() > most) {
        return fault(Trouble::bad_input, "“{}”不像快递单号（{} 到 {} 位字母和数字），请重新扫一次",
                     "'{}' is no carrier's number ({} to {} letters and digits); scan it again", typed, least,
                     most);
    }
    if (code::read_serial(number)) {
        return fault(Trouble::bad_input, "“{}”是相片纸的序列号，不是快递单号；请扫快递面单上的条码",
                     "'{}' is the serial of a sheet; scan the code on the carrier's label", typed);
    }
    return number;
}

base::Result<> check_number_is_free(Station &station, std::string const &id, std::string const &number) {
    auto const other = store::consignment_numbered(station.store(), number);
    if (!other) {
        return base::Fault{other.fault()};
    }
    if (!*other || (*other)->id == id) {
        return {};
    }
    return fault(Trouble::bad_input, "快递单号 {} 已经用在寄件 {}（{} {}）上，一个单号只能寄一件",
                 "the number {} is that of the consignment {} ({} {}) already; one number, one envelope",
                 number, (*other)->id, (*other)->student_no, (*other)->name);
}

// Somebody may have given the sheet away although it was promised.
base::Result<> check_sheets_are_here(Station &station, store::Consignment const &one) {
    for (auto const &serial : one.serials) {
        auto const sheet = find_sheet(station, serial);
        if (!sheet) {
            return base::Fault{sheet.fault()};
        }
        if (sheet->state == "printed" && sheet->holder == "print-room" && sheet->place == one.id) {
            continue;
        }
        auto const where = whereabouts(sheet->state, sheet->holder, sheet->place);
        return fault(Trouble::not_allowed, "相片纸 {0} 不在打印室（{1}），不能寄出；请取消寄件 {2}",
                     "the sheet {0} is not in the print room ({3}) and cannot be sent; cancel {2}", serial,
                     where.zh, one.id, where.en);
    }
    return {};
}

// What went elsewhere meanwhile is not the student's to hand in; what is with the college already ends it.
base::Result<> check_sheets_may_come(Station &station, store::Consignment const &one) {
    for (auto const &serial : one.serials) {
        auto const sheet = find_sheet(station, serial);
        auto const place = sheet ? store::place_name(station.store(), *sheet)
                                 : base::Result<std::string>{base::Fault{sheet.fault()}};
        if (!place) {
            return base::Fault{place.fault()};
        }
        auto const posted = (sheet->holder == "mail" || sheet->holder == "missing") && sheet->place == one.id;
        auto const there = sheet->holder == "unit" && sheet->place == std::to_string(one.unit_id);
        if (sheet->state == "void" || sheet->holder == "student" || posted || there) {
            continue;
        }
        auto const where = whereabouts(sheet->state, sheet->holder, *place);
        return fault(
            Trouble::not_allowed, "相片纸 {0} 现在{1}，不能当作学生交来的收下；没有改动",
            "the sheet {0} is {2} now and cannot be taken in as handed in by its student; nothing was "
            "changed",
            serial, where.zh, where.en);
    }
    return {};
}

} // namespace desk
